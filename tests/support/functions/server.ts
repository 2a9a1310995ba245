/** The local cloud with the product's functions, for tests. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal } from '../../../local/server';
import type { RunningLocal } from '../../../local/types';
import { builtFunctions, ROOT } from './built';
import messagePush from '../../../cloudfunctions/message-push.json';
import { Client } from './client';

// Building and starting takes longer than 5 s on busy cores.
jest.setTimeout(300_000);

export const SCHEMA = join(ROOT, 'cloudfunctions/schema.json');
export const FIRST_ADMIN_CODE = 'first-admin-code-of-tests';

/** What is set in the cloud console: keys of this run only. */
export function functionEnv(): Record<string, string> {
  return {
    FIELD_KEYS: `v1:${randomBytes(32).toString('hex')}`,
    LOOKUP_KEY: randomBytes(32).toString('hex'),
    FIRST_ADMIN_CODE,
    TEMPLATE_STEP: 'template-of-tests',
    TEMPLATE_ASK: 'ask-template-of-tests',
  };
}

export interface TestServer {
  local: RunningLocal;
  client: Client;
  dataDir: string;
  /** The functions' environment: keys of this server only. */
  env: Record<string, string>;
  /** What the server wrote to its output. */
  output: () => string;
  close(): Promise<void>;
}

/** A server of its own in this process, with empty data. */
export async function startServer(): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'functions-test-'));
  const lines: string[] = [];
  const env = functionEnv();
  const local = await startLocal(
    {
      functionsDir: builtFunctions(),
      schemaFile: SCHEMA,
      dataDir,
      port: 0,
      functionEnv: env,
      messagePush,
      watch: false,
    },
    { log: (line) => lines.push(line) },
  );
  return {
    local,
    client: new Client(local.url),
    dataDir,
    env,
    output: () => lines.join('\n'),
    close: async () => {
      await local.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
