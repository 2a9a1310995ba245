/** After whatever happened: the counters of every village are what the records say. */
import { COUNTED_COLLECTIONS, differences, Recount } from '../../../cloudfunctions/core/recount';
import { emptyCounters } from '../../../cloudfunctions/core/counters';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { Client } from './client';

/** Recounts everything that is stored; also places without counters, which must have nothing to count. */
export async function expectRecountEqual(client: Client, now = Date.now()): Promise<void> {
  const counters = new Map((await client.all('counters')).map((doc) => [doc._id, doc]));
  const recount = new Recount(chinaDate(now));
  for (const collection of COUNTED_COLLECTIONS) recount.add(collection, await client.all(collection));
  const places = new Set([...counters.keys(), ...recount.places.keys()]);
  const found = [...places].map((place) => [
    place,
    differences(counters.get(place) ?? emptyCounters(place), recount.of(place), now),
  ]);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries([...places].map((place) => [place, []])));
}
