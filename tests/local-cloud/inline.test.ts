/** Functions in the thread of the cloud (tuning `inline`): what a test may rely on as with threads. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningLocal } from '../../local/types';
import { call, cleanUp, FUNCTIONS, result, startCloud, temporaryFolder } from './support';

interface Echo {
  openid?: string;
  again?: string;
  calls: number;
  env: { own?: string; given?: string; host?: string };
}

let folder: string;
let local: RunningLocal;

const start = (given: string): Promise<RunningLocal> =>
  startCloud({ functionsDir: folder, functionEnv: { FROM_OPTIONS: given } }, { inline: true });

beforeAll(async () => {
  folder = temporaryFolder();
  cpSync(FUNCTIONS, folder, { recursive: true });
  mkdirSync(join(folder, 'hang'));
  writeFileSync(join(folder, 'hang/config.json'), '{ "timeout": 1 }');
  writeFileSync(join(folder, 'hang/index.js'), 'exports.main = () => new Promise(() => undefined);');
  local = await start('one');
});
afterAll(async () => {
  await local.close();
  cleanUp();
});

test('40 callers at once are not mixed up, and each has its own environment', async () => {
  const people = Array.from({ length: 40 }, (_, i) => `operson${i}`);
  const answers = await Promise.all(
    people.map((openid) => result<Echo>(local.url, 'echo', { mine: openid }, openid)),
  );
  for (const [i, openid] of people.entries())
    expect(answers[i]).toMatchObject({ openid, again: openid, env: { own: 'config', given: 'one' } });
  expect(process.env.FROM_OPTIONS).toBeUndefined();
});

test('what a function keeps belongs to one cloud, and two clouds at once are not mixed up', async () => {
  const other = await start('two');
  try {
    const [here, there] = await Promise.all([
      result<Echo>(local.url, 'echo', {}, 'ohere'),
      result<Echo>(other.url, 'echo', {}, 'othere'),
    ]);
    expect([here.env.given, there.env.given]).toEqual(['one', 'two']);
    expect(there.calls).toBe(1);
    expect(await result(other.url, 'writer', { id: 'only-there' })).toBe('written');
    expect(other.documents('conf_b').map(({ _id }) => _id)).toEqual(['only-there']);
    expect(local.documents('conf_b')).toEqual([]);
  } finally {
    await other.close();
  }
});

test('one that hangs has its time and no more; others go on', async () => {
  const hanging = call(local.url, 'hang');
  expect(await result(local.url, 'writer', { id: 'meanwhile' })).toBe('written');
  expect((await hanging).errMsg).toContain('Invoking task timed out after 1 seconds');
  expect(await result(local.url, 'writer', { id: 'afterwards' })).toBe('written');
});

test('one that is killed answers nothing and writes nothing any more', async () => {
  const fault = { action: 'database.modifyDocument', how: 'killed', times: 1 };
  await fetch(`${local.url}/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect((await call(local.url, 'writer', { id: 'killed' })).errMsg).toContain('the process was killed');
  expect(local.documents('conf_b', '{"_id":"killed"}')).toEqual([]);
  expect(await result(local.url, 'writer', { id: 'killed' })).toBe('written');
});

test('a connection that broke leaves nothing that keeps the process from ending', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  const fault = { action: 'database.modifyDocument', how: 'lost', times: 1 };
  await fetch(`${local.url}/faults`, { method: 'POST', body: JSON.stringify(fault) });
  expect(await result(local.url, 'writer', { id: 'lost' })).toMatchObject({ errCode: -501001 });
  expect(timers()).toBeLessThanOrEqual(before);
});

test('what throws, and what is no function, is told as from a thread', async () => {
  expect((await call(local.url, 'nobody')).errMsg).toContain('FunctionName parameter could not be found');
  const answer = await call(local.url, 'conformance', { case: 'none' });
  expect(answer.errMsg).toContain('no case "none"');
});
