/** The tables of steps of all five kinds: nothing but what they say, final states are final, and every state has words. */
import {
  DECIDING,
  TABLES,
  actionsFor,
  nextState,
  startsFrom,
  type StepRole,
} from '../../cloudfunctions/applications/rules/tables';
import {
  CASE_KINDS,
  CASE_STATES,
  CASE_STEPS,
  caseActionLabel,
  caseWords,
  FINAL_STATES,
  TAB_LABELS,
  tabOf,
  WAITS_FOR_HOME,
} from '../../miniprogram/shared/case-states';
import type { CaseAction, CaseKind, CaseState } from '../../typings/domain';

const ROLES: StepRole[] = [
  'resident',
  'guardian',
  'assistant',
  'volunteer',
  'villageStaff',
  'townStaff',
  'admin',
  'system',
];
const STATES = [...new Set(CASE_KINDS.flatMap((kind) => CASE_STATES[kind]))];
const ACTIONS = [...new Set(CASE_KINDS.flatMap((kind) => TABLES[kind].map(({ action }) => action)))];

const A = 'resident guardian assistant';
const V = 'villageStaff';
const T = 'townStaff';
const S = 'villageStaff townStaff';

/**
 * Who may do what where, written down a second time from the product's own words (product.md), one line for each step:
 * "state action roles -> state". A step that is in the table but not here, or the other way round, is a fault in one of them.
 */
const EXPECTED: Record<CaseKind, string[]> = {
  device: [
    `submitted check ${V} -> checked`,
    `submitted return ${V} -> returned`,
    `submitted reject ${V} -> rejected`,
    `submitted withdraw ${A} -> withdrawn`,
    `checked approve ${T} -> approved`,
    `checked return ${T} -> returned`,
    `checked reject ${T} -> rejected`,
    `checked withdraw ${A} -> withdrawn`,
    `returned resubmit ${A} -> asked`,
    `returned withdraw ${A} -> withdrawn`,
    `approved deliver ${V} -> delivered`,
    `delivered confirmReceipt ${A} -> received`,
    `delivered dispute ${A} -> approved`,
    `received giveFeedback ${A} -> closed`,
  ],
  repair: [
    `submitted take ${V} -> underWay`,
    `submitted return ${V} -> returned`,
    `submitted reject ${V} -> rejected`,
    `submitted withdraw ${A} -> withdrawn`,
    `returned resubmit ${A} -> asked`,
    `returned withdraw ${A} -> withdrawn`,
    `underWay finishRepair ${V} -> repaired`,
    `repaired giveFeedback ${A} -> closed`,
    `repaired dispute ${A} -> underWay`,
  ],
  employment: [
    `submitted check ${V} -> checked`,
    `submitted return ${V} -> returned`,
    `submitted reject ${V} -> rejected`,
    `submitted withdraw ${A} -> withdrawn`,
    `returned resubmit ${A} -> asked`,
    `returned withdraw ${A} -> withdrawn`,
    `checked followUp ${S} -> checked`,
    `checked place ${S} -> placed`,
    `checked closeUnplaced ${S} -> notPlaced`,
    `checked withdraw ${A} -> withdrawn`,
    `placed followUp ${S} -> placed`,
    `placed reopen ${S} -> checked`,
    `placed giveFeedback ${A} -> placed`,
    `notPlaced giveFeedback ${A} -> notPlaced`,
  ],
  renovation: [
    `submitted survey ${V} -> surveyed`,
    `submitted return ${V} -> returned`,
    `submitted reject ${V} -> rejected`,
    `submitted withdraw ${A} -> withdrawn`,
    `surveyed approve ${T} -> approved`,
    `surveyed return ${T} -> returned`,
    `surveyed reject ${T} -> rejected`,
    `surveyed withdraw ${A} -> withdrawn`,
    `returned resubmit ${A} -> asked`,
    `returned withdraw ${A} -> withdrawn`,
    `approved startBuilding ${V} -> building`,
    `building startBuilding ${V} -> building`,
    `building finishBuilding ${V} -> built`,
    `built acceptWork ${A} -> received`,
    `built dispute ${A} -> building`,
    `received giveFeedback ${A} -> closed`,
  ],
  wish: [
    `submitted publish ${V} -> published`,
    `submitted return ${V} -> returned`,
    `submitted reject ${V} -> rejected`,
    `submitted withdraw ${A} -> withdrawn`,
    `returned resubmit ${A} -> asked`,
    `returned withdraw ${A} -> withdrawn`,
    `published claim volunteer -> claimed`,
    `published expire system -> expired`,
    `published reject ${V} -> rejected`,
    `published withdraw ${A} -> withdrawn`,
    `claimed release volunteer villageStaff system -> published`,
    `claimed deliver volunteer -> delivered`,
    `delivered confirmReceipt ${A} -> received`,
    `delivered dispute ${A} -> claimed`,
    `received giveFeedback ${A} -> closed`,
  ],
};

/** 'state action role' -> where to. */
function allowed(kind: CaseKind): Map<string, string> {
  return new Map(
    EXPECTED[kind].flatMap((line) => {
      const [left = '', to = ''] = line.split(' -> ');
      const [state, action, ...roles] = left.split(' ');
      return roles.map((role) => [`${state} ${action} ${role}`, to] as const);
    }),
  );
}

