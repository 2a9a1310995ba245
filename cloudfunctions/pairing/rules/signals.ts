/** Which services look as if points were made rather than earned. Pure: services in, signals out. */
import type { SignalKind } from '../../../typings/api/signals';
import type { Millis } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { ServiceDoc } from '../../core/collections';
import { worth, type PointRule } from '../../core/pure/point-rule';
import { overlaps } from './times';

/** The parameter `signalRule`: within how many days so many days or services are a signal. */
export interface SignalRule {
  days: number;
  capDays: number;
  overlaps: number;
  lateEntries: number;
}

/** Until the parameter is set. */
export const DEFAULT_SIGNAL_RULE: SignalRule = { days: 30, capDays: 5, overlaps: 2, lateEntries: 5 };

export type Seen = Pick<
  ServiceDoc,
  '_id' | 'volunteerId' | 'residentId' | 'state' | 'startedAt' | 'endedAt' | 'minutes' | 'kinds' | 'flags'
>;

export interface Signal {
  /** The same in every run: '<kind>:<volunteer>' or '<kind>:<volunteer>:<resident>'. */
  key: string;
  kind: SignalKind;
  volunteerId: string;
  residentId: string | null;
  words: string;
  /** What it rests on, newest first. */
  services: Seen[];
}

/** A service that was taken back or not accepted brings nothing. */
const counts = ({ state }: Seen): boolean => state !== 'cancelled' && state !== 'rejected';

function grouped<K>(services: readonly Seen[], keyOf: (service: Seen) => K): Map<K, Seen[]> {
  const groups = new Map<K, Seen[]>();
  for (const service of services) {
    const key = keyOf(service);
    groups.set(key, [...(groups.get(key) ?? []), service]);
  }
  return groups;
}

/** Those that share time with another one of the same volunteer, also with one in another village (flag). */
function crossing(services: readonly Seen[]): Seen[] {
  return services.filter(
    (one) =>
      one.flags.includes('overlap') ||
      services.some(
        (other) =>
          other !== one &&
          one.endedAt !== null &&
          overlaps(
            { start: one.startedAt, end: one.endedAt },
            { start: other.startedAt, end: other.endedAt },
          ),
      ),
  );
}

/** Days on which one pair's confirmed services alone reached what a day can bring. */
function fullDays(services: readonly Seen[], rule: PointRule): Seen[][] {
  const confirmed = services.filter(({ state }) => state === 'confirmed');
  return [...grouped(confirmed, ({ startedAt }) => chinaDate(startedAt)).values()].filter(
    (day) => day.reduce((sum, { minutes, kinds }) => sum + worth(minutes, kinds, rule), 0) >= rule.dailyCap,
  );
}

/**
 * Signals of one village's services within the days of the rule. `coveredUpTo`: services that staff have looked at already do not
 * count again, by the signal's key.
 */
export function signalsOf(
  services: readonly Seen[],
  rule: SignalRule,
  points: PointRule,
  coveredUpTo: (key: string) => Millis = () => 0,
): Signal[] {
  const found: Signal[] = [];
  const look = (
    kind: SignalKind,
    group: readonly Seen[],
    residentId: string | null,
    check: (fresh: readonly Seen[]) => { words: string; services: Seen[] } | null,
  ): void => {
    const volunteerId = group[0]?.volunteerId ?? '';
    const key = [kind, volunteerId, ...(residentId === null ? [] : [residentId])].join(':');
    const covered = coveredUpTo(key);
    const seen = check(group.filter(({ startedAt }) => startedAt > covered));
    if (!seen) return;
    const newestFirst = [...seen.services].sort((a, b) => b.startedAt - a.startedAt);
    found.push({ key, kind, volunteerId, residentId, words: seen.words, services: newestFirst });
  };

  for (const own of grouped(services.filter(counts), ({ volunteerId }) => volunteerId).values()) {
    look('overlaps', own, null, (fresh) => {
      const crossed = crossing(fresh);
      if (crossed.length < rule.overlaps) return null;
      return { words: `最近${rule.days}天有${crossed.length}次服务的时间和别的重叠`, services: crossed };
    });
    look('lateEntries', own, null, (fresh) => {
      const typed = fresh.filter(({ flags }) => flags.includes('typedLater'));
      if (typed.length < rule.lateEntries) return null;
      return {
        words: `最近${rule.days}天的${fresh.length}次服务里，${typed.length}次是事后补记的`,
        services: typed,
      };
    });
    for (const [residentId, pair] of grouped(own, (service) => service.residentId)) {
      look('dailyCap', pair, residentId, (fresh) => {
        const days = fullDays(fresh, points);
        if (days.length < rule.capDays) return null;
        const words = `最近${rule.days}天有${days.length}天，光帮这一位就得满了一天最多的${points.dailyCap}分`;
        return { words, services: days.flat() };
      });
    }
  }
  return found;
}
