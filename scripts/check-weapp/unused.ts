/** Files that are on the phone for nothing: pages, components, modules and pictures that nobody names. */
import { posix } from 'node:path';
import ts from 'typescript';
import type { Finding } from './finding';
import type { Source } from './source';

const PICTURE = /\.(?:png|jpe?g|gif|svg|webp)$/;
const TEXT = /\.(?:ts|js|wxml|wxss|wxs|json)$/;

/** A module of types only is gone after compilation. */
function isTypesOnly(source: Source, file: string): boolean {
  const options = { target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext, removeComments: true };
  const { outputText } = ts.transpileModule(source.read(file), { compilerOptions: options });
  return outputText.replace(/export \{\};?/g, '').trim() === '';
}

/** Templates (and so pages and components) that nothing leads to. */
export function unusedTemplates(source: Source): Finding[] {
  const used = new Set([...source.units.values()].flatMap((unit) => unit.templates));
  return source.files
    .filter((file) => file.endsWith('.wxml') && !used.has(file))
    .map((file) => ({ check: 'unused', file, message: 'no page, component or template leads here' }));
}

/**
 * Modules that no page, component or app.ts reaches. Not those of shared/: functions may be their only user (WeChat leaves
 * them out of the upload, dependency-cruiser finds those that nobody uses).
 */
export function unusedScripts(source: Source, reached: Set<string>): Finding[] {
  const templates = new Set(
    source.files.filter((file) => file.endsWith('.wxml')).map((file) => file.slice(0, -5)),
  );
  return (
    source.files
      .filter(
        (file) =>
          file.endsWith('.ts') &&
          !file.endsWith('.d.ts') &&
          !file.endsWith('.test.ts') &&
          !file.startsWith('shared/'),
      )
      // The code of an unused page is reported once, by its template.
      .filter((file) => !reached.has(file) && !templates.has(file.slice(0, -3)) && !isTypesOnly(source, file))
      .map((file) => ({ check: 'unused', file, message: 'no page, component or app.ts reaches this module' }))
  );
}

/** Pictures that are named nowhere (a folder with a computed name counts as named), and named pictures that are missing. */
export function checkPictures(source: Source): Finding[] {
  const texts = source.files
    .filter((file) => TEXT.test(file))
    .map((file) => ({ file, text: source.read(file) }));
  const all = texts.map(({ text }) => text).join('\n');
  const isNamed = (file: string) => {
    const folder = `${posix.dirname(file)}/`;
    return all.includes(file) || ['${', '{{', "'", '"', '`'].some((mark) => all.includes(folder + mark));
  };
  const unused = source.files
    .filter((file) => PICTURE.test(file) && !isNamed(file))
    .map((file) => ({ check: 'unused', file, message: 'no file names this picture' }));
  const missing = texts.flatMap(({ file, text }) =>
    [...text.matchAll(/["'`(]\/([\w./-]+\.(?:png|jpe?g|gif|svg|webp))["'`)]/g)]
      .filter(([, path = '']) => !source.has(path))
      .map((match) => ({
        check: 'imports',
        file,
        line: text.slice(0, match.index).split('\n').length,
        message: `names the picture /${match[1]}, which is missing`,
      })),
  );
  return [...unused, ...missing];
}
