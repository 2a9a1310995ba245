/**
 * `npm run deploy -- --env ID`: builds, checks and brings an environment of CloudBase to what this tree wants. See docs/operations.md.
 *
 * --init            writes .deploy/ID.json with fresh keys, to be completed by hand
 * --dry-run         prints the plan, without network
 * --settings FILE   other settings than .deploy/ID.json
 * --drop-index C.N  may remove this index (repeatable)
 * --functions-only  leaves the screen and the mini-program out
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildAll } from './build';
import { BUILT } from './built';
import { openEnvironment } from './deploy/cloud';
import { stageMiniProgram, uploadMiniProgram, type Uploader } from './deploy/mini-program';
import { deploy } from './deploy/run';
import { initSettings, readSettings, type Settings } from './deploy/settings';
import { wantedOf } from './deploy/wanted';

const ROOT = resolve(__dirname, '..');
const STAGE = join(ROOT, 'dist/mini-program');

const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();

/** What is uploaded must be what a commit says. */
function mustBeClean(): void {
  const changed = git('status', '--porcelain');
  if (changed !== '') throw new Error(`the tree is not clean; commit first:\n${changed}`);
}

function mustHaveKeys(settings: Settings): void {
  for (const name of ['TENCENTCLOUD_SECRETID', 'TENCENTCLOUD_SECRETKEY'])
    if ((process.env[name] ?? '') === '') throw new Error(`${name} is missing in the environment`);
  if (!existsSync(resolve(settings.uploadKeyFile)))
    throw new Error(`the key for uploading the mini-program is not there: ${settings.uploadKeyFile}`);
}

/** Types, walls and what WeChat's own compiler says; the tests are `npm test`, which belongs before a release. */
function check(): void {
  const tsx = join(ROOT, 'node_modules/.bin/tsx');
  execFileSync(tsx, ['scripts/test.ts', 'npm', 'types', 'walls', 'weapp'], { cwd: ROOT, stdio: 'inherit' });
}

const AFTERWARDS = `
Done. By hand, in the consoles (docs/operations.md):
  - the first time: message push for the function media, the domain for downloads, WeChat's privacy guide, the plugin 同声传译
  - the first administrator: 我是工作人员 → 第一次安装，设管理员, with FIRST_ADMIN_CODE of the settings;
    then take the code out of the settings and deploy again
  - the mini-program: try the trial version (体验版), send it to review, release it
`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      env: { type: 'string' },
      settings: { type: 'string' },
      init: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'functions-only': { type: 'boolean', default: false },
      'drop-index': { type: 'string', multiple: true, default: [] },
    },
  });
  const { env } = values;
  if (env === undefined || !/^[\w-]{3,60}$/.test(env)) throw new Error('--env ID is missing');
  const file = resolve(values.settings ?? join(ROOT, '.deploy', `${env}.json`));
  if (values.init) {
    initSettings(file, env);
    console.log(`${file}: fill in what is empty. Keep a copy of its keys in another place.`);
    return;
  }
  const settings = readSettings(file);
  if (!values['dry-run']) {
    mustBeClean();
    mustHaveKeys(settings);
  }
  // The page is told at build time where its figures are.
  process.env.SCREEN_DATA_URL = new URL('/dashboard/screen', settings.environment.HTTP_URL).href;
  await buildAll();
  if (!values['dry-run']) check();
  const wanted = wantedOf(settings, {
    schemaFile: join(ROOT, 'cloudfunctions/schema.json'),
    functionsDir: BUILT.functions,
  });
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const everything = !values['functions-only'];
  await deploy(
    { env, wanted, dropIndexes: values['drop-index'], dryRun: values['dry-run'] },
    {
      open: openEnvironment,
      log: console.log,
      uploadScreen: async (environment) => {
        if (everything) await environment.uploadScreen(BUILT.dashboard);
      },
      uploadMiniProgram: async () => {
        if (!everything) return;
        stageMiniProgram(STAGE, settings, env);
        const ci = createRequire(__filename)('miniprogram-ci') as Uploader;
        const desc = `${version} ${git('rev-parse', '--short', 'HEAD')}`;
        for (const { name, size } of await uploadMiniProgram(ci, STAGE, settings, { version, desc }))
          console.log(`  ${name} ${Math.ceil(size / 1024)} KB`);
      },
    },
  );
  if (!values['dry-run']) console.log(AFTERWARDS);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
