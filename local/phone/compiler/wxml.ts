/** WXML -> JavaScript by WeChat's own glass-easel-template-compiler; one group for the whole mini-program. */
import { readFileSync } from 'node:fs';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Diagnostic, FileMap } from './files';
import { wxsToJs } from './wxs';

interface TemplateMessage {
  level?: number;
  code?: number;
  message?: string;
  startLine?: number;
}

/** From this level on a message means that the template is wrong (1 note, 2 warning, 3 error, 4 fatal). */
const ERROR_LEVEL = 3;

export interface Templates {
  /** An expression: map of path -> template generator. */
  code: string;
  diagnostics: Diagnostic[];
}

/** Compiles the templates of the given paths with everything they import, include and require. */
export function compileTemplates(files: FileMap, paths: string[]): Templates {
  const group = new TmplGroup();
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  const seenScripts = new Set<string>();

  const addScript = (path: string, from: string): void => {
    if (seenScripts.has(path)) return;
    seenScripts.add(path);
    const file = files.find(path, ['.wxs', '']);
    if (!file) {
      diagnostics.push({ level: 'error', file: `${from}.wxml`, message: `找不到 ${path}.wxs` });
      return;
    }
    const source = readFileSync(file, 'utf8');
    group.addScript(path, wxsToJs(source));
    for (const match of source.matchAll(/require\(\s*['"]([^'"]+)['"]\s*\)/g)) {
      addScript(resolveScript(path, match[1] ?? ''), path);
    }
  };

  const addTemplate = (path: string, from: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const file = files.find(path, ['.wxml']);
    if (!file) {
      diagnostics.push({ level: 'error', file: from, message: `找不到 ${path}.wxml` });
      return;
    }
    const messages = group.addTmpl(path, readFileSync(file, 'utf8')) as TemplateMessage[];
    for (const { level = 0, message = '', startLine } of messages) {
      const line = startLine === undefined ? undefined : startLine + 1;
      diagnostics.push({
        level: level >= ERROR_LEVEL ? 'error' : 'warning',
        file: `${path}.wxml`,
        message,
        line,
      });
    }
    for (const name of group.getInlineScriptModuleNames(path) as string[]) {
      group.setInlineScript(path, name, wxsToJs(group.getInlineScript(path, name)));
    }
    for (const script of group.getScriptDependencies(path) as string[]) addScript(script, path);
    for (const other of group.getDirectDependencies(path) as string[]) addTemplate(other, `${path}.wxml`);
  };

  for (const path of paths) addTemplate(path, 'app.json');
  const code = madeWhenUsed(group.getTmplGenObjectGroups());
  group.free();
  return { code, diagnostics };
}

const TEMPLATE_BEGINS = /G\["((?:[^"\\]|\\.)*)"\]=\(\(\)=>\{var H=\{\};/g;
const TEMPLATE_ENDS = 'return Object.assign(function(R){return H[R]},{_:H})})();';

/**
 * The compiler's templates call themselves where they stand, so a browser compiles those of every page before it shows the first one.
 * As functions that are called at the first use it only looks where they end.
 */
function madeWhenUsed(code: string): string {
  const begins = code.match(TEMPLATE_BEGINS)?.length ?? 0;
  // Another version of the compiler writes them otherwise: they stay as they are.
  if (code.split(TEMPLATE_ENDS).length - 1 !== begins) return code;
  return code
    .replace(TEMPLATE_BEGINS, 'W("$1",function(){var H={};')
    .replaceAll(TEMPLATE_ENDS, 'return Object.assign(function(R){return H[R]},{_:H})});')
    .replace('var G={};', `var G={};${MAKE_WHEN_USED}`);
}

/** `W(path, make)`: the template is made when it is asked for. */
const MAKE_WHEN_USED =
  'var W=function(p,m){Object.defineProperty(G,p,{configurable:true,enumerable:true,get:function(){var v=m();' +
  'Object.defineProperty(G,p,{value:v,enumerable:true});return v}})};';

function resolveScript(from: string, request: string): string {
  const clean = request.replace(/\.wxs$/, '');
  const parts = clean.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of clean.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
