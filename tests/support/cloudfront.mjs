// Run the function of CloudFront on requests: {"keys": FILE, "function": FILE, "targets": [...]} comes in,
// a list of {status, location, cached, uri} goes out. What is no answer yet goes to S3 with its uri.
import { readFileSync, writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const store = new Map(JSON.parse(readFileSync(asked.keys, 'utf8')).data.map((pair) => [pair.key, pair.value]));
globalThis.store = {
  kvs: () => ({
    get: async (key) => {
      if (!store.has(key)) {
        throw new Error('no such key');
      }
      return store.get(key);
    },
  }),
};
const source = readFileSync(asked.function, 'utf8').replace("import cf from 'cloudfront';", 'const cf = globalThis.store;');
const folder = mkdtempSync(join(tmpdir(), 'newsgen-'));
const file = join(folder, 'function.mjs');
writeFileSync(file, `${source}\nexport { handler };\n`);
const { handler } = await import(file);
rmSync(folder, { recursive: true });

const answers = [];
for (const target of asked.targets) {
  const [uri, ...rest] = target.split('?');
  const querystring = {};
  for (const pair of rest.join('?').split('&').filter(Boolean)) {
    const [name, ...value] = pair.split('=');
    const each = { value: value.join('=') };
    const first = querystring[name];
    const multiValue = first && [...(first.multiValue ?? [first]), each];
    querystring[name] = multiValue ? { ...each, multiValue } : each;
  }
  const result = await handler({ request: { uri, querystring, headers: {} } });
  const location = result.headers?.location?.value ?? '';
  const cached = result.headers?.['cache-control']?.value ?? '';
  answers.push({ status: result.statusCode ?? 0, location, cached, uri: result.uri ?? '' });
}
console.log(JSON.stringify(answers));
