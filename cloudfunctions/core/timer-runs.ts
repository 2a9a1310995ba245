/** The last run of each timer, so that somebody notices when one does not come any more. */
import type { Millis } from '../../typings/domain';
import type { Store } from './database';
import type { TimerRunDoc } from './documents/operations';

/** One that fires every minute is written down more rarely: it would be most of what the program writes. */
const WRITTEN_EVERY = 4 * 60_000;

/** When this worker wrote last of a timer that had nothing to complain of. */
const written = new Map<string, Millis>();

/** Writes a run down. Never throws: the work itself is done or not, whatever becomes of this. */
export async function recordRun(
  store: Pick<Store, 'transaction'>,
  run: Omit<TimerRunDoc, 'since'>,
): Promise<void> {
  const last = written.get(run._id);
  const isQuiet = run.outcome === 'done' && run.found === 0;
  if (isQuiet && last !== undefined && run.at >= last && run.at - last < WRITTEN_EVERY) return;
  try {
    await store.transaction(async (tx) => {
      const before = await tx.get('timerRuns', run._id);
      await tx.put('timerRuns', { ...run, since: before?.since ?? run.at });
    });
    if (isQuiet) written.set(run._id, run.at);
    else written.delete(run._id);
  } catch {
    // The next run is written down; a timer that is missed for long is seen.
  }
}
