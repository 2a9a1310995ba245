/** The command: tsx local/main.ts --functions DIR --miniprogram DIR --data DIR --port N */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startLocal } from './server';
import type { LocalOptions, Persona } from './types';

const USAGE = `local cloud and phone for a WeChat mini-program
  --functions DIR    one folder per built function (index.js, config.json)
  --miniprogram DIR  a mini-program (app.json or project.config.json)
  --data DIR         where everything is kept (without it: gone at the end)
  --port N           default 8787; 0 takes any free port
  --schema FILE      collections and indexes
  --personas FILE    people whose phones can be opened: [{"openid", "label"}]
  --env-file FILE    KEY=VALUE lines for the functions
  --push EVENT=FN    the function that gets an event of WeChat's message push (may be repeated)
  --static URL=DIR   serves a folder as web pages (may be repeated)
  --no-watch         do not reload when files change
  --no-timers        fire a function's timers only when asked (POST /timers/FUNCTION/TRIGGER)`;

function readOptions(): LocalOptions {
  const { values } = parseArgs({
    options: {
      functions: { type: 'string' },
      miniprogram: { type: 'string' },
      data: { type: 'string' },
      port: { type: 'string', default: '8787' },
      schema: { type: 'string' },
      personas: { type: 'string' },
      'env-file': { type: 'string' },
      push: { type: 'string', multiple: true },
      static: { type: 'string', multiple: true },
      'no-watch': { type: 'boolean' },
      'no-timers': { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(USAGE);
    process.exit(0);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port ${values.port} is not a port number`);
  for (const folder of [values.functions, values.miniprogram]) {
    if (folder !== undefined && !existsSync(folder)) throw new Error(`the folder ${folder} does not exist`);
  }
  return {
    functionsDir: values.functions,
    miniprogramDir: values.miniprogram,
    dataDir: values.data,
    port,
    schemaFile: values.schema,
    personas: values.personas ? (JSON.parse(readFileSync(values.personas, 'utf8')) as Persona[]) : [],
    functionEnv: values['env-file'] ? readEnvFile(values['env-file']) : {},
    messagePush: pairsOf(values.push),
    staticDirs: pairsOf(values.static),
    watch: values['no-watch'] !== true,
    timers: values['no-timers'] !== true,
  };
}

const pairsOf = (given: string[] = []): Record<string, string> =>
  Object.fromEntries(given.map((pair) => pair.split('=', 2) as [string, string]));

function readEnvFile(file: string): Record<string, string> {
  const lines = readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .map((line) => line.trim());
  const pairs = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const at = line.indexOf('=');
      if (at < 1) throw new Error(`${file}: "${line}" is not KEY=VALUE`);
      return [
        line.slice(0, at).trim(),
        line
          .slice(at + 1)
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2'),
      ];
    });
  return Object.fromEntries(pairs) as Record<string, string>;
}

async function main(): Promise<void> {
  const options = readOptions();
  const local = await startLocal(options);
  const stop = (): void => {
    local.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  console.log(`local cloud   ${local.url}`);
  if (options.functionsDir)
    console.log(`functions     ${local.url}/functions/<name>   (POST, header x-wx-openid)`);
  if (options.miniprogramDir) console.log(`workbench     ${local.url}/workbench`);
  if (options.dataDir) console.log(`data          ${options.dataDir}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
