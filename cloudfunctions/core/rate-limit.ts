/**
 * How often one user may do one thing. Declared with the action, counted in the database (collection attempts), so that it
 * holds for all instances of a function. Help in an emergency has no limit.
 */
import type { Millis } from '../../typings/domain';
import { where, type Store } from './database';
import { AppError } from './errors';

const MINUTE = 60_000;

export interface RateLimit {
  times: number;
  minutes: number;
}

/** Counts this call; refuses it, with the minutes to wait, when it is one too many. */
export async function countCall(
  store: Pick<Store, 'transaction' | 'addOne' | 'append'>,
  action: string,
  openid: string,
  { times, minutes }: RateLimit,
  now: Millis,
): Promise<void> {
  const _id = `rate:${action}:${openid}`;
  const window = minutes * MINUTE;
  // Nearly always there is room in a window that has begun, or it is the very first call. The rest is looked at.
  const room = { _id, count: where.lt(times), updatedAt: where.gt(now - window) };
  if ((await store.addOne('attempts', room, 'count')) === 1) return;
  const begin = { _id, count: 1, lockedUntil: null, updatedAt: now };
  const isFirst = await store.append('attempts', begin).then(
    () => true,
    // There is one: a window that is over, or full, or that another call began just now.
    () => false,
  );
  if (isFirst) return;
  const wait = await store.transaction(async (tx) => {
    const before = await tx.get('attempts', _id);
    // `updatedAt` is when the window began.
    const current = before && now - before.updatedAt < window ? before : null;
    if (current && current.count >= times) return current.updatedAt + window - now;
    await tx.put('attempts', {
      _id,
      count: (current?.count ?? 0) + 1,
      lockedUntil: null,
      updatedAt: current?.updatedAt ?? now,
    });
    return 0;
  });
  if (wait > 0) {
    throw new AppError('TOO_MANY_TRIES', {
      message: `操作太频繁了，请${Math.ceil(wait / MINUTE)}分钟后再试；着急请打电话给村残协`,
    });
  }
}
