/** Staff are appointed, changed and ended; what they had in hand goes on; two administrators do not overwrite each other. */
import type { StaffMember, StaffState } from '../../typings/api/set-up';
import { applicationIn } from '../support/functions/case';
import { putDoc } from '../support/functions/pairs';
import { newName, newOpenid } from '../support/functions/people';
import { FIRST_ADMIN_CODE, startServer, type TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let admin: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  admin = world.staff.admin;
});
afterAll(() => server.close());

const memberOf = async (staffId: string): Promise<StaffMember> =>
  (await server.client.ok(admin, 'accounts', 'staffMember', { staffId })).member;
const list = async (filter: { state: StaffState; office?: string; q?: string }) =>
  (await server.client.ok(admin, 'accounts', 'staffList', filter)).items;
const idOf = (openid: string): string => world.staff.staffIds[openid] ?? '';

async function invited(name = newName()) {
  return server.client.ok(admin, 'accounts', 'inviteStaff', {
    name,
    level: 'village',
    villageId: VILLAGE,
    duty: '副主席',
    phone: '13900000071',
  });
}

/** A call for help in the hands of this officer. */
async function takenBy(openid: string): Promise<string> {
  const person = await world.resident();
  const { callId } = await server.client.ok(person.openid, 'emergency', 'recordCall', {
    calledAt: Date.now(),
    officerName: '陈主席',
    officerDuty: '主席',
    town: false,
    dialled: true,
  });
  await server.client.ok(openid, 'emergency', 'take', { callId });
  return callId;
}

