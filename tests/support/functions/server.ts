/** The local cloud with the product's functions, for tests. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningLocal } from '../../../local/types';
import { addFigures } from '../trust/figures';
import { leaksIn, needlesOf } from '../trust/leaks';
import { builtFunctions } from './built';
import { nativeStart } from './native';
import { ROOT } from './versions';
import messagePush from '../../../cloudfunctions/message-push.json';
import { expectClean } from './check-data';
import { Client } from './client';
import { scans } from './plans';

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

/** Always in tests/trust; elsewhere with CHECK_DATA=1, because it takes a while. */
const looksAtClose = (): boolean =>
  process.env.CHECK_DATA === '1' || (expect.getState().testPath ?? '').includes('/tests/trust/');

/** What must be true of the data is, and nothing of anybody is in the log or in messages. */
async function look({
  client,
  env,
  output,
}: {
  client: Client;
  env: Record<string, string>;
  output: string;
}): Promise<void> {
  if (!tampered.has(client.url)) await expectClean(client);
  const leaks = await leaked(client, output, env);
  addFigures('leaks', { looked: 1, found: leaks.length });
  expect(leaks).toEqual([]);
}

/** Facts of people in what was written to the log, or in messages and the addresses that they open. */
async function leaked(client: Client, output: string, env: Record<string, string>): Promise<string[]> {
  const [residents, volunteers, verifications, outbox] = await Promise.all([
    client.all('residents'),
    client.all('volunteers'),
    client.all('verifications'),
    client.outbox(),
  ]);
  const { numbers, names } = needlesOf({ residents, volunteers, verifications }, env.FIELD_KEYS ?? '');
  return [...leaksIn(output, [...numbers, ...names]), ...leaksIn(JSON.stringify(outbox), numbers)];
}

/** Data and keys of a server that was stopped with `local.close()`. */
export interface Kept {
  dataDir: string;
  env: Record<string, string>;
}

const tampered = new Set<string>();

/** Says that a test has changed records by hand: what must be true of them is not looked at when the server is closed. */
export function tamperedWith({ client }: { client: Client }): void {
  tampered.add(client.url);
}

/**
 * How functions run: each in threads that reach the database by the network as in the cloud, where they can break and be killed; or all in
 * this thread by the direct line, which is the same code and costs a third.
 */
export interface Way {
  network?: boolean;
}

/**
 * A server of its own in this process, with empty data. When it is closed, all that must be true of the data is, and no function has
 * looked at every document of a collection that grows.
 */
export async function startServer(how: Partial<Kept> & Way = {}): Promise<TestServer> {
  const { dataDir = mkdtempSync(join(tmpdir(), 'functions-test-')), env = functionEnv(), network } = how;
  const lines: string[] = [];
  const local = await nativeStart()(
    {
      functionsDir: builtFunctions(network === true ? 'inside' : 'apart'),
      schemaFile: SCHEMA,
      dataDir,
      port: 0,
      functionEnv: env,
      messagePush,
      watch: false,
      // Tests fire timers themselves; one that fires by the clock would do its work before them.
      timers: false,
    },
    { log: (line) => lines.push(line), durable: false, network, inline: network !== true },
  );
  const client = new Client(local.url, local);
  return {
    local,
    client,
    dataDir,
    env,
    output: () => lines.join('\n'),
    close: async () => {
      try {
        if (looksAtClose()) await look({ client, env, output: lines.join('\n') });
        expect(await scans(local.url)).toEqual([]);
      } finally {
        await local.close();
        rmSync(dataDir, { recursive: true, force: true });
      }
    },
  };
}
