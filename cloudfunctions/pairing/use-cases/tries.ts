/**
 * Wrong codes are told as errors and an error undoes its command, so they are counted in a transaction of their own once the call
 * is refused; who keeps trying wrong ones has to wait.
 */
import type { CallContext } from '../../core/actions';
import { openStore } from '../../core/database';
import { AppError } from '../../core/errors';

const MINUTE = 60_000;
const WINDOW_MS = 10 * MINUTE;
const WRONG_TRIES = 20;

/** What is tried: each kind is counted by itself. */
export type Tried = 'scan' | 'certificate';

const attemptId = (tried: Tried, openid: string): string => `${tried}:${openid}`;

/** Counts one wrong try, for which the call is to be refused; ten minutes without any begin the count anew. */
export function countWrong({ actor, clock, refused }: CallContext, tried: Tried): void {
  const now = clock.now();
  const _id = attemptId(tried, actor.openid);
  refused(() =>
    openStore().transaction(async (tx) => {
      const before = await tx.get('attempts', _id);
      const wrong = before && now - before.updatedAt < WINDOW_MS ? before.count + 1 : 1;
      await tx.put('attempts', {
        _id,
        count: wrong,
        lockedUntil: wrong >= WRONG_TRIES ? now + WINDOW_MS : null,
        updatedAt: now,
      });
    }),
  );
}

/** Refuses who has tried too often; `words` are put around the minutes left. */
export async function mustNotWait(
  { actor, clock, reader }: CallContext,
  tried: Tried,
  words: (minutes: number) => string,
): Promise<void> {
  const attempts = await reader.get('attempts', attemptId(tried, actor.openid));
  const left = (attempts?.lockedUntil ?? 0) - clock.now();
  if (left > 0) throw new AppError('TOO_MANY_TRIES', { message: words(Math.ceil(left / MINUTE)) });
}
