/** The texts that residents, guardians and volunteers read: no hard word of docs/words.md, no long sentence. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import ts from 'typescript';

const ROOT = resolve(__dirname, '../..');
const READ_BY_ALL = ['pages', 'info', 'join', 'resident', 'volunteer', 'components', 'services', 'shared'];
/** Characters between two full stops: what is understood at one reading by who reads slowly. */
const LONGEST = 36;

const HAN = /\p{Script=Han}/u;

/** Texts of a script: its strings and the parts of its templates. */
function textsOfScript(source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('a.ts', source, ts.ScriptTarget.ES2022));
  return found;
}

/** Texts of a template: between the tags, in its attributes and in its expressions. */
function textsOfTemplate(source: string): string[] {
  const inner = [...source.matchAll(/>([^<]+)</g)].map(([, text = '']) => text.replace(/\{\{.*?\}\}/gs, '…'));
  const quoted = [...source.matchAll(/"([^"]*)"/g)].map(([, text = '']) => text);
  const expressions = [...source.matchAll(/'([^']*)'/g)].map(([, text = '']) => text);
  const plain = quoted.filter((text) => !text.includes('{{'));
  return [...inner, ...plain, ...expressions];
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return /\.(ts|wxml)$/.test(entry.name) ? [path] : [];
  });
}

const texts = READ_BY_ALL.flatMap((part) => filesIn(join(ROOT, 'miniprogram', part))).flatMap((path) => {
  const source = readFileSync(path, 'utf8');
  const found = path.endsWith('.ts') ? textsOfScript(source) : textsOfTemplate(source);
  return found.filter((text) => HAN.test(text)).map((text) => ({ file: relative(ROOT, path), text }));
});

const hardWords = [
  ...readFileSync(join(ROOT, 'docs/words.md'), 'utf8').matchAll(/^\| (\p{Script=Han}+) \|/gmu),
].map(([, word = '']) => word);

test('there is a list, and there are texts', () => {
  expect(hardWords.length).toBeGreaterThan(30);
  expect(texts.length).toBeGreaterThan(1000);
});

test('no hard word', () => {
  const found = texts.flatMap(({ file, text }) =>
    hardWords.filter((word) => text.includes(word)).map((word) => `${file}: ${word} in “${text.trim()}”`),
  );
  expect(found).toEqual([]);
});

test(`no sentence of more than ${LONGEST} characters`, () => {
  const letters = (sentence: string): number => [...sentence].filter((letter) => HAN.test(letter)).length;
  const found = texts.flatMap(({ file, text }) =>
    text
      .split(/[。！？；\n]/)
      .filter((sentence) => letters(sentence) > LONGEST)
      .map((sentence) => `${file}: ${sentence.trim()}`),
  );
  expect(found).toEqual([]);
});
