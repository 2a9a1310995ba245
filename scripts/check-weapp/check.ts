/** All checks of a mini-program's project folder. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSizes, compile, packageSizes, type PackageSize } from './compile';
import { runTemplateCompiler, runWcc, runWcsc } from './compilers';
import type { Finding } from './finding';
import { checkHandlers } from './handlers';
import { followScripts } from './scripts';
import { readSource, type Source } from './source';
import { checkPaths, checkTags, checkTemplateFiles } from './tags';
import { checkPictures, unusedScripts, unusedTemplates } from './unused';

export interface Report {
  findings: Finding[];
  /** Empty when nothing was compiled. */
  packages: PackageSize[];
}

/** What can be seen in the source, in a second. */
export async function checkSource(source: Source): Promise<Finding[]> {
  const scripts = await followScripts(source);
  return [
    ...checkPaths(source),
    ...checkTemplateFiles(source),
    ...checkTags(source),
    ...checkHandlers(source),
    ...scripts.findings,
    ...unusedTemplates(source),
    ...unusedScripts(source, scripts.reached),
    ...checkPictures(source),
    ...runWcc(source),
    ...runWcsc(source),
    ...runTemplateCompiler(source),
  ];
}

/** Checks the source and compiles it as for an upload. The folder holds project.config.json. */
export async function checkWeapp(projectDir: string): Promise<Report> {
  const config = JSON.parse(readFileSync(join(projectDir, 'project.config.json'), 'utf8')) as {
    miniprogramRoot?: string;
  };
  const source = readSource(join(projectDir, config.miniprogramRoot ?? '.'));
  const [compiled, findings] = await Promise.all([compile(projectDir), checkSource(source)]);
  if (!compiled.sizes) {
    const message = compiled.error ?? 'not compiled';
    return { findings: [...findings, { check: 'compile', file: 'app.json', message }], packages: [] };
  }
  const packages = packageSizes(compiled.sizes, source.subPackages);
  return { findings: [...findings, ...checkSizes(packages)], packages };
}
