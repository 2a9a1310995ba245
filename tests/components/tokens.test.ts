/** Contrast of every pair of colours that components use, computed from the one file of tokens. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import postcss, { type AtRule, type Rule } from 'postcss';
import { MINIPROGRAM } from './support/mount';

type Theme = Record<string, string>;

const AA = 4.5;
const AAA = 7;
/** WCAG 1.4.11: borders and shapes that tell a control from its ground. */
const SHAPE = 3;

const TONES = ['primary', 'accent', 'emergency', 'success', 'warning', 'danger', 'info', 'neutral'];

const PAIRS: [string, string, number][] = [
  ...['paper', 'surface', 'sunken'].flatMap((ground): [string, string, number][] => [
    ['ink', ground, AAA],
    ['ink-soft', ground, AAA],
  ]),
  ['ink-faint', 'surface', AA],
  ['edge', 'surface', SHAPE],
  ['edge', 'paper', SHAPE],
  ...TONES.flatMap((tone): [string, string, number][] => [
    [`on-${tone}`, tone, AA],
    [`${tone}-ink`, `${tone}-tint`, AAA],
    [`${tone}-ink`, 'surface', AAA],
  ]),
  ['on-primary', 'primary', AAA],
  ['on-emergency', 'emergency-mark', AAA],
  ['primary', 'surface', SHAPE],
  ['primary', 'paper', SHAPE],
  ['primary', 'primary-tint', SHAPE],
  ['danger', 'surface', SHAPE],
  ['emergency', 'paper', SHAPE],
  ['focus', 'paper', SHAPE],
];

const root = postcss.parse(readFileSync(join(MINIPROGRAM, 'styles/tokens.wxss'), 'utf8'));

function themes(): { light: Theme; dark: Theme } {
  const light: Theme = {};
  const dark: Theme = {};
  root.walkRules('page', (rule: Rule) => {
    const parent = rule.parent as AtRule;
    const theme = parent.type === 'atrule' && parent.params.includes('dark') ? dark : light;
    rule.walkDecls(/^--/, (decl) => void (theme[decl.prop.slice(2)] = decl.value));
  });
  return { light, dark: { ...light, ...dark } };
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const { light, dark } = themes();

describe('tokens', () => {
  it('computes contrast as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  });

  it.each([
    ['light', light],
    ['dark', dark],
  ])('keeps every pair readable in %s', (_name, theme) => {
    const weak = PAIRS.map(([front, back, least]) => {
      const ratio = contrast(theme[front], theme[back]);
      return ratio >= least ? '' : `${front} on ${back}: ${ratio.toFixed(2)} < ${least}`;
    }).filter(Boolean);
    expect(weak).toEqual([]);
  });

  it('gives every colour a dark value', () => {
    const colours = Object.keys(light).filter((name) => /^#|^rgb/.test(light[name]));
    const own = root.toString().split('prefers-color-scheme: dark')[1];
    expect(colours.filter((name) => !own.includes(`--${name}:`))).toEqual([]);
  });

  it('keeps main text at 18 px and targets at 48 and 88', () => {
    expect(parseFloat(light['t-body']) * 16).toBeGreaterThanOrEqual(18);
    expect(parseFloat(light.lh)).toBeGreaterThanOrEqual(1.5);
    expect(light.target).toBe('max(48px, 3rem)');
    expect(light['target-emergency']).toBe('max(88px, 5.5rem)');
  });
});

describe('component styles', () => {
  const folder = join(MINIPROGRAM, 'components');
  const sheets = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.wxss') && !file.endsWith('icons.wxss'))
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const known = new Set([...Object.keys(light), 'i', 'mark', 'mark-ink', 'tint', 'tint-ink']);

  it('take every colour from the tokens', () => {
    const own = sheets.filter(({ text }) =>
      /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(text.replace(/\/\*[\s\S]*?\*\//g, '')),
    );
    expect(own.map(({ file }) => file)).toEqual([]);
  });

  it('use only tokens that exist', () => {
    const unknown = sheets.flatMap(({ file, text }) =>
      [...text.matchAll(/var\(--([\w-]+)/g)]
        .filter(([, name]) => !known.has(name))
        .map(([, name]) => `${file}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('have no :active, no ellipsis, no text in px', () => {
    const bad = sheets.filter(({ text }) =>
      /:active|text-overflow|font-size:\s*\d+(px|rpx)|-webkit-line-clamp/.test(text),
    );
    expect(bad.map(({ file }) => file)).toEqual([]);
  });
});
