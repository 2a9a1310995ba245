/** Personal codes: made, made anew, printed, scanned; each wrong scan has its own sentence. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { makeCode } from '../../miniprogram/shared/code';
import { maskName } from '../../miniprogram/shared/mask';
import { newRequestId } from '../support/functions/client';
import { newOpenid } from '../support/functions/people';
import { cardOf, codeOf, DAY, MINUTE, paired, passTime, putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

/** A whole code that nobody has. */
const unknownCode = (): string => makeCode(newRequestId().replace('req-', '').slice(0, 22));
/** Made elsewhere, with right check characters for the town LS. */
const OTHER_TOWN = 'SMZC1-LS-AAAAAAAAAAAAAAAAAAAAAA-';

describe('my code', () => {
  test('there is none at first, then one, and the same one is given again', async () => {
    const person = await world.resident();
    expect(await server.client.ok(person.openid, 'pairing', 'myCode', {})).toEqual({
      code: null,
      residentName: person.name,
      villageName: '谢家路村',
      issuedAt: null,
    });
    const made = await server.client.ok(person.openid, 'pairing', 'issueCode', { renew: false });
    const again = await server.client.ok(person.openid, 'pairing', 'issueCode', { renew: false });
    expect(again).toEqual(made);
    expect(await server.client.ok(person.openid, 'pairing', 'myCode', {})).toMatchObject(made);
  });

  test('the code says nothing about the person and is not stored in the open', async () => {
    const person = await world.resident();
    const code = await codeOf(server, person);
    for (const secret of [person.residentId, person.name, person.idNumber, person.openid]) {
      expect(code).not.toContain(secret);
    }
    const dump = JSON.stringify(await server.client.dump());
    expect(dump).not.toContain(code);
    expect(dump).not.toContain(code.slice(9, 31));
  });

  test('a new one kills the old one at once; twice the same request makes one', async () => {
    const person = await world.resident();
    const volunteer = await world.volunteer();
    const old = await codeOf(server, person);
    const requestId = newRequestId();
    const renewed = await Promise.all(
      [1, 2, 3].map(() =>
        server.client.ok(person.openid, 'pairing', 'issueCode', { renew: true }, { requestId }),
      ),
    );
    expect(new Set(renewed.map(({ code }) => code)).size).toBe(1);
    expect(renewed[0]?.code).not.toBe(old);
    await server.client.refused('CODE_OLD', volunteer, 'pairing', 'scan', { code: old });
    await server.client.refused('CODE_OLD', volunteer, 'pairing', 'askPairing', { code: old });
    await server.client.ok(volunteer, 'pairing', 'scan', { code: renewed[0]?.code ?? '' });
    const codes = (await server.client.all('codes')).filter((doc) => doc.residentId === person.residentId);
    expect(codes.filter(({ revokedAt }) => revokedAt === null)).toHaveLength(1);
    expect(codes).toHaveLength(2);
  });

  test("a phone that is not verified yet gets none; a guardian gets the ward's", async () => {
    const person = await world.bind(await world.registerOne());
    await server.client.refused('IDENTITY_NOT_VERIFIED', person.openid, 'pairing', 'issueCode', {
      renew: false,
    });
    await server.client.refused('IDENTITY_NOT_VERIFIED', person.openid, 'pairing', 'myCode', {});
    const ward = await world.registerOne();
    const guardian = await world.guardianOf(ward);
    await server.client.ok(guardian, 'pairing', 'issueCode', { renew: false });
    expect(await server.client.ok(guardian, 'pairing', 'myCode', {})).toMatchObject({
      residentName: ward.name,
    });
  });

  test('strangers, volunteers and staff have none', async () => {
    for (const openid of [newOpenid('stranger'), await world.volunteer(), world.staff.village]) {
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'myCode', {});
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'issueCode', { renew: true });
    }
  });
});

