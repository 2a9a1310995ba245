/** Employment files: whose, by whom, in step with applications for work, what is due, who is missing, and what fits whom. */
import type { Input } from '../../typings/api';
import type { JobFacts } from '../../typings/api/employment';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { employmentIn, employmentWish, PLACE } from '../support/functions/kinds';
import { putDoc } from '../support/functions/pairs';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

const DAY = 86_400_000;
const TODAY = chinaDate(Date.now());
const day = (days: number): string => chinaDate(Date.now() + days * DAY);

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
  await server.client.ok(world.staff.admin, 'registry', 'setParameter', {
    key: 'employmentPolicies',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '测试规定',
    value: { fromAge: 16, beforeAge: 60, policies: ['quota', 'freeService'] },
  });
});
afterAll(() => server.close());

const facts = (more: Partial<JobFacts> = {}): JobFacts => ({
  status: 'looking',
  abilities: ['sewing'],
  hours: 'halfDay',
  distance: 'village',
  wishes: '离家近',
  helper: '陈五',
  policies: ['quota'],
  ...more,
});

const write = (residentId: string, version = 0, more: Partial<JobFacts> = {}, who = world.staff.village) =>
  server.client.ok(who, 'employment', 'saveFile', { residentId, version, ...facts(more) });

const read = async (residentId: string, who = world.staff.village) =>
  (await server.client.ok(who, 'employment', 'file', { residentId })).file;

describe('the file', () => {
  test('is begun from what is known, changed, and tells who changed what; the second of two is told', async () => {
    const { client } = server;
    const { residentId, name } = await world.registerOne(bornYearsAgo(40));
    expect(await read(residentId)).toMatchObject({ version: 0, status: 'unknown', residentName: name });
    const { version } = await write(residentId);
    const file = await read(residentId);
    expect(file).toMatchObject({ version, ...facts(), age: 40, due: false });
    expect(file.choices.map(({ code }) => code)).toEqual(['quota', 'freeService']);
    expect(file.choices[0]?.source).toContain('残疾人就业条例');

    const plan = [{ what: '介绍到来料加工点', by: '陈五', dueOn: day(7), doneOn: null }];
    await client.ok(world.staff.town, 'employment', 'savePlan', { residentId, version, plan });
    const late: Input<'employment', 'saveFile'> = { residentId, version, ...facts({ status: 'unable' }) };
    const refusal = await client.refused(
      'STATE_CHANGED',
      world.staff.village2,
      'employment',
      'saveFile',
      late,
    );
    expect(refusal.message).toContain('泗门镇残联');
    expect(await read(residentId)).toMatchObject({ plan, status: 'looking' });
    expect((await read(residentId)).history.map(({ what }) => what)).toEqual([
      '帮扶措施1条，完成0条',
      '建档：想找工作',
    ]);
  });

  test('an application for work writes into it what it says; what officers wrote besides stays', async () => {
    const { client } = server;
    const person = await world.resident(bornYearsAgo(40));
    const { residentId, openid } = person;
    const { version } = await write(residentId, 0, { status: 'unable', abilities: ['sewing'] });
    const plan = [{ what: '介绍到来料加工点', by: '陈五', dueOn: day(7), doneOn: null }];
    await client.ok(world.staff.village, 'employment', 'savePlan', { residentId, version, plan });
    const before = await read(residentId);
    const { applicationId } = await client.ok(openid, 'applications', 'applyEmployment', employmentWish(), {
      as: { role: 'resident', residentId },
    });
    const after = await read(residentId);
    expect(after).toMatchObject({
      status: 'looking',
      abilities: ['handwork', 'packing'],
      wishes: '想在家附近做',
      helper: '陈五',
      policies: ['quota'],
      plan,
      version: before.version + 1,
    });
    expect(after.history.map(({ what }) => what)).toEqual([
      '登记求职意愿',
      ...before.history.map(({ what }) => what),
    ]);
    const stored = await client.one('employmentFiles', residentId);
    expect(stored).toMatchObject({ applicationId, statusSince: stored.updatedAt });
  });

  test('nothing of a plan is done on a day to come', async () => {
    const { client } = server;
    const { residentId } = await world.registerOne(bornYearsAgo(40));
    const { version } = await write(residentId);
    const plan = [{ what: '介绍到来料加工点', by: '陈五', dueOn: day(7), doneOn: day(1) }];
    const input = { residentId, version, plan };
    const refusal = await client.refused('BAD_INPUT', world.staff.village, 'employment', 'savePlan', input);
    expect(Object.keys(refusal.fields ?? {})).toEqual(['plan']);
    expect(await read(residentId)).toMatchObject({ version, plan: [] });
  });

  test('a policy that is not in force is none; what was applied before stays', async () => {
    const { client } = server;
    const { residentId } = await world.registerOne(bornYearsAgo(40));
    const input = { residentId, version: 0, ...facts({ policies: ['incomeTax'] }) };
    const refusal = await client.refused('BAD_INPUT', world.staff.village, 'employment', 'saveFile', input);
    expect(refusal.fields?.policies).toContain('重新选');
  });

  test('of another village it does not exist; nobody keeps the own one; who has left has none', async () => {
    const { client } = server;
    const { residentId } = await world.registerOne(bornYearsAgo(40));
    const other = world.staff.otherVillage;
    const input = { residentId, version: 0, ...facts() };
    await client.refused('NOT_FOUND', other, 'employment', 'file', { residentId });
    await client.refused('NOT_FOUND', other, 'employment', 'saveFile', input);
    await client.refused('NOT_FOUND', other, 'employment', 'suggestJobs', { residentId });

    const own = await world.registerOne(bornYearsAgo(41));
    await world.bind(own, world.staff.village2);
    const self = { residentId: own.residentId, version: 0, ...facts() };
    const role = { as: { role: 'villageStaff' as const } };
    await client.refused('OWN_CASE', world.staff.village2, 'employment', 'saveFile', self, role);

    await write(residentId);
    await client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId,
      why: 'moved',
      on: TODAY,
      note: '搬走',
    });
    await client.refused('NOT_ACTIVE', world.staff.village, 'employment', 'saveFile', {
      ...input,
      version: 2,
    });
    const { items } = await client.ok(world.staff.town, 'employment', 'files', {});
    expect(items.map((one) => one.residentId)).not.toContain(residentId);
  });

  test('a move within the town takes it along', async () => {
    const { client } = server;
    const { residentId } = await world.registerOne(bornYearsAgo(40));
    await write(residentId);
    await client.ok(world.staff.village, 'registry', 'recordMove', {
      residentId,
      villageId: OTHER_VILLAGE,
      on: TODAY,
      note: '搬家',
    });
    await client.refused('NOT_FOUND', world.staff.village, 'employment', 'file', { residentId });
    expect((await read(residentId, world.staff.otherVillage)).helper).toBe('陈五');
  });
});

