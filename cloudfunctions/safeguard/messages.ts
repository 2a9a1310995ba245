/** Messages that were decided on and not sent: the function died before, or WeChat did not answer. */
import { openStore, where } from '../core/database';
import { keepIncident } from '../core/incidents';
import { writeLog } from '../core/logger';
import { deliver, MOST_TRIES } from '../core/outbox';
import type { TimerContext } from '../core/timers';

const MINUTE = 60_000;
/** A command sends its own messages within seconds: until then they are not ours. */
const OURS_AFTER = 2 * MINUTE;
const BATCH = 100;

/** A try is written down before it is made, so that one that kills the function is not made for ever. */
export async function messages({ reader, clock }: TimerContext): Promise<void> {
  // Messages are nobody's record: what is done with them needs no audit entry.
  const store = openStore();
  const left = await reader.find('messages', {
    where: { createdAt: where.lt(clock.now() - OURS_AFTER) },
    orderBy: [['createdAt', 'asc']],
    limit: BATCH,
  });
  for (const { _id } of left) {
    const doc = await store.transaction(async (tx) => {
      const found = await tx.get('messages', _id);
      if (!found) return null;
      if (found.tries >= MOST_TRIES) {
        await tx.remove('messages', _id);
        return null;
      }
      const tried = { ...found, tries: found.tries + 1 };
      await tx.put('messages', tried);
      return tried;
    });
    const sent = doc === null ? 'given up' : await deliver(store, doc);
    if (sent === 'sent') continue;
    const line = { fn: 'safeguard', action: 'messages', requestId: _id, ms: 0, db: 0 };
    writeLog({ ...line, level: 'warn', code: 'MESSAGE_NOT_SENT', detail: sent });
    // It has left the outbox, where it was counted: somebody has not been told.
    if (doc === null) await keepIncident(store, { ...line, level: 'error', code: 'GIVEN_UP' }, clock.now());
  }
}
