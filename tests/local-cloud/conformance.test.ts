/** Every case of functions/conformance, one after the other, through the real SDK inside a deployed function. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudTuning } from '../../local/cloud/cloud';
import type { RunningLocal } from '../../local/types';
import { call, result, startCloud } from './support';

const CASES_DIR = join(__dirname, 'functions/conformance/cases');

/** The names are needed before the server runs: jest wants its tests at once. */
function caseNames(file: string): string[] {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return Object.keys(require(join(CASES_DIR, file)) as object);
}

describe.each<[string, CloudTuning]>([
  ['by the network, as in the cloud', { network: true }],
  ['by the direct line', {}],
  ['in one thread', { inline: true }],
])('%s', (_way, tuning) => {
  let local: RunningLocal;

  beforeAll(async () => {
    local = await startCloud({}, tuning);
  });
  afterAll(() => local.close());

  describe.each(readdirSync(CASES_DIR))('%s', (file) => {
    test.each(caseNames(file))('%s', async (name) => {
      expect(await call(local.url, 'conformance', { case: name })).toMatchObject({ result: 'ok' });
    });
  });

  test('the deployed function has all of them', async () => {
    const names = readdirSync(CASES_DIR).flatMap(caseNames);
    expect(await result(local.url, 'conformance', { list: true })).toHaveLength(new Set(names).size);
  });

  test.each(['refused', 'lost'])('a connection that breaks: %s', async (how) => {
    const fault = { action: 'database.modifyDocument', how, times: 1 };
    await fetch(`${local.url}/faults`, { method: 'POST', body: JSON.stringify(fault) });
    expect(await result(local.url, 'writer', { id: how })).toEqual({
      errCode: -501001,
      errMsg: expect.stringContaining('socket hang up') as string,
    });
    expect(await result(local.url, 'writer', { id: 'after' })).toBe('written');
  });
});
