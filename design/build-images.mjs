/**
 * Copies the drawings into the mini-program as minified SVG. WeChat's <image> shows packaged SVG files; they are a tenth of
 * the size of a PNG and stay sharp at every text size. The drawings use plain shapes only: no text, filters, CSS or links.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const IMAGES = join(here, '../miniprogram/images');

const folder = (from, to) =>
  readdirSync(join(here, from))
    .filter((file) => file.endsWith('.svg'))
    .sort()
    .map((file) => [join(here, from, file), join(IMAGES, to, file)]);

/** Pairs of source and target file. */
export function drawings() {
  return [
    ...['devices', 'renovation', 'wishes', 'abilities'].flatMap((kind) => folder(kind, kind)),
    ...folder('spots', 'states'),
    [join(here, 'logo.svg'), join(IMAGES, 'logo.svg')],
  ];
}

/** The shipped text of a drawing. */
export function minified(svg) {
  return svg
    .replace(/>\s+</g, '><')
    .replace(/(\.\d*[1-9])0+(?=\D)/g, '$1')
    .trim();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [source, target] of drawings()) {
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, minified(readFileSync(source, 'utf8')));
  }
}
