/**
 * Calls that failed unexpectedly or took long are listed for whoever runs the program. What a person is refused (wrong input, no
 * permission, somebody was first) is no incident. A normal call costs nothing: nothing is asked or written for it.
 */
import type { Millis } from '../../typings/domain';
import type { Store } from './database';
import { systemIds } from './ids';
import type { LogLine } from './logger';

/** From this on a call took long: people begin to press again. SLOW_MS in the environment says otherwise. */
const SLOW_MS = 3000;
/** Of one worker: when everything fails, one line more says nothing new, and writing it would make things worse. */
const MOST_PER_MINUTE = 20;
const MINUTE = 60_000;
/** Whoever waits for an answer does not wait longer than this for the line about it. */
const PATIENCE_MS = 1500;

/** Expected by the code, and yet not the person's doing: the database or WeChat did not come along. */
const NOT_THEIR_DOING: readonly string[] = ['BUSY', 'CONTENT_UNCHECKED'];

let minute = { began: 0, kept: 0 };

function isTooMany(now: Millis): boolean {
  if (now - minute.began >= MINUTE || now < minute.began) minute = { began: now, kept: 0 };
  minute.kept += 1;
  return minute.kept > MOST_PER_MINUTE;
}

/** Messages that were not sent are in the outbox, where they are counted. */
const isOfTheOutbox = ({ code }: LogLine): boolean => code.startsWith('MESSAGE_');

function kindOf(line: LogLine): 'failed' | 'slow' | null {
  if (isOfTheOutbox(line)) return null;
  if (line.level === 'error' || NOT_THEIR_DOING.includes(line.code)) return 'failed';
  return line.ms >= Number(process.env.SLOW_MS ?? SLOW_MS) ? 'slow' : null;
}

/** Lists what this line of the log says, if it is an incident. Never throws: the call has its answer, whatever becomes of this. */
export async function keepIncident(store: Pick<Store, 'append'>, line: LogLine, now: Millis): Promise<void> {
  const kind = kindOf(line);
  if (kind === null || isTooMany(now)) return;
  const { fn, action, code, ms, db, requestId, detail = '' } = line;
  const doc = { _id: systemIds.record(now), at: now, fn, action, kind, code, ms, db, requestId, detail };
  let patience: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    patience = setTimeout(resolve, PATIENCE_MS);
  });
  await Promise.race([store.append('incidents', doc).catch(() => undefined), enough]);
  clearTimeout(patience);
}
