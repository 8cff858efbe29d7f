// The search page. Pagefind and the list of releases are loaded when a reader first searches.
// The page works under a strict Content-Security-Policy: script-src 'self' 'wasm-unsafe-eval'.

const PAGE = 10;
const PART = "site-lang-"; // how the index names parts of a text in another language
const CHOICES = ["area", "year", "kind", "order"];
const SOUNDS = [
  ...["ch", "dd", "ng", "ph", "th"].map((start) => [start]), // that are such forms already
  ["ll", "l"],
  ["rh", "r"],
  ["b", "f", "m"],
  ["c", "g", "ngh", "ch"],
  ["d", "dd", "n"],
  ["g", "", "ng"],
  ["m", "f"],
  ["p", "b", "mh", "ph"],
  ["t", "d", "nh", "th"],
]; // with which a word of Welsh begins: Caerdydd, but “yng Nghaerdydd” and “o Gaerdydd”

const form = document.getElementById("search");
const status = document.getElementById("search-status");
const list = document.getElementById("search-results");
const more = document.getElementById("search-more");
const filters = document.getElementById("search-filters");
const roomy = matchMedia("(min-width: 48rem)");
const language = document.documentElement.lang || "en-GB";

let loading = null;
let latest = 0;
let waiting = [];
let monthNames = []; // browsers do not know them in every language

