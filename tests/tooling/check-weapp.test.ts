/** Each kind of defect is planted into a small sound mini-program and must be found. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkSource, checkWeapp } from '../../scripts/check-weapp/check';
import { checkSizes, packageSizes } from '../../scripts/check-weapp/compile';
import { readSource } from '../../scripts/check-weapp/source';

type Files = Record<string, string>;

const SOUND: Files = {
  'project.config.json': JSON.stringify({
    appid: 'touristappid',
    compileType: 'miniprogram',
    miniprogramRoot: 'miniprogram/',
    setting: { useCompilerPlugins: ['typescript'], es6: true, enhance: true, postcss: true, minified: true },
  }),
  'miniprogram/app.json': JSON.stringify({
    pages: ['pages/home/index'],
    subPackages: [{ root: 'more', pages: ['list/index'] }],
    usingComponents: { 'my-tile': '/components/tile/index' },
  }),
  'miniprogram/app.ts': 'App({});',
  'miniprogram/app.wxss': '.a { color: red; }',
  'miniprogram/pages/home/index.json': '{}',
  'miniprogram/pages/home/index.wxml':
    '<view bind:tap="onTap">{{name}}</view><my-tile bind:press="onPress" /><image src="/images/a.png" />',
  'miniprogram/pages/home/index.wxss': '.b { color: red; }',
  'miniprogram/pages/home/index.ts':
    "import { tools } from '../../tools';\nPage({ ...tools, data: { name: '' }, onTap() {} });",
  'miniprogram/tools.ts': 'export const tools = { onPress() {} };',
  'miniprogram/more/list/index.json': '{}',
  'miniprogram/more/list/index.wxml': '<my-tile />',
  'miniprogram/more/list/index.ts': 'Page({});',
  'miniprogram/components/tile/index.json': '{"component":true}',
  'miniprogram/components/tile/index.wxml': '<view bind:tap="onTap" />',
  'miniprogram/components/tile/index.ts': 'Component({ methods: { onTap() {} } });',
  'miniprogram/images/a.png': 'png',
};

const HOME = 'miniprogram/pages/home/index';
let root: string;

beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'weapp-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(changes: Files): void {
  for (const [file, text] of Object.entries({ ...SOUND, ...changes })) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}

async function found(changes: Files): Promise<string[]> {
  write(changes);
  const findings = await checkSource(readSource(join(root, 'miniprogram')));
  return findings.map(({ check, file, message }) => `${check} ${file} ${message}`);
}

test('a sound mini-program has no finding', async () => {
  expect(await found({})).toEqual([]);
});

const wxml = (text: string): Files => ({ [`${HOME}.wxml`]: SOUND[`${HOME}.wxml`] + text });
const code = (text: string): Files => ({ [`${HOME}.ts`]: `${text}\n${SOUND[`${HOME}.ts`]}` });
const app = (change: object): Files => ({
  'miniprogram/app.json': JSON.stringify({ ...JSON.parse(SOUND['miniprogram/app.json'] ?? ''), ...change }),
});

test.each<[string, Files, RegExp]>([
  [
    'a page that is missing',
    app({ pages: ['pages/home/index', 'pages/gone/index'] }),
    /^paths app.json .*pages\/gone/,
  ],
  [
    'a component that is missing',
    app({ usingComponents: { 'my-tile': '/components/gone/index' } }),
    /^paths app.json .*components\/gone/,
  ],
  ['an unregistered tag', wxml('<my-card />'), /^tags .*<my-card>/],
  ['a missing handler', wxml('<view catch:tap="onGone" />'), /^handlers .*onGone/],
  [
    'a missing handler of a component',
    { 'miniprogram/components/tile/index.wxml': '<view bindtap="onGone" />' },
    /^handlers .*onGone/,
  ],
  ['a missing module', code("import './gone';"), /^imports pages\/home\/index.ts .*gone/],
  ['a package that is not on the phone', code("import dayjs from 'dayjs'; dayjs();"), /^imports .*dayjs/],
  ['a missing template', wxml('<import src="./gone.wxml" />'), /^imports .*gone.wxml/],
  ['a missing picture', wxml('<image src="/images/gone.png" />'), /^imports .*gone.png/],
  ['a missing style sheet', { [`${HOME}.wxss`]: '@import "./gone.wxss";' }, /^wcsc .*gone.wxss/],
  ['an unused page', { 'miniprogram/pages/old/index.wxml': '<view />' }, /^unused pages\/old/],
  [
    'an unused component',
    app({ usingComponents: { 'my-tile': '/components/tile/index', 'my-old': '/components/tile/index' } }),
    /^unused app.json .*my-old/,
  ],
  ['an unused module', { 'miniprogram/old.ts': 'export const old = 1;' }, /^unused old.ts/],
  ['an unused picture', { 'miniprogram/images/old.png': 'png' }, /^unused images\/old.png/],
  ['a broken expression', wxml('<view>{{a + }}</view>'), /^wcc pages\/home\/index.wxml/],
  ['an unclosed tag', wxml('<view>'), /^template pages\/home\/index.wxml/],
  ['a truncated style sheet', { [`${HOME}.wxss`]: 'view { color: red;' }, /^wcsc pages\/home\/index.wxss/],
  [
    'a broken script of a template',
    { 'miniprogram/a.wxs': 'module.exports = {a: function( {}' },
    /^wcc a.wxs/,
  ],
])('finds %s', async (_kind, changes, expected) => {
  expect(await found(changes)).toContainEqual(expect.stringMatching(expected));
});

test('a picture folder with computed names counts as used', async () => {
  const files = {
    ...wxml('<image src="/images/kinds/{{kind}}.png" />'),
    'miniprogram/images/kinds/b.png': 'png',
  };
  expect(await found(files)).toEqual([]);
});

test('compiles as for an upload, and weighs each package as a phone loads it, without what is said beside the code', async () => {
  write({ 'miniprogram/app.ts': `// ${'why '.repeat(5000)}\nApp({});` });
  const { findings, packages } = await checkWeapp(root);
  expect(findings).toEqual([]);
  expect(packages.map(({ name }) => name)).toEqual(['main', 'more/']);
  expect(packages.every(({ bytes }) => bytes > 0 && bytes < 15_000)).toBe(true);
});

test('code that does not compile is found', async () => {
  write({ 'miniprogram/app.ts': 'App({' });
  const { findings } = await checkWeapp(root);
  expect(findings.map(({ check }) => check)).toContain('compile');
});

test('a package that is too heavy is found', () => {
  const sizes = packageSizes({ 'app.js': 601 * 1024, 'more/a.js': 1537 * 1024, 'other/a.js': 700 * 1024 }, [
    'more/',
    'other/',
  ]);
  expect(checkSizes(sizes).map(({ message }) => message)).toEqual([
    'package main has 601 KB, more than 600',
    'package more/ has 1537 KB, more than 1536',
  ]);
});
