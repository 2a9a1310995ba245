/** Whose work a case is, what officers note, a step taken back, promises that run out, and who stands in during a leave. */
import { DEFAULT_ESCALATION_DAYS } from '../../cloudfunctions/applications/desk/escalate';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn, viewOf, submission } from '../support/functions/case';
import { deskOf, dueEarlier, fireCases, titlesTold } from '../support/functions/desk';
import { employmentIn } from '../support/functions/kinds';
import { DAY, putDoc } from '../support/functions/pairs';
import { expectRecountEqual } from '../support/functions/recount';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, WALKER, type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let village: string;
let village2: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  ({ village, village2 } = world.staff);
});
afterAll(() => server.close());

const idOf = (openid: string): string => world.staff.staffIds[openid] ?? '';
const submitted = async (): Promise<string> =>
  applicationIn(server, world, await world.resident(), 'submitted');
const take = (openid: string, applicationId: string) =>
  server.client.ok(openid, 'applications', 'takeCase', { applicationId });
const handOn = (openid: string, applicationId: string, to: string, seenStaffId: string | null) =>
  server.client.call(openid, 'applications', 'handOn', {
    applicationId,
    toStaffId: idOf(to),
    seenStaffId,
    note: '我要去开会',
  });
const queueOf = async (openid: string, more: object = {}) => {
  const answer = await server.client.ok(openid, 'applications', 'queue', {
    kind: 'device',
    tab: 'toCheck',
    ...more,
  });
  if (answer.unchanged) throw new Error('nothing was known before');
  return answer;
};
const idsIn = async (openid: string, more: object = {}): Promise<string[]> =>
  (await queueOf(openid, more)).items.map(({ applicationId }) => applicationId);
const workOf = async (openid: string, list: 'mine' | 'overdue' | 'overdueAll'): Promise<string[]> => {
  const answer = await server.client.ok(openid, 'applications', 'work', { list });
  return answer.unchanged ? [] : answer.items.map(({ applicationId }) => applicationId);
};
const homeDesk = async (openid: string) => {
  const { home } = await server.client.ok(openid, 'accounts', 'home', {});
  if (!('desk' in home)) throw new Error('no officer');
  return home.desk;
};

