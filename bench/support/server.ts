/** The local cloud with the built functions in a process of its own, so that measuring does not slow down what is measured. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ActingAs } from '../../typings/domain';
import { buildFunctions } from '../../scripts/build-functions';
import { BENCH_ENV, filledCopy } from './fill';

const ROOT = resolve(__dirname, '../..');

export interface BenchServer {
  url: string;
  /** Documents that were filled in. */
  documents: number;
  /** Calls a function as this person, in the role that the phone shows (`as`); the data of the answer, or an error with its code. */
  call<T>(openid: string, fn: string, action: string, input: unknown, as?: ActingAs): Promise<T>;
  /** The same; gives the id by which its cost is asked. */
  ask(
    openid: string,
    fn: string,
    action: string,
    input: unknown,
    as?: ActingAs,
  ): Promise<{ requestId: string }>;
  /** Database requests and documents read of the invocation that answered a request (header x-request-id). */
  cost(requestId: string): Promise<{ dbRequests: number; docsExamined: number }>;
  close(): Promise<void>;
}

let built: Promise<string> | undefined;

function functionsDir(): Promise<string> {
  const folder = join(ROOT, '.cache/bench/functions');
  return (built ??= buildFunctions(folder).then(() => folder));
}

export interface Filling {
  /** Villages of the town; those of the demo when left out. */
  villages?: number;
  /** Another folder of built functions than the product's. */
  functions?: string;
}

/** A server whose store holds a town with so many applications. */
export async function startFilled(
  applications: number,
  { villages, functions }: Filling = {},
): Promise<BenchServer> {
  const dir = mkdtempSync(join(tmpdir(), 'simen-bench-'));
  const data = join(dir, 'data');
  const { documents } = filledCopy(data, applications, villages);
  const envFile = join(dir, 'env');
  writeFileSync(
    envFile,
    Object.entries(BENCH_ENV)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  );
  const args = [
    '--functions',
    functions ?? (await functionsDir()),
    '--schema',
    join(ROOT, 'cloudfunctions/schema.json'),
  ];
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'local/main.ts',
      ...args,
      '--data',
      data,
      '--env-file',
      envFile,
      '--port',
      '0',
      '--no-watch',
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const url = await new Promise<string>((found, failed) => {
    let printed = '';
    const read = (chunk: Buffer): void => {
      printed = (printed + chunk.toString()).slice(-4000);
      const address = /local cloud\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(printed)?.[1];
      if (address !== undefined) found(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => failed(new Error(`the local cloud ended:\n${printed}`)));
  });
  let requests = 0;
  const answerTo = async (
    openid: string,
    fn: string,
    action: string,
    input: unknown,
    as?: ActingAs,
  ): Promise<{ data: unknown; requestId: string }> => {
    requests += 1;
    const requestId = `bench-${process.pid}-${Date.now()}-${requests}`;
    const response = await fetch(`${url}/functions/${fn}`, {
      method: 'POST',
      headers: { 'x-wx-openid': openid },
      body: JSON.stringify({ action, input, requestId, ...(as ? { as } : {}) }),
    });
    const { result } = (await response.json()) as { result?: { ok: boolean; data: unknown } };
    if (!result?.ok) throw new Error(`${fn}.${action}: ${JSON.stringify(result)}`);
    return { data: result.data, requestId: response.headers.get('x-request-id') ?? '' };
  };
  return {
    url,
    documents,
    call: async <T>(openid: string, fn: string, action: string, input: unknown, as?: ActingAs): Promise<T> =>
      (await answerTo(openid, fn, action, input, as)).data as T,
    ask: answerTo,
    cost: async (requestId) => {
      const [one] = (await (await fetch(`${url}/stats?requestId=${requestId}`)).json()) as {
        dbRequests: number;
        docsExamined: number;
      }[];
      if (!one) throw new Error(`no invocation ${requestId}`);
      return one;
    },
    close: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** What a screen gets when it asks. */
export async function askScreen(
  server: BenchServer,
  token: string,
): Promise<{ bytes: number; requestId: string }> {
  const answer = await fetch(`${server.url}/http/dashboard/screen`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (answer.status !== 200) throw new Error(`the screen's function answers ${answer.status}`);
  const body = await answer.arrayBuffer();
  return { bytes: body.byteLength, requestId: answer.headers.get('x-request-id') ?? '' };
}
