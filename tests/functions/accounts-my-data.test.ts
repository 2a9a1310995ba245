/** A resident's own data: seen masked, corrected through the village, taken away as a copy, agreed to purpose by purpose. */
import { RESIDENT_PURPOSES } from '../../cloudfunctions/accounts/rules/purposes';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import type { CorrectableField } from '../../typings/api/accounts';
import { applicationIn, photo } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { employmentWish, renovationRequest, wishOf } from '../support/functions/kinds';
import { newOpenid, newPerson } from '../support/functions/people';
import { paired } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World, type BoundPerson, type RegisteredPerson } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const correction = (field: CorrectableField, value: string) => ({ field, value, note: '换了新号码' });

async function ask(person: BoundPerson, field: CorrectableField, value: string): Promise<string> {
  const { verificationId } = await server.client.ok(
    person.openid,
    'accounts',
    'askCorrection',
    correction(field, value),
  );
  return verificationId;
}

const openVerifications = async (villageId = VILLAGE): Promise<number> =>
  (await server.client.one('counters', villageId)).openVerifications;

describe('seeing', () => {
  test('numbers are masked, and the guardian sees the same of the resident', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const own = await server.client.ok(person.openid, 'accounts', 'myData', {});
    expect(own).toMatchObject({
      name: person.name,
      address: person.address,
      binding: { state: 'verified' },
      guardians: [{ relation: '儿子', me: false }],
      openCases: [],
    });
    const theirs = await server.client.ok(guardian, 'accounts', 'myData', {});
    expect(theirs).toMatchObject({ name: person.name, binding: null, guardians: [{ me: true }] });
    for (const answer of [own, theirs]) {
      const text = JSON.stringify(answer);
      for (const secret of [person.idNumber, person.certificateNumber, person.phone, guardian]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  test('a phone that is not verified sees no address, gets no copy and corrects nothing', async () => {
    const { openid } = await world.bind(await world.registerOne());
    expect(await server.client.ok(openid, 'accounts', 'myData', {})).toMatchObject({
      address: null,
      binding: { state: 'toVerify' },
    });
    await server.client.refused('IDENTITY_NOT_VERIFIED', openid, 'accounts', 'exportMyData', {});
    await server.client.refused(
      'IDENTITY_NOT_VERIFIED',
      openid,
      'accounts',
      'askCorrection',
      correction('phone', '13700000001'),
    );
  });
});

describe('correcting', () => {
  test('an approved phone stands in the register at once, and in what the forms fill in', async () => {
    const person = await world.resident();
    const before = await openVerifications();
    const verificationId = await ask(person, 'phone', '137 0000 0002');
    expect(await openVerifications()).toBe(before + 1);
    expect((await server.client.ok(person.openid, 'accounts', 'myData', {})).corrections).toMatchObject([
      { verificationId, field: 'phone' },
    ]);
    const rows = await server.client.ok(world.staff.village, 'accounts', 'verifications', {
      kind: 'correction',
    });
    if (rows.unchanged) throw new Error('nothing was known before');
    expect(rows.items.find((row) => row.verificationId === verificationId)).toMatchObject({
      correction: { field: 'phone', from: expect.stringContaining('****') as string, to: '13700000002' },
    });
    await server.client.ok(world.staff.village, 'accounts', 'decideVerification', {
      verificationId,
      approve: true,
    });
    const after = await server.client.ok(person.openid, 'accounts', 'myData', {});
    expect(after).toMatchObject({ phoneMasked: '137****0002', corrections: [] });
    const { contactPhone } = await server.client.ok(person.openid, 'applications', 'formFacts', {
      kind: 'wish',
    });
    expect(contactPhone).toBe('13700000002');
    expect(await openVerifications()).toBe(before);
    expect((await server.client.outbox(person.openid)).at(-1)).toMatchObject({
      api: 'subscribeMessage.send',
    });
  });

  test('an address is applied, a name is only marked as handled', async () => {
    const person = await world.resident();
    for (const [field, value] of [
      ['address', '新住处8号'],
      ['name', '王新名'],
    ] as const) {
      const verificationId = await ask(person, field, value);
      await server.client.ok(world.staff.village, 'accounts', 'decideVerification', {
        verificationId,
        approve: true,
      });
    }
    expect(await server.client.ok(person.openid, 'accounts', 'myData', {})).toMatchObject({
      address: '新住处8号',
      name: person.name,
      corrections: [],
    });
  });

  test('a refused one changes nothing and needs a reason', async () => {
    const person = await world.resident();
    const verificationId = await ask(person, 'address', '别处1号');
    await server.client.refused('BAD_INPUT', world.staff.village, 'accounts', 'decideVerification', {
      verificationId,
      approve: false,
    });
    await server.client.ok(world.staff.village, 'accounts', 'decideVerification', {
      verificationId,
      approve: false,
      note: '上门看过，没有搬',
    });
    expect(await server.client.ok(person.openid, 'accounts', 'myData', {})).toMatchObject({
      address: person.address,
    });
  });

  test.each<[CorrectableField, string]>([
    ['name', '王'],
    ['phone', '12345'],
    ['idNumber', '99999919500101001'],
    ['certificate', '999999195001010011'],
    ['address', ''],
    ['category', '8'],
    ['level', '0'],
    ['lowIncome', '富裕'],
  ])('%s cannot become %j', async (field, value) => {
    const { openid } = await world.resident();
    const { fields } = await server.client.refused(
      'BAD_INPUT',
      openid,
      'accounts',
      'askCorrection',
      correction(field, value),
    );
    expect(Object.keys(fields ?? {})).toEqual(['value']);
  });

  test('the same fact is asked for once, by whoever of the family; another fact is another request', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const answers = await Promise.all(
      [person.openid, guardian].map((openid) =>
        server.client.call(openid, 'accounts', 'askCorrection', correction('phone', '13700000003')),
      ),
    );
    expect(answers.map((answer) => (answer.ok ? 'ok' : answer.code)).sort()).toEqual(['ALREADY_ASKED', 'ok']);
    await ask(person, 'address', '新住处9号');
  });

  test('the same request twice is one; the officer never sees a whole number', async () => {
    const person = await world.resident();
    const requestId = newRequestId();
    const other = newPerson('1950-01-01');
    const input = correction('idNumber', other.idNumber);
    const first = await server.client.ok(person.openid, 'accounts', 'askCorrection', input, { requestId });
    expect(await server.client.ok(person.openid, 'accounts', 'askCorrection', input, { requestId })).toEqual(
      first,
    );
    const rows = await server.client.ok(world.staff.village, 'accounts', 'verifications', {
      kind: 'correction',
    });
    expect(JSON.stringify(rows)).toContain(first.verificationId);
    expect(JSON.stringify(rows)).not.toContain(other.idNumber);
    expect(JSON.stringify(await server.client.all('verifications'))).not.toContain(other.idNumber);
  });

  test('staff of another village do not find it, and nobody decides it for their own family', async () => {
    const person = await world.resident();
    const verificationId = await ask(person, 'phone', '13700000004');
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'accounts', 'decideVerification', {
      verificationId,
      approve: true,
    });
    const officer = await world.officer('village', VILLAGE);
    await world.guardianOf(person, officer);
    await server.client.refused(
      'OWN_CASE',
      officer,
      'accounts',
      'decideVerification',
      { verificationId, approve: true },
      { as: { role: 'villageStaff' } },
    );
    await server.client.ok(world.staff.town, 'accounts', 'decideVerification', {
      verificationId,
      approve: true,
    });
  });
});

describe('the copy', () => {
  test('has the full numbers, the cases, the consents and who read; the read is written down', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const applicationId = await applicationIn(server, world, person, 'closed');
    await server.client.ok(world.staff.village, 'registry', 'reveal', {
      residentId: person.residentId,
      field: 'phone',
      reason: '打电话联系办事',
    });
    const { title, text } = await server.client.ok(person.openid, 'accounts', 'exportMyData', {});
    expect(title).not.toContain(person.name);
    for (const words of [
      person.idNumber,
      person.certificateNumber,
      person.phone,
      person.address,
      `${person.name}本人`,
      '【辅具器材】轮椅，已办结',
      '评价：5分，很好',
      `核对身份（版本${CONSENTS.identity.version}）`,
      '村残协看了完整号码，原因：打电话联系办事',
    ]) {
      expect(text).toContain(words);
    }
    // Other people stay masked; officers are told by office only.
    const { guardians } = await server.client.one('residents', person.residentId);
    expect(text).not.toContain(guardian);
    expect(text).toContain(guardians[0]?.phoneMasked ?? '?');
    const entries = (await server.client.all('audit')).filter(
      (entry) => entry.openid === person.openid && entry.action === 'accounts.exportMyData',
    );
    expect(entries).toMatchObject([{ target: person.residentId, outcome: 'done' }]);
    expect(JSON.stringify(await server.client.all('audit'))).not.toContain(applicationId + person.idNumber);
  });

  test('the guardian gets it for the resident, and it says so', async () => {
    const person = await world.registerOne();
    const guardian = await world.guardianOf(person);
    const { text } = await server.client.ok(guardian, 'accounts', 'exportMyData', {});
    expect(text).toContain(`（代${person.name}）`);
    expect(text).toContain(person.idNumber);
  });
});

