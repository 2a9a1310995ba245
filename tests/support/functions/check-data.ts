/** After whatever a test did: everything that must be true of the stored data is. */
import { checkData, type Snapshot } from '../../../cloudfunctions/core/invariants';
import type { Client } from './client';

/** Fails with the first findings; `except` are rules that the test has broken by hand. */
export async function expectClean(client: Client, except: readonly string[] = []): Promise<void> {
  const found = checkData((await client.dump([])) as unknown as Snapshot);
  expect(found.filter(({ rule }) => !except.includes(rule)).slice(0, 10)).toEqual([]);
}
