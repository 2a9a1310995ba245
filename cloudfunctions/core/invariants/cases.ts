/** Applications and what residents and volunteers keep of them. */
import { FINAL_STATES, tabOf, WAITS_FOR_HOME } from '../../../miniprogram/shared/case-states';
import { placesOf } from '../pure/places';
import { byId, grouped, type Check } from './finding';

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

/** An open case is found for its resident, who is in the register, by the officers of the resident's village; nothing is open twice. */
export const openCases: Check = ({ residents, applications }, found) => {
  const resident = byId(residents);
  const holders = new Map<string, string>();
  for (const doc of applications) {
    const { _id, state, residentId, villageId, openFor, places = [] } = doc;
    const open = !FINAL_STATES.includes(state);
    found.expect(
      openFor === (open ? residentId : null),
      'found as long as it is open',
      'applications',
      _id,
      state,
    );
    found.same(places, placesOf(doc), 'places that it holds', 'applications', _id);
    for (const place of places) {
      const other = holders.get(place);
      found.expect(other === undefined, 'open once', 'applications', _id, other);
      holders.set(place, _id);
    }
    const person = resident.get(residentId);
    if (!open || !person) continue;
    found.expect(
      person.status === 'active',
      'open: of who is in the register',
      'applications',
      _id,
      residentId,
    );
    found.expect(
      person.villageId === villageId,
      "open: in the resident's village",
      'applications',
      _id,
      `${villageId} ${person.villageId}`,
    );
  }
};

/** On the resident's record stand the open cases that wait for the home's word. */
export const askedCases: Check = ({ residents, applications }, found) => {
  const waiting = grouped(
    applications.filter(({ kind, state }) => WAITS_FOR_HOME[kind].includes(state)),
    ({ residentId }) => residentId,
  );
  for (const { _id, askedCases: listed = [] } of residents)
    found.same(
      listed.map(({ applicationId, kind, state }) => `${applicationId}/${kind}/${state}`),
      (waiting.get(_id) ?? []).map((one) => `${one._id}/${one.kind}/${one.state}`),
      'cases that wait for the home',
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
