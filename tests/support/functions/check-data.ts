/** After whatever a test did: everything that must be true of the stored data is. */
import type { Snapshot } from '../../../cloudfunctions/core/invariants';
import type { Client } from './client';
import { nativeChecks } from './native';

/** Fails with the first findings; `except` are rules that the test has broken by hand. */
export async function expectClean(client: Client, except: readonly string[] = []): Promise<void> {
  const found = nativeChecks().checkData((await client.dump([])) as unknown as Snapshot);
  expect(found.filter(({ rule }) => !except.includes(rule)).slice(0, 10)).toEqual([]);
}
