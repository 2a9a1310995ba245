/** What every page keeps to, read off its files: lists that can be pulled, no gesture that shaking hands cannot make, the right keyboard. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const MINIPROGRAM = resolve(__dirname, '../../miniprogram');
const FOLDERS = ['pages', 'info', 'join', 'resident', 'volunteer', 'staff', 'set-up', 'components'];

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const files = FOLDERS.flatMap((folder) => filesIn(join(MINIPROGRAM, folder)));
const named = (path: string): string => relative(MINIPROGRAM, path);
const templates = files
  .filter((path) => path.endsWith('.wxml'))
  .map((path) => ({ file: named(path), text: readFileSync(path, 'utf8') }));

test('whatever grows at its end can be pulled at its head', () => {
  const endless = files.filter(
    (path) => path.endsWith('index.ts') && readFileSync(path, 'utf8').includes('onReachBottom'),
  );
  const stiff = endless.filter((path) => {
    const config = JSON.parse(readFileSync(path.replace(/ts$/, 'json'), 'utf8')) as Record<string, unknown>;
    return config.enablePullDownRefresh !== true;
  });
  expect(endless.length).toBeGreaterThan(20);
  expect(stiff.map(named)).toEqual([]);
});

test('nothing is done by a long press, by swiping or by two fingers only', () => {
  const gestures = /(?:bind|catch):?(?:longpress|longtap|touchforcechange|touchmove)=(?!"hold")/;
  expect(templates.filter(({ text }) => gestures.test(text)).map(({ file }) => file)).toEqual([]);
});

test('a phone number has the keyboard of numbers, a document that of documents', () => {
  const fields = templates.flatMap(({ file, text }) =>
    (text.match(/<ui-field[^>]*>/g) ?? []).map((field) => ({
      field: `${file}: ${field}`,
      label: /label="([^"]*)"/.exec(field)?.[1] ?? '',
    })),
  );
  const phones = fields.filter(({ label }) => /电话|手机号/.test(label));
  const documents = fields.filter(({ label }) => /身份证|残疾人?证号/.test(label));
  expect([phones.length > 5, documents.length > 1]).toEqual([true, true]);
  const wrong = [
    ...phones.filter(({ field }) => !field.includes('type="phone"')),
    ...documents.filter(({ field }) => !field.includes('type="idcard"')),
  ];
  expect(wrong).toEqual([]);
});

test('the gallery shows every component', () => {
  const { usingComponents } = JSON.parse(readFileSync(join(MINIPROGRAM, 'app.json'), 'utf8')) as {
    usingComponents: Record<string, string>;
  };
  const gallery = readFileSync(join(MINIPROGRAM, 'dev/gallery/index.wxml'), 'utf8');
  const unseen = Object.keys(usingComponents).filter((tag) => !new RegExp(`<${tag}[\\s/>]`).test(gallery));
  expect(unseen).toEqual([]);
});

test('nothing is done to a control while it is pressed by :active, which WeChat counts against a page', () => {
  const styles = files.filter((path) => path.endsWith('.wxss'));
  expect(styles.filter((path) => readFileSync(path, 'utf8').includes(':active')).map(named)).toEqual([]);
});

test('a list that grows is read anew as far as it was on show: nobody loses their place', () => {
  const growing = files
    .filter((path) => path.endsWith('.ts') && /onReachBottom/.test(readFileSync(path, 'utf8')))
    .map((path) => ({ file: named(path), text: readFileSync(path, 'utf8') }));
  // What is never read anew while its page is open, and the rows of a running import, need nothing.
  const kept = growing.filter(({ text }) => !/reloadOnShow: false|drive\(\)/.test(text));
  expect(growing.length).toBeGreaterThan(20);
  expect(kept.flatMap(({ file, text }) => (/readOn|readList/.test(text) ? [] : [file]))).toEqual([]);
});

test('lists are read on by the one tool that asks once, drops what comes late and says when it failed', () => {
  const growing = files.filter(
    (path) => path.endsWith('index.ts') && readFileSync(path, 'utf8').includes('onReachBottom'),
  );
  expect(growing.filter((path) => !/this\.readMore\(/.test(readFileSync(path, 'utf8'))).map(named)).toEqual(
    [],
  );
});

/** Lines of a template on which a tag opens outside of all tags of `around`. */
function outside(text: string, tag: string, around: readonly string[]): number[] {
  const open: string[] = [];
  const lines: number[] = [];
  for (const found of text.matchAll(/<(\/?)([\w-]+)(?:"[^"]*"|[^>"])*?(\/?)>/g)) {
    const [, closes, name = '', empty] = found;
    if (closes) open.splice(open.lastIndexOf(name));
    else {
      if (name === tag && !open.some((one) => around.includes(one)))
        lines.push(text.slice(0, found.index).split('\n').length);
      if (!empty) open.push(name);
    }
  }
  return lines;
}

test('a row stands in a card or a sheet: one without looks like words, not like something to press', () => {
  const rows = templates.filter(
    ({ file, text }) => !file.startsWith('components') && text.includes('<ui-cell'),
  );
  const bare = rows.flatMap(({ file, text }) =>
    outside(text, 'ui-cell', ['ui-card', 'ui-sheet']).map((line) => `${file}:${line}`),
  );
  expect(rows.length).toBeGreaterThan(30);
  expect(bare).toEqual([]);
});
