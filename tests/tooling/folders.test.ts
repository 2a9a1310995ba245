/** docs/folders.md names every folder that a newcomer meets, and no other. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');
/** Folders whose own folders are explained too. */
const PARENTS = ['cloudfunctions', 'miniprogram', 'scripts', 'local', 'tests'];
/** Made by a command and kept out of git; miniprogram-ci leaves empty folders named by a hash. */
const MADE = /^(\..*|node_modules|miniprogram_npm|dist|data|coverage|[0-9a-f]{8,})$/;

function foldersIn(path: string): string[] {
  return readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !MADE.test(entry.name))
    .map(({ name }) => `${path === '' ? '' : `${path}/`}${name}/`);
}

test('every folder is explained in one line, and none that is gone', () => {
  const text = readFileSync(join(ROOT, 'docs/folders.md'), 'utf8');
  const explained = [...text.matchAll(/^\| `([^`]+)` \| .+ \|$/gm)].map(([, folder]) => folder);
  const there = ['', ...PARENTS].flatMap(foldersIn);
  expect([...explained].sort()).toEqual(there.sort());
});
