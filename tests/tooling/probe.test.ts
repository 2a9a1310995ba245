/** The probe through the real manager-node; the function that it uploads runs in a local cloud that stands for the real one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocal } from '../../local/server';
import type { RunningLocal } from '../../local/types';
import { openEnvironment } from '../../scripts/deploy/cloud';
import type { Wanted } from '../../scripts/deploy/wanted';
import { conformance } from '../../scripts/probe/cases';
import { probe } from '../../scripts/probe/run';
import { TencentCloud } from '../support/tencent/api';

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'probe-test-'));
const interval = globalThis.setInterval;
const cloud = new TencentCloud('simen-test');
let wanted: Wanted;
let local: RunningLocal;
let lines: string[];

beforeAll(async () => {
  process.env.TENCENTCLOUD_SECRETID = 'id';
  process.env.TENCENTCLOUD_SECRETKEY = 'key';
  // The SDK asks every second whether a function is ready, and tells the console what it uploads.
  globalThis.setInterval = ((work: () => void, ms: number) =>
    interval(work, Math.min(ms, 5))) as typeof setInterval;
  console.log = () => undefined;
  wanted = await conformance(folder);
  const schemaFile = join(folder, 'schema.json');
  const collections = Object.fromEntries(wanted.collections.map(({ name, ...rest }) => [name, rest]));
  writeFileSync(schemaFile, JSON.stringify({ collections }));
  local = await startLocal({ functionsDir: folder, schemaFile, port: 0 }, { log: () => undefined });
  await cloud.start();
  cloud.run = async (name, event) => {
    const response = await fetch(`${local.url}/functions/${name}`, {
      method: 'POST',
      headers: { 'x-wx-openid': 'oprobe' },
      body: JSON.stringify(event),
    });
    const { result, errMsg } = (await response.json()) as { result?: unknown; errMsg?: string };
    if (result === undefined) throw new Error(errMsg);
    return result;
  };
});
beforeEach(() => {
  lines = [];
});
afterAll(async () => {
  globalThis.setInterval = interval;
  delete process.env.TENCENTCLOUD_SECRETID;
  delete process.env.TENCENTCLOUD_SECRETKEY;
  await cloud.stop();
  await local.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = (keep = false) =>
  probe(openEnvironment('simen-test'), wanted, { keep, log: (line) => lines.push(line) });

test('the uploaded bundle runs every case; what was made is taken away, what was there stays', async () => {
  cloud.tables.set('residents', { acl: 'ADMINONLY', indexes: [] });
  const { cases, differences } = await run();
  expect(differences).toEqual([]);
  expect(cases).toBeGreaterThan(60);
  expect(lines).toHaveLength(cases);
  expect([...cloud.tables.keys()]).toEqual(['residents']);
  expect([...cloud.functions.keys()]).toEqual([]);
});

test('a cloud that answers otherwise is told case by case, and the others are still asked', async () => {
  const real = cloud.run;
  cloud.run = async (name, event) => {
    if ((event as { case?: string }).case === 'match, group, sort')
      throw new Error('AssertionError: 12 is not 13');
    return real(name, event);
  };
  const { cases, differences } = await run(true);
  expect(differences).toEqual([
    { name: 'match, group, sort', words: 'conformance: AssertionError: 12 is not 13' },
  ]);
  expect(lines.filter((line) => line.startsWith('same'))).toHaveLength(cases - 1);
  expect(lines.join('\n')).toContain('DIFFERENT  match, group, sort');
  // Kept on request, so that one can look at it there.
  expect(cloud.functions.has('conformance')).toBe(true);
  expect(cloud.tables.get('conf_unique')?.indexes.at(-1)).toMatchObject({ Name: 'one_code', Unique: true });
});