describe('in step with applications for work', () => {
  test('nothing is typed twice: wish, contacts, outcome and a lost place', async () => {
    const { client } = server;
    const person = await world.resident(bornYearsAgo(35));
    const { residentId } = person;
    const applicationId = await employmentIn(server, world, person, 'checked');
    expect(await read(residentId)).toMatchObject({
      status: 'looking',
      abilities: ['handwork', 'packing'],
      hours: 'halfDay',
      applicationId,
    });
    await client.ok(world.staff.village, 'applications', 'followUp', {
      applicationId,
      words: '约好去看看',
      nextOn: day(3),
    });
    const followed = await read(residentId);
    expect(followed.followUps.map(({ words }) => words)).toEqual(['约好去看看']);
    expect(followed.nextOn).toBe(day(3));

    await client.ok(world.staff.town, 'applications', 'recordPlacement', { applicationId, ...PLACE });
    expect(await read(residentId)).toMatchObject({ status: 'employed', outcome: PLACE, nextOn: null });
    await client.ok(world.staff.village, 'applications', 'reopenEmployment', {
      applicationId,
      reason: '单位搬走了',
    });
    expect(await read(residentId)).toMatchObject({ status: 'looking', outcome: null, applicationId });
    const { items } = await client.ok(world.staff.village, 'employment', 'withoutFile', {});
    expect(items.map((one) => one.residentId)).not.toContain(residentId);
  });

  test('work found elsewhere is written on the file', async () => {
    const { client } = server;
    const { residentId } = await world.registerOne(bornYearsAgo(30));
    const { version } = await write(residentId);
    const input = { residentId, version, ...PLACE };
    await client.refused('BAD_INPUT', world.staff.village, 'employment', 'recordOutcome', {
      ...input,
      since: day(1),
    });
    await client.ok(world.staff.village, 'employment', 'recordOutcome', input);
    expect(await read(residentId)).toMatchObject({ status: 'employed', outcome: PLACE });
  });
});

