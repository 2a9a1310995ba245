/** Intentions, suggestions and figures: rules of the function `pairing` that need no records. */
import fc from 'fast-check';
import { figuresOf, minutesByMonth } from '../../cloudfunctions/pairing/rules/figures';
import {
  INTENTION_STEPS,
  nextIntentionState,
  type IntentionAction,
} from '../../cloudfunctions/pairing/rules/intention-life';
import {
  rankCandidates,
  villageDistance,
  type Candidate,
  type Distance,
} from '../../cloudfunctions/pairing/rules/suggest';
import type { IntentionState } from '../../typings/api/intentions';
import type { Role, ServiceKind } from '../../typings/domain';

describe('an intention', () => {
  const STATES: IntentionState[] = ['submitted', 'arranged', 'accepted', 'withdrawn', 'closed'];
  const ACTIONS: IntentionAction[] = ['change', 'withdraw', 'arrange', 'accept', 'decline', 'close'];
  const ROLES: Role[] = ['resident', 'guardian', 'volunteer', 'villageStaff', 'townStaff', 'admin'];
  /** Everything that may happen; anything else may not. */
  const LIFE: Record<string, IntentionState> = {
    'submitted change volunteer': 'submitted',
    'submitted withdraw volunteer': 'withdrawn',
    'submitted arrange villageStaff': 'arranged',
    'submitted arrange townStaff': 'arranged',
    'submitted close villageStaff': 'closed',
    'submitted close townStaff': 'closed',
    'arranged arrange villageStaff': 'arranged',
    'arranged arrange townStaff': 'arranged',
    'arranged accept volunteer': 'accepted',
    'arranged decline volunteer': 'submitted',
    'arranged withdraw volunteer': 'withdrawn',
    'arranged close villageStaff': 'closed',
    'arranged close townStaff': 'closed',
  };

  test.each(STATES)('in the state %s does what its life says, and nothing else', (state) => {
    for (const action of ACTIONS)
      for (const role of ROLES)
        expect([action, role, nextIntentionState(state, action, role)]).toEqual([
          action,
          role,
          LIFE[`${state} ${action} ${role}`] ?? null,
        ]);
  });

  test('what is accepted, taken back or closed stays so', () => {
    const left = new Set(INTENTION_STEPS.map(({ from }) => from));
    expect([...left].sort()).toEqual(['arranged', 'submitted']);
  });
});

describe('how far villages are', () => {
  const order = ['a', 'b', 'c', 'd'];
  const far = (from: string, to: string, neighbours: Record<string, string[]> = {}): Distance =>
    villageDistance(from, to, { neighbours, order });

  test('the same one, the next in the list, another one', () => {
    expect([far('b', 'b'), far('b', 'a'), far('b', 'c'), far('b', 'd'), far('a', 'c')]).toEqual([
      0, 1, 1, 2, 2,
    ]);
  });

  test('neighbours that are named count, both ways, and the list no longer', () => {
    const named = { a: ['d'] };
    expect([far('a', 'd', named), far('d', 'a', named)]).toEqual([1, 1]);
    expect([far('a', 'b', named), far('b', 'a', named)]).toEqual([2, 2]);
    expect([far('a', 'a', named), far('b', 'c', named)]).toEqual([0, 1]);
  });
});

