/** After whatever happened: the counters of every village are what the records say. */
import type { Client } from './client';
import { nativeChecks } from './native';

/** Recounts everything that is stored; places without counters must have nothing to count. */
export async function expectRecountEqual(client: Client, now = Date.now()): Promise<void> {
  expect(await nativeChecks().recountAll((collection) => client.all(collection), now)).toEqual([]);
}
