/** Pairings and services: every state, action and role against a second writing of the tables; times and limits. */
import {
  endingAction,
  nextPairingState,
  PAIRING_STEPS,
  type PairingAction,
} from '../../cloudfunctions/pairing/rules/pairing-life';
import { DEFAULT_PAIRING_LIMIT } from '../../cloudfunctions/core/pure/pairing-limit';
import { pairingObstacle } from '../../cloudfunctions/pairing/rules/limits';
import {
  canService,
  nextServiceState,
  SERVICE_STEPS,
  type ServiceAction,
  type ServiceRole,
} from '../../cloudfunctions/pairing/rules/service-life';
import {
  countedMinutes,
  DEFAULT_SERVICE_RULE,
  flagged,
  overlaps,
  plausibleTime,
} from '../../cloudfunctions/pairing/rules/times';
import {
  durationWords,
  PAIRING_STATES,
  SERVICE_FLAG_LABELS,
  SERVICE_KINDS,
  SERVICE_STATES,
} from '../../miniprogram/shared/service-words';
import type { PairingState, Role, ServiceState } from '../../typings/domain';

const ROLES: ServiceRole[] = [
  'resident',
  'guardian',
  'assistant',
  'volunteer',
  'villageStaff',
  'townStaff',
  'admin',
  'system',
];

describe('pairing', () => {
  const STATES = Object.keys(PAIRING_STATES) as PairingState[];
  const ACTIONS: PairingAction[] = ['accept', 'decline', 'cancel', 'end'];
  /** state action -> where to, by whom. Written from the brief, not from the table. */
  const EXPECTED: Record<string, [PairingState, string[]]> = {
    'asked accept': ['active', ['resident', 'guardian', 'assistant', 'villageStaff']],
    'asked decline': ['declined', ['resident', 'guardian', 'assistant', 'villageStaff']],
    'asked cancel': ['cancelled', ['volunteer', 'villageStaff', 'townStaff']],
    'active end': ['ended', ['resident', 'guardian', 'assistant', 'volunteer', 'villageStaff', 'townStaff']],
  };

  test.each(STATES.flatMap((state) => ACTIONS.map((action) => [state, action] as const)))(
    '%s %s',
    (state, action) => {
      const expectedStep = EXPECTED[`${state} ${action}`];
      const to = expectedStep?.[0] ?? null;
      const who: readonly string[] = expectedStep?.[1] ?? [];
      for (const role of ROLES) {
        expect({ role, to: nextPairingState(state, action, role as Role) }).toEqual({
          role,
          to: who.includes(role) ? to : null,
        });
      }
    },
  );

  test('what is over stays over', () => {
    const over: PairingState[] = ['declined', 'cancelled', 'ended'];
    expect(PAIRING_STEPS.filter(({ from }) => over.includes(from))).toEqual([]);
  });

  test.each([
    ['asked', 'volunteer', 'cancel'],
    ['asked', 'resident', 'decline'],
    ['asked', 'guardian', 'decline'],
    ['asked', 'villageStaff', 'cancel'],
    ['active', 'townStaff', 'end'],
    ['ended', 'volunteer', null],
    ['active', 'admin', null],
  ] as const)('the one button to end: %s by %s is %s', (state, role, action) => {
    expect(endingAction(state, role)).toBe(action);
  });
});

