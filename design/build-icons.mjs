/**
 * Turns design/icons/*.svg into miniprogram/components/icon/icons.wxss.
 *
 * One class per icon carries the drawing as a data URI in a custom property; the icon component uses it as a mask, so that
 * the icon takes the colour of the words around it. The output depends on the sources only: run it again, nothing changes.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const SOURCES = join(here, 'icons');
const TARGET = join(here, '../miniprogram/components/icon/icons.wxss');

/** A mask needs the shape only: the frame is rewritten, the drawing inside is kept with short numbers. */
function dataUri(svg) {
  const drawing = svg
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s+/g, ' ')
    .replace(/(\s|[a-zA-Z,-])0\./g, '$1.')
    .replace(/\s+-/g, '-')
    .trim();
  const frame =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='#000' stroke-width='2' " +
    "stroke-linecap='round' stroke-linejoin='round'>";
  const whole = `${frame}${drawing.replace(/"/g, "'")}</svg>`;
  return `data:image/svg+xml,${whole.replace(/[%#<>]/g, (sign) => encodeURIComponent(sign))}`;
}

/** The names of all icons, sorted. */
export function iconNames() {
  return readdirSync(SOURCES)
    .filter((file) => file.endsWith('.svg'))
    .map((file) => file.slice(0, -'.svg'.length))
    .sort();
}

/** The text of icons.wxss. */
export function iconSheet() {
  const rules = iconNames().map((name) => {
    const svg = readFileSync(join(SOURCES, `${name}.svg`), 'utf8');
    return `.i-${name}{--i:url("${dataUri(svg)}")}`;
  });
  return `/* Made by design/build-icons.mjs from design/icons; do not edit. */\n${rules.join('\n')}\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync(TARGET, iconSheet());
}
