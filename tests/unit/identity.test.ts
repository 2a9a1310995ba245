/** In which role a call is made: the permissions' own rules, without a database. */
import fc from 'fast-check';
import type { UserDoc } from '../../cloudfunctions/core/collections';
import {
  actingAs,
  activeActor,
  actorsOf,
  assistantName,
  assistantOf,
  chooseActor,
  isHome,
  isOwnCase,
  newUser,
  onBehalfBy,
  signature,
  type Actor,
  type AssistantActor,
  type May,
} from '../../cloudfunctions/core/identity';
import type { ActingAs } from '../../typings/domain';

const OPENID = 'o-me';
const DUTY = { staffId: 's1', name: '陈五', duty: '专职委员', orgName: '谢家路村残协' };
const SIGNED = { ...DUTY, openid: OPENID };

const officer = (level: 'village' | 'town' | 'admin', villageId: string | null): UserDoc['staff'] => ({
  ...DUTY,
  level,
  villageId,
});

/** Holds every role at once: an officer who is bound, acts for two and volunteers. */
const ALL: UserDoc = {
  ...newUser(OPENID, 7),
  staff: officer('village', 'v1'),
  resident: { residentId: 'r1', state: 'verified' },
  guardianOf: [
    { residentId: 'r2', guardianName: '王七' },
    { residentId: 'r3', guardianName: '王七' },
  ] as UserDoc['guardianOf'],
  volunteer: { volunteerId: 'w1' } as UserDoc['volunteer'],
};

const RESIDENT = { role: 'resident', openid: OPENID, residentId: 'r1' };
const guardian = (residentId: string) => ({
  role: 'guardian',
  openid: OPENID,
  residentId,
  guardianName: '王七',
});
const VOLUNTEER = { role: 'volunteer', openid: OPENID, volunteerId: 'w1' };
const VILLAGE = { ...SIGNED, role: 'villageStaff', villageId: 'v1' };
const ASSISTANT = { ...VILLAGE, role: 'assistant', residentId: 'r9' } as AssistantActor;

test('a user without any role holds nothing', () => {
  expect(newUser(OPENID, 7)).toEqual({
    _id: OPENID,
    resident: null,
    guardianOf: [],
    volunteer: null,
    staff: null,
    consents: [],
    openRequests: [],
    createdAt: 7,
  });
  expect(actorsOf(OPENID, newUser(OPENID, 7))).toEqual([]);
  expect(actorsOf(OPENID, null)).toEqual([]);
});

test('all roles of a user, in the order of the switch, each with what it is bound to', () => {
  expect(actorsOf(OPENID, ALL)).toEqual([VILLAGE, RESIDENT, guardian('r2'), guardian('r3'), VOLUNTEER]);
});

test.each([
  ['village', 'v1', { role: 'villageStaff', villageId: 'v1' }],
  // Without its village a duty of a village would see all of them.
  ['village', null, { role: 'townStaff' }],
  ['town', null, { role: 'townStaff' }],
  ['town', 'v1', { role: 'townStaff' }],
  ['admin', null, { role: 'admin' }],
] as const)('the duty of level %s in %s', (level, villageId, actor) => {
  const user = { ...newUser(OPENID, 7), staff: officer(level, villageId) };
  expect(actorsOf(OPENID, user)).toEqual([{ ...SIGNED, ...actor }]);
});

