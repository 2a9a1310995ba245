/** Compiled phones that are kept from start to start: never older than their sources. */
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPhone } from './devServer';

const folder = mkdtempSync(join(tmpdir(), 'kept-phone-'));
const miniprogramDir = join(folder, 'plain');
const cacheDir = join(folder, 'cache');
const APP = join(miniprogramDir, 'app.ts');

beforeAll(() => cpSync(join(__dirname, 'fixtures/plain'), miniprogramDir, { recursive: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The program that a phone of this mini-program loads. */
async function script(): Promise<string> {
  const phone = await startPhone({ miniprogramDir, cacheDir });
  try {
    return await (await fetch(`${phone.url}/phone/app/script.js`)).text();
  } finally {
    await phone.close();
  }
}

test('unchanged sources are not compiled again; a change is seen at the next start, and the old state goes', async () => {
  const compiled = await script();
  expect(compiled).toContain('__mp.modules');
  const [kept = '', ...others] = readdirSync(cacheDir);
  expect(others).toEqual([]);

  // What is kept is what is served.
  writeFileSync(join(cacheDir, kept, 'script.js'), '/* kept */');
  expect(await script()).toBe('/* kept */');

  appendFileSync(APP, '\nconsole.log("another word");\n');
  expect(await script()).toContain('another word');
  expect(readdirSync(cacheDir)).toHaveLength(1);
  expect(readdirSync(cacheDir)).not.toContain(kept);
});

test('a mini-program that does not compile is not kept: its errors are said at each start', async () => {
  appendFileSync(APP, '\nlet = ;\n');
  const before = readdirSync(cacheDir);
  await script();
  expect(readdirSync(cacheDir)).toEqual(before);
});