describe('whose work it is', () => {
  test('of two who take at once one has it; the other is told who', async () => {
    const applicationId = await submitted();
    const answers = await Promise.all(
      [village, village2].map((openid) =>
        server.client.call(openid, 'applications', 'takeCase', { applicationId }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const [refused] = answers.flatMap((answer) => (answer.ok ? [] : [answer]));
    expect(refused).toMatchObject({ code: 'STATE_CHANGED' });
    expect(refused?.message).toMatch(/谢家路村残协 专职委员 .*领办，要换人办请用「转交」/);
    const winner = answers[0]?.ok ? village : village2;
    expect((await deskOf(server, winner, applicationId)).assignee).toMatchObject({
      staffId: idOf(winner),
      mine: true,
    });
    // Again by the winner: nothing is written twice.
    await take(winner, applicationId);
    expect((await deskOf(server, winner, applicationId)).log.map(({ what }) => what)).toEqual(['take']);
  });

  test('taking changes the lists of colleagues, and the filters find it', async () => {
    const applicationId = await submitted();
    const before = await queueOf(village2);
    expect(await idsIn(village2, { who: 'nobody' })).toContain(applicationId);
    await take(village, applicationId);
    const after = await queueOf(village2, { knownVersion: before.version });
    expect(after.items.find((row) => row.applicationId === applicationId)?.assignee).toMatchObject({
      mine: false,
    });
    expect(await idsIn(village2, { who: 'nobody' })).not.toContain(applicationId);
    expect(await idsIn(village, { who: 'mine' })).toContain(applicationId);
    expect(await idsIn(village2, { who: 'mine' })).not.toContain(applicationId);
    const mine = (await homeDesk(village)).mine;
    // What a colleague has in hand is not given back by others.
    const kept = await server.client.one('applications', applicationId);
    const others = { applicationId };
    await server.client.refused('STATE_CHANGED', village2, 'applications', 'releaseCase', others);
    expect(await server.client.one('applications', applicationId)).toEqual(kept);
    await server.client.ok(village, 'applications', 'releaseCase', { applicationId });
    expect((await homeDesk(village)).mine).toBe(mine - 1);
    expect(await idsIn(village2, { who: 'nobody' })).toContain(applicationId);
  });

  test('handed on: the colleague is told; who decides by an old picture is refused; nothing is overwritten', async () => {
    const applicationId = await submitted();
    await take(village, applicationId);
    const told = (await titlesTold(server, village2)).length;
    expect(await handOn(village, applicationId, village2, idOf(village))).toMatchObject({ ok: true });
    expect((await titlesTold(server, village2)).slice(told)).toEqual(['同事转给您一件申请']);
    expect(await handOn(village, applicationId, village2, idOf(village))).toMatchObject({
      ok: false,
      code: 'STATE_CHANGED',
    });
    const { log, assignee } = await deskOf(server, village2, applicationId);
    expect(log).toMatchObject([{ what: 'take' }, { what: 'handOn', note: '我要去开会' }]);
    expect(assignee).toMatchObject({ staffId: idOf(village2), mine: true });
    expect(await workOf(village2, 'mine')).toContain(applicationId);
  });

  test('only to somebody whose office acts on it, of this village, and never to the applicant', async () => {
    const applicationId = await submitted();
    const { staff, client } = world;
    for (const to of [staff.town, staff.otherVillage, staff.admin]) {
      expect(await handOn(village, applicationId, to, null)).toMatchObject({ ok: false, code: 'BAD_INPUT' });
    }
    const { colleagues } = await client.ok(village, 'applications', 'colleagues', { applicationId });
    expect(colleagues.map(({ staffId }) => staffId)).toEqual([idOf(village2)]);
    // The town sees to it that somebody of the village does it.
    expect(await handOn(staff.town, applicationId, village2, null)).toMatchObject({ ok: true });
    await client.refused('NOT_FOUND', staff.otherVillage, 'applications', 'takeCase', { applicationId });
    await client.refused('STEP_NOT_ALLOWED', staff.town, 'applications', 'takeCase', { applicationId });

    const own = await world.resident(undefined, [], VILLAGE, village2);
    const theirs = await applicationIn(server, world, own, 'submitted', WALKER.halfFen, WALKER.itemId);
    await client.refused('OWN_CASE', village2, 'applications', 'takeCase', { applicationId: theirs });
    expect(await handOn(village, theirs, village2, null)).toMatchObject({ ok: false, code: 'BAD_INPUT' });
  });

  test('neither what the family of the officer filed nor what the officer filed for them', async () => {
    const { client } = server;
    const ward = await world.resident();
    const officer = await world.officer('village', VILLAGE);
    await world.guardianOf(ward, officer);
    const byWard = await applicationIn(server, world, ward, 'submitted');
    const input = submission(WALKER.halfFen, WALKER.itemId);
    const { applicationId: byOfficer } = await client.ok(officer, 'applications', 'applyDevice', input, {
      as: { role: 'guardian', residentId: ward.residentId },
    });
    const as = { as: { role: 'villageStaff' as const } };
    const isNotHis = async (applicationId: string): Promise<void> => {
      await client.refused('OWN_CASE', officer, 'applications', 'takeCase', { applicationId }, as);
      expect(await handOn(village, applicationId, officer, null)).toMatchObject({
        ok: false,
        code: 'BAD_INPUT',
      });
      expect((await client.one('applications', applicationId)).assignee).toBeNull();
    };
    await isNotHis(byWard);
    const [guardian] = (await client.one('residents', ward.residentId)).guardians;
    await client.ok(village, 'accounts', 'endGuardian', {
      residentId: ward.residentId,
      guardianId: guardian?.guardianId ?? '',
      reason: '换人照顾',
    });
    await isNotHis(byOfficer);
    await client.ok(world.staff.admin, 'accounts', 'endStaff', { staffId: idOf(officer) });
  });

  test('what an officer filed for a resident and a second person decides may be taken by the town', async () => {
    const { staff, client } = world;
    const applicationId = await employmentIn(server, world, await world.resident(), 'submitted');
    await client.refused('STEP_NOT_ALLOWED', staff.town, 'applications', 'takeCase', { applicationId });
    await putDoc(server, 'applications', {
      ...(await client.one('applications', applicationId)),
      assisted: true,
    });
    expect((await deskOf(server, staff.town, applicationId)).mayTake).toBe(true);
    await take(staff.town, applicationId);
    const { colleagues } = await client.ok(staff.town, 'applications', 'colleagues', { applicationId });
    expect(colleagues.map(({ staffId }) => staffId).sort()).toEqual(
      [staff.town2, village, village2].map(idOf).sort(),
    );
    // It stays theirs when more is asked of the applicant.
    await client.ok(staff.town, 'applications', 'return', { applicationId, reason: '请写会做什么' });
    expect((await deskOf(server, staff.town, applicationId)).assignee).toMatchObject({ mine: true });
  });

  test('it stays theirs while their office acts and while the applicant is asked, not at the next office', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    await take(village, applicationId);
    await server.client.ok(village, 'applications', 'return', { applicationId, reason: '请写清楚地址' });
    expect((await deskOf(server, village, applicationId)).assignee).toMatchObject({ mine: true });
    await server.client.ok(person.openid, 'applications', 'resubmit', { applicationId, answer: '3组18号' });
    expect((await deskOf(server, village, applicationId)).assignee).toMatchObject({ mine: true });
    await server.client.ok(village, 'applications', 'check', { applicationId });
    expect((await deskOf(server, village, applicationId)).assignee).toBeNull();
  });

  test('notes are for officers: two at once are both kept, the resident reads none', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    await Promise.all(
      [village, village2].map((openid, n) =>
        server.client.ok(openid, 'applications', 'addNote', { applicationId, words: `备注${n}` }),
      ),
    );
    expect((await deskOf(server, village, applicationId)).log.map(({ note }) => note).sort()).toEqual([
      '备注0',
      '备注1',
    ]);
    const seen = JSON.stringify(await viewOf(server, person.openid, applicationId));
    expect(seen).not.toContain('备注');
  });

  test('contacts: masked but for colleagues; a number is shown for a reason that is logged', async () => {
    const person = await world.resident();
    const guardian = await world.guardianOf(person);
    const applicationId = await applicationIn(server, world, person, 'submitted');
    const { contacts } = await server.client.ok(village, 'applications', 'contacts', { applicationId });
    expect(contacts.map(({ who, phone }) => [who, phone !== null])).toEqual([
      ['resident', false],
      ['guardian', false],
      ['colleague', true],
    ]);
    expect(JSON.stringify(contacts)).not.toContain(person.phone);
    const contactId = contacts[1]?.contactId ?? '';
    const input = { applicationId, contactId, reason: '约上门的时间' };
    const { phone } = await server.client.ok(village, 'applications', 'revealContact', input);
    expect(phone).toBe('13900000003');
    const entries = (await server.client.all('audit')).filter(
      ({ action }) => action === 'applications.revealContact',
    );
    expect(entries.at(-1)).toMatchObject({ openid: village, reason: '约上门的时间', target: applicationId });
    for (const openid of [world.staff.otherVillage, guardian]) {
      expect((await server.client.call(openid, 'applications', 'revealContact', input)).ok).toBe(false);
    }
  });
});

describe('finding it', () => {
  test('by number in all queues, by the beginning of a name, what is due first, page after page', async () => {
    const applicationId = await applicationIn(server, world, await world.resident(), 'checked');
    const { number } = await deskOf(server, village, applicationId);
    expect(number).toMatch(/^\d{6}-[2-9A-Z]{4}$/);
    for (const q of [number, number.toLowerCase(), number.replace('-', ' '), number.slice(0, -1)]) {
      expect(await idsIn(village, { q })).toContain(applicationId);
    }
    expect(await idsIn(world.staff.otherVillage, { q: number })).toEqual([]);

    const family = '欧阳';
    const filed: string[] = [];
    for (let n = 0; n < 23; n += 1) {
      const id = await submitted();
      const doc = await server.client.one('applications', id);
      // Three promised for the same day, so that pages end within one value.
      await putDoc(server, 'applications', { ...doc, residentName: `${family}${n % 4}` });
      await dueEarlier(server, id, -Math.floor(n / 3));
      filed.push(id);
    }
    const all = async (more: object): Promise<string[]> => {
      const ids: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: { applicationId: string }[]; next: string | null } = await queueOf(village, {
          ...more,
          cursor,
        });
        ids.push(...page.items.map((row) => row.applicationId));
        cursor = page.next;
      } while (cursor !== null);
      return ids;
    };
    expect((await all({ q: family })).sort()).toEqual([...filed].sort());
    const oldest = await all({});
    expect(oldest).toEqual([...oldest].sort());
    expect(await all({ sort: 'newest' })).toEqual([...oldest].reverse());
    const due = await all({ sort: 'due' });
    expect([...due].sort()).toEqual(oldest);
    const days = await Promise.all(
      due.map(async (id) => (await server.client.one('applications', id)).dueAt),
    );
    expect(days).toEqual([...days].sort((a, b) => (a ?? 0) - (b ?? 0)));
    await server.client.refused('BAD_INPUT', village, 'applications', 'queue', {
      kind: 'device',
      tab: 'toCheck',
      cursor: 'nonsense',
    });
  });
});