describe('suggested residents', () => {
  const one = (residentId: string, more: Partial<Candidate> = {}): Candidate => ({
    residentId,
    villageId: 'near',
    pairings: 0,
    openKinds: [],
    ...more,
  });
  const distanceTo = (villageId: string): Distance =>
    villageId === 'here' ? 0 : villageId === 'near' ? 1 : 2;
  const ranked = (candidates: Candidate[], kinds: ServiceKind[] = ['visit']) =>
    rankCandidates(candidates, kinds, distanceTo);
  const ids = (...given: Parameters<typeof ranked>): string[] =>
    ranked(...given).map(({ candidate }) => candidate.residentId);

  test('need goes before distance, distance before load, and equal ones always stand the same way', () => {
    expect(ids([one('far', { villageId: 'far' }), one('near'), one('here', { villageId: 'here' })])).toEqual([
      'here',
      'near',
      'far',
    ]);
    expect(ids([one('two', { pairings: 2 }), one('none'), one('one', { pairings: 1 })])).toEqual([
      'none',
      'one',
      'two',
    ]);
    expect(
      ids([one('here', { villageId: 'here' }), one('wishes', { villageId: 'far', openKinds: ['wish'] })]),
    ).toEqual(['wishes', 'here']);
    expect(ids([one('close', { pairings: 3 }), one('far', { villageId: 'far' })])).toEqual(['close', 'far']);
    expect(ids([one('b'), one('c'), one('a')])).toEqual(['a', 'b', 'c']);
  });

  test.each<[ServiceKind, string[]]>([
    ['visit', ['wish']],
    ['shopping', ['wish']],
    ['errand', ['device', 'wish']],
    ['escort', ['device']],
    ['repair', ['repair', 'renovation']],
    ['housework', ['renovation']],
    ['study', ['employment']],
    ['haircut', []],
  ])('who has an application that %s helps with comes first', (kind, fitting) => {
    const kinds = ['device', 'repair', 'renovation', 'wish', 'employment'] as const;
    const found = ranked(
      kinds.map((open) => one(open, { openKinds: [open, open] })),
      [kind],
    );
    const first = found.slice(0, fitting.length).map(({ candidate }) => candidate.residentId);
    expect(first.sort()).toEqual([...fitting].sort());
    for (const { candidate, reasons } of found)
      expect(reasons).toHaveLength(fitting.includes(candidate.residentId) ? 3 : 2);
  });

  test('says why', () => {
    const [found] = ranked([one('a', { villageId: 'here', openKinds: ['wish'] })]);
    expect(found?.reasons).toEqual(['还没有志愿者', '同村', '正在申请微心愿']);
    expect(ranked([one('a', { pairings: 2 })])[0]?.reasons).toEqual(['已有2位志愿者', '邻村']);
    expect(ranked([one('a', { villageId: 'far' })])[0]?.reasons).toEqual(['还没有志愿者', '远一些']);
  });

  test('everybody once, whatever the order they came in', () => {
    const candidates = ['a', 'b', 'c', 'd'].map((id, n) => one(id, { pairings: n % 2 }));
    fc.assert(
      fc.property(fc.shuffledSubarray(candidates, { minLength: 4 }), (given) => {
        expect(ids(given)).toEqual(['a', 'c', 'b', 'd']);
      }),
      { numRuns: 24 },
    );
  });
});

describe('figures of services', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const SERVICES = [
    {
      residentId: 'r1',
      minutes: 60,
      kinds: ['visit', 'haircut'] as ServiceKind[],
      startedAt: at('2026-01-31T23:59:00'),
    },
    {
      residentId: 'r1',
      minutes: 30,
      kinds: ['visit'] as ServiceKind[],
      startedAt: at('2026-02-01T00:00:00'),
    },
    {
      residentId: 'r2',
      minutes: 45,
      kinds: ['escort'] as ServiceKind[],
      startedAt: at('2026-12-31T23:59:00'),
    },
    {
      residentId: 'r2',
      minutes: 90,
      kinds: ['escort'] as ServiceKind[],
      startedAt: at('2025-12-31T23:59:00'),
    },
  ];

  test('services, minutes, different residents, kinds of help', () => {
    expect(figuresOf(SERVICES)).toEqual({
      services: 4,
      minutes: 225,
      residents: 2,
      byKind: { visit: 2, haircut: 1, escort: 2 },
    });
    expect(figuresOf([])).toEqual({ services: 0, minutes: 0, residents: 0, byKind: {} });
  });

  test('minutes of twelve months, by the day in China', () => {
    expect(minutesByMonth(SERVICES, '2026')).toEqual([60, 30, 0, 0, 0, 0, 0, 0, 0, 0, 0, 45]);
    expect(minutesByMonth(SERVICES, '2025')).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90]);
  });
});