describe('the list', () => {
  test('by state, office and the beginning of a name', async () => {
    const name = newName();
    const { staffId } = await invited(name);
    expect((await list({ state: 'invited' })).map((row) => row.staffId)).toContain(staffId);
    expect((await list({ state: 'invited', q: name.slice(0, 2) })).map((row) => row.name)).toContain(name);
    expect(await list({ state: 'active', q: name })).toEqual([]);
    const town = await list({ state: 'active', office: 'town' });
    expect(town.length).toBeGreaterThanOrEqual(3);
    expect(town.every(({ villageId }) => villageId === null)).toBe(true);
    const village = await list({ state: 'active', office: OTHER_VILLAGE });
    expect(village.map(({ orgName }) => orgName)).toEqual(['夹塘村残协']);
  });

  test('grows page by page without losing or repeating anybody', async () => {
    for (let n = 0; n < 22; n += 1) await invited();
    const first = await server.client.ok(admin, 'accounts', 'staffList', { state: 'invited' });
    expect(first.items).toHaveLength(20);
    const second = await server.client.ok(admin, 'accounts', 'staffList', {
      state: 'invited',
      cursor: first.next,
    });
    const ids = [...first.items, ...second.items].map(({ staffId }) => staffId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(second.next).toBeNull();
  });

  test('the town may look and not touch; villages see nothing of it', async () => {
    const staffId = idOf(world.staff.village);
    await server.client.ok(world.staff.town, 'accounts', 'staffMember', { staffId });
    await server.client.refused('FORBIDDEN', world.staff.town, 'accounts', 'endStaff', { staffId });
    await server.client.refused('FORBIDDEN', world.staff.village, 'accounts', 'staffList', {
      state: 'active',
    });
  });
});

describe('an invitation', () => {
  test('is issued again: the old code is dead, the new one works once', async () => {
    const first = await invited();
    const { version } = await memberOf(first.staffId);
    const again = await server.client.ok(admin, 'accounts', 'reissueInvite', {
      staffId: first.staffId,
      version,
    });
    const newcomer = newOpenid('newcomer');
    await server.client.refused('INVITE_INVALID', newcomer, 'accounts', 'acceptInvite', { code: first.code });
    await server.client.ok(newcomer, 'accounts', 'acceptInvite', { code: again.code });
    await server.client.refused('INVITE_INVALID', newOpenid('late'), 'accounts', 'acceptInvite', {
      code: again.code,
    });
    expect((await memberOf(first.staffId)).changes.map(({ what }) => what)).toEqual([
      '用邀请码加入',
      '重新发邀请码',
      '发出邀请',
    ]);
    await server.client.refused('STATE_CHANGED', admin, 'accounts', 'reissueInvite', {
      staffId: first.staffId,
      version: 3,
    });
  });

  test('is for one duty: who has one keeps it, and the code waits for its person', async () => {
    const { staffId, code } = await invited();
    const before = await server.client.dump();
    await server.client.refused('ALREADY_HAS_ROLE', world.staff.town, 'accounts', 'acceptInvite', { code });
    expect(await server.client.dump()).toEqual(before);
    await server.client.ok(newOpenid('newcomer'), 'accounts', 'acceptInvite', { code });
    expect(await memberOf(staffId)).toMatchObject({ state: 'active' });
  });

  test('names a village for village staff and for nobody else', async () => {
    const before = await server.client.dump();
    const someone = { name: newName(), duty: '副主席', phone: '13900000071' };
    for (const wrong of [
      { level: 'village', villageId: null },
      { level: 'town', villageId: VILLAGE },
      { level: 'admin', villageId: VILLAGE },
    ]) {
      const input = { ...someone, ...wrong };
      const { fields } = await server.client.refused('BAD_INPUT', admin, 'accounts', 'inviteStaff', input);
      expect(Object.keys(fields ?? {})).toEqual(['villageId']);
    }
    expect(await server.client.dump()).toEqual(before);
  });

  test('is taken back: the code opens nothing', async () => {
    const { staffId, code } = await invited();
    await server.client.ok(admin, 'accounts', 'endStaff', { staffId });
    await server.client.refused('INVITE_INVALID', newOpenid('late'), 'accounts', 'acceptInvite', { code });
    expect(await memberOf(staffId)).toMatchObject({ state: 'ended', changes: [{ what: '取消邀请' }, {}] });
  });
});

test('the first administrator comes in by the code of the environment, once', async () => {
  const empty = await startServer();
  const { client } = empty;
  try {
    const become = (openid: string, code: string) =>
      [openid, 'accounts', 'becomeFirstAdmin', { code, name: '王管理', phone: '13900000001' }] as const;
    const first = newOpenid('admin');
    await client.refused('INVITE_INVALID', ...become(first, `${FIRST_ADMIN_CODE}x`));
    expect(await client.all('staff')).toEqual([]);
    await client.ok(...become(first, FIRST_ADMIN_CODE));
    await client.refused('INVITE_INVALID', ...become(newOpenid('late'), FIRST_ADMIN_CODE));
    expect((await client.all('staff')).map(({ openid }) => openid)).toEqual([first]);
  } finally {
    await empty.close();
  }
});

describe('a duty', () => {
  test('ends at once, with words that say so; open work goes back to the office', async () => {
    const officer = await world.officer('village', VILLAGE);
    const callId = await takenBy(officer);
    expect(await memberOf(idOf(officer))).toMatchObject({ openWork: 1, onDuty: false });
    const { released } = await server.client.ok(admin, 'accounts', 'endStaff', { staffId: idOf(officer) });
    expect(released).toBe(1);
    expect(await server.client.one('emergencyCalls', callId)).toMatchObject({ state: 'open', takenBy: null });
    const refusal = await server.client.refused(
      'FORBIDDEN',
      officer,
      'emergency',
      'calls',
      { tab: 'open' },
      { as: { role: 'villageStaff' } },
    );
    expect(refusal.message).toMatch(/职务已经停用/);
    const late = await server.client.refused('STATE_CHANGED', admin, 'accounts', 'endStaff', {
      staffId: idOf(officer),
    });
    expect(late.message).toMatch(/管理员已经停用过了/);
    const { name, version } = await memberOf(idOf(officer));
    await server.client.refused('STATE_CHANGED', admin, 'accounts', 'changeStaff', {
      staffId: idOf(officer),
      version,
      name,
      duty: '主席',
      phone: '13900000072',
      level: 'admin',
      villageId: null,
      alsoOnDuty: false,
    });
    expect(await memberOf(idOf(officer))).toMatchObject({ state: 'ended', version });
    // A colleague of the office takes it anew.
    await server.client.ok(world.staff.village, 'emergency', 'take', { callId });
  });

  test('ends with its work handed to a colleague of the same office, to nobody else', async () => {
    const [officer, colleague] = [
      await world.officer('village', VILLAGE),
      await world.officer('village', VILLAGE),
    ];
    const callId = await takenBy(officer);
    const end = { staffId: idOf(officer) };
    const ended = await world.officer('village', VILLAGE);
    await server.client.ok(admin, 'accounts', 'endStaff', { staffId: idOf(ended) });
    const { staffId: awaited } = await invited();
    const others = [world.staff.otherVillage, world.staff.town, officer, ended].map(idOf);
    for (const handTo of [...others, awaited]) {
      await server.client.refused('BAD_INPUT', admin, 'accounts', 'endStaff', { ...end, handTo });
    }
    await server.client.ok(admin, 'accounts', 'endStaff', { ...end, handTo: idOf(colleague) });
    expect(await server.client.one('emergencyCalls', callId)).toMatchObject({
      state: 'taken',
      takenBy: { openid: colleague },
    });
  });

  test('gives back what has a promise, however many cases wait for applicants who never answer', async () => {
    const officer = await world.officer('village', VILLAGE);
    const applicationId = await applicationIn(server, world, await world.resident(), 'submitted');
    await server.client.ok(officer, 'applications', 'takeCase', { applicationId });
    const doc = await server.client.one('applications', applicationId);
    for (let n = 1; n <= 210; n += 1)
      await putDoc(server, 'applications', {
        ...doc,
        _id: `silent-${n}`,
        places: [`silent-${n}`],
        state: 'received',
        tab: 'waiting',
        dueAt: null,
      });
    await server.client.ok(admin, 'accounts', 'endStaff', { staffId: idOf(officer) });
    expect((await server.client.one('applications', applicationId)).assigneeId).toBeNull();
  });

  test('moves to another office: the caller sees that office and not the former one, work stays behind', async () => {
    const officer = await world.officer('village', VILLAGE);
    const callId = await takenBy(officer);
    const { name, version } = await memberOf(idOf(officer));
    const change = { name, duty: '主席', phone: '13900000072', level: 'village' as const, alsoOnDuty: false };
    const answer = await server.client.ok(admin, 'accounts', 'changeStaff', {
      staffId: idOf(officer),
      version,
      ...change,
      villageId: OTHER_VILLAGE,
    });
    expect(answer.released).toBe(1);
    expect(await server.client.one('emergencyCalls', callId)).toMatchObject({ state: 'open' });
    await server.client.refused('NOT_FOUND', officer, 'emergency', 'take', { callId });
    expect((await memberOf(idOf(officer))).changes[0]?.what).toMatch(
      /单位：谢家路村残协 → 夹塘村残协；职务：专职委员 → 主席；电话/,
    );
    // The second administrator read the version of before.
    const second = await server.client.refused('STATE_CHANGED', admin, 'accounts', 'changeStaff', {
      staffId: idOf(officer),
      version,
      ...change,
      villageId: VILLAGE,
    });
    expect(second.message).toMatch(/^管理员刚刚改过/);
  });

  test('and the phone that residents call follows when asked', async () => {
    const officer = await world.officer('village', OTHER_VILLAGE);
    const member = await memberOf(idOf(officer));
    const { places } = await server.client.ok(admin, 'registry', 'places', {});
    const place = places.find(({ villageId }) => villageId === OTHER_VILLAGE);
    await server.client.ok(admin, 'registry', 'saveVillagePhones', {
      villageId: OTHER_VILLAGE,
      version: place?.version ?? 0,
      officers: [...(place?.officers ?? []), { name: member.name, duty: member.duty, phone: member.phone }],
    });
    expect((await memberOf(idOf(officer))).onDuty).toBe(true);
    const { version } = await server.client.ok(admin, 'accounts', 'changeStaff', {
      staffId: idOf(officer),
      version: member.version,
      name: member.name,
      duty: '主席',
      phone: '13900000073',
      level: 'village',
      villageId: OTHER_VILLAGE,
      alsoOnDuty: true,
    });
    expect(version).toBe(member.version + 1);
    const phones = async () => (await server.client.one('villages', OTHER_VILLAGE)).officers;
    expect(await phones()).toContainEqual({ name: member.name, duty: '主席', phone: '13900000073' });
    await server.client.ok(admin, 'accounts', 'endStaff', { staffId: idOf(officer), offDuty: true });
    expect((await phones()).map(({ name }) => name)).not.toContain(member.name);
    expect((await server.client.one('villages', OTHER_VILLAGE)).phonesChanged?.by).toBe('管理员');
  });

  test('of the last administrator neither ends nor becomes another one; of two who end each other one stays', async () => {
    const me = 'first-admin';
    const { version, name, phone } = await memberOf(me);
    await server.client.refused('LAST_ADMIN', admin, 'accounts', 'endStaff', { staffId: me });
    await server.client.refused('LAST_ADMIN', admin, 'accounts', 'changeStaff', {
      staffId: me,
      version,
      name,
      phone,
      duty: '工作人员',
      level: 'town',
      villageId: null,
      alsoOnDuty: false,
    });
    const other = await world.officer('admin', null);
    const answers = await Promise.all([
      server.client.call(admin, 'accounts', 'endStaff', { staffId: idOf(other) }),
      server.client.call(other, 'accounts', 'endStaff', { staffId: me }),
    ]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const left = (await server.client.all('staff')).filter(
      ({ level, state }) => level === 'admin' && state === 'active',
    );
    expect(left).toHaveLength(1);
  });
});