describe('consents', () => {
  const consentsOf = async (openid: string) =>
    (await server.client.ok(openid, 'accounts', 'myData', {})).consents;

  test('binding records identity and service each with the text that is in force', async () => {
    const { openid } = await world.resident();
    expect(await consentsOf(openid)).toMatchObject([
      { purpose: 'identity', version: CONSENTS.identity.version, outdated: false, withdrawnAt: null },
      { purpose: 'service', version: CONSENTS.service.version, outdated: false, withdrawnAt: null },
    ]);
    expect([CONSENTS.identity, CONSENTS.service, CONSENTS.volunteer].map(({ version }) => version)).toEqual(
      Array(3).fill(CONSENT_VERSION),
    );
  });

  test('given, withdrawn, given again: three entries are two consents, nothing is removed', async () => {
    const { openid } = await world.resident();
    const wish = { purpose: 'wish', version: CONSENTS.wish.version };
    await server.client.ok(openid, 'accounts', 'giveConsent', wish);
    await server.client.ok(openid, 'accounts', 'giveConsent', wish);
    await server.client.ok(openid, 'accounts', 'withdrawConsent', { purpose: 'wish' });
    await server.client.refused('STATE_CHANGED', openid, 'accounts', 'withdrawConsent', { purpose: 'wish' });
    await server.client.ok(openid, 'accounts', 'giveConsent', wish);
    const { consents } = await server.client.one('users', openid);
    expect(consents.filter(({ purpose }) => purpose === 'wish')).toMatchObject([
      { withdrawnAt: expect.any(Number) as number },
      { version: CONSENTS.wish.version },
    ]);
    expect((await consentsOf(openid)).at(-1)).toMatchObject({ purpose: 'wish', withdrawnAt: null });
  });

  test('an old text cannot be agreed to, and there is no purpose but ours', async () => {
    const { openid } = await world.resident();
    await server.client.refused('BAD_INPUT', openid, 'accounts', 'giveConsent', {
      purpose: 'wish',
      version: '2020-01',
    });
    for (const purpose of ['volunteer', 'advertising', '__proto__']) {
      await server.client.refused('BAD_INPUT', openid, 'accounts', 'giveConsent', {
        purpose,
        version: CONSENT_VERSION,
      });
      await server.client.refused('BAD_INPUT', openid, 'accounts', 'withdrawConsent', { purpose });
    }
    expect(RESIDENT_PURPOSES).not.toContain('volunteer');
  });

  test('nobody asks for work, a changed home or a wish with an old text', async () => {
    const { openid } = await world.resident();
    const photoIds = [await photo(server, openid, 'renovation')];
    const asked = [
      ['applyEmployment', employmentWish()],
      ['applyRenovation', renovationRequest(photoIds)],
      ['makeWish', wishOf()],
    ] as const;
    for (const [action, input] of asked) {
      const { fields } = await server.client.refused('BAD_INPUT', openid, 'applications', action, {
        ...input,
        consentVersion: '2020-01',
      });
      expect(fields).toEqual({ consentVersion: '同意书已更新，请重新阅读并同意' });
    }
    const { consents } = await server.client.one('users', openid);
    expect(consents.map(({ purpose }) => purpose)).toEqual(['identity', 'service']);
  });

  test('what is under way needs its consent, and the refusal says what', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    for (const purpose of ['service', 'identity']) {
      const { message } = await server.client.refused(
        'CONSENT_IN_USE',
        person.openid,
        'accounts',
        'withdrawConsent',
        { purpose },
      );
      expect(message).toContain('轮椅');
    }
    await server.client.ok(person.openid, 'applications', 'withdraw', { applicationId, reason: '' });
    await server.client.ok(person.openid, 'accounts', 'withdrawConsent', { purpose: 'service' });
  });

  test('what is under way for a ward needs the guardian’s consent, and a pairing that of the resident', async () => {
    const ward = await world.resident();
    await applicationIn(server, world, ward, 'submitted');
    const guardian = await world.guardianOf(ward);
    const withdraw = { purpose: 'service' };
    const ofWard = await server.client.refused(
      'CONSENT_IN_USE',
      guardian,
      'accounts',
      'withdrawConsent',
      withdraw,
    );
    expect(ofWard.message).toContain('轮椅');
    const { person } = await paired(server, world);
    const ofPair = await server.client.refused(
      'CONSENT_IN_USE',
      person.openid,
      'accounts',
      'withdrawConsent',
      withdraw,
    );
    expect(ofPair.message).toContain('志愿者');
  });

  test.each(['identity', 'service'])(
    'withdrawing %s ends both, the binding, and what one does as a guardian',
    async (purpose) => {
      const person = await world.resident();
      const ward = await world.registerOne();
      await world.guardianOf(ward, person.openid);
      await server.client.ok(
        person.openid,
        'accounts',
        'withdrawConsent',
        { purpose },
        { as: { role: 'resident' } },
      );
      expect(await server.client.ok(person.openid, 'accounts', 'home', {})).toMatchObject({
        roles: [],
        home: { role: 'none' },
      });
      expect((await server.client.one('residents', person.residentId)).binding).toBeNull();
      expect((await server.client.one('residents', ward.residentId)).guardians).toEqual([]);
      const { consents } = await server.client.one('users', person.openid);
      expect(consents.map((one) => one.purpose)).toEqual(expect.arrayContaining(['identity', 'service']));
      expect(consents.every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
      await server.client.refused('FORBIDDEN', person.openid, 'accounts', 'myData', {});
    },
  );
});

