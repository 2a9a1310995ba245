/** Which services are shown to staff: at the border of each number, and never those that bring nothing. */
import fc from 'fast-check';
import { DEFAULT_POINT_RULE } from '../../cloudfunctions/core/pure/point-rule';
import { DEFAULT_SIGNAL_RULE, signalsOf, type Seen } from '../../cloudfunctions/pairing/rules/signals';
import type { ServiceState } from '../../typings/domain';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Eight in the morning in China. */
const START = Date.UTC(2026, 5, 1);

let made = 0;
const service = (over: Partial<Seen> = {}): Seen => {
  const startedAt = over.startedAt ?? START + made * DAY;
  const minutes = over.minutes ?? 60;
  made += 1;
  return {
    _id: `s${made}`,
    volunteerId: 'v',
    residentId: 'r',
    state: 'confirmed',
    startedAt,
    endedAt: startedAt + minutes * 60_000,
    minutes,
    kinds: ['visit'],
    flags: [],
    ...over,
  };
};
const days = (n: number, over: Partial<Seen> = {}): Seen[] =>
  Array.from({ length: n }, (_, day) => service({ startedAt: START + day * DAY, ...over }));
const look = (services: readonly Seen[], covered = 0) =>
  signalsOf(services, DEFAULT_SIGNAL_RULE, DEFAULT_POINT_RULE, () => covered);
const kinds = (services: readonly Seen[]): string[] => look(services).map(({ key }) => key);

describe('the same pair at the daily cap', () => {
  test('five full days are a signal of that pair, four are none', () => {
    expect(kinds(days(4, { minutes: 240 }))).toEqual([]);
    const [signal, ...others] = look(days(5, { minutes: 240 }));
    expect(others).toEqual([]);
    expect(signal).toMatchObject({ key: 'dailyCap:v:r', residentId: 'r' });
    expect(signal?.words).toBe('最近30天有5天，光帮这一位就得满了一天最多的40分');
    expect(signal?.services.map(({ startedAt }) => startedAt)).toEqual(
      [4, 3, 2, 1, 0].map((day) => START + day * DAY),
    );
  });

  test('two services of one day count together; the day is that of China; two residents are two pairs', () => {
    const halves = [0, 1, 2, 3, 4].flatMap((day) => [
      service({ startedAt: START + day * DAY, minutes: 120 }),
      service({ startedAt: START + day * DAY + 5 * HOUR, minutes: 120 }),
    ]);
    expect(kinds(halves)).toEqual(['dailyCap:v:r']);
    // Half past eleven in the evening and half past twelve at night in China are two days.
    const nights = [0, 2, 4, 6, 8].flatMap((day) => [
      service({ startedAt: START + day * DAY + 15.5 * HOUR, minutes: 30 }),
      service({ startedAt: START + day * DAY + 16.5 * HOUR, minutes: 210 }),
    ]);
    expect(kinds(nights)).toEqual([]);
    expect(kinds(days(5, { minutes: 239 }))).toEqual([]);
    const shared = days(6, { minutes: 240 }).map((one, n) => ({ ...one, residentId: n % 2 ? 'r1' : 'r2' }));
    expect(kinds(shared)).toEqual([]);
  });

  test('what is not confirmed has brought nothing', () => {
    for (const state of ['toCheck', 'toConfirm', 'disputed', 'rejected', 'cancelled', 'running'] as const)
      expect(kinds(days(9, { minutes: 240, state }))).toEqual([]);
  });
});

describe('overlapping services', () => {
  test('two that share time are a signal, also of two residents; one after the other is none', () => {
    const first = service({ startedAt: START });
    const within = service({ startedAt: START + HOUR / 2, residentId: 'other' });
    const next = service({ startedAt: START + HOUR });
    expect(kinds([first, next])).toEqual([]);
    expect(kinds([first, within])).toEqual(['overlaps:v']);
    expect(kinds([first, { ...within, state: 'rejected' }])).toEqual([]);
    expect(kinds([first, { ...within, volunteerId: 'another' }])).toEqual([]);
  });

  test('one that is marked counts where the other is of another village', () => {
    const marked = () => service({ flags: ['overlap'] });
    expect(kinds([marked()])).toEqual([]);
    expect(kinds([marked(), marked()])).toEqual(['overlaps:v']);
  });
});

describe('late entries', () => {
  test('five typed in afterwards, of all that were not taken back', () => {
    const typed = days(5, { flags: ['typedLater'], state: 'toCheck' });
    expect(kinds(typed.slice(1))).toEqual([]);
    const [signal] = look([...typed, ...days(3).map((one) => ({ ...one, startedAt: START + 20 * DAY }))]);
    expect(signal).toMatchObject({ key: 'lateEntries:v', residentId: null });
    expect(signal?.words).toBe('最近30天的8次服务里，5次是事后补记的');
    expect(kinds(typed.map((one) => ({ ...one, state: 'cancelled' as const })))).toEqual([]);
  });

  test('what staff have looked at does not count again', () => {
    const typed = days(7, { flags: ['typedLater'] });
    const upTo = (day: number) => look(typed, START + day * DAY).map(({ key }) => key);
    expect(upTo(1)).toEqual(['lateEntries:v']);
    expect(upTo(2)).toEqual([]);
  });
});

const anyService = fc.record({
  volunteerId: fc.constantFrom('v', 'w'),
  residentId: fc.constantFrom('r', 'q'),
  state: fc.constantFrom<ServiceState>('confirmed', 'toCheck', 'rejected', 'cancelled', 'disputed'),
  hour: fc.nat(24 * 20),
  minutes: fc.integer({ min: 1, max: 300 }),
  late: fc.boolean(),
});

test('order does not matter; each signal is once, of one volunteer, about services that count', () => {
  fc.assert(
    fc.property(fc.array(anyService, { maxLength: 60 }), fc.nat(), (drafts, turn) => {
      const services = drafts.map(({ hour, late, ...rest }) =>
        service({ ...rest, startedAt: START + hour * HOUR, flags: late ? ['typedLater'] : [] }),
      );
      const found = look(services);
      expect(new Set(found.map(({ key }) => key)).size).toBe(found.length);
      for (const { volunteerId, residentId, services: rest } of found)
        for (const one of rest) {
          expect(one.volunteerId).toBe(volunteerId);
          expect(['cancelled', 'rejected']).not.toContain(one.state);
          if (residentId !== null) expect(one.residentId).toBe(residentId);
        }
      const at = services.length === 0 ? 0 : turn % services.length;
      const turned = look([...services.slice(at), ...services.slice(0, at)]);
      expect(new Set(turned.map(({ key, words }) => `${key} ${words}`))).toEqual(
        new Set(found.map(({ key, words }) => `${key} ${words}`)),
      );
    }),
    { numRuns: 200 },
  );
});
