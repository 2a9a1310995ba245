/**
 * What an outside monitor is told: whether something does not work (`ok`), and the codes of what is to be acted on and looked at
 * (typings/api/operations.ts, docs/operations.md). No figures, no names.
 */
import type { HealthCode, HealthState } from '../../typings/api/operations';
import type { Millis } from '../../typings/domain';
import type { Reader } from '../core/database';
import { readHealth } from '../core/health';
import { scrub, writeLog } from '../core/logger';
import { statesOf } from '../core/pure/health';

export interface HealthAnswer {
  ok: boolean;
  at: Millis;
  act: (HealthCode | 'DATABASE')[];
  look: HealthCode[];
}

/** However many monitors ask, the database is asked twice a minute by each worker. */
const KEPT_MS = 30_000;

let kept: HealthAnswer | null = null;

export async function healthAnswer(reader: Reader, now: Millis): Promise<HealthAnswer> {
  if (kept && now >= kept.at && now - kept.at < KEPT_MS) return kept;
  try {
    const states = Object.entries(statesOf(await readHealth(reader, now))) as [HealthCode, HealthState][];
    const of = (wanted: HealthState): HealthCode[] =>
      states.filter(([, state]) => state === wanted).map(([code]) => code);
    const act = of('act');
    kept = { ok: act.length === 0, at: now, act, look: of('look') };
    return kept;
  } catch (error) {
    const line = { level: 'error', fn: 'dashboard', action: 'health', requestId: 'health' } as const;
    writeLog({ ...line, code: 'INTERNAL', ms: 0, db: 0, detail: scrub(error) });
    kept = { ok: false, at: now, act: ['DATABASE'], look: [] };
    return kept;
  }
}
