/** The mini-program as it is uploaded: the tree's own, with what this installation has of its own put into one file. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Settings } from './settings';

const ROOT = resolve(__dirname, '../..');
const CONFIG_FILE = 'miniprogram/services/config.ts';

/** The part of miniprogram-ci that is used here; its own types need a global namespace. */
export interface Uploader {
  Project: new (options: {
    appid: string;
    type: 'miniProgram';
    projectPath: string;
    privateKeyPath: string;
    ignores: string[];
  }) => unknown;
  upload(options: {
    project: unknown;
    version: string;
    desc: string;
    setting: { useProjectConfig: true };
    robot: number;
    onProgressUpdate: (progress: unknown) => void;
  }): Promise<{ subPackageInfo?: { name: string; size: number }[] }>;
}

/** `miniprogram/services/config.ts` of an installation. */
export function configSource(settings: Settings, env: string): string {
  const { TEMPLATE_ASK, TEMPLATE_STEP } = settings.environment;
  const config = {
    cloudEnv: env,
    templates: { step: TEMPLATE_STEP, ask: TEMPLATE_ASK },
    townOffice: settings.townOffice,
  };
  return `/** Made by npm run deploy from the settings of ${env}. */\nexport const CONFIG = ${JSON.stringify(config, null, 2)} as const;\n`;
}

/** A copy of the project in `target`, ready to be uploaded; the tree itself stays as it is. */
export function stageMiniProgram(target: string, settings: Settings, env: string): void {
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  for (const part of ['miniprogram', 'typings', 'package.json', 'tsconfig.json', 'tsconfig.base.json'])
    cpSync(join(ROOT, part), join(target, part), { recursive: true });
  writeFileSync(join(target, CONFIG_FILE), configSource(settings, env));
  const project = JSON.parse(readFileSync(join(ROOT, 'project.config.json'), 'utf8')) as object;
  writeFileSync(
    join(target, 'project.config.json'),
    JSON.stringify({ ...project, appid: settings.appid }, null, 2),
  );
}

/** Uploads the staged folder; it becomes the trial version (体验版) of the robot, which an administrator then sends to review. */
export async function uploadMiniProgram(
  ci: Uploader,
  folder: string,
  settings: Settings,
  { version, desc }: { version: string; desc: string },
): Promise<{ name: string; size: number }[]> {
  const project = new ci.Project({
    appid: settings.appid,
    type: 'miniProgram',
    projectPath: folder,
    privateKeyPath: resolve(settings.uploadKeyFile),
    ignores: ['node_modules/**/*'],
  });
  const { subPackageInfo = [] } = await ci.upload({
    project,
    version,
    desc,
    setting: { useProjectConfig: true },
    robot: 1,
    onProgressUpdate: () => undefined,
  });
  return subPackageInfo;
}