describe('the role of a call', () => {
  const choose = (may: readonly May[], as?: ActingAs, user: UserDoc | null = ALL): Actor | null =>
    chooseActor(OPENID, user, may, as);

  test('an action open to any user is done as a plain one, whatever is held or asked for', () => {
    for (const user of [null, ALL]) {
      expect(choose(['user'], undefined, user)).toEqual({ role: 'user', openid: OPENID });
      expect(choose(['user'], { role: 'admin' }, user)).toEqual({ role: 'user', openid: OPENID });
    }
  });

  test('not asked for: the first held role that may', () => {
    expect(choose(['volunteer', 'guardian'])).toEqual(guardian('r2'));
    expect(choose(['resident', 'villageStaff'])).toEqual(VILLAGE);
  });

  test('asked for: that one, or nobody', () => {
    expect(choose(['resident', 'volunteer'], { role: 'volunteer' })).toEqual(VOLUNTEER);
    expect(choose(['resident'], { role: 'volunteer' })).toBeNull();
    expect(choose(['townStaff'], { role: 'townStaff' })).toBeNull();
    expect(choose(['resident'], undefined, null)).toBeNull();
  });

  test('a guardian acts for the one named, and only for those they have', () => {
    expect(choose(['guardian'], { role: 'guardian', residentId: 'r3' })).toEqual(guardian('r3'));
    expect(choose(['guardian'], { role: 'guardian', residentId: 'r1' })).toBeNull();
    expect(choose(['guardian'], { role: 'guardian' })).toBeNull();
  });

  test('a phone that names another resident than the bound one does nothing', () => {
    expect(choose(['resident'], { role: 'resident', residentId: 'r1' })).toEqual(RESIDENT);
    expect(choose(['resident'], { role: 'resident' })).toEqual(RESIDENT);
    expect(choose(['resident'], { role: 'resident', residentId: 'r2' })).toBeNull();
    // Who is no resident is not asked whom they name.
    expect(choose(['volunteer'], { role: 'volunteer', residentId: 'r2' })).toEqual(VOLUNTEER);
  });

  test('an assistant is asked for by name, where the action allows it, and is an officer of a village', () => {
    const as: ActingAs = { role: 'assistant', residentId: 'r9' };
    expect(choose(['assistant', 'resident'], as)).toEqual(ASSISTANT);
    expect(choose(['resident', 'villageStaff'], as)).toBeNull();
    expect(choose(['assistant'])).toBeNull();
    for (const staff of [null, officer('town', null), officer('admin', null)])
      expect(choose(['assistant'], as, { ...ALL, staff })).toBeNull();
    expect(assistantOf(OPENID, ALL, undefined)).toBeNull();
    expect(assistantOf(OPENID, null, 'r9')).toBeNull();
  });

  const ROLES = [
    'resident',
    'guardian',
    'assistant',
    'volunteer',
    'villageStaff',
    'townStaff',
    'admin',
  ] as const;

  test('whatever is asked: only a role that is held and that may, for whom it is held', () => {
    const user = fc.record({
      staff: fc.constantFrom(null, officer('village', 'v1'), officer('town', null), officer('admin', null)),
      resident: fc.constantFrom(null, ALL.resident),
      guardianOf: fc.subarray(ALL.guardianOf),
      volunteer: fc.constantFrom(null, ALL.volunteer),
    });
    const as = fc.option(
      fc.record(
        { role: fc.constantFrom(...ROLES), residentId: fc.constantFrom('r1', 'r2', 'r3', 'r9') },
        { requiredKeys: ['role'] },
      ),
      { nil: undefined },
    );
    fc.assert(
      fc.property(user, fc.subarray([...ROLES]), as, (roles, may, asked) => {
        const doc = { ...newUser(OPENID, 7), ...roles };
        const actor = chooseActor(OPENID, doc, may, asked);
        const held = actorsOf(OPENID, doc);
        if (actor === null) {
          if (asked === undefined) expect(held.filter(({ role }) => may.includes(role as never))).toEqual([]);
          return;
        }
        expect(may).toContain(actor.role);
        if (asked) expect(actor.role).toBe(asked.role);
        if (actor.role === 'assistant') expect(doc.staff?.level).toBe('village');
        else expect(held).toContainEqual(actor);
      }),
    );
  });
});

test('the role the phone acts in: what it asks for and holds, else the first one it holds', () => {
  expect(activeActor(OPENID, ALL, { role: 'volunteer' })).toEqual(VOLUNTEER);
  expect(activeActor(OPENID, ALL, { role: 'admin' })).toEqual(VILLAGE);
  expect(activeActor(OPENID, ALL, undefined)).toEqual(VILLAGE);
  expect(activeActor(OPENID, { ...ALL, staff: null }, undefined)).toEqual(RESIDENT);
  expect(activeActor(OPENID, null, { role: 'resident' })).toBeNull();
});

test('who speaks for a resident, under which name, and how the phone names it back', () => {
  const [village, resident, ward, , volunteer] = actorsOf(OPENID, ALL) as [Actor, Actor, Actor, Actor, Actor];
  expect([resident, ward, ASSISTANT].map(isHome)).toEqual([true, true, true]);
  expect([village, volunteer, { role: 'user', openid: OPENID } as Actor].map(isHome)).toEqual([
    false,
    false,
    false,
  ]);
  expect([resident, ward, ASSISTANT].map((actor) => onBehalfBy(actor as never))).toEqual([
    null,
    '王七',
    '谢家路村残协 陈五',
  ]);
  expect(assistantName(ASSISTANT)).toBe('谢家路村残协 陈五');
  expect(signature(ASSISTANT)).toBe('谢家路村残协 专职委员 陈五');
  expect([village, resident, ward, ASSISTANT, volunteer].map(actingAs)).toEqual([
    { role: 'villageStaff' },
    { role: 'resident', residentId: 'r1' },
    { role: 'guardian', residentId: 'r2' },
    { role: 'assistant', residentId: 'r9' },
    { role: 'volunteer' },
  ]);
  expect(actingAs({ role: 'user', openid: OPENID })).toBeNull();
});

test('nobody decides their own case: as the resident, or acting for them', () => {
  expect(['r1', 'r2', 'r3', 'r9'].map((id) => isOwnCase(ALL, id))).toEqual([true, true, true, false]);
  expect(isOwnCase({ ...ALL, resident: null }, 'r1')).toBe(false);
  expect(isOwnCase({ ...ALL, guardianOf: [] }, 'r2')).toBe(false);
  expect(isOwnCase(null, 'r1')).toBe(false);
});
