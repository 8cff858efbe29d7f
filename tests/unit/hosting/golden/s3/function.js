// A CloudFront function for viewer requests (cloudfront-js-2.0). Its key value store has a verdict on
// each address in small letters: "gone", "moved LOCATION" or "page LINK FILE"; and, where unknown addresses
// are gone, the names of files as they are.
import cf from 'cloudfront';

const store = cf.kvs();
const TRACKING = /(?:^|&)(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|igshid|mc_cid|mc_eid|_hsenc)=/i;
// Without it, browsers keep a redirect for as long as they like.
const CACHED = { value: 'public, max-age=60' };
const GONE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>This page has been removed' +
  '</title><h1>This page has been removed</h1><p><a href="/">Home</a>';

async function handler(event) {
  const request = event.request;
  const path = decoded(request.uri);
  if (path === null || /\/\.(?!\.|well-known(?:\/|$))/.test(path)) {
    return file(request, '/404');
  }
  const query = written(request.querystring);
  const at = query.search(TRACKING);
  const own = at < 0 ? query : query.slice(0, at);
  const plain = path.replace(/(.)\/+$/, '$1');
  if (own) {
    const found = await verdict(small(plain) + '?' + small(own));
    if (found) {
      return act(request, found, path + '?' + own, query.slice(own.length));
    }
  }
  const found = await verdict(small(plain));
  if (found) {
    return act(request, found, path, query);
  }
  return await isGrave(small(plain), own) && !(await verdict('file ' + path)) ? gone() : request;
}

function act(request, found, asked, rest) {
  const words = found.split(' ');
  if (words[0] === 'gone') {
    return gone();
  }
  if (words[0] === 'page' && same(asked, words[1])) {
    return file(request, words[2]);
  }
  rest = rest.replace(/^&+/, '');
  const joint = words[1].indexOf('?') < 0 ? '?' : '&';
  const location = rest ? words[1] + joint + rest : words[1];
  return {
    statusCode: 301,
    statusDescription: 'Moved Permanently',
    headers: { location: { value: location }, 'cache-control': CACHED },
  };
}

// Whether a request is for this very link: it must not be redirected to itself, which would never end.
// Doubled slashes, and one at the end of a page in a folder, are of no weight.
function same(asked, link) {
  link = link.replace(/^https?:\/\/[^/]+/, '');
  const at = link.indexOf('?');
  const path = decodeURIComponent(at < 0 ? link : link.slice(0, at)).replace(/\/\/+/g, '/');
  const true_ = at < 0 ? path : path + link.slice(at);
  const isFile = /\.[^/.]*$/.test(path);
  return asked === true_ || (at < 0 && !isFile && asked.replace(/\/+$/, '') === path.replace(/\/+$/, ''));
}

function file(request, uri) {
  request.uri = uri;
  request.querystring = {};
  return request;
}

function gone() {
  return {
    statusCode: 410,
    statusDescription: 'Gone',
    headers: {
      'content-type': { value: 'text/html; charset=utf-8' },
      'cache-control': CACHED,
      'x-robots-tag': { value: 'noindex' },
    },
    body: GONE,
  };
}

// Removed pages left only the place where they were. A folder of files may lie below it.
async function isGrave(plain, own) {
  if (own && await verdict('below ' + plain + '?')) {
    return true;
  }
  let folder = plain;
  while (folder !== '' && folder !== '/') {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    const found = await verdict('below ' + folder + '/');
    if (found) {
      return found === 'gone';
    }
  }
  return false;
}

async function verdict(key) {
  try {
    return await store.get(key);
  } catch (error) {
    return '';
  }
}

function decoded(uri) {
  try {
    const path = decodeURIComponent(uri);
    const bad = /[\x00-\x1f\x7f\\]/.test(path) || /%2f|%5c/i.test(uri) || /\/\.{1,2}(?:\/|$)/.test(path);
    return bad ? null : path.replace(/\/\/+/g, '/');
  } catch (error) {
    return null;
  }
}

function small(text) {
  return text.replace(/[A-Z]+/g, function (letters) { return letters.toLowerCase(); });
}

function written(querystring) {
  const parts = [];
  for (const name in querystring) {
    const found = querystring[name];
    for (const each of found.multiValue || [found]) {
      parts.push(each.value === '' ? name : name + '=' + each.value);
    }
  }
  return parts.join('&');
}