/** Load Pagefind and the list of releases, once; after a failure, again. */
function load() {
  loading ??= start().catch((error) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function start() {
  const index = new URL(form.dataset.index, document.baseURI);
  const [pagefind, releases] = await Promise.all([
    import(new URL("pagefind.js", index)),
    listed(new URL("releases.json", index)),
  ]);
  await pagefind.init();
  return { pagefind, releases };
}

/** Fetch what releases can be narrowed and ordered by, by their names in the index. */
async function listed(url) {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const { areas, kinds, months, releases } = await answer.json();
  monthNames = months;
  return new Map(
    releases.map(([name, area, kind, date, language, status], place) => [
      name,
      { area: areas[area], kind: kinds[kind], date, year: date.slice(0, 4), language, status, place },
    ]),
  );
}

/** Open the filters where there is room for them, or where one of them is set. */
function unfold() {
  if (roomy.matches || CHOICES.some((name) => form.elements[name]?.value)) filters.open = true;
}

/** Read what is asked for from the address: words, and what they are narrowed by. */
function asked() {
  const parameters = new URLSearchParams(location.search);
  const wanted = { q: (parameters.get("q") ?? "").trim() };
  for (const name of CHOICES) wanted[name] = parameters.get(name) ?? "";
  return wanted;
}

function isNarrowed(wanted) {
  return Boolean(wanted.area || wanted.year || wanted.kind);
}

async function search(wanted) {
  const own = ++latest;
  list.hidden = more.hidden = true;
  list.replaceChildren();
  if (!wanted.q && !isNarrowed(wanted)) {
    say(form.dataset.empty);
    return;
  }
  say(form.dataset.searching);
  try {
    const { pagefind, releases } = await load();
    const results = await matching(pagefind, wanted.q);
    if (own !== latest) return;
    waiting = narrowed(results, releases, wanted);
    say(counted(waiting.length));
    await show(own);
  } catch (error) {
    console.error(error);
    if (own === latest) say(form.dataset.failed);
  }
}

/** Return what matches a question, the best first: in Welsh, what has its words in any form. */
async function matching(pagefind, question) {
  const whole = pagefind.search(question || null);
  if (!question || question.includes('"') || !language.startsWith("cy")) return (await whole).results;
  const words = question.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
  const [{ results }, ...each] = await Promise.all([
    whole,
    ...words.map((word) => inAnyForm(pagefind, word)),
  ]);
  const byName = new Map(results.map((result) => [result.id, result]));
  const score = ({ id }) => each.reduce((sum, matches) => sum + matches.get(id).score, 0);
  const complete = [...(each[0]?.values() ?? [])]
    .filter(({ id }) => each.every((matches) => matches.has(id)))
    .sort((one, other) => score(other) - score(one));
  const names = new Set(complete.map(({ id }) => id));
  return [
    ...complete.map((result) => byName.get(result.id) ?? result), // which marks all words
    ...results.filter(({ id }) => !names.has(id)),
  ];
}

/** Return what has a word as it begins after any other, by the names of releases in the index. */
async function inAnyForm(pagefind, word) {
  const [sound, ...others] = SOUNDS.find(([start]) => word.startsWith(start)) ?? [""];
  const forms = [word, ...others.map((other) => other + word.slice(sound.length))];
  const answers = await Promise.all(forms.map((form) => pagefind.search(`"${form}"`)));
  const best = new Map();
  for (const result of answers.flatMap(({ results }) => results)) {
    if (!(best.get(result.id)?.score >= result.score)) best.set(result.id, result);
  }
  return best;
}

function narrowed(results, releases, wanted) {
  const found = results
    .map((result) => ({ result, release: releases.get(result.id) }))
    .filter(
      ({ release }) =>
        release &&
        ["area", "year", "kind"].every((name) => !wanted[name] || release[name] === wanted[name]),
    );
  if (wanted.order === "newest" || !wanted.q) {
    found.sort((one, other) => one.release.place - other.release.place);
  }
  return found;
}

/** Show the next results. Returns the first link of them. */
async function show(own) {
  const next = waiting.splice(0, PAGE); // at once: the button may be pressed again
  const items = await Promise.all(
    next.map(async ({ result, release }) => item(await result.data(), release)),
  );
  if (own !== latest) return null;
  list.append(...items);
  list.hidden = list.childElementCount === 0;
  more.hidden = waiting.length === 0;
  return items.length ? items[0].querySelector("a") : null;
}

function item(data, release) {
  const link = element("a", data.meta.title);
  link.href = data.raw_url ?? data.url;
  const heading = element("h2");
  heading.append(link);
  const facts = element("p");
  facts.className = "meta";
  if (release.date) {
    const time = element("time", written(release.date));
    time.dateTime = release.date;
    facts.append(time, " ");
  }
  if (!["news", "page"].includes(release.kind)) {
    facts.append(tag(release.kind, kindName(release.kind)), " ");
  }
  if (release.status) facts.append(tag(release.status, form.dataset[release.status]), " ");
  facts.append(element("span", release.area));
  const found = element("li");
  const text = excerpt(data);
  if (release.language) {
    link.lang = text.lang = release.language;
    link.dir = text.dir = "auto"; // of an Arabic release, they run from right to left
  }
  found.append(heading, facts, text);
  return found;
}

/**
 * Make text of an excerpt: of its HTML only the marks around the words are taken. Where the whole
 * text goes on, there is an ellipsis.
 */
function excerpt({ excerpt: html, content: whole = "", raw_content: raw = "", anchors = [] }) {
  const text = element("p");
  const parts = anchors.filter(({ id }) => id.startsWith(PART));
  const before = raw.indexOf(html.replaceAll(/<\/?mark>/g, "").trim());
  let word = before < 0 ? NaN : words(raw.slice(0, before)).length;
  html.trim().split(/<mark>(.*?)<\/mark>/s).forEach((part, at) => {
    const plain = part.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
    for (const [language, run] of parts.length ? runs(plain, parts, word) : [["", plain]]) {
      const node = language || at % 2 ? element(at % 2 ? "mark" : "span", run) : run;
      if (language) Object.assign(node, { lang: language, dir: "auto" });
      text.append(node);
    }
    word += words(plain).length;
  });
  if (!whole.trimStart().startsWith(text.textContent)) text.prepend("…");
  if (!whole.trimEnd().endsWith(text.textContent.replace(/^…/, ""))) text.append("…");
  return text;
}

function words(text) {
  return text.match(/\S+/g) ?? [];
}

/**
 * Divide a text by the languages of its words; `word` is the number of its first in the whole text,
 * and `parts` say where another language begins. Without one, it is that of the release.
 */
function runs(text, parts, word) {
  const divided = [];
  for (const piece of text.match(/\s*\S+\s*|\s+/g) ?? []) {
    const part = parts.findLast(({ location }) => location <= word);
    const language = part?.id.slice(PART.length) ?? "";
    if (divided.at(-1)?.[0] === language) divided.at(-1)[1] += piece;
    else divided.push([language, piece]);
    if (piece.trim()) word += 1;
  }
  return divided;
}

function tag(name, words) {
  const label = element("span", words);
  label.className = `tag tag-${name}`;
  return label;
}

function element(name, text = "") {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

/** Write a date as far as it is known: 2020-03-05, or 2020-03. */
function written(date) {
  const [year, month, day] = date.split("-").map(Number);
  return [day, monthNames[month - 1], year].filter(Boolean).join(" ");
}

function kindName(kind) {
  const options = form.elements.kind?.options ?? [];
  return [...options].find((option) => option.value === kind)?.text ?? kind;
}

function counted(count) {
  if (count < 2) return count ? form.dataset.one : form.dataset.none;
  return form.dataset.many.replace("{count}", count.toLocaleString(language));
}

function say(text) {
  status.textContent = text;
}

/** Put what the form holds into the address, so that a search can be kept, and gone back to. */
function remember() {
  const kept = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) kept.set(name, value);
  const address = `${location.pathname}${kept.size ? `?${kept}` : ""}`;
  if (address !== location.pathname + location.search) history.pushState(null, "", address);
}

function fill(wanted) {
  for (const [name, value] of Object.entries(wanted)) {
    const field = form.elements[name];
    if (field) field.value = value;
    if (field?.selectedIndex === -1) field.value = "";
  }
  unfold();
}

roomy.addEventListener("change", unfold);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  remember();
  search(asked());
});

// Once there are results, another choice narrows them at once.
form.addEventListener("change", (event) => {
  if (event.target.tagName === "SELECT" && latest) form.requestSubmit();
});

more.addEventListener("click", async () => {
  const first = await show(latest);
  first?.focus();
});

window.addEventListener("popstate", () => {
  fill(asked());
  if (location.search || latest) search(asked());
});

fill(asked());
if (location.search) search(asked());
