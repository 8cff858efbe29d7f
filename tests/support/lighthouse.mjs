// Look at pages with Lighthouse in one Chromium: {"lighthouse": FOLDER, "chromium": FILE, "switches": [...],
// "flags": {...}, "pages": [URL]} comes in, a list of their reports goes out. One program for all pages
// starts once, and so does its Chromium; Lighthouse empties that's storage and cache before each page.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const asked = JSON.parse(readFileSync(0, 'utf8'));
const main = join(asked.lighthouse, 'core/index.js');
const { default: lighthouse } = await import(pathToFileURL(main));
const launcher = createRequire(main).resolve('chrome-launcher');
const { launch } = await import(pathToFileURL(launcher));

const chromium = await launch({ chromePath: asked.chromium, chromeFlags: asked.switches });
const reports = [];
try {
  for (const page of asked.pages) {
    const result = await lighthouse(page, { ...asked.flags, port: chromium.port });
    reports.push(result.lhr);
  }
} finally {
  chromium.kill();
}
process.stdout.write(JSON.stringify(reports));
