import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { builtPage } from './support/page';

let folder = '';
beforeAll(async () => {
  folder = await builtPage();
});

const kilobytes = (pattern: RegExp): number =>
  readdirSync(join(folder, 'assets'))
    .filter((name) => pattern.test(name))
    .reduce((sum, name) => sum + gzipSync(readFileSync(join(folder, 'assets', name))).length, 0) / 1024;

test('all scripts together are under 200 KB gzipped, those before the first figures under 20', () => {
  const [all, first] = [kilobytes(/\.js$/), kilobytes(/^index-.*\.js$/)];
  expect(first).toBeGreaterThan(1);
  expect(first).toBeLessThan(20);
  expect(all).toBeGreaterThan(first);
  expect(all).toBeLessThan(200);
});

test('the page allows only itself, and asks nobody else for anything', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toMatch(/unsafe|https?:|\*/);
  expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
  expect(html).toContain('name="data-url" content="../http/dashboard/screen"');
});
