/**
 * Orders that wait to be collected, with their codes, kept on the phone: the village office may have no network. A code says
 * nothing about the person; what staff do with it is decided by the function.
 */
import type { OrderView } from '../../../typings/api/points';
import { roleScope } from '../../services/session';
import { readStored, removeStored, writeStored } from '../../services/storage';

const VERSION = 1;

interface Kept {
  version: number;
  orders: OrderView[];
}

const keyOf = (): string => `orders:${roleScope()}`;

/** The waiting orders of the last time online that can still be collected. */
export function keptOrders(now: number): OrderView[] {
  const kept = readStored<Kept>(keyOf());
  return kept?.version === VERSION ? kept.orders.filter(({ until }) => until > now) : [];
}

/** Keeps the orders that wait; links to pictures do not last, so they are left out. */
export function keepOrders(orders: readonly OrderView[]): void {
  const waiting = orders
    .filter(({ state }) => state === 'reserved')
    .map((one) => ({ ...one, picture: null }));
  if (waiting.length === 0) removeStored(keyOf());
  else writeStored(keyOf(), { version: VERSION, orders: waiting } satisfies Kept);
}