/** Where applications that were asked for more came from. */
const ASKED_FROM: CaseState = 'submitted';

describe.each(CASE_KINDS)('%s', (kind) => {
  test('every state, action and role: what is not written down is refused', () => {
    const expected = allowed(kind);
    let refused = 0;
    for (const state of STATES) {
      for (const action of ACTIONS) {
        for (const role of ROLES) {
          const to = expected.get(`${state} ${action} ${role}`);
          const found = nextState(kind, state, action, role, ASKED_FROM);
          expect({ state, action, role, found }).toEqual({
            state,
            action,
            role,
            found: to === undefined ? null : to === 'asked' ? ASKED_FROM : to,
          });
          if (found === null) refused += 1;
        }
      }
    }
    expect(refused).toBe(STATES.length * ACTIONS.length * ROLES.length - expected.size);
  });

  test('what is offered is what can be done, and starts where it is said to start', () => {
    for (const role of ROLES) {
      for (const state of STATES) {
        const possible = ACTIONS.filter(
          (action) => nextState(kind, state, action, role, ASKED_FROM) !== null,
        );
        expect(new Set(actionsFor(kind, state, role))).toEqual(new Set(possible));
      }
      for (const action of ACTIONS) {
        const states = STATES.filter((state) => actionsFor(kind, state, role).includes(action));
        expect(new Set(startsFrom(kind, action, role))).toEqual(new Set(states));
      }
      if (role === 'admin') for (const state of STATES) expect(actionsFor(kind, state, role)).toEqual([]);
    }
  });

  test('the states of the table are those of the words, and each is reached', () => {
    const reached = new Set<string>(['submitted', 'ended', ...TABLES[kind].map(({ to }) => to)]);
    reached.delete('asked');
    expect(reached).toEqual(new Set<string>(CASE_STATES[kind]));
    for (const state of CASE_STATES[kind]) {
      const { label, resident } = caseWords(kind, state);
      expect(label).toMatch(/^[\u4e00-\u9fff]{2,6}$/);
      expect(resident).toMatch(/[\u4e00-\u9fff]{4}/);
    }
  });

  test('from every state that is not final there is a way on, and to an end', () => {
    for (const state of CASE_STATES[kind]) {
      const ways = TABLES[kind].filter(({ from }) => from === state);
      if (!FINAL_STATES.includes(state)) {
        expect({ state, ways: ways.length }).not.toEqual({ state, ways: 0 });
        continue;
      }
      // Only somebody who has work (or has not found any) still has a word to say.
      const after: Partial<Record<CaseState, CaseAction[]>> = {
        placed: ['followUp', 'reopen', 'giveFeedback'],
        notPlaced: ['giveFeedback'],
      };
      expect(ways.map(({ action }) => action)).toEqual(after[state] ?? []);
    }
  });

  test('each state lies in a queue that has a name, each step of the way is a state that waits', () => {
    for (const state of CASE_STATES[kind]) expect(TAB_LABELS[kind][tabOf(kind, state)]).toBeDefined();
    for (const { state } of CASE_STEPS[kind]) {
      expect(CASE_STATES[kind]).toContain(state);
      expect(FINAL_STATES).not.toContain(state);
    }
    for (const { action } of TABLES[kind])
      expect(caseActionLabel(kind, action)).toMatch(/[\u4e00-\u9fff]{2}/);
  });
});

test('of what an officer filed the town takes the first step where it does not approve later, and nothing else is new', () => {
  for (const kind of CASE_KINDS) {
    for (const role of ROLES) {
      for (const state of STATES) {
        const more = actionsFor(kind, state, role, true).filter(
          (action) => !actionsFor(kind, state, role).includes(action),
        );
        const byTown = role === 'townStaff' && state === 'submitted';
        const first = { repair: 'take', employment: 'check', wish: 'publish', device: '', renovation: '' }[
          kind
        ];
        const expected = byTown && first !== '' ? [first, 'return', 'reject'] : [];
        expect({ kind, role, state, more: new Set(more) }).toEqual({
          kind,
          role,
          state,
          more: new Set(expected),
        });
      }
    }
  }
});

test('what decides can be taken by somebody of the town, so that no village of one officer is stuck', () => {
  for (const kind of CASE_KINDS) {
    for (const action of DECIDING[kind]) {
      expect({ kind, action, by: startsFrom(kind, action, 'townStaff', true).length > 0 }).toEqual({
        kind,
        action,
        by: true,
      });
    }
  }
});

test('what waits for the resident is what the resident can answer', () => {
  for (const kind of CASE_KINDS) {
    for (const state of WAITS_FOR_HOME[kind]) {
      const answers = actionsFor(kind, state, 'assistant').filter((action) => action !== 'withdraw');
      expect({ kind, state, answers: answers.length > 0 }).toEqual({ kind, state, answers: true });
    }
  }
});

test('an answer goes back to whoever asked, not to the beginning', () => {
  expect(nextState('renovation', 'returned', 'resubmit', 'resident', 'surveyed')).toBe('surveyed');
  expect(nextState('device', 'returned', 'resubmit', 'guardian', 'checked')).toBe('checked');
  expect(nextState('device', 'returned', 'resubmit', 'guardian', null)).toBeNull();
});