describe('a step taken back', () => {
  const undo = (openid: string, applicationId: string) =>
    server.client.call(openid, 'applications', 'undoStep', { applicationId });

  /** Without zeros and what holds nothing else: a figure that went up and down again is no other one. */
  function pruned(value: unknown): unknown {
    if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value)
      .map(([key, inner]) => [key, pruned(inner)] as const)
      .filter(([, inner]) => inner !== 0 && !['{}', '[]'].includes(JSON.stringify(inner)));
    return Object.fromEntries(kept);
  }

  /** What the step changed and what the taking back has to restore. */
  async function picture(applicationId: string, residentId: string) {
    const doc = await server.client.one('applications', applicationId);
    const counters = await server.client.one('counters', doc.villageId);
    const open = (await server.client.all('applications')).filter((one) => one.openFor === residentId);
    const { state, tab, dueAt, returnedFrom, facts, reminded, assigneeId, nudges, nudgeAt } = doc;
    return {
      record: { state, tab, dueAt, returnedFrom, facts, reminded, assigneeId, nudges, nudgeAt },
      open: open.map((one) => [one._id, one.state]),
      figures: pruned({
        cases: counters.cases,
        due: counters.due,
        // The oldest of thirty lines makes room for a new one for good.
        feed: counters.feed.slice(-5),
        months: counters.months,
      }),
    };
  }

  test('puts record, queue, promise, open cases, figures and feed back; the timeline says so; nobody is told', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'submitted');
    await take(village, applicationId);
    const before = await picture(applicationId, person.residentId);
    await server.client.ok(village, 'applications', 'check', { applicationId });
    expect(await picture(applicationId, person.residentId)).not.toEqual(before);
    expect((await deskOf(server, village, applicationId)).undo).toMatchObject({ action: 'check' });
    // Not offered to anybody else.
    expect((await deskOf(server, village2, applicationId)).undo).toBeNull();
    expect(await undo(village2, applicationId)).toMatchObject({ ok: false, code: 'STATE_CHANGED' });

    const told = await titlesTold(server, person.openid);
    expect(await undo(village, applicationId)).toMatchObject({ ok: true, data: { state: 'submitted' } });
    const after = await picture(applicationId, person.residentId);
    expect(after).toEqual(before);
    const { timeline } = await viewOf(server, person.openid, applicationId);
    expect(timeline.map(({ action }) => action)).toEqual(['submit', 'check', 'undo']);
    expect(timeline.at(-1)?.note).toBe('撤回了「村残协核实通过」');
    await fireCases(server, 'tell');
    expect(await titlesTold(server, person.openid)).toEqual(told);
    // Once.
    expect(await undo(village, applicationId)).toMatchObject({ ok: false, code: 'UNDO_OVER' });
  });

  test('after five minutes it stands and the applicant is told, once', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'checked');
    const told = (await titlesTold(server, person.openid)).length;
    await fireCases(server, 'tell');
    expect(await titlesTold(server, person.openid)).toHaveLength(told);
    const doc = await server.client.one('applications', applicationId);
    await putDoc(server, 'applications', {
      ...doc,
      tellAt: Date.now() - 1000,
      undo: doc.undo && { ...doc.undo, until: Date.now() - 1 },
    });
    expect(await undo(village, applicationId)).toMatchObject({ ok: false, code: 'UNDO_OVER' });
    for (let i = 0; i < 2; i += 1) await fireCases(server, 'tell');
    expect((await titlesTold(server, person.openid)).slice(told)).toEqual(['轮椅申请']);
  });

  test('not when the next office has begun, nor a step that decides or tells', async () => {
    const applicationId = await applicationIn(server, world, await world.resident(), 'checked');
    await take(world.staff.town, applicationId);
    expect(await undo(village, applicationId)).toMatchObject({ ok: false });
    const { staff } = await viewOf(server, world.staff.town, applicationId);
    const quote = staff?.today[0];
    await server.client.ok(world.staff.town, 'applications', 'approve', {
      applicationId,
      seenPayFen: quote?.quotable ? quote.quote.payFen : 0,
    });
    expect((await deskOf(server, world.staff.town, applicationId)).undo).toBeNull();
    expect(await undo(world.staff.town, applicationId)).toMatchObject({ ok: false, code: 'UNDO_OVER' });
    expect(await undo(village, applicationId)).toMatchObject({ ok: false, code: 'STATE_CHANGED' });
  });

  test('a follow-up goes with its words and its date', async () => {
    const person = await world.resident();
    const applicationId = await employmentIn(server, world, person, 'checked');
    const before = await picture(applicationId, person.residentId);
    await server.client.ok(world.staff.town, 'applications', 'followUp', {
      applicationId,
      words: '写错人了',
      nextOn: chinaDate(Date.now() + 3 * DAY),
    });
    expect(await undo(world.staff.town, applicationId)).toMatchObject({ ok: true });
    expect((await picture(applicationId, person.residentId)).record).toEqual(before.record);
  });
});

