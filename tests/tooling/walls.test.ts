/** Each wall of .dependency-cruiser.cjs is run into once, in a small tree of its own. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** Wall, file that breaks it, file that it must not import. */
const FORBIDDEN: [string, string, string][] = [
  ['phone-stays-on-the-phone', 'miniprogram/services/f1.ts', 'cloudfunctions/core/t1.ts'],
  ['contract-is-types-only', 'miniprogram/services/f2.ts', 'typings/t2.ts'],
  ['typings-import-nothing', 'typings/f3.ts', 'cloudfunctions/core/t3.ts'],
  ['pages-use-services-only', 'miniprogram/resident/f4/index.ts', 'miniprogram/staff/t4/index.ts'],
  ['components-know-no-services', 'miniprogram/components/f5/index.ts', 'miniprogram/services/t5.ts'],
  ['services-know-no-pages', 'miniprogram/services/f6.ts', 'miniprogram/pages/t6/index.ts'],
  ['shared-imports-nothing', 'miniprogram/shared/f7.ts', 'miniprogram/services/t7.ts'],
  ['contexts-are-apart', 'cloudfunctions/points/f8.ts', 'cloudfunctions/pairing/t8.ts'],
  ['functions-reach', 'cloudfunctions/points/f9.ts', 'miniprogram/services/t9.ts'],
  ['core-knows-no-context', 'cloudfunctions/core/f10.ts', 'cloudfunctions/points/t10.ts'],
  ['rules-are-pure', 'cloudfunctions/points/rules/f11.ts', 'cloudfunctions/core/t11.ts'],
  ['local-knows-no-product', 'local/cloud/f12.ts', 'cloudfunctions/core/t12.ts'],
  ['dashboard-reach', 'dashboard/src/f13.ts', 'cloudfunctions/core/t13.ts'],
  ['product-code-needs-no-tests', 'scripts/f14.ts', 'tests/support/t14.ts'],
];

/** File, file that it may import, how. */
const ALLOWED: [string, string, string][] = [
  ['miniprogram/pages/a1/index.ts', 'miniprogram/services/t21.ts', ''],
  ['miniprogram/services/a2.ts', 'typings/t22.ts', 'type '],
  ['cloudfunctions/points/rules/a3.ts', 'miniprogram/shared/t23.ts', ''],
  ['cloudfunctions/points/rules/a4.ts', 'cloudfunctions/core/t24.ts', 'type '],
  ['cloudfunctions/points/rules/a5.ts', 'cloudfunctions/core/pure/t25.ts', ''],
];

let root: string;
/** `rule from` of each violation. */
let violations: string[];

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** Writes two files, one of which imports the other. */
function plant(from: string, to: string, type: string): void {
  const path = posix.relative(posix.dirname(from), to).replace(/\.ts$/, '');
  write(to, 'export const a = 1;\n');
  write(from, `import ${type}{ a } from '${path}';\nexport const b${type ? ': typeof a = 1' : ' = a'};\n`);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'walls-'));
  for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) {
    copyFileSync(join(ROOT, file), join(root, file));
  }
  write('package.json', '{"devDependencies":{"dev-only":"1.0.0"}}');
  write('node_modules/dev-only/package.json', '{"name":"dev-only","main":"dist/index.js"}');
  write('node_modules/dev-only/dist/index.js', '');
  for (const [, from, to] of FORBIDDEN) plant(from, to, '');
  for (const [from, to, type] of ALLOWED) plant(from, to, type);
  write('local/circle1.ts', "import { a } from './circle2';\nexport const c = a;\n");
  write('local/circle2.ts', "import { c } from './circle1';\nexport const a = c;\n");
  write('cloudfunctions/core/alone.ts', 'export const a = 1;\n');
  write('scripts/broken.ts', "import './gone';\n");
  write('miniprogram/services/packages.ts', "import 'dev-only';\n");

  const program = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const folders = ['miniprogram', 'cloudfunctions', 'typings', 'local', 'scripts', 'dashboard', 'tests'];
  const { stdout, stderr } = spawnSync(process.execPath, [program, '--output-type', 'json', ...folders], {
    cwd: root,
    maxBuffer: 16 * 1024 * 1024,
  });
  const text = stdout.toString();
  if (!text.startsWith('{')) throw new Error(stderr.toString());
  const { summary } = JSON.parse(text) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  violations = summary.violations.map(({ from, rule }) => `${rule.name} ${from}`);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

test.each(FORBIDDEN)('%s: %s must not import %s', (wall, from) => {
  expect(violations).toContain(`${wall} ${from}`);
});

test.each([
  ['no-circular', 'local/circle1.ts'],
  ['no-orphans', 'cloudfunctions/core/alone.ts'],
  ['not-resolvable', 'scripts/broken.ts'],
  ['phone-packages-are-dependencies', 'miniprogram/services/packages.ts'],
])('%s: %s', (rule, file) => {
  expect(violations).toContain(`${rule} ${file}`);
});

test.each(ALLOWED)('%s may import %s', (from) => {
  expect(violations.filter((violation) => violation.endsWith(` ${from}`))).toEqual([]);
});
