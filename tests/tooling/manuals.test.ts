/** The manuals say what stands on the pages: a button that is renamed makes its manual red. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { placeNames } from '../support/manuals/shots';
import {
  fingerprint,
  MANUAL_NAMES,
  MANUALS_DIR,
  MAX_PDF_BYTES,
  quoted,
  readManual,
  sourceText,
} from '../support/manuals/source';

const ROOT = resolve(__dirname, '../..');

/** All words of the phone, without white space. */
function wordsOfTheProduct(): string {
  const files = readdirSync(join(ROOT, 'miniprogram'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\.(wxml|ts)$/.test(file) && !file.startsWith('miniprogram_npm'),
  );
  const words = files.map((file) => readFileSync(join(ROOT, 'miniprogram', file), 'utf8')).join('\n');
  // The one button whose name the template puts together, for the page and for a part of it.
  return words.replace("'把' + what + '念给我听'", "'把这一页念给我听'");
}

/** docs/words.md: words that residents and volunteers are not asked to read. */
function hardWords(): string[] {
  const lines = readFileSync(join(ROOT, 'docs/words.md'), 'utf8').split('\n');
  return lines.flatMap((line) => /^\| ([\u4e00-\u9fff]+) \|/.exec(line)?.[1] ?? []);
}

test('a manual is read with its chapters, steps and pictures', () => {
  const { title, lead, chapters } = readManual('residents');
  expect(title).toBe('使用手册：残障朋友和家人');
  expect(lead.length).toBeGreaterThan(0);
  expect(chapters[0]?.steps[0]).toEqual({
    text: '打开小程序，最上面红色的一块是【应急求助】，按一下。',
    picture: { place: 'pages/home/index (resident)', ring: '应急求助' },
  });
});

test('every button that a manual names is a word of the product', () => {
  const words = wordsOfTheProduct();
  const unknown = MANUAL_NAMES.flatMap((name) =>
    quoted(sourceText(name))
      .filter((button) => !words.includes(button))
      .map((button) => `${name}: ${button}`),
  );
  expect(unknown).toEqual([]);
});

test('every picture shows a page that there is', () => {
  const places = placeNames();
  for (const name of MANUAL_NAMES)
    for (const { steps } of readManual(name).chapters)
      for (const { picture } of steps) if (picture) expect(places).toContain(picture.place);
});

test('large print, and the words of the kitchen table', () => {
  const points = Object.fromEntries(MANUAL_NAMES.map((name) => [name, readManual(name).points]));
  expect(points.residents).toBeGreaterThanOrEqual(18);
  for (const size of Object.values(points)) expect(size).toBeGreaterThanOrEqual(16);
  const hard = hardWords();
  expect(hard).toContain('登录');
  for (const name of ['residents', 'volunteers'] as const)
    expect(hard.filter((word) => sourceText(name).includes(word))).toEqual([]);
});

test('the PDFs are made of these texts (npm run manuals) and small enough to be sent on', () => {
  const made = JSON.parse(readFileSync(join(MANUALS_DIR, 'made.json'), 'utf8')) as unknown;
  expect(made).toEqual(Object.fromEntries(MANUAL_NAMES.map((name) => [name, fingerprint(name)])));
  for (const name of MANUAL_NAMES)
    expect(statSync(join(MANUALS_DIR, `${name}.pdf`)).size).toBeLessThanOrEqual(MAX_PDF_BYTES);
});
