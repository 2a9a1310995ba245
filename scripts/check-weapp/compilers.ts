/** WeChat's own compilers, run on the source: each sees defects that the others let pass. */
import { spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { TmplGroup } from 'glass-easel-template-compiler';
import type { Finding } from './finding';
import type { Source } from './source';

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'mac', win32: 'windows' };

/** Runs wcc or wcsc; gives what it complains about. */
function runCompiler(program: 'wcc' | 'wcsc', root: string, args: string[]): string | null {
  const folder = join(dirname(require.resolve('miniprogram-compiler/package.json')), 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const file = join(folder, SYSTEMS[process.platform] ?? 'linux', program + suffix);
  // npm unpacks the programs without the right to run.
  chmodSync(file, 0o755);
  const result = spawnSync(file, args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  if (result.error) throw result.error;
  return result.status === 0
    ? null
    : result.stderr.toString().trim() || `${program} ended with ${result.status}`;
}

function complaint(check: string, text: string | null): Finding[] {
  if (text === null) return [];
  const place = /([\w./-]+\.(?:wxml|wxss|wxs))(?:[:(](\d+))?/.exec(text);
  return [
    {
      check,
      file: place?.[1] ?? 'app.json',
      ...(place?.[2] ? { line: Number(place[2]) } : {}),
      message: text,
    },
  ];
}

/** wcc: templates and WXS. */
export function runWcc(source: Source): Finding[] {
  const files = source.files.filter((file) => /\.(?:wxml|wxs)$/.test(file));
  if (files.length === 0) return [];
  return complaint('wcc', runCompiler('wcc', source.root, ['-d', '-cc', '0', ...files, '-gn', '$gwx']));
}

/** wcsc: style sheets. */
export function runWcsc(source: Source): Finding[] {
  const files = source.files.filter((file) => file.endsWith('.wxss'));
  if (files.length === 0) return [];
  return complaint('wcsc', runCompiler('wcsc', source.root, ['-db', '-pc', '0', ...files]));
}

/** The compiler of the new component framework: every message is an error. */
export function runTemplateCompiler(source: Source): Finding[] {
  const group = new TmplGroup();
  const findings = source.files
    .filter((file) => file.endsWith('.wxml'))
    .flatMap((file) => {
      const messages = group.addTmpl(file.slice(0, -5), source.read(file)) as {
        message: string;
        start?: { line: number };
      }[];
      return messages.map(({ message, start }) => ({
        check: 'template',
        file,
        ...(start ? { line: start.line + 1 } : {}),
        message,
      }));
    });
  group.free();
  return findings;
}
