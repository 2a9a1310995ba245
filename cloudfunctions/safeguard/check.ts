/** The nightly look at what must always be true (core/invariants); what is not is in the log, for who runs the program. */
import schema from '../schema.json';
import type { CollectionName } from '../core/collections';
import { checkData, type Finding } from '../core/invariants';
import { writeLog } from '../core/logger';
import type { TimerAnswer, TimerContext } from '../core/timers';
import { readAll } from './read-all';

const NAMES = Object.keys(schema.collections) as CollectionName[];
/** Findings that are logged one by one. */
const LOGGED = 20;

const keyOf = ({ rule, collection, id }: Finding): string => `${rule} ${collection} ${id}`;

/**
 * Reads are not one moment: a record that is written meanwhile may look wrong. Only what is found twice is told.
 */
async function findTwice({ reader, clock }: Pick<TimerContext, 'reader' | 'clock'>): Promise<Finding[]> {
  const first = checkData(await readAll(reader, NAMES), clock.now());
  if (first.length === 0) return [];
  const second = new Set(checkData(await readAll(reader, NAMES), clock.now()).map(keyOf));
  return first.filter((finding) => second.has(keyOf(finding)));
}

export async function check(ctx: TimerContext): Promise<TimerAnswer> {
  const found = await findTwice(ctx);
  const line = (detail: string): void =>
    writeLog({
      level: 'error',
      fn: 'safeguard',
      action: 'check',
      requestId: 'check',
      code: 'DATA_DIFFERS',
      ms: 0,
      db: 0,
      detail,
    });
  for (const { rule, collection, id } of found.slice(0, LOGGED)) line(`${collection} ${id} ${rule}`);
  if (found.length > 0) line(`${found.length} findings`);
  return { left: 0, found: found.length };
}
