/** Bundles the TypeScript/JavaScript of the mini-program; every file stays a module that runs when it is required. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import type { Diagnostic, FileMap } from './files';
import { bundleOf, type Bundle } from './bundle';
import type { Project } from './project';

/** Names that a mini-program does not have; code that looks for them must not find the browser's. */
const NOT_IN_WECHAT = [
  'window',
  'document',
  'localStorage',
  'sessionStorage',
  'XMLHttpRequest',
  'fetch',
  'location',
];

const EXTENSIONS = ['', '.ts', '.js', '.json', '/index.ts', '/index.js'];

function resolver(files: () => FileMap): esbuild.Plugin {
  return {
    name: 'mini-program',
    setup(build) {
      build.onResolve({ filter: /^entry:/ }, (args) => ({ path: args.path, namespace: 'entry' }));
      build.onResolve({ filter: /^\// }, (args) => {
        const found = files().find(args.path.slice(1), EXTENSIONS);
        return { path: found ?? args.path };
      });
      build.onResolve({ filter: /^[^./]/ }, (args) => {
        if (args.path.startsWith('entry:') || args.pluginData === 'plain') return undefined;
        const local = files().find(`miniprogram_npm/${args.path}`, EXTENSIONS.slice(1).concat(''));
        return local ? { path: local } : undefined;
      });
    },
  };
}

/** Keeps one incremental esbuild context for the life of the server. */
export class ScriptCompiler {
  private project?: Project;
  private context?: esbuild.BuildContext;
  private entry = '';

  /** The bundle: fills `__mp.modules` with one function per unit; nothing when it cannot be made. */
  async compile(project: Project, diagnostics: Diagnostic[]): Promise<Bundle> {
    this.project = project;
    this.entry = [...project.units.values()]
      .filter((unit) => unit.script)
      .map(
        (unit) =>
          `__mp.modules[${JSON.stringify(unit.path)}] = () => require(${JSON.stringify(unit.script)});`,
      )
      .join('\n');
    this.context ??= await this.createContext(project.files.root);
    try {
      const result = await this.context.rebuild();
      for (const { text, location } of result.warnings) {
        if (!location?.file.includes('node_modules')) {
          diagnostics.push({
            level: 'warning',
            file: location?.file ?? '',
            message: text,
            line: location?.line,
          });
        }
      }
      return bundleOf(result.outputFiles ?? []);
    } catch (error) {
      for (const { text, location } of (error as esbuild.BuildFailure).errors ?? []) {
        diagnostics.push({ level: 'error', file: location?.file ?? '', message: text, line: location?.line });
      }
      if (!(error as esbuild.BuildFailure).errors) throw error;
      return { code: '', map: '' };
    }
  }

  /** Stops esbuild's service for this project. */
  async close(): Promise<void> {
    await this.context?.dispose();
  }

  private createContext(root: string): Promise<esbuild.BuildContext> {
    const tsconfig = [join(root, 'tsconfig.json'), join(root, '..', 'tsconfig.json')].find(existsSync);
    return esbuild.context({
      entryPoints: ['entry:app'],
      absWorkingDir: root,
      bundle: true,
      write: false,
      format: 'iife',
      target: 'es2022',
      platform: 'neutral',
      mainFields: ['miniprogram', 'module', 'main'],
      conditions: ['default', 'require'],
      outfile: 'script.js',
      sourcemap: 'linked',
      logLevel: 'silent',
      tsconfig,
      define: {
        ...Object.fromEntries(NOT_IN_WECHAT.map((name) => [name, 'undefined'])),
        'process.env.NODE_ENV': '"development"',
        global: 'globalThis',
      },
      plugins: [
        resolver(() => this.project?.files as FileMap),
        {
          name: 'entry',
          setup: (build) => {
            build.onLoad({ filter: /.*/, namespace: 'entry' }, () => ({
              contents: this.entry,
              resolveDir: root,
            }));
          },
        },
      ],
    });
  }
}