describe('lists', () => {
  test('what is due, the longest overdue first, page by page; what is later is not', async () => {
    const { client } = server;
    const officer = world.staff.otherVillage;
    const people = await Promise.all(
      [0, 1, 2].map(() => world.registerOne(bornYearsAgo(30), [], OTHER_VILLAGE)),
    );
    const [today, later, long] = people.map(({ residentId }) => residentId) as [string, string, string];
    for (const [residentId, nextOn] of [
      [today, TODAY],
      [later, day(1)],
      [long, TODAY],
    ] as const) {
      const { version } = await write(residentId, 0, {}, officer);
      await client.ok(officer, 'employment', 'addFollowUp', { residentId, version, words: '问过', nextOn });
    }
    const doc = await client.one('employmentFiles', long);
    const overdue = day(-20);
    await putDoc(server, 'employmentFiles', { ...doc, nextOn: overdue, dueKey: `${overdue}-${long}` });
    const list = async (who: string) => (await client.ok(who, 'employment', 'files', { due: true })).items;
    const ids = (await list(officer)).map(({ residentId }) => residentId);
    expect(ids).toEqual([long, today]);
    expect((await list(officer))[0]).toMatchObject({ due: true, nextOn: overdue });
    expect((await list(world.staff.village)).map(({ residentId }) => residentId)).not.toContain(long);
    expect((await list(world.staff.town)).map(({ residentId }) => residentId)).toContain(long);
    await client.refused('BAD_INPUT', officer, 'employment', 'addFollowUp', {
      residentId: today,
      version: 2,
      words: '问过',
      nextOn: day(-1),
    });
  });

  test('by name and by status; without a file: of working age only, on the birthdays too', async () => {
    const { client } = server;
    const officer = world.staff.village;
    const born = async (years: number, days = 0) =>
      (await world.registerOne(bornYearsAgo(years, days))).residentId;
    const [sixteen, almost, fiftyNine, sixty] = [
      await born(16),
      await born(16, 1),
      await born(60, 1),
      await born(60),
    ];
    const missing: string[] = [];
    for (let cursor: string | null = null; ;) {
      const page: { items: { residentId: string }[]; next: string | null } = await client.ok(
        officer,
        'employment',
        'withoutFile',
        { cursor },
      );
      missing.push(...page.items.map(({ residentId }) => residentId));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(missing).toEqual(expect.arrayContaining([sixteen, fiftyNine]));
    expect(missing).not.toContain(almost);
    expect(missing).not.toContain(sixty);

    const person = await world.registerOne(bornYearsAgo(33));
    await write(person.residentId, 0, { status: 'training' });
    const found = await client.ok(officer, 'employment', 'files', { q: person.name });
    expect(found.items.map(({ residentId }) => residentId)).toEqual([person.residentId]);
    const { items } = await client.ok(officer, 'employment', 'files', { status: 'training' });
    expect(items.map(({ residentId }) => residentId)).toContain(person.residentId);
    expect(items.every(({ status }) => status === 'training')).toBe(true);
  });
});

describe('offers and people', () => {
  const offer = (more: object, expiresOn = day(30)): Input<'notices', 'save'> => ({
    kind: 'job',
    title: '服装加工点招工',
    body: '缝纫',
    photoIds: [],
    pinned: false,
    expiresOn,
    villageId: VILLAGE,
    offer: {
      organiser: '加工点',
      place: '村口',
      distance: 'village',
      hours: ['halfDay'],
      abilities: ['sewing'],
      pay: '计件',
      contactPhone: '13900000008',
      places: 2,
      ...more,
    },
  });
  async function publish(notice: Input<'notices', 'save'>): Promise<string> {
    const { client } = server;
    const { noticeId, version } = await client.ok(world.staff.village, 'notices', 'save', notice);
    await client.ok(world.staff.village, 'notices', 'publish', { noticeId, version });
    return noticeId;
  }

  test('a job that is not published yet, has ended or never was is answered by nobody', async () => {
    const { client } = server;
    const person = await world.resident(bornYearsAgo(45));
    const { noticeId } = await client.ok(world.staff.village, 'notices', 'save', offer({}));
    const ended = await publish(offer({}));
    await putDoc(server, 'notices', { ...(await client.one('notices', ended)), expiresOn: day(-1) });
    const before = await client.dump();
    for (const wrong of [noticeId, ended, 'nothing']) {
      await client.refused('ITEM_WITHDRAWN', person.openid, 'applications', 'applyEmployment', {
        ...employmentWish(),
        noticeId: wrong,
      });
    }
    expect(await client.dump()).toEqual(before);
  });

  test('jobs for a person and people for a job; what has ended, is too far or at other hours is not suggested', async () => {
    const { client } = server;
    const person = await world.registerOne(bornYearsAgo(45));
    await write(person.residentId);
    const fits = await publish(offer({}));
    const far = await publish(offer({ distance: 'city' }));
    const hours = await publish(offer({ hours: ['fullTime'] }));
    const other = await publish(offer({ abilities: ['computer'] }));
    const endsToday = await publish(offer({}, TODAY));
    const { jobs } = await client.ok(world.staff.village, 'employment', 'suggestJobs', {
      residentId: person.residentId,
    });
    const ids = jobs.map(({ noticeId }) => noticeId);
    expect(ids).toEqual(expect.arrayContaining([fits, endsToday]));
    for (const not of [far, hours, other]) expect(ids).not.toContain(not);
    expect(jobs.find(({ noticeId }) => noticeId === fits)?.reasons).toContain('会缝纫');

    const people = async (noticeId: string, who = world.staff.village) =>
      (await client.ok(who, 'employment', 'suggestPeople', { noticeId })).people.map((one) => one.residentId);
    expect(await people(fits)).toContain(person.residentId);
    expect(await people(far)).not.toContain(person.residentId);
    await client.refused('NOT_FOUND', world.staff.otherVillage, 'employment', 'suggestPeople', {
      noticeId: fits,
    });

    const doc = await client.one('notices', fits);
    await putDoc(server, 'notices', { ...doc, expiresOn: day(-1) });
    expect(await people(fits)).toEqual([]);
    const after = await client.ok(world.staff.village, 'employment', 'suggestJobs', {
      residentId: person.residentId,
    });
    expect(after.jobs.map(({ noticeId }) => noticeId)).not.toContain(fits);
  });

  test('a job that has no end is suggested however many have ended since; a person however many look for work', async () => {
    const { client } = server;
    const [person, ...others] = await world.register(
      Array.from({ length: 3 }, () => newPerson(bornYearsAgo(45))),
    );
    const residentId = person?.residentId ?? '';
    await write(residentId);
    const lasting = await publish(offer({}));
    const notice = await client.one('notices', lasting);
    for (let n = 0; n < 210; n += 1)
      await putDoc(server, 'notices', {
        ...notice,
        _id: `ended-${n}`,
        order: notice.order + 1 + n,
        expiresOn: day(-1),
      });
    const { jobs } = await client.ok(world.staff.village, 'employment', 'suggestJobs', { residentId });
    expect(jobs.map(({ noticeId }) => noticeId)).toContain(lasting);

    const file = await client.one('employmentFiles', residentId);
    for (let n = 0; n < 210; n += 1)
      await putDoc(server, 'employmentFiles', {
        ...file,
        _id: `~${others[0]?.residentId ?? ''}-${n}`,
        abilities: [],
      });
    const { people } = await client.ok(world.staff.village, 'employment', 'suggestPeople', {
      noticeId: lasting,
    });
    expect(people.map((one) => one.residentId)).toContain(residentId);
  });

  test('who wrote an offer is told once on its last day', async () => {
    const { client } = server;
    const noticeId = await publish(offer({}, TODAY));
    const tell = () => fetch(`${client.url}/timers/notices/ending`, { method: 'POST' });
    const told = async () =>
      (await client.outbox(world.staff.village)).filter((one) => JSON.stringify(one).includes(noticeId));
    await tell();
    expect(await told()).toHaveLength(1);
    await tell();
    expect(await told()).toHaveLength(1);
  });
});
