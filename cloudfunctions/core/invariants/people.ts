/** Users, residents, volunteers and staff say the same of each other. */
import { slotOf } from '../verifications';
import { byId, grouped, type Check } from './finding';

/** The phone's user and the register name each other, for residents and for guardians. */
export const bindings: Check = ({ users, residents }, found) => {
  const user = byId(users);
  const resident = byId(residents);
  for (const { _id, binding, guardians } of residents) {
    if (binding) {
      const held = user.get(binding.openid)?.resident;
      found.expect(
        held?.residentId === _id && held.state === binding.state,
        'binding: the user has it too',
        'residents',
        _id,
      );
    }
    for (const { openid } of guardians) {
      const acts = user.get(openid)?.guardianOf.some(({ residentId }) => residentId === _id) ?? false;
      found.expect(acts, 'guardian: the user has it too', 'residents', _id);
    }
  }
  for (const { _id, resident: held, guardianOf } of users) {
    if (held) {
      const bound = resident.get(held.residentId)?.binding?.openid === _id;
      found.expect(bound, 'binding: the register has it too', 'users', _id, held.residentId);
    }
    for (const { residentId } of guardianOf) {
      const acts = resident.get(residentId)?.guardians.some(({ openid }) => openid === _id) ?? false;
      found.expect(acts, 'guardian: the register has it too', 'users', _id, residentId);
    }
  }
};

/**
 * One person for each document number; a person is found by the own number, and by those of records that became part of this one (of which
 * one may have been right, so that it is the own number now).
 */
export const identities: Check = ({ identities: all, residents }, found) => {
  const ofResident = grouped(all, ({ residentId }) => residentId);
  const partsOf = grouped(residents, ({ mergedInto }) => mergedInto ?? '');
  const partsIn = (id: string): number =>
    (partsOf.get(id) ?? []).reduce((sum, { _id }) => sum + 1 + partsIn(_id), 0);
  for (const { _id, forgottenAt, mergedInto } of residents) {
    const n = ofResident.get(_id)?.length ?? 0;
    const none = forgottenAt !== undefined || mergedInto !== undefined;
    const fits = none ? n === 0 : n >= 1 && n <= 1 + partsIn(_id);
    found.expect(fits, 'one look-up key for each person', 'residents', _id, `${n}`);
  }
};

/** Who left the town or died has nothing here that still works. */
export const departed: Check = ({ residents }, found) => {
  for (const {
    _id,
    status,
    binding,
    guardians,
    askedCases = [],
    pairings,
    asked,
    running,
    code,
    leftOn,
  } of residents) {
    if (status === 'active') {
      found.expect(leftOn === null, 'in the register: has not left', 'residents', _id);
      continue;
    }
    const nothing =
      binding === null &&
      code === null &&
      [guardians, askedCases, pairings, asked, running].every((list) => list.length === 0);
    found.expect(nothing, 'left: nothing works any more', 'residents', _id);
  }
};

/** A resident has at most one personal code that works, the one on the record. */
export const codes: Check = ({ residents, codes: all }, found) => {
  const working = grouped(
    all.filter(({ revokedAt }) => revokedAt === null),
    ({ residentId }) => residentId,
  );
  for (const { _id, code } of residents)
    found.same(
      (working.get(_id) ?? []).map((one) => one._id),
      code ? [code.hash] : [],
      'one working code',
      'residents',
      _id,
    );
};

/** Volunteers and their users name each other. */
export const volunteering: Check = ({ users, volunteers }, found) => {
  const user = byId(users);
  const volunteer = byId(volunteers);
  for (const { _id, openid, state } of volunteers) {
    const held = user.get(openid)?.volunteer ?? null;
    const agrees =
      state === 'left' ? held?.volunteerId !== _id : held?.volunteerId === _id && held.state === state;
    found.expect(agrees, 'volunteer: the user has it too', 'volunteers', _id, state);
  }
  for (const { _id, volunteer: held } of users) {
    if (!held) continue;
    found.expect(volunteer.get(held.volunteerId)?.openid === _id, 'volunteer: is the user', 'users', _id);
  }
};

/** A duty that has not ended is held by its user, and no user holds another. */
export const duties: Check = ({ users, staff }, found) => {
  const user = byId(users);
  const duty = byId(staff);
  for (const { _id, openid, endedAt } of staff) {
    if (openid === null || endedAt !== null) continue;
    found.expect(user.get(openid)?.staff?.staffId === _id, 'duty: the user has it too', 'staff', _id);
  }
  for (const { _id, staff: held } of users) {
    if (!held) continue;
    const doc = duty.get(held.staffId);
    const agrees =
      doc?.openid === _id &&
      doc.endedAt === null &&
      doc.level === held.level &&
      doc.villageId === held.villageId;
    found.expect(agrees, 'duty: is in force', 'users', _id, held.staffId);
  }
};

/** An open request holds its place and stands on its user's home page; a decided one does neither. */
export const requests: Check = ({ users, verifications, openSlots }, found) => {
  const open = verifications.filter(({ state }) => state === 'open');
  const slots = new Map(openSlots.map(({ _id, recordId }) => [_id, recordId]));
  for (const doc of open)
    found.expect(
      slots.get(slotOf(doc)) === doc._id,
      'open request: holds its place',
      'verifications',
      doc._id,
    );
  const held = new Set(open.map(slotOf));
  for (const { _id } of openSlots)
    if (_id.startsWith('verification:'))
      found.expect(held.has(_id), 'place: held by an open request', 'openSlots', _id);
  const shown = grouped(
    open.filter(({ kind }) => kind === 'guardian' || kind === 'registration'),
    ({ openid }) => openid,
  );
  for (const { _id, openRequests } of users)
    found.same(
      openRequests.map(({ verificationId }) => verificationId),
      (shown.get(_id) ?? []).map((doc) => doc._id),
      'open requests on the home page',
      'users',
      _id,
    );
};