describe('unbinding', () => {
  const boundUsers = async () => (await server.client.one('counters', VILLAGE)).boundUsers;

  test('the phone is nobody at once, cases go on, the village is told, and one can bind again', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    await server.client.ok(person.openid, 'accounts', 'giveConsent', {
      purpose: 'wish',
      version: CONSENTS.wish.version,
    });
    const before = await boundUsers();
    await server.client.ok(person.openid, 'accounts', 'unbind', { reason: '换手机' });
    expect(await boundUsers()).toBe(before - 1);
    const { consents } = await server.client.one('users', person.openid);
    expect(consents).toHaveLength(3);
    expect(consents.every(({ withdrawnAt }) => withdrawnAt !== undefined)).toBe(true);
    await server.client.refused('FORBIDDEN', person.openid, 'accounts', 'myData', {});
    await server.client.refused('FORBIDDEN', person.openid, 'applications', 'get', { applicationId });
    expect(await server.client.one('applications', applicationId)).toMatchObject({ state: 'submitted' });
    const told = await server.client.outbox(world.staff.village);
    expect(JSON.stringify(told.at(-1))).toContain('解除了微信绑定');
    expect(JSON.stringify(told.at(-1))).not.toContain(person.name);
    const again = await world.bind(person, newOpenid('second-phone'));
    await world.decide(again.openid, again.villageId);
    await server.client.ok(again.openid, 'applications', 'get', { applicationId });
  });

  test('what was still to be verified is closed with it', async () => {
    const person = await world.bind(await world.registerOne());
    const before = await openVerifications();
    await server.client.ok(person.openid, 'accounts', 'unbind', { reason: '' });
    expect(await openVerifications()).toBe(before - 1);
    const { binding } = await server.client.one('residents', person.residentId);
    expect(binding).toBeNull();
    // The same phone may bind again: the place is free.
    await world.bind(person, person.openid);
  });

  test('twice at once is one', async () => {
    const person = await world.resident();
    const before = await boundUsers();
    const answers = await Promise.all(
      [1, 2, 3].map(() => server.client.call(person.openid, 'accounts', 'unbind', { reason: '' })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await boundUsers()).toBe(before - 1);
  });
});