describe('cards', () => {
  test('made for those who have none, kept for those who have one; the officer to call is on it', async () => {
    const bound = await world.resident();
    const unbound = await world.registerOne();
    const own = await codeOf(server, bound);
    const { cards } = await server.client.ok(world.staff.village, 'pairing', 'cards', {
      residentIds: [bound.residentId, unbound.residentId, bound.residentId],
    });
    expect(cards).toEqual([
      {
        residentId: bound.residentId,
        residentName: bound.name,
        villageName: '谢家路村',
        code: own,
        officer: { name: '陈主席', phone: '057462000000' },
      },
      expect.objectContaining({ residentId: unbound.residentId, residentName: unbound.name }),
    ]);
    expect(await cardOf(server, world.staff.town, unbound.residentId)).toBe(cards[1]?.code);
  });

  test('a lost card is printed anew with another code', async () => {
    const { residentId } = await world.registerOne();
    const old = await cardOf(server, world.staff.village, residentId);
    const { cards } = await server.client.ok(world.staff.village, 'pairing', 'cards', {
      residentIds: [residentId],
      renew: true,
    });
    expect(cards[0]?.code).not.toBe(old);
    await server.client.refused('CODE_OLD', await world.volunteer(), 'pairing', 'scan', { code: old });
  });

  test('another village, more than fifty, nobody: refused; every print is in the audit', async () => {
    const { residentId } = await world.registerOne();
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'pairing', 'cards', {
      residentIds: [residentId],
    });
    await server.client.refused('BAD_INPUT', world.staff.village, 'pairing', 'cards', { residentIds: [] });
    const left = await world.registerOne();
    await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId: left.residentId,
      why: 'moved',
      on: chinaDate(Date.now()),
      note: '户口迁移单',
    });
    const codes = await server.client.all('codes');
    const both = { residentIds: [(await world.registerOne()).residentId, left.residentId] };
    await server.client.refused('NOT_ACTIVE', world.staff.village, 'pairing', 'cards', both);
    expect(await server.client.all('codes')).toEqual(codes);
    await server.client.refused('BAD_INPUT', world.staff.village, 'pairing', 'cards', {
      residentIds: Array.from({ length: 51 }, (_, i) => `${residentId}${i}`),
    });
    for (const openid of [world.staff.admin, await world.volunteer(), (await world.resident()).openid]) {
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'cards', { residentIds: [residentId] });
    }
    await cardOf(server, world.staff.village, residentId);
    const entries = (await server.client.all('audit')).filter(
      (entry) => entry.action === 'pairing.cards' && entry.target === residentId,
    );
    expect(entries).toHaveLength(1);
  });
});