describe('promises that run out', () => {
  test('on the day the officers are told, days later the town: each once, and the case says so', async () => {
    const person = await world.resident(undefined, [], OTHER_VILLAGE);
    const applicationId = await applicationIn(server, world, person, 'submitted');
    const { otherVillage, town } = world.staff;
    const log = async () => (await deskOf(server, otherVillage, applicationId)).log;
    await fireCases(server, 'escalate');
    expect(await log()).toEqual([]);

    // Promised for the end of the third day: that is today.
    await dueEarlier(server, applicationId, 3);
    for (let i = 0; i < 2; i += 1) await fireCases(server, 'escalate');
    expect(await log()).toMatchObject([{ what: 'remind', by: '系统', to: '夹塘村残协' }]);
    expect((await titlesTold(server, otherVillage)).at(-1)).toBe('1件申请今天要办完');
    expect(await workOf(otherVillage, 'overdue')).not.toContain(applicationId);

    await dueEarlier(server, applicationId, 1);
    expect(await workOf(otherVillage, 'overdue')).toContain(applicationId);
    expect((await homeDesk(otherVillage)).overdue.device).toBe(1);
    expect((await homeDesk(town)).overdueAll).toBeGreaterThan(0);
    expect((await homeDesk(town)).overdue.device).toBe(0);
    expect(await idsIn(otherVillage, { overdue: true })).toEqual([applicationId]);
    await fireCases(server, 'escalate');
    expect(await log()).toHaveLength(1);

    await dueEarlier(server, applicationId, DEFAULT_ESCALATION_DAYS);
    for (let i = 0; i < 2; i += 1) await fireCases(server, 'escalate');
    expect((await log()).map(({ what, to }) => [what, to])).toEqual([
      ['remind', '夹塘村残协'],
      ['escalate', '镇残联'],
    ]);
    expect((await titlesTold(server, town)).filter((title) => title.includes('超时'))).toHaveLength(1);
    expect(await workOf(town, 'overdueAll')).toContain(applicationId);

    // Who has taken it is reminded alone; the next step has a promise of its own.
    await server.client.ok(otherVillage, 'applications', 'check', { applicationId });
    expect(await workOf(town, 'overdueAll')).not.toContain(applicationId);
    await take(town, applicationId);
    await dueEarlier(server, applicationId, 5);
    const told2 = await titlesTold(server, world.staff.town2);
    await fireCases(server, 'escalate');
    expect(await titlesTold(server, world.staff.town2)).toEqual(told2);
    expect((await log()).at(-1)).toMatchObject({ what: 'remind', to: expect.stringContaining('残联') });
  });
});

