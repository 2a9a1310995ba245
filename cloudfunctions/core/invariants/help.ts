/** Pairings, services and intentions, and what both sides keep of them. */
import { creditedMinutes } from '../counters';
import { grouped, sum, type Check } from './finding';

/** Both sides list exactly the pairings that are asked for or active. */
export const pairings: Check = ({ pairings: all, residents, volunteers, services }, found) => {
  const live = all.filter(({ state }) => state === 'asked' || state === 'active');
  const ofVolunteer = grouped(live, ({ volunteerId }) => volunteerId);
  const ofResident = grouped(live, ({ residentId }) => residentId);
  const shown = ({ _id, state }: { _id: string; state: string }): string => `${_id}/${state}`;
  const listed = ({ pairingId, state }: { pairingId: string; state: string }): string =>
    `${pairingId}/${state}`;
  for (const { _id, pairings: own } of volunteers)
    found.same(own.map(listed), (ofVolunteer.get(_id) ?? []).map(shown), 'pairings', 'volunteers', _id);
  for (const { _id, pairings: own } of residents)
    found.same(own.map(listed), (ofResident.get(_id) ?? []).map(shown), 'pairings', 'residents', _id);
  const confirmed = grouped(
    services.filter(({ state }) => state === 'confirmed'),
    ({ pairingId }) => pairingId,
  );
  for (const { _id, services: n, minutes } of all) {
    const own = confirmed.get(_id) ?? [];
    found.expect(n === own.length, 'services of the pairing', 'pairings', _id, `${n} ${own.length}`);
    const counted = sum(own.map(creditedMinutes));
    found.expect(minutes === counted, 'minutes of the pairing', 'pairings', _id, `${minutes} ${counted}`);
  }
  const couples = grouped(live, ({ volunteerId, residentId }) => `${volunteerId} ${residentId}`);
  for (const [, couple] of couples)
    found.expect(couple.length === 1, 'paired once', 'pairings', couple[0]?._id ?? '', `${couple.length}`);
};

/** What runs, waits for words or waits for the resident is on the lists of both, and nothing else is. */
export const services: Check = ({ services: all, volunteers, residents, pairings: pairs }, found) => {
  const ofVolunteer = grouped(all, ({ volunteerId }) => volunteerId);
  const ofResident = grouped(all, ({ residentId }) => residentId);
  const asked = grouped(
    pairs.filter(({ state }) => state === 'asked'),
    ({ residentId }) => residentId,
  );
  for (const { _id, running, toDescribe, minutes } of volunteers) {
    const own = ofVolunteer.get(_id) ?? [];
    const ids = (state: string): string[] => own.filter((one) => one.state === state).map((one) => one._id);
    found.same(running ? [running.serviceId] : [], ids('running'), 'running service', 'volunteers', _id);
    found.same(toDescribe, ids('ended'), 'services without words', 'volunteers', _id);
    const counted = sum(own.map(creditedMinutes));
    found.expect(minutes === counted, 'confirmed minutes', 'volunteers', _id, `${minutes} ${counted}`);
  }
  for (const { _id, running, asked: questions } of residents) {
    const own = ofResident.get(_id) ?? [];
    const ids = (state: string): string[] => own.filter((one) => one.state === state).map((one) => one._id);
    found.same(
      running.map(({ serviceId }) => serviceId),
      ids('running'),
      'running services',
      'residents',
      _id,
    );
    found.same(
      questions.map((one) => (one.what === 'service' ? one.serviceId : one.pairingId)),
      [...ids('toConfirm'), ...ids('unanswered'), ...(asked.get(_id) ?? []).map((one) => one._id)],
      'questions',
      'residents',
      _id,
    );
  }
  for (const { _id, state, startedAt, endedAt, minutes, confirmedAt } of all) {
    found.expect(minutes >= 0, 'minutes are not negative', 'services', _id, `${minutes}`);
    found.expect(
      (endedAt === null) === (state === 'running'),
      'ends when it does not run',
      'services',
      _id,
      state,
    );
    found.expect(endedAt === null || endedAt >= startedAt, 'ends after its start', 'services', _id);
    found.expect(state !== 'confirmed' || confirmedAt !== null, 'confirmed at some time', 'services', _id);
  }
};

/** A volunteer has one open intention at most, the one on the record. */
export const intentions: Check = ({ intentions: all, volunteers }, found) => {
  const open = grouped(
    all.filter(({ state }) => state === 'submitted' || state === 'arranged'),
    ({ volunteerId }) => volunteerId,
  );
  for (const { _id, intention } of volunteers)
    found.same(
      intention ? [`${intention.intentionId}/${intention.state}`] : [],
      (open.get(_id) ?? []).map((one) => `${one._id}/${one.state}`),
      'open intention',
      'volunteers',
      _id,
    );
};
