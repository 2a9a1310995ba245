/** The lives of records with few states: every state and action is tried, what is not listed here leads nowhere. */
import { LIVES, leadsTo, type Life } from '../../cloudfunctions/core/pure/lives';

/** Life -> state -> action -> where it leads. */
const EXPECTED: Record<Life, Record<string, Record<string, string>>> = {
  verification: { open: { approve: 'approved', refuse: 'refused' }, approved: {}, refused: {} },
  emergency: {
    open: { take: 'taken', notReached: 'open', followUp: 'closed' },
    taken: { take: 'taken', notReached: 'taken', followUp: 'closed' },
    closed: {},
  },
  finding: { open: { settle: 'settled' }, settled: { reopen: 'open' } },
  signal: { open: { settle: 'settled' }, settled: { reopen: 'open' } },
  picture: { review: { pass: 'passed', refuse: 'risky' }, passed: {}, risky: {}, waiting: {} },
  import: {
    checking: { advance: 'ready', cancel: 'cancelled' },
    ready: { commit: 'importing', cancel: 'cancelled' },
    importing: { advance: 'done' },
    done: { undo: 'undoing' },
    undoing: { advance: 'undone' },
    undone: {},
    cancelled: {},
  },
  notice: {
    draft: { publish: 'published', withdraw: 'withdrawn' },
    submitted: { publish: 'published', withdraw: 'withdrawn' },
    held: { publish: 'published', withdraw: 'withdrawn' },
    returned: { withdraw: 'withdrawn' },
    published: { withdraw: 'withdrawn' },
    withdrawn: { publish: 'published' },
  },
};

const ACTIONS = [...new Set(Object.values(LIVES).flatMap((steps) => steps.map(({ action }) => action)))];

test.each(Object.keys(EXPECTED) as Life[])('%s', (life) => {
  for (const [state, steps] of Object.entries(EXPECTED[life]))
    for (const action of ACTIONS)
      expect([life, state, action, leadsTo(life, state as never, action as never)]).toEqual([
        life,
        state,
        action,
        steps[action] ?? null,
      ]);
  // No step from a state that was not tried.
  for (const { from } of LIVES[life]) expect(Object.keys(EXPECTED[life])).toContain(from);
});

test('every step is for staff of villages and the town', () => {
  for (const steps of Object.values(LIVES))
    for (const { who } of steps) expect(who).toEqual(['villageStaff', 'townStaff']);
});