describe('what is new', () => {
  test('is counted since the officer said to have seen it, and only while it waits', async () => {
    const { client } = server;
    await client.ok(village, 'accounts', 'markSeen', {});
    expect(await homeDesk(village)).toMatchObject({ fresh: {}, seenAt: expect.any(Number) });
    const first = await submitted();
    await submitted();
    expect((await homeDesk(village)).fresh).toEqual({ 'device-toCheck': 2 });
    // Not new to a colleague who never said so.
    expect(await homeDesk(village2)).toMatchObject({ seenAt: null, fresh: {} });
    await client.ok(village, 'applications', 'check', { applicationId: first });
    await client.ok(village, 'applications', 'undoStep', { applicationId: first });
    expect((await homeDesk(village)).fresh).toEqual({ 'device-toCheck': 2 });
    await client.ok(village, 'accounts', 'markSeen', {});
    expect((await homeDesk(village)).fresh).toEqual({});
  });

  test('the town sees it village by village', async () => {
    const { villages } = await server.client.ok(world.staff.town, 'accounts', 'villageFigures', {});
    expect(villages.map(({ name }) => name)).toEqual(['谢家路村', '夹塘村']);
    const open = (await server.client.all('applications')).filter(
      ({ kind, tab, villageId }) => kind === 'device' && tab === 'toCheck' && villageId === VILLAGE,
    );
    expect(villages[0]?.cases.device.toCheck).toBe(open.length);
  });
});