describe('who acts for whom', () => {
  const end = (residentId: string, guardianId: string) => ({ residentId, guardianId, reason: '不需要了' });

  async function family(): Promise<{ person: BoundPerson; guardian: string; guardianId: string }> {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const [one] = (await server.client.one('residents', person.residentId)).guardians;
    return { person, guardian, guardianId: one?.guardianId ?? '' };
  }
  const guardiansOf = async ({ residentId }: RegisteredPerson) =>
    (await server.client.ok(world.staff.village, 'accounts', 'guardians', { residentId })).guardians;

  test('staff of the village see guardians without what identifies the phone; others see nobody', async () => {
    const { person, guardian, guardianId } = await family();
    const list = await guardiansOf(person);
    expect(list).toMatchObject([{ guardianId, relation: '儿子', phoneMasked: '139****0003', me: false }]);
    expect(JSON.stringify(list)).not.toContain(guardian);
    const { residentId } = person;
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'accounts', 'guardians', {
      residentId,
    });
    await server.client.ok(world.staff.town, 'accounts', 'guardians', { residentId });
  });

  test.each<[string, (family: { person: BoundPerson; guardian: string }) => string]>([
    ['the resident', ({ person }) => person.openid],
    ['the guardian', ({ guardian }) => guardian],
    ['staff of the village', () => world.staff.village],
    ['the town', () => world.staff.town],
  ])('%s ends it at once; the other side is told', async (_who, whose) => {
    const { person, guardian, guardianId } = await family();
    const by = whose({ person, guardian });
    await server.client.ok(by, 'accounts', 'endGuardian', end(person.residentId, guardianId));
    const { message } = await server.client.refused(
      'FORBIDDEN',
      guardian,
      'accounts',
      'myData',
      {},
      {
        as: { role: 'guardian', residentId: person.residentId },
      },
    );
    expect(message).toContain('不再替这位家人办事');
    expect(await guardiansOf(person)).toEqual([]);
    for (const other of [person.openid, guardian].filter((openid) => openid !== by)) {
      expect(JSON.stringify((await server.client.outbox(other)).at(-1))).toContain('已终止');
    }
    await server.client.refused(
      'NOT_FOUND',
      world.staff.village,
      'accounts',
      'endGuardian',
      end(person.residentId, guardianId),
    );
  });

  test('strangers, other residents, other guardians and other villages end nothing', async () => {
    const { person, guardian, guardianId } = await family();
    const second = await world.guardianOf(person);
    const neighbour = await world.resident();
    const input = end(person.residentId, guardianId);
    await server.client.refused('FORBIDDEN', newOpenid('stranger'), 'accounts', 'endGuardian', input);
    await server.client.refused('FORBIDDEN', await world.volunteer(), 'accounts', 'endGuardian', input);
    await server.client.refused('FORBIDDEN', world.staff.admin, 'accounts', 'endGuardian', input);
    for (const openid of [neighbour.openid, second, world.staff.otherVillage]) {
      await server.client.refused('NOT_FOUND', openid, 'accounts', 'endGuardian', input);
    }
    await server.client.refused('BAD_INPUT', guardian, 'accounts', 'endGuardian', { ...input, reason: ' ' });
    expect(await guardiansOf(person)).toHaveLength(2);
  });

  test('a phone that is not verified sends no guardian away', async () => {
    const person = await world.registerOne();
    const guardian = await world.guardianOf(person);
    const impostor = await world.bind(person, newOpenid('impostor'));
    const [one] = await guardiansOf(person);
    await server.client.refused(
      'IDENTITY_NOT_VERIFIED',
      impostor.openid,
      'accounts',
      'endGuardian',
      end(person.residentId, one?.guardianId ?? ''),
    );
    await server.client.ok(guardian, 'accounts', 'myData', {});
  });

  test('one of several wards is ended, the others stay; asked and approved again it is one guardian', async () => {
    const { person, guardian, guardianId } = await family();
    const other = await world.registerOne();
    await world.guardianOf(other, guardian);
    await server.client.ok(
      world.staff.village,
      'accounts',
      'endGuardian',
      end(person.residentId, guardianId),
    );
    const { roles } = await server.client.ok(guardian, 'accounts', 'home', {});
    expect(roles.map(({ as }) => as)).toEqual([{ role: 'guardian', residentId: other.residentId }]);
    await world.guardianOf(person, guardian);
    expect(await guardiansOf(person)).toHaveLength(1);
  });

  test('two guardians correct and end at the same moment, and nothing is lost', async () => {
    const { person, guardian, guardianId } = await family();
    const second = await world.guardianOf(person);
    const answers = await Promise.all([
      server.client.call(guardian, 'accounts', 'askCorrection', correction('phone', '13700000005')),
      server.client.call(second, 'accounts', 'askCorrection', correction('address', '新址1号')),
      server.client.call(person.openid, 'accounts', 'endGuardian', end(person.residentId, guardianId)),
    ]);
    expect(answers[1]?.ok).toBe(true);
    expect(answers[2]?.ok).toBe(true);
    expect(await guardiansOf(person)).toHaveLength(1);
    const { corrections } = await server.client.ok(second, 'accounts', 'myData', {});
    expect(corrections).toHaveLength(answers.filter(({ ok }, i) => i < 2 && ok).length);
  });
});
