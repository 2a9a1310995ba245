/**
 * A server with the small town of World already in it. The town is built once for each state of the sources and each day, by the real
 * actions, and copied by all test files: building it takes some sixty calls on cold functions.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { builtFunctions } from './built';
import { ROOT, versionOf } from './versions';
import { goOnFrom, peopleSoFar } from './people';
import { startServer, type TestServer, type Way } from './server';
import { World, type Staff } from './world';

const CACHE = join(ROOT, '.cache/test-town');
const SOURCES = ['local/cloud', 'tests/support/functions'];

interface Kept {
  env: Record<string, string>;
  staff: Staff;
  people: number;
}

/** Builds the town aside; another test file may do the same at the same time. */
async function buildTown(target: string): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  const aside = mkdtempSync(`${target}.`);
  const server = await startServer({ dataDir: join(aside, 'data') });
  const { staff } = await World.build(server.client);
  await server.local.close();
  const kept: Kept = { env: server.env, staff, people: peopleSoFar() };
  writeFileSync(join(aside, 'town.json'), JSON.stringify(kept), { mode: 0o600 });
  try {
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
}

/** A server of its own with a copy of the town. */
export async function startTown(way: Way = {}): Promise<{ server: TestServer; world: World }> {
  const version = `${basename(builtFunctions('apart'))}-${versionOf(SOURCES)}-${chinaDate(Date.now())}`;
  const town = join(CACHE, version);
  if (!existsSync(town)) await buildTown(town);
  const { env, staff, people } = JSON.parse(readFileSync(join(town, 'town.json'), 'utf8')) as Kept;
  const dataDir = mkdtempSync(join(tmpdir(), 'functions-test-'));
  cpSync(join(town, 'data'), dataDir, { recursive: true });
  goOnFrom(people);
  const server = await startServer({ dataDir, env, ...way });
  return { server, world: World.of(server.client, staff) };
}
