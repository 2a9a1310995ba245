/** After whatever happened: the counters of every village are what the records say. */
import { recountAll } from '../../../cloudfunctions/core/recount';
import type { Client } from './client';

/** Recounts everything that is stored; places without counters must have nothing to count. */
export async function expectRecountEqual(client: Client, now = Date.now()): Promise<void> {
  expect(await recountAll((collection) => client.all(collection), now)).toEqual([]);
}