test('after all of this the figures are what a recount gives', async () => {
  // Promises were moved by hand above, in record and figures alike.
  await expectRecountEqual(server.client);
});

describe('leave', () => {
  const today = (): string => chinaDate(Date.now());
  const inDays = (n: number): string => chinaDate(Date.now() + n * DAY);
  const setLeave = (openid: string, to: string, from = today(), until = inDays(3)) =>
    server.client.call(openid, 'accounts', 'setLeave', { from, to: until, substituteId: idOf(to) });

  test('the colleague sees the work among the own, gets the messages, may take over; it ends by itself', async () => {
    const applicationId = await submitted();
    await take(village, applicationId);
    expect(await setLeave(village, village2)).toMatchObject({ ok: true });
    expect((await titlesTold(server, village2)).at(-1)).toBe('同事请假，请您代班');
    expect(await homeDesk(village)).toMatchObject({ leave: { to: inDays(3) } });
    expect((await homeDesk(village2)).standsInFor).toHaveLength(1);
    expect(await workOf(village2, 'mine')).toContain(applicationId);
    expect(await idsIn(village2, { who: 'mine' })).toContain(applicationId);

    const given = await submitted();
    const { colleagues } = await server.client.ok(world.staff.town, 'applications', 'colleagues', {
      applicationId: given,
    });
    expect(colleagues.find(({ staffId }) => staffId === idOf(village))?.substitute).not.toBeNull();
    const before = [await titlesTold(server, village), await titlesTold(server, village2)];
    expect(await handOn(world.staff.town, given, village, null)).toMatchObject({ ok: true });
    expect(await titlesTold(server, village)).toEqual(before[0]);
    expect(await titlesTold(server, village2)).toEqual([...(before[1] ?? []), '同事转给您一件申请']);

    await take(village2, applicationId);
    expect((await deskOf(server, village2, applicationId)).assignee).toMatchObject({
      staffId: idOf(village2),
    });

    // The days have passed: nothing ran, and it is over.
    for (const openid of [village, village2]) {
      const user = await server.client.one('users', openid);
      const over = { from: inDays(-4), to: inDays(-1) };
      const desk = user.desk && {
        ...user.desk,
        leave: user.desk.leave && { ...user.desk.leave, ...over },
        standIns: user.desk.standIns.map((one) => ({ ...one, ...over })),
      };
      await putDoc(server, 'users', { ...user, ...(desk ? { desk } : {}) });
    }
    expect(await homeDesk(village)).toMatchObject({ leave: null });
    expect((await homeDesk(village2)).standsInFor).toEqual([]);
    expect(await workOf(village2, 'mine')).not.toContain(given);
  });

  test('a colleague of the same office, who is there; days that make sense; nobody stands in for two ways round', async () => {
    const { client } = server;
    const { town, town2, admin, otherVillage } = world.staff;
    const fields = async (answer: ReturnType<typeof setLeave>) => {
      const got = await answer;
      return got.ok ? [] : Object.keys(got.fields ?? {});
    };
    expect(await fields(setLeave(town, town))).toEqual(['substituteId']);
    expect(await fields(setLeave(town, otherVillage))).toEqual(['substituteId']);
    expect(await fields(setLeave(town, town2, inDays(2), inDays(1)))).toEqual(['to']);
    expect(await fields(setLeave(town, town2, inDays(-2), inDays(-1)))).toEqual(['to']);
    expect(await setLeave(town, town2)).toMatchObject({ ok: true });
    expect(await fields(setLeave(town2, town, inDays(1)))).toEqual(['from']);
    expect(await fields(setLeave(town2, town, inDays(4), inDays(5)))).toEqual([]);
    expect(await fields(setLeave(town, town2, today(), inDays(400)))).toEqual(['to']);
    // Who is away stands in for nobody.
    const town3 = await world.officer('town', null);
    expect(await fields(setLeave(town3, town))).toEqual(['substituteId']);
    expect((await client.one('users', town3)).desk ?? null).toBeNull();

    // Administrators set it for anybody; officers for themselves only.
    await client.refused('FORBIDDEN', town, 'accounts', 'leave', { staffId: idOf(village) });
    const days = { from: today(), to: inDays(2), substituteId: idOf(village2) };
    await client.ok(admin, 'accounts', 'setLeave', { staffId: idOf(village), ...days });
    expect(await client.ok(admin, 'accounts', 'leave', { staffId: idOf(village) })).toMatchObject({
      leave: { to: inDays(2), substituteId: idOf(village2) },
    });
    await client.ok(village, 'accounts', 'endLeave', {});
    expect((await homeDesk(village2)).standsInFor).toEqual([]);
    // Not for nobody, not for who has not come in yet, and not for administrators, who have no cases.
    const whose = await client.refused('BAD_INPUT', admin, 'accounts', 'setLeave', days);
    expect(Object.keys(whose.fields ?? {})).toEqual(['staffId']);
    const { staffId: invited } = await client.ok(admin, 'accounts', 'inviteStaff', {
      name: '王新来',
      level: 'village',
      villageId: VILLAGE,
      duty: '专职委员',
      phone: '13900000002',
    });
    for (const staffId of [invited, 'first-admin']) {
      await client.refused('NOT_FOUND', admin, 'accounts', 'leave', { staffId });
    }

    // With the duty the desk ends, and what was theirs goes to the colleague named.
    const leaving = await world.officer('village', OTHER_VILLAGE);
    const person = await world.resident(undefined, [], OTHER_VILLAGE);
    const applicationId = await applicationIn(server, world, person, 'submitted');
    await take(leaving, applicationId);
    const asked = await applicationIn(
      server,
      world,
      await world.resident(undefined, [], OTHER_VILLAGE),
      'submitted',
    );
    await take(leaving, asked);
    await client.ok(leaving, 'applications', 'return', { applicationId: asked, reason: '请写清楚地址' });
    const past = await applicationIn(
      server,
      world,
      await world.resident(undefined, [], OTHER_VILLAGE),
      'closed',
    );
    const closed = { ...(await client.one('applications', past)), assigneeId: idOf(leaving) };
    await putDoc(server, 'applications', closed);
    expect(await setLeave(leaving, otherVillage)).toMatchObject({ ok: true });
    await client.ok(admin, 'accounts', 'endStaff', {
      staffId: idOf(leaving),
      handTo: idOf(otherVillage),
    });
    expect((await server.client.one('users', leaving)).desk).toBeNull();
    await client.refused('NOT_FOUND', admin, 'accounts', 'leave', { staffId: idOf(leaving) });
    expect(await deskOf(server, otherVillage, applicationId)).toMatchObject({
      assignee: { staffId: idOf(otherVillage), mine: true },
      log: [{ what: 'take' }, { what: 'handOn', by: '系统' }],
    });
    // What waits for the applicant's answer goes along; what is done stays as it was.
    expect((await deskOf(server, otherVillage, asked)).assignee).toMatchObject({ mine: true });
    expect(await client.one('applications', past)).toEqual(closed);
  });
});