describe('service', () => {
  const STATES = Object.keys(SERVICE_STATES) as ServiceState[];
  const ACTIONS: ServiceAction[] = [
    'end',
    'forget',
    'describe',
    'accept',
    'reject',
    'confirm',
    'dispute',
    'cancel',
    'handBack',
    'giveUp',
  ];
  const STAFF = ['villageStaff', 'townStaff'];
  const HOME = ['resident', 'guardian', 'assistant'];
  /** Where to with somebody who can be asked and no flag. */
  const EXPECTED: Record<string, [ServiceState, string[]]> = {
    'running end': ['ended', ['volunteer']],
    'running forget': ['ended', ['system']],
    'running cancel': ['cancelled', ['volunteer']],
    'ended describe': ['toConfirm', ['volunteer']],
    'ended cancel': ['cancelled', ['volunteer']],
    'toCheck accept': ['toConfirm', STAFF],
    'toCheck reject': ['rejected', STAFF],
    'toCheck cancel': ['cancelled', ['volunteer']],
    'toConfirm giveUp': ['unanswered', ['system']],
    'unanswered confirm': ['confirmed', HOME],
    'unanswered dispute': ['disputed', HOME],
    'unanswered accept': ['confirmed', STAFF],
    'unanswered reject': ['rejected', STAFF],
    'unanswered cancel': ['cancelled', ['volunteer']],
    'toConfirm confirm': ['confirmed', HOME],
    'toConfirm dispute': ['disputed', HOME],
    'toConfirm handBack': ['toCheck', ['system']],
    'toConfirm cancel': ['cancelled', ['volunteer']],
    'confirmed dispute': ['disputed', HOME],
    'disputed accept': ['confirmed', STAFF],
    'disputed reject': ['rejected', STAFF],
  };

  test.each(STATES.flatMap((state) => ACTIONS.map((action) => [state, action] as const)))(
    '%s %s',
    (state, action) => {
      const expectedStep = EXPECTED[`${state} ${action}`];
      const to = expectedStep?.[0] ?? null;
      const who: readonly string[] = expectedStep?.[1] ?? [];
      for (const role of ROLES) {
        const expected = who.includes(role) ? to : null;
        const next = nextServiceState(state, action, role, { askable: true, flags: [] });
        expect({ role, to: next }).toEqual({ role, to: expected });
        expect(canService(state, action, role)).toBe(expected !== null);
      }
    },
  );

  test('a flag, or nobody to be asked, leads to staff; what staff accepted counts where nobody can be asked', () => {
    const to = (state: ServiceState, action: ServiceAction, askable: boolean, flag: boolean) =>
      nextServiceState(state, action, action === 'describe' ? 'volunteer' : 'villageStaff', {
        askable,
        flags: flag ? ['tooLong'] : [],
      });
    expect(to('ended', 'describe', true, true)).toBe('toCheck');
    expect(to('ended', 'describe', false, false)).toBe('toCheck');
    expect(to('toCheck', 'accept', true, true)).toBe('toConfirm');
    expect(to('toCheck', 'accept', false, true)).toBe('confirmed');
    expect(to('disputed', 'accept', true, true)).toBe('confirmed');
  });

  test('only what is rejected or taken back cannot move any more', () => {
    const over = STATES.filter((state) => !SERVICE_STEPS.some(({ from }) => from === state));
    expect(over).toEqual(['rejected', 'cancelled']);
  });
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('times', () => {
  test.each([
    [0, 0, false],
    [59_999, 0, false],
    [MINUTE, 1, false],
    [90 * MINUTE + 59_999, 90, false],
    [12 * HOUR, 720, false],
    [12 * HOUR + 1, 720, true],
    [30 * HOUR, 720, true],
    [-HOUR, 0, false],
  ])('%i ms are %i minutes', (ms, minutes, tooLong) => {
    expect(countedMinutes(5 * DAY, 5 * DAY + ms, DEFAULT_SERVICE_RULE)).toEqual({ minutes, tooLong });
  });

  test('a phone may be two minutes ahead and thirty days late', () => {
    const now = 100 * DAY;
    expect(plausibleTime(now + 2 * MINUTE, now, DEFAULT_SERVICE_RULE)).toBe(true);
    expect(plausibleTime(now + 2 * MINUTE + 1, now, DEFAULT_SERVICE_RULE)).toBe(false);
    expect(plausibleTime(now - 30 * DAY, now, DEFAULT_SERVICE_RULE)).toBe(true);
    expect(plausibleTime(now - 30 * DAY - 1, now, DEFAULT_SERVICE_RULE)).toBe(false);
  });

  test('one after the other do not overlap; one that runs overlaps whatever comes after its start', () => {
    expect(overlaps({ start: 1, end: 2 }, { start: 2, end: 3 })).toBe(false);
    expect(overlaps({ start: 2, end: 3 }, { start: 1, end: 2 })).toBe(false);
    expect(overlaps({ start: 1, end: 3 }, { start: 2, end: 4 })).toBe(true);
    expect(overlaps({ start: 1, end: 9 }, { start: 3, end: 4 })).toBe(true);
    expect(overlaps({ start: 5, end: 6 }, { start: 1, end: null })).toBe(true);
    expect(overlaps({ start: 1, end: 2 }, { start: 5, end: null })).toBe(false);
  });

  test('a flag is set once', () => {
    expect(flagged(['offlineScan'], 'offlineScan', 'tooLong', false)).toEqual(['offlineScan', 'tooLong']);
  });
});

describe('limits', () => {
  const pairing = (residentId: string, state: 'asked' | 'active' = 'active') => ({
    pairingId: `p-${residentId}`,
    residentId,
    residentName: '甲',
    volunteerId: `v-${residentId}`,
    volunteerName: '乙',
    state,
  });
  const obstacle = (
    own: ReturnType<typeof pairing>[],
    others: ReturnType<typeof pairing>[],
    status: 'active' | 'moved' = 'active',
  ) =>
    pairingObstacle({ pairings: own }, { _id: 'r', pairings: others, status }, DEFAULT_PAIRING_LIMIT)?.code;

  test('two residents for a volunteer, three volunteers for a resident; asked ones count', () => {
    expect(obstacle([], [])).toBeUndefined();
    expect(obstacle([pairing('a')], [pairing('x'), pairing('y', 'asked')])).toBeUndefined();
    expect(obstacle([pairing('a'), pairing('b', 'asked')], [])).toBe('PAIRING_LIMIT');
    expect(obstacle([], [pairing('x'), pairing('y', 'asked'), pairing('z')])).toBe('PAIRING_LIMIT');
  });

  test('not twice with the same person, and not with somebody who left', () => {
    expect(obstacle([pairing('r', 'asked')], [])).toBe('ALREADY_ASKED');
    expect(obstacle([pairing('r')], [])).toBe('ALREADY_ASKED');
    expect(obstacle([], [], 'moved')).toBe('NOT_ACTIVE');
  });
});

test('words for every state, kind and flag; durations as people say them', () => {
  for (const { label, resident, volunteer } of [
    ...Object.values(SERVICE_STATES),
    ...Object.values(PAIRING_STATES),
  ]) {
    for (const text of [label, resident, volunteer]) expect(text).toMatch(/^[\u4e00-\u9fff，、]{2,}$/);
  }
  expect(SERVICE_KINDS).toHaveLength(9);
  expect(Object.keys(SERVICE_FLAG_LABELS)).toHaveLength(5);
  expect([0, 45, 60, 80, 720].map(durationWords)).toEqual([
    '0分钟',
    '45分钟',
    '1小时',
    '1小时20分钟',
    '12小时',
  ]);
});
