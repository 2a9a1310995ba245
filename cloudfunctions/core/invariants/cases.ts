/** Applications and what residents and volunteers keep of them. */
import { FINAL_STATES, tabOf } from '../../../miniprogram/shared/case-states';
import { grouped, type Check } from './finding';

/** State, queue and timeline of an application agree. */
export const cases: Check = ({ applications }, found) => {
  for (const { _id, kind, facts, state, tab, timeline, returnedFrom } of applications) {
    found.expect(kind === facts.kind, 'kind is that of the facts', 'applications', _id);
    found.expect(
      tab === tabOf(kind, state),
      'queue follows from the state',
      'applications',
      _id,
      `${tab} ${state}`,
    );
    const last = timeline[timeline.length - 1]?.state;
    found.expect(last === state, 'state is that of the last step', 'applications', _id, `${last} ${state}`);
    found.expect(
      (returnedFrom !== null) === (state === 'returned'),
      'goes back to where more was asked for',
      'applications',
      _id,
      state,
    );
    const ordered = timeline.every(({ at }, i) => i === 0 || at >= (timeline[i - 1]?.at ?? 0));
    found.expect(ordered, 'steps in the order of time', 'applications', _id);
  }
};

/** The resident's list of open cases is what is open. */
export const openCases: Check = ({ residents, applications }, found) => {
  const open = grouped(
    applications.filter(({ state }) => !FINAL_STATES.includes(state)),
    ({ residentId }) => residentId,
  );
  for (const { _id, openCases: listed } of residents)
    found.same(
      listed.map(({ applicationId, kind, state }) => `${applicationId}/${kind}/${state}`),
      (open.get(_id) ?? []).map((one) => `${one._id}/${one.kind}/${one.state}`),
      'open cases',
      'residents',
      _id,
    );
};

/** A claimed wish is on its volunteer's list, and nothing else is. */
export const claims: Check = ({ applications, volunteers }, found) => {
  const claimed = grouped(
    applications.filter(({ facts, state }) => facts.kind === 'wish' && state === 'claimed'),
    ({ facts }) => (facts.kind === 'wish' ? (facts.claim?.volunteerId ?? '') : null),
  );
  for (const wish of claimed.get('') ?? [])
    found.expect(false, 'claimed: by somebody', 'applications', wish._id);
  for (const { _id, claimedWishes } of volunteers)
    found.same(
      claimedWishes,
      (claimed.get(_id) ?? []).map((wish) => wish._id),
      'claimed wishes',
      'volunteers',
      _id,
    );
};
