/** Paths of app.json and tags of templates: everything named exists, everything registered is used. */
import type { Finding } from './finding';
import { isForeign, resolvePath, type Source, type Unit } from './source';
import { filesReadBy, elementsOf } from './wxml';

/** Tags of WeChat's own components and of the template language. */
const BUILT_IN = new Set(
  (
    'view text image button input textarea icon progress slider switch checkbox checkbox-group radio radio-group ' +
    'form label picker picker-view picker-view-column editor keyboard-accessory swiper swiper-item scroll-view ' +
    'movable-area movable-view cover-view cover-image match-media page-container share-element root-portal ' +
    'list-view grid-view sticky-header sticky-section snapshot span navigator functional-page-navigator ' +
    'audio video camera live-player live-pusher voip-room map canvas web-view ad ad-custom official-account ' +
    'open-data open-container page-meta navigation-bar rich-text selection block template slot import include wxs'
  ).split(' '),
);

const SUFFIXES = ['.wxml', '.json', '.ts'] as const;

/** Every page and component named in a json has its files. */
export function checkPaths(source: Source): Finding[] {
  const missing = (file: string, path: string): Finding[] =>
    SUFFIXES.filter(
      (suffix) => !source.has(path + suffix) && !(suffix === '.ts' && source.has(`${path}.js`)),
    ).map((suffix) => ({ check: 'paths', file, message: `names ${path}, which has no ${suffix}` }));
  const findings = source.pages.flatMap((page) => missing('app.json', page));
  const registered: [string, string][] = Object.values(source.global).map((path) => ['app.json', path]);
  for (const unit of source.units.values()) {
    registered.push(...Object.values(unit.own).map((path): [string, string] => [`${unit.path}.json`, path]));
  }
  for (const [file, path] of registered) {
    if (!isForeign(source, path)) findings.push(...missing(file, path));
  }
  for (const file of [source.app.themeLocation, source.app.sitemapLocation]) {
    if (file && !source.has(file))
      findings.push({ check: 'paths', file: 'app.json', message: `names ${file}, which is missing` });
  }
  return findings;
}

/** Templates and scripts that a template reads are there. */
export function checkTemplateFiles(source: Source): Finding[] {
  return source.files
    .filter((file) => file.endsWith('.wxml'))
    .flatMap((file) =>
      filesReadBy(elementsOf(source.read(file)))
        .filter(({ path }) => !source.has(resolvePath(file, path)))
        .map(({ path, line }) => ({
          check: 'imports',
          file,
          line,
          message: `reads ${path}, which is missing`,
        })),
    );
}

function unregistered(source: Source, unit: Unit): Finding[] {
  const generics = Object.keys(unit.json.componentGenerics ?? {});
  return unit.elements
    .filter(({ name }) => !BUILT_IN.has(name) && !(name in unit.own) && !(name in source.global))
    .filter(({ name }) => !generics.includes(name))
    .map(({ name, line }) => ({
      check: 'tags',
      file: `${unit.path}.wxml`,
      line,
      message: `<${name}> is not registered: it would show nothing`,
    }));
}

/** Tags that nobody registered, and registrations that nobody uses. */
export function checkTags(source: Source): Finding[] {
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const unit of source.units.values()) {
    findings.push(...unregistered(source, unit));
    const names = new Set(unit.elements.map(({ name }) => name));
    // A component given as a generic is named in an attribute `generic:x="tag"`.
    for (const { key, value } of unit.elements.flatMap(({ attributes }) => attributes)) {
      if (key.startsWith('generic:')) names.add(value);
    }
    names.forEach((name) => used.add(name));
    for (const tag of Object.keys(unit.own)) {
      if (!names.has(tag))
        findings.push({
          check: 'unused',
          file: `${unit.path}.json`,
          message: `registers <${tag}>, which its template does not use`,
        });
    }
  }
  for (const tag of Object.keys(source.global)) {
    if (!used.has(tag))
      findings.push({
        check: 'unused',
        file: 'app.json',
        message: `registers <${tag}>, which no template uses`,
      });
  }
  return findings;
}
