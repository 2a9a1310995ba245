/** Every night: files that nothing needs. Every ten minutes: pictures whose check did not answer are asked for again; after some hours of it staff look instead. */
import { askPictureCheck } from '../core/picture-check';
import { where } from '../core/database';
import type { TimerTable } from '../core/timers';
import { leftFiles } from './left-files';

/** WeChat promises a result within half an hour. */
const PATIENCE_MS = 60 * 60_000;
const BATCH = 50;
/** Two hours when WeChat does not take the question at all. */
const MOST_TRIES = 12;

export const mediaTimers: TimerTable = {
  leftFiles,

  async recheck({ reader, clock, each }) {
    const silent = await reader.find('photos', {
      where: { 'check.state': 'waiting', 'check.askedAt': where.lt(clock.now() - PATIENCE_MS) },
      orderBy: [['check.askedAt', 'asc']],
      limit: BATCH,
    });
    for (const { _id, openid, fileID, check: before } of silent) {
      const tired = (before?.tries ?? 0) >= MOST_TRIES;
      const traceId = tired ? null : await askPictureCheck(openid, fileID);
      await each(_id, async (tx) => {
        const photo = await tx.get('photos', _id);
        // A result came meanwhile.
        if (photo?.check?.state !== 'waiting' || photo.check.tries !== before?.tries) return null;
        const { check } = photo;
        const next = tired
          ? { ...check, state: 'review' as const }
          : { ...check, traceId, askedAt: traceId === null ? 0 : clock.now(), tries: check.tries + 1 };
        await tx.put('photos', { ...photo, check: next });
        return { villageId: check.villageId };
      });
    }
  },
};