describe('scan', () => {
  test('a volunteer sees a masked name until paired; staff of the village and the town see who it is', async () => {
    const { person, code, volunteer, pairingId } = await paired(server, world);
    const other = await world.volunteer();
    expect(await server.client.ok(other, 'pairing', 'scan', { code })).toEqual({
      person: {
        residentName: maskName(person.name),
        villageName: '谢家路村',
        residentId: null,
        relation: 'none',
        pairingId: null,
        runningServiceId: null,
        obstacle: '',
      },
    });
    const { serviceId } = await server.client.ok(volunteer, 'pairing', 'startService', { code });
    expect(await server.client.ok(volunteer, 'pairing', 'scan', { code })).toMatchObject({
      person: {
        residentName: person.name,
        residentId: null,
        relation: 'active',
        pairingId,
        runningServiceId: serviceId,
        obstacle: expect.stringContaining('已经结对') as string,
      },
    });
    for (const openid of [world.staff.village, world.staff.town]) {
      expect(await server.client.ok(openid, 'pairing', 'scan', { code })).toMatchObject({
        person: { residentName: person.name, residentId: person.residentId },
      });
    }
    expect(await server.client.ok(world.staff.otherVillage, 'pairing', 'scan', { code })).toMatchObject({
      person: { residentName: maskName(person.name), residentId: null },
    });
  });

  test('every scan is in the audit', async () => {
    const person = await world.resident();
    const volunteer = await world.volunteer();
    await server.client.ok(volunteer, 'pairing', 'scan', { code: await codeOf(server, person) });
    const entries = (await server.client.all('audit')).filter(({ action }) => action === 'pairing.scan');
    expect(entries.filter(({ openid }) => openid === volunteer)).toMatchObject([
      { residentId: person.residentId, role: 'volunteer' },
    ]);
  });

  test('each case has its own sentence', async () => {
    const volunteer = await world.volunteer();
    const code = await codeOf(server, await world.resident());
    const told = new Set<string>();
    for (const [expected, text] of [
      ['CODE_DAMAGED', code.slice(0, 20)],
      ['CODE_DAMAGED', 'https://example.invalid/'],
      ['CODE_UNKNOWN', unknownCode()],
    ] as const) {
      const { message } = await server.client.refused(expected, volunteer, 'pairing', 'scan', { code: text });
      told.add(message);
    }
    const checks = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
    const values = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const sum = Array.from(`LS${'A'.repeat(22)}`).reduce(
      (all, c) => (all * 31 + values.indexOf(c)) % 1021,
      0,
    );
    const otherTown = `${OTHER_TOWN}${checks.charAt(Math.floor(sum / 32))}${checks.charAt(sum % 32)}`;
    told.add(
      (await server.client.refused('CODE_OTHER_TOWN', volunteer, 'pairing', 'scan', { code: otherTown }))
        .message,
    );
    expect(told.size).toBe(4);
  });

  test('the own code, and that of a ward', async () => {
    const person = await world.resident();
    await world.volunteer(person.villageId, person.openid);
    const asVolunteer = { as: { role: 'volunteer' as const } };
    const own = await codeOf(server, person);
    const ward = await world.registerOne();
    await world.guardianOf(ward, person.openid);
    const ofWard = await cardOf(server, world.staff.village, ward.residentId);
    for (const action of ['scan', 'askPairing'] as const) {
      await server.client.refused('CODE_OWN', person.openid, 'pairing', action, { code: own }, asVolunteer);
      await server.client.refused(
        'CODE_OWN_WARD',
        person.openid,
        'pairing',
        action,
        { code: ofWard },
        asVolunteer,
      );
    }
  });

  test('not before staff have verified the volunteer', async () => {
    const code = await codeOf(server, await world.resident());
    const openid = newOpenid('volunteer');
    await server.client.ok(openid, 'accounts', 'registerVolunteer', {
      name: '林小路',
      phone: '13900000004',
      villageId: OTHER_VILLAGE,
      kind: 'other',
      skills: [],
      consentVersion: CONSENT_VERSION,
    });
    await server.client.refused('VOLUNTEER_NOT_VERIFIED', openid, 'pairing', 'scan', { code });
    await server.client.refused('VOLUNTEER_NOT_VERIFIED', openid, 'pairing', 'askPairing', { code });
  });

  test('residents and strangers do not scan', async () => {
    const person = await world.resident();
    const code = await codeOf(server, person);
    for (const openid of [newOpenid('stranger'), person.openid, world.staff.admin]) {
      await server.client.refused('FORBIDDEN', openid, 'pairing', 'scan', { code });
    }
  });

  test('twenty wrong ones in ten minutes: wait, whatever is scanned then; others are not held up', async () => {
    const volunteer = await world.volunteer();
    const code = await codeOf(server, await world.resident());
    for (let n = 0; n < 20; n += 1) {
      const action = n % 2 === 0 ? 'scan' : 'askPairing';
      await server.client.refused('CODE_UNKNOWN', volunteer, 'pairing', action, { code: unknownCode() });
    }
    const { message } = await server.client.refused('TOO_MANY_TRIES', volunteer, 'pairing', 'scan', { code });
    expect(message).toContain('10分钟');
    await server.client.refused('TOO_MANY_TRIES', volunteer, 'pairing', 'askPairing', { code });
    await server.client.ok(await world.volunteer(), 'pairing', 'scan', { code });
    await passTime(server, 10 * MINUTE, ['attempts']);
    await server.client.ok(volunteer, 'pairing', 'scan', { code });
  });

  test('right ones between do not count, and wrong ones of yesterday neither', async () => {
    const volunteer = await world.volunteer();
    for (let n = 0; n < 19; n += 1) {
      await server.client.refused('CODE_UNKNOWN', volunteer, 'pairing', 'scan', { code: unknownCode() });
    }
    await passTime(server, DAY, ['attempts']);
    for (let n = 0; n < 2; n += 1) {
      await server.client.refused('CODE_UNKNOWN', volunteer, 'pairing', 'scan', { code: unknownCode() });
    }
  });

  test('somebody who has left the register', async () => {
    const person = await world.resident();
    const volunteer = await world.volunteer();
    const code = await codeOf(server, person);
    const doc = await server.client.one('residents', person.residentId);
    await putDoc(server, 'residents', { ...doc, status: 'moved' });
    expect((await server.client.ok(volunteer, 'pairing', 'scan', { code })).person.obstacle).toContain(
      '村残协',
    );
    await server.client.refused('NOT_ACTIVE', volunteer, 'pairing', 'askPairing', { code });
    await server.client.refused('NOT_ACTIVE', person.openid, 'pairing', 'issueCode', { renew: true });
  });
});
