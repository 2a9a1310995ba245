/** Puts the compiled parts together: what the browser loads as one mini-program. */
import { createHash } from 'node:crypto';
import type { Bundle } from './bundle';
import type { Diagnostic } from './files';
import { readProject, themed, type Json, type Project } from './project';
import { ScriptCompiler } from './script';
import { compileTemplates } from './wxml';
import { StyleCompiler } from './wxss';

/** The compiled mini-program. */
export interface Build {
  /** JavaScript that defines `__mp` (settings, templates, style sheets). */
  config: string;
  /** JavaScript of the mini-program itself. */
  script: Bundle;
  diagnostics: Diagnostic[];
  milliseconds: number;
}

/** One unit as the runtime sees it. */
export interface UnitConfig {
  kind: 'app' | 'page' | 'component';
  light: Json;
  dark: Json;
  hasScript: boolean;
  prefix: string;
}

/** The two globals of WXS that JavaScript does not have; modules may use them as soon as they load. */
const WXS_GLOBALS =
  'globalThis.getRegExp=(pattern,flags)=>new RegExp(pattern,flags);globalThis.getDate=(...args)=>new Date(...args);';

function prefixOf(path: string): string {
  const name = path
    .split('/')
    .slice(-2)
    .join('-')
    .replace(/[^\w-]/g, '');
  return `${name}-${createHash('sha1').update(path).digest('hex').slice(0, 4)}`;
}

/** Compiles a mini-program, again and again, reusing what did not change. */
export class Builder {
  private readonly scripts = new ScriptCompiler();
  private styles?: StyleCompiler;

  constructor(private readonly folder: string) {}

  /** Compiles everything; problems are in `diagnostics`, it throws only when there is nothing to show at all. */
  async build(): Promise<Build> {
    const started = Date.now();
    const project = readProject(this.folder);
    const diagnostics = [...project.diagnostics];
    this.styles ??= new StyleCompiler(project.files);
    const [config, script] = [
      this.config(project, diagnostics),
      await this.scripts.compile(project, diagnostics),
    ];
    return { config, script, diagnostics, milliseconds: Date.now() - started };
  }

  /** Frees what is kept between builds. */
  close(): Promise<void> {
    return this.scripts.close();
  }

  private config(project: Project, diagnostics: Diagnostic[]): string {
    const units = [...project.units.values()];
    const templates = compileTemplates(
      project.files,
      units.filter((unit) => unit.template).map((unit) => unit.path),
    );
    diagnostics.push(...templates.diagnostics.filter(({ file, level }) => level === 'error' || !isNpm(file)));
    const styles: Record<string, string> = {};
    for (const unit of units) {
      if (unit.style) styles[unit.path] = this.styles?.compile(`${unit.path}.wxss`, diagnostics) ?? '';
    }
    const settings = {
      appid: project.appid,
      app: themed(project, project.app),
      pages: project.pages,
      units: Object.fromEntries(
        units.map((unit): [string, UnitConfig] => [
          unit.path,
          {
            kind: unit.kind,
            ...themed(project, unit.json),
            hasScript: Boolean(unit.script),
            prefix: prefixOf(unit.path),
          },
        ]),
      ),
      styles,
      diagnostics,
    };
    return plain(
      [
        WXS_GLOBALS,
        `globalThis.__mp=Object.assign(${JSON.stringify(settings)},{modules:{}});`,
        `__mp.templates=${templates.code};`,
      ].join('\n'),
    );
  }
}

/** Chinese words, which stand in strings only, as escapes: a browser reads a program in plain ASCII in half the time and memory. */
function plain(program: string): string {
  return program.replace(
    /[\u0080-\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isNpm(file: string): boolean {
  return file.includes('miniprogram_npm/');
}
