/** The same pages done by this product and as common volunteer mini-programs do it (bench/peer), on the same data in the same run. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildFunctions } from '../../scripts/build-functions';
import { CASE_KINDS } from '../../miniprogram/shared/case-states';
import { newRequestId } from '../../tests/support/functions/client';
import { percentile, rounded } from '../support/measure';
import { askScreen, startFilled, type BenchServer } from '../support/server';
import { BENCH } from '../support/town';
import type { Row } from '../support/types';

const APPLICATIONS = 10_000;
const TIMES = 10;
const CACHE = resolve(__dirname, '../../.cache/bench');

interface Measured {
  ms: number;
  calls: number;
  dbRequests: number;
  docs: number;
}

/** Asks a function and what that cost; calls of a page are made at the same time, as pages do. */
async function asked(
  server: BenchServer,
  calls: readonly (() => Promise<{ requestId: string }>)[],
): Promise<Measured> {
  const started = performance.now();
  const answers = await Promise.all(calls.map((call) => call()));
  const ms = performance.now() - started;
  const costs = await Promise.all(answers.map(({ requestId }) => server.cost(requestId)));
  return {
    ms,
    calls: calls.length,
    dbRequests: costs.reduce((sum, { dbRequests }) => sum + dbRequests, 0),
    docs: costs.reduce((sum, { docsExamined }) => sum + docsExamined, 0),
  };
}

function pages(server: BenchServer): Record<string, { ours: Calls; theirs: Calls }> {
  const officer = BENCH.officer(BENCH.village);
  const ours = (fn: string, action: string, input: object) => () =>
    post(server, officer, fn, { action, input, requestId: newRequestId(), as: { role: 'villageStaff' } });
  const peer =
    (part: string, input: object = {}) =>
    () =>
      post(server, officer, 'peer', { part, villageId: BENCH.village, input });
  const waiting = CASE_KINDS.map((kind) => peer('waiting', { kind }));
  const figures = ['residents', 'volunteers', 'minutes', 'pairings', 'done'].map((part) => peer(part));
  return {
    home: {
      ours: [ours('accounts', 'home', {})],
      theirs: [...waiting, peer('residents'), peer('volunteers')],
    },
    queue: {
      ours: [ours('applications', 'queue', { kind: 'device', tab: 'toCheck' })],
      theirs: [peer('queue', { kind: 'device', tab: 'toCheck' })],
    },
    search: {
      ours: [ours('registry', 'residents', { q: '谢' })],
      theirs: [peer('search', { q: '谢' })],
    },
    dashboard: {
      ours: [() => askScreen(server, BENCH.screenToken(BENCH.village))],
      theirs: [...waiting, ...figures],
    },
  };
}

type Calls = (() => Promise<{ requestId: string }>)[];

async function post(
  server: BenchServer,
  openid: string,
  fn: string,
  event: object,
): Promise<{ requestId: string }> {
  const response = await fetch(`${server.url}/functions/${fn}`, {
    method: 'POST',
    headers: { 'x-wx-openid': openid },
    body: JSON.stringify(event),
  });
  const { result } = (await response.json()) as { result?: { ok: boolean } };
  if (!result?.ok) throw new Error(`${fn}: ${JSON.stringify(result)}`);
  return { requestId: response.headers.get('x-request-id') ?? '' };
}

/** A folder with the product's functions and the peer. */
async function functionsWithPeer(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'simen-peer-'));
  await buildFunctions(join(CACHE, 'functions'), { maps: false });
  await buildFunctions(join(CACHE, 'peer'), { sourceDir: resolve(__dirname, '../peer'), maps: false });
  for (const from of ['functions', 'peer']) cpSync(join(CACHE, from), folder, { recursive: true });
  return folder;
}

export async function run(): Promise<Row[]> {
  const functions = await functionsWithPeer();
  const server = await startFilled(APPLICATIONS, { functions });
  try {
    const rows: Row[] = [];
    for (const [page, ways] of Object.entries(pages(server))) {
      const measured = { ours: [] as Measured[], theirs: [] as Measured[] };
      // The first of each loads the function.
      for (let i = 0; i <= TIMES; i += 1)
        for (const way of ['ours', 'theirs'] as const) {
          const one = await asked(server, ways[way]);
          if (i > 0) measured[way].push(one);
        }
      const p50 = (way: 'ours' | 'theirs'): number =>
        percentile(
          measured[way].map(({ ms }) => ms),
          0.5,
        );
      for (const way of ['ours', 'theirs'] as const) {
        const { calls = 0, dbRequests = 0, docs = 0 } = measured[way].at(-1) ?? {};
        const note = `${calls} calls, ${dbRequests} database requests, ${docs} documents examined; ${APPLICATIONS} applications`;
        rows.push({ key: `peers.${page}.${way}.p50`, value: rounded(p50(way)), unit: 'ms', note });
      }
      const note = 'how many times as long the common way takes';
      rows.push({ key: `peers.${page}.ratio`, value: rounded(p50('theirs') / p50('ours')), unit: 'x', note });
    }
    return rows;
  } finally {
    await server.close();
    rmSync(functions, { recursive: true, force: true });
  }
}
