/** Drawings that ship are made from their sources, every icon that is named exists, and all stay small. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINIPROGRAM } from './support/mount';

const DESIGN = join(MINIPROGRAM, '../design');
/** One picture for each choice of a catalogue or form; the file's name is the choice's key. */
const PICTURES = {
  devices:
    'wheelchair cane crutches walker bath-chair commode-chair mattress hearing-aid white-cane magnifier prosthesis nursing-bed',
  renovation:
    'grab-bar ramp level-floor low-stove toilet shower-chair flash-doorbell gas-alarm low-basin wide-door clothes-rack other',
  wishes: 'daily-goods clothes appliance study hobby company other',
  abilities: 'handwork sewing computer kitchen cleaning farming shop online packing other',
  states: 'denied done emergency empty error offline qr voice wait',
};

/** The generators are ES modules; a node of its own runs them as they are. */
function run<T>(code: string): T {
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', `${code}`], {
    cwd: DESIGN,
    encoding: 'utf8',
  });
  return JSON.parse(out) as T;
}

const made = run<{ names: string[]; sheet: string; drawings: [string, string, string][] }>(`
  import { readFileSync } from 'node:fs';
  import { iconNames, iconSheet } from './build-icons.mjs';
  import { drawings, minified } from './build-images.mjs';
  const texts = drawings().map(([from, to]) => [from, to, minified(readFileSync(from, 'utf8'))]);
  console.log(JSON.stringify({ names: iconNames(), sheet: iconSheet(), drawings: texts }));
`);

const walk = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end) && !file.includes('miniprogram_npm'))
    .map((file) => join(folder, file));

describe('icons', () => {
  const sheet = readFileSync(join(MINIPROGRAM, 'components/icon/icons.wxss'), 'utf8');

  it('are made from their sources: node design/build-icons.mjs', () => {
    expect(sheet).toBe(made.sheet);
  });

  it('stay under 40 KB', () => {
    expect(Buffer.byteLength(sheet)).toBeLessThan(40 * 1024);
  });

  it('exist wherever a template names one', () => {
    const missing = walk(MINIPROGRAM, '.wxml').flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const byIcon = [...text.matchAll(/<ui-icon\b[^>]*?\sname="([^"]*)"/g)].map(([, name]) => name);
      const byComponent = [...text.matchAll(/<ui-[\w-]+\b[^>]*?\sicon="([^"]*)"/g)].map(([, name]) => name);
      const literal = [...byIcon, ...byComponent].flatMap((name) =>
        name.includes('{{') ? [...name.matchAll(/[?:]\s*'([a-z][\w-]*)'/g)].map(([, one]) => one) : [name],
      );
      return literal.filter((name) => name && !made.names.includes(name)).map((name) => `${file}: ${name}`);
    });
    expect(missing).toEqual([]);
  });

  it('are all shown in the gallery', () => {
    const samples = readFileSync(join(MINIPROGRAM, 'dev/gallery/samples.ts'), 'utf8');
    const shown: string[] = samples.slice(samples.indexOf('ICONS')).match(/[a-z][\w-]+/g) ?? [];
    expect(made.names.filter((name) => !shown.includes(name))).toEqual([]);
  });
});

describe('drawings', () => {
  it('are made from their sources: node design/build-images.mjs', () => {
    const stale = made.drawings.filter(
      ([, to, text]) => !existsSync(to) || readFileSync(to, 'utf8') !== text,
    );
    expect(stale.map(([from]) => from)).toEqual([]);
  });

  it.each(Object.entries(PICTURES))(
    'of %s exist for each of its keys, and no others ship',
    (folder, keys) => {
      const shipped = readdirSync(join(MINIPROGRAM, 'images', folder)).sort();
      expect(shipped).toEqual(
        keys
          .split(' ')
          .map((key) => `${key}.svg`)
          .sort(),
      );
    },
  );

  it('are plain shapes under 2.5 KB, with nothing that WeChat or a reader would have to fetch', () => {
    const bad = made.drawings.filter(
      ([, , text]) =>
        text.length > 2560 || /<(text|style|script|filter|image|use|foreignObject)\b|href|url\(/.test(text),
    );
    expect(bad.map(([from]) => from)).toEqual([]);
  });
});
