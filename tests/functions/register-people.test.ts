/** The register as staff work with it: look-up, tables, one person with everything linked, edits with their history, findings. */
import type { Input } from '../../typings/api';
import type { CountDimension, ResidentFilter } from '../../typings/api/register';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { cellFilter } from '../../miniprogram/shared/register';
import { applicationIn } from '../support/functions/case';
import { DAY, paired, serviceIn, type Pair } from '../support/functions/pairs';
import { bornYearsAgo, idNumber, newPerson, withWrongCheck } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import {
  DIBAO,
  OTHER_VILLAGE,
  VILLAGE,
  type World,
  type BoundPerson,
  type RegisteredPerson,
} from '../support/functions/world';

let server: TestServer;
let world: World;
let pair: Pair;
let person: BoundPerson;

beforeAll(async () => {
  ({ server, world } = await startTown());
  pair = await paired(server, world);
  person = pair.person;
  await serviceIn(server, pair, 'confirmed', 60);
  await applicationIn(server, world, person, 'closed');
  await world.register([
    newPerson(bornYearsAgo(60), DIBAO, { category: 1, level: 1 }),
    newPerson(bornYearsAgo(60, 1), [], { category: 2, level: 2 }),
    newPerson(bornYearsAgo(17), null, { category: 5, level: 3 }),
    newPerson(bornYearsAgo(85), [{ kind: 'dibian', from: '2021-01-01', to: '2021-12-31' }]),
    newPerson(bornYearsAgo(81), DIBAO),
  ]);
  await world.register([newPerson(bornYearsAgo(33), DIBAO)], OTHER_VILLAGE);
  const left = await world.registerOne(bornYearsAgo(50));
  await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
    residentId: left.residentId,
    why: 'moved',
    on: chinaDate(Date.now()),
    note: '户口迁移单',
  });
});
afterAll(() => server.close());

async function fireChecks(): Promise<void> {
  const response = await fetch(`${server.client.url}/timers/registry/checkRegister`, { method: 'POST' });
  if (!response.ok) throw new Error(`timer: ${response.status}`);
}

type Query = Input<'registry', 'residents'>;

async function listed(openid: string, filter: Query): Promise<string[]> {
  const ids: string[] = [];
  let total: number | null = null;
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof ask>> = await ask(openid, { ...filter, cursor });
    total ??= page.total;
    ids.push(...page.items.map(({ residentId }) => residentId));
    cursor = page.next;
  } while (cursor !== null);
  expect(new Set(ids).size).toBe(ids.length);
  expect(total).toBe(ids.length);
  return ids;
}

const ask = (openid: string, filter: Query) => server.client.ok(openid, 'registry', 'residents', filter);

describe('look-up', () => {
  test.each<[string, ResidentFilter, (doc: Awaited<ReturnType<typeof everybody>>[number]) => boolean]>([
    ['a kind', { category: 1 }, ({ category }) => category === 1],
    ['60 and over includes the birthday', { ageFrom: 60 }, ({ age }) => age >= 60],
    ['up to 59', { ageTo: 59 }, ({ age }) => age <= 59],
    ['between', { ageFrom: 17, ageTo: 60 }, ({ age }) => age >= 17 && age <= 60],
    ['低保', { lowIncome: 'dibao' }, ({ lowIncome }) => lowIncome === 'dibao'],
    ['低保 or 低边', { lowIncome: 'any' }, ({ lowIncome }) => ['dibao', 'dibian'].includes(lowIncome)],
    ['not asked', { lowIncome: 'unknown' }, ({ lowIncome }) => lowIncome === 'unknown'],
    ['unpaired', { paired: false }, (one) => !one.paired],
    ['paired', { paired: true }, (one) => one.paired],
    ['nobody there for 90 days', { quietDays: 90 }, ({ lastServiceAt }) => lastServiceAt === null],
    ['bound', { binding: 'verified' }, ({ bound }) => bound],
    [
      'all together',
      { ageFrom: 60, lowIncome: 'any', paired: false, level: 1 },
      (one) => one.age >= 60 && one.lowIncome === 'dibao' && one.levelLabel === '一级',
    ],
  ])('%s', async (_what, filter, fits) => {
    const expected = (await everybody()).filter(fits).map(({ residentId }) => residentId);
    expect(expected.length).toBeGreaterThan(0);
    expect((await listed(world.staff.village, filter)).sort()).toEqual(expected.sort());
  });

  async function everybody() {
    const items = [];
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof ask>> = await ask(world.staff.village, { cursor });
      items.push(...page.items);
      cursor = page.next;
      if (cursor === null) break;
    }
    const docs = await server.client.all('residents');
    return items.map((row) => ({
      ...row,
      category: docs.find(({ _id }) => _id === row.residentId)?.category,
    }));
  }

  test('who was on 低边 on a day in the past', async () => {
    const on = { lowIncome: 'dibian', lowIncomeOn: '2021-06-01' } as const;
    expect(await listed(world.staff.village, on)).toHaveLength(1);
    expect(await listed(world.staff.village, { ...on, lowIncomeOn: '2022-06-01' })).toHaveLength(0);
    await server.client.refused('BAD_INPUT', world.staff.village, 'registry', 'residents', {
      lowIncomeOn: '2021-06-01',
    });
  });

  test('who left is found when asked for', async () => {
    expect(await listed(world.staff.village, { status: 'moved' })).toHaveLength(1);
    expect(await listed(world.staff.otherVillage, { status: 'moved' })).toHaveLength(0);
  });

  test('the village is part of the query: asking for another one finds the own people only', async () => {
    const own = await listed(world.staff.otherVillage, {});
    expect(own).toHaveLength(1);
    expect(await listed(world.staff.otherVillage, { villageId: VILLAGE })).toEqual(own);
    expect((await listed(world.staff.town, {})).length).toBe(
      (await listed(world.staff.village, {})).length + 1,
    );
  });

  let more: RegisteredPerson[];
  beforeAll(async () => {
    more = await world.register(Array.from({ length: 24 }, (_, n) => newPerson(bornYearsAgo(30 + (n % 9)))));
  });

  test.each(['name', 'oldest', 'quiet'] as const)('in order of %s, pages follow each other', async (sort) => {
    const ids = await listed(world.staff.village, { sort, ageTo: 59 });
    const docs = await server.client.all('residents');
    const key = (id: string): string => {
      const look = docs.find(({ _id }) => _id === id)?.look;
      return (sort === 'name' ? look?.name : sort === 'oldest' ? look?.born : look?.helped) ?? '';
    };
    expect(ids).toEqual([...ids].sort((a, b) => (key(a) < key(b) ? -1 : 1)));
    expect(ids).toEqual(expect.arrayContaining(more.map(({ residentId }) => residentId)));
  });
});

describe('tables', () => {
  const DIMENSIONS: CountDimension[] = [
    'village',
    'category',
    'level',
    'age',
    'income',
    'status',
    'paired',
    'binding',
  ];

  test.each(DIMENSIONS)('each number by %s is the length of the list behind it', async (rows) => {
    for (const openid of [world.staff.village, world.staff.town]) {
      const columns = rows === 'age' ? 'income' : 'age';
      const filter: ResidentFilter = rows === 'category' ? { ageFrom: 18 } : {};
      const table = await server.client.ok(openid, 'registry', 'registerTable', { filter, rows, columns });
      expect(table.cells.length).toBeGreaterThan(0);
      expect(table.total).toBe(table.cells.reduce((sum, { n }) => sum + n, 0));
      for (const { row, column, n } of table.cells) {
        expect(table.rows).toContain(row);
        expect(table.columns).toContain(column);
        const behind = cellFilter(filter, [rows, row], [columns, column]);
        expect({ row, column, n: (await listed(openid, behind)).length }).toEqual({ row, column, n });
      }
    }
  });

  test('the figures that the village keeps are the sums of the table; another village is not in it', async () => {
    const counters = await server.client.one('counters', VILLAGE);
    const whole = (rows: CountDimension) =>
      server.client.ok(world.staff.village, 'registry', 'registerTable', { filter: {}, rows, columns: null });
    const asRecord = (cells: { row: string; n: number }[]): object =>
      Object.fromEntries(cells.map(({ row, n }) => [row, n]));
    const present = (table: Partial<Record<string, number>>): object =>
      Object.fromEntries(Object.entries(table).filter(([, n]) => n !== 0));
    expect((await whole('category')).total).toBe(counters.residents);
    expect(asRecord((await whole('category')).cells)).toEqual(present(counters.byCategory));
    expect(asRecord((await whole('level')).cells)).toEqual(present(counters.byLevel));
    expect(asRecord((await whole('age')).cells)).toEqual(present(counters.byAge));
    expect((await whole('village')).rows).toEqual([VILLAGE]);
  });
});

describe('one person', () => {
  test('everything that hangs on them, for who may see them', async () => {
    const links = await server.client.ok(world.staff.village, 'registry', 'residentLinks', {
      residentId: person.residentId,
    });
    expect(links.cases).toHaveLength(1);
    expect(links.cases[0]).toMatchObject({ kind: 'device', state: 'closed', open: false });
    expect(links.pairings[0]).toMatchObject({ state: 'active', services: 1, minutes: 60 });
    expect(links.services[0]).toMatchObject({ state: 'confirmed', minutes: 60 });
    expect(links.devices[0]).toMatchObject({ itemName: '轮椅' });
    expect(links.consents.map(({ purpose }) => purpose)).toEqual(expect.arrayContaining(['核对身份']));
    expect(links.codeIssuedAt).not.toBeNull();
    expect(JSON.stringify(links)).not.toContain(person.openid);
    expect(JSON.stringify(links)).not.toContain(pair.volunteer);
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'residentLinks', {
      residentId: person.residentId,
    });
  });

  test('who looked is for the town: reveals with their reason, newest first', async () => {
    const { residentId } = person;
    await server.client.ok(world.staff.village, 'registry', 'reveal', {
      residentId,
      field: 'phone',
      reason: '打电话联系办事',
    });
    const { items } = await server.client.ok(world.staff.town, 'registry', 'reads', { residentId });
    expect(items[0]).toMatchObject({ what: 'number', number: '电话', reason: '打电话联系办事' });
    expect(items[0]?.who).toMatch(/谢家路村/);
    await server.client.refused('FORBIDDEN', world.staff.village, 'registry', 'reads', { residentId });
  });

  test('a confirmed service that is disputed is no help any more', async () => {
    const other = await paired(server, world);
    const serviceId = await serviceIn(server, other, 'confirmed', 30);
    const lastOf = async () => (await server.client.one('residents', other.person.residentId)).helped?.length;
    expect(await lastOf()).toBe(1);
    await server.client.ok(other.person.openid, 'pairing', 'disputeService', { serviceId, reason: '没有来' });
    expect(await lastOf()).toBe(0);
  });
});

describe('edits', () => {
  test('who, when, why, before and after; older numbers for a reason only', async () => {
    const one = await world.registerOne();
    const { residentId } = one;
    const edit = { phone: '13812340001', address: '新路8号', certificateUntil: '2031-05-01' };
    const { changeId } = await server.client.ok(world.staff.village, 'registry', 'editResident', {
      residentId,
      lastChangeId: null,
      edit,
      why: '本人来村里说的',
    });
    const { changes } = await server.client.ok(world.staff.village, 'registry', 'changes', { residentId });
    expect(changes).toHaveLength(1);
    expect(changes[0]?.by).toMatch(/谢家路村/);
    expect(changes[0]?.changes.map(({ field, sealed }) => [field, sealed])).toEqual([
      ['certificateUntil', false],
      ['phone', true],
      ['address', false],
    ]);
    expect(JSON.stringify(changes)).not.toContain(one.phone);
    expect(JSON.stringify(await server.client.all('residentChanges'))).not.toContain(one.phone);
    const asked = { residentId, changeId, field: 'phone' as const, reason: '核对旧号码' };
    expect(await server.client.ok(world.staff.village, 'registry', 'revealChange', asked)).toEqual({
      before: one.phone,
      after: '13812340001',
    });
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'revealChange', asked);
    // Who did not see this edit is told by whom it was.
    const late = await server.client.refused(
      'STATE_CHANGED',
      world.staff.village2,
      'registry',
      'editResident',
      {
        residentId,
        lastChangeId: null,
        edit: { address: '旧路1号' },
        why: '电话里说的',
      },
    );
    expect(late.message).toMatch(/刚由.*改过/);
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'editResident', {
      residentId,
      lastChangeId: changeId,
      edit: { address: '旧路1号' },
      why: '电话里说的',
    });
    await server.client.refused('FORBIDDEN', world.staff.admin, 'registry', 'editResident', {});
    const officer = await world.officer('village', VILLAGE);
    const self = await world.resident(undefined, [], VILLAGE, officer);
    const own = { residentId: self.residentId, lastChangeId: null, edit: { level: 1 as const }, why: '新证' };
    await server.client.refused('OWN_CASE', officer, 'registry', 'editResident', own, {
      as: { role: 'villageStaff' },
    });
  });

  test('a wrong record, an empty edit, somebody who has left: refused, nothing is written', async () => {
    const { client } = server;
    const { village } = world.staff;
    const [one, other, left] = await world.register([44, 45, 46].map((age) => newPerson(bornYearsAgo(age))));
    if (!one || !other || !left) throw new Error('nobody');
    const edit = ({ residentId }: RegisteredPerson, edited: object, lastChangeId: string | null = null) => ({
      residentId,
      lastChangeId,
      edit: edited,
      why: '本人来村里说的',
    });
    const edited = edit(one, { phone: '13812340009' });
    const { changeId } = await client.ok(village, 'registry', 'editResident', edited);
    await client.ok(village, 'registry', 'recordLeaving', {
      residentId: left.residentId,
      why: 'moved',
      on: chinaDate(Date.now()),
      note: '户口迁移单',
    });
    const before = await client.dump();
    // An edit is revealed by the name of the person whom it was of, so that the audit says whose number was read.
    await client.refused('NOT_FOUND', village, 'registry', 'revealChange', {
      residentId: other.residentId,
      changeId,
      field: 'phone',
      reason: '核对旧号码',
    });
    const same = edit(one, { phone: '13812340009' }, changeId);
    const { message } = await client.refused('BAD_INPUT', village, 'registry', 'editResident', same);
    expect(message).toMatch(/没有改动/);
    const gone = edit(left, { address: '旧路1号' });
    await client.refused('NOT_ACTIVE', village, 'registry', 'editResident', gone);
    expect(await client.dump()).toEqual(before);
  });

  test('another certificate moves the figures, another ID number the way to find the person', async () => {
    const one = await world.registerOne(bornYearsAgo(44));
    const { residentId } = one;
    const before = await server.client.one('counters', VILLAGE);
    const number = idNumber(bornYearsAgo(61), 777);
    const change = (edit: object, lastChangeId: string | null) =>
      server.client.ok(world.staff.village, 'registry', 'editResident', {
        residentId,
        lastChangeId,
        edit,
        why: '看了新证',
      });
    const { changeId } = await change({ idNumber: number, certificateNumber: `${number}13B1` }, null);
    const after = await server.client.one('counters', VILLAGE);
    expect(after.byCategory['1']).toBe((before.byCategory['1'] ?? 0) + 1);
    expect(after.byCategory['4']).toBe((before.byCategory['4'] ?? 0) - 1);
    expect(after.byAge['60-69']).toBe(before.byAge['60-69'] + 1);
    expect(await listed(world.staff.village, { q: number })).toEqual([residentId]);
    expect(await listed(world.staff.village, { q: one.idNumber })).toEqual([]);
    const taken = await server.client.refused('BAD_INPUT', world.staff.village, 'registry', 'editResident', {
      residentId,
      lastChangeId: changeId,
      edit: { idNumber: person.idNumber },
      why: '看了身份证',
    });
    expect(taken.fields?.idNumber).toMatch(/已在名册中/);
    await server.client.refused('BAD_INPUT', world.staff.village, 'registry', 'editResident', {
      residentId,
      lastChangeId: changeId,
      edit: { idNumber: withWrongCheck(number) },
      why: '看了身份证',
    });
  });

  test('a corrected name stands in open cases and with the guardian', async () => {
    const one = await world.resident();
    const guardian = await world.guardianOf(one);
    const applicationId = await applicationIn(server, world, one, 'submitted');
    await server.client.ok(world.staff.village, 'registry', 'editResident', {
      residentId: one.residentId,
      lastChangeId: null,
      edit: { name: '王改名' },
      why: '看了户口本',
    });
    expect((await server.client.one('applications', applicationId)).residentName).toBe('王改名');
    expect((await server.client.one('users', guardian)).guardianOf[0]?.residentName).toBe('王改名');
  });
});

describe('coming back', () => {
  test('in the register and its figures again, with phone and code to be given anew', async () => {
    const one = await world.resident();
    const { residentId } = one;
    const on = chinaDate(Date.now());
    await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId,
      why: 'moved',
      on,
      note: '迁出',
    });
    const before = await server.client.one('counters', VILLAGE);
    const back = { residentId, villageId: VILLAGE, on, note: '户口迁回来了' };
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'recordReturn', back);
    await server.client.refused('FORBIDDEN', world.staff.village, 'registry', 'recordReturn', {
      ...back,
      villageId: OTHER_VILLAGE,
    });
    const early = { ...back, on: chinaDate(Date.now() + DAY) };
    await server.client.refused('BAD_INPUT', world.staff.village, 'registry', 'recordReturn', early);
    expect((await server.client.one('residents', residentId)).status).toBe('moved');
    await server.client.ok(world.staff.village, 'registry', 'recordReturn', back);
    await server.client.refused('STEP_NOT_ALLOWED', world.staff.village, 'registry', 'recordReturn', back);
    expect((await server.client.one('counters', VILLAGE)).residents).toBe(before.residents + 1);
    await world.bind(one);
    const { changes } = await server.client.ok(world.staff.village, 'registry', 'changes', { residentId });
    expect(changes[0]?.why).toMatch(/迁回谢家路村/);
  });
});

describe('findings', () => {
  const mine = async (openid: string, query: Input<'registry', 'findings'> = {}) =>
    server.client.ok(openid, 'registry', 'findings', query);

  test('found by the timer, settled with a reason, back when the facts change, gone when put right', async () => {
    const one = await world.registerOne(bornYearsAgo(70), null);
    const { residentId } = one;
    await fireChecks();
    const open = (await mine(world.staff.village, { kind: 'incomeUnknown' })).items;
    const finding = open.find(({ people }) => people[0]?.residentId === residentId);
    expect(finding).toBeDefined();
    const { findingId = '' } = finding ?? {};
    const counted = async () => (await server.client.one('counters', VILLAGE)).findings;
    const before = await counted();
    expect(before).toBe(
      (await server.client.all('findings')).filter((doc) => doc.state === 'open' && doc.villageId === VILLAGE)
        .length,
    );

    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'settleFinding', {
      findingId,
      reason: '已经问过',
    });
    await server.client.ok(world.staff.village, 'registry', 'settleFinding', {
      findingId,
      reason: '家属不愿意说',
    });
    const second = await server.client.refused(
      'STATE_CHANGED',
      world.staff.village2,
      'registry',
      'settleFinding',
      { findingId, reason: '已经问过' },
    );
    expect(second.message).toMatch(/已经核对过/);
    expect(await counted()).toBe(before - 1);
    // Another check of the same facts leaves it settled.
    await server.client.ok(world.staff.village, 'registry', 'editResident', {
      residentId,
      lastChangeId: null,
      edit: { address: '新路9号' },
      why: '上门看到的',
    });
    expect((await mine(world.staff.village, { state: 'settled' })).items.map((f) => f.findingId)).toContain(
      findingId,
    );
    await server.client.ok(world.staff.village, 'registry', 'reopenFinding', { findingId });
    await server.client.ok(world.staff.village, 'registry', 'recordLowIncome', {
      residentId,
      periods: [],
      note: '问过了',
    });
    expect((await server.client.all('findings')).map(({ _id }) => _id)).not.toContain(findingId);
    expect(await counted()).toBe(before - 1);
  });

  test('about oneself or the own ward is for somebody else to settle', async () => {
    const officer = await world.officer('village', VILLAGE);
    const ward = await world.registerOne(bornYearsAgo(70), null);
    await world.guardianOf(ward, officer);
    await fireChecks();
    const [finding] = (await server.client.all('findings')).filter(({ residentIds }) =>
      residentIds.includes(ward.residentId),
    );
    const input = { findingId: finding?._id, reason: '已经问过' };
    const as = { as: { role: 'villageStaff' as const } };
    await server.client.refused('OWN_CASE', officer, 'registry', 'settleFinding', input, as);
    expect(await server.client.all('findings', { _id: input.findingId })).toEqual([finding]);
    await server.client.ok(world.staff.village, 'registry', 'settleFinding', {
      findingId: finding?._id ?? '',
      reason: '已经问过',
    });
  });

  test('certificate ended, number and kind apart, one phone of many, the same person twice', async () => {
    const phone = '13700001111';
    const people = await world.register(
      Array.from({ length: 4 }, (_, n) => ({ ...newPerson(bornYearsAgo(40 + n)), phone })),
    );
    const first = people[0];
    if (!first) throw new Error('nobody');
    const [twin] = await world.register([{ ...newPerson(first.birthDate), name: first.name }]);
    await server.client.ok(world.staff.village, 'registry', 'editResident', {
      residentId: first.residentId,
      lastChangeId: null,
      edit: { certificateUntil: '2020-01-01', category: 7 },
      why: '看了旧证',
    });
    await fireChecks();
    const kinds = (await server.client.all('findings'))
      .filter(({ residentIds }) => residentIds.includes(first.residentId))
      .map(({ kind }) => kind)
      .sort();
    expect(kinds).toEqual(['certificateExpired', 'certificateMismatch', 'duplicate', 'sharedPhone']);
    const duplicate = (await server.client.all('findings')).find(({ _id }) => _id.startsWith('duplicate:'));
    expect(duplicate?.residentIds.sort()).toEqual([first.residentId, twin?.residentId].sort());
    // Three with one phone are a family.
    await server.client.ok(world.staff.village, 'registry', 'editResident', {
      residentId: people[3]?.residentId ?? '',
      lastChangeId: null,
      edit: { phone: '13700002222' },
      why: '本人说的',
    });
    expect((await server.client.all('findings')).filter(({ kind }) => kind === 'sharedPhone')).toEqual([]);
    expect(JSON.stringify(await server.client.all('findings'))).not.toContain(phone);
  });

  test('people of two villages are for the town; a village sees its own only', async () => {
    const one = await world.registerOne(bornYearsAgo(52));
    await world.register([{ ...newPerson(one.birthDate), name: one.name }], OTHER_VILLAGE);
    await fireChecks();
    const ids = async (openid: string) =>
      (await mine(openid, { kind: 'duplicate' })).items.map(({ people }) => people[0]?.name);
    expect(await ids(world.staff.town)).toContain(one.name);
    expect(await ids(world.staff.village)).not.toContain(one.name);
    expect(await ids(world.staff.otherVillage)).not.toContain(one.name);
    const { counts } = await mine(world.staff.town);
    const all = (await server.client.all('findings')).filter(({ state }) => state === 'open');
    expect(Object.values(counts ?? {}).reduce((sum, n) => sum + n, 0)).toBe(all.length);
  });
});

describe('volunteers', () => {
  test('look-up by village, state, pairs free and last service; the detail with what hangs on them', async () => {
    const free = await world.volunteer();
    const full = await world.volunteer();
    for (let n = 0; n < 2; n += 1) await paired(server, world, undefined, full);
    const docs = await server.client.all('volunteers');
    const idOf = (openid: string): string => docs.find((doc) => doc.openid === openid)?._id ?? '';
    const ids = async (openid: string, query: Input<'registry', 'volunteers'>) =>
      (await server.client.ok(openid, 'registry', 'volunteers', query)).items.map(
        ({ volunteerId }) => volunteerId,
      );
    expect(await ids(world.staff.village, { free: true })).toEqual(
      expect.arrayContaining([idOf(free), idOf(pair.volunteer)]),
    );
    expect(await ids(world.staff.village, { free: true })).not.toContain(idOf(full));
    expect(await ids(world.staff.village, { hoursFrom: 1, sort: 'hours' })).toEqual([idOf(pair.volunteer)]);
    expect(await ids(world.staff.village, { quietDays: 30 })).not.toContain(idOf(pair.volunteer));
    expect(await ids(world.staff.otherVillage, {})).toEqual([]);
    const { volunteer } = await server.client.ok(world.staff.village, 'registry', 'volunteer', {
      volunteerId: idOf(pair.volunteer),
    });
    expect(volunteer).toMatchObject({ minutes: 60, points: { balance: 10 }, endObstacle: '' });
    expect(volunteer.pairingList[0]?.residentName).toBe(person.name);
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'registry', 'volunteer', {
      volunteerId: idOf(free),
    });
  });

  test('ended by staff with a reason: pairings end, the figures follow', async () => {
    const helper = await paired(server, world);
    const doc = (await server.client.all('volunteers')).find(({ openid }) => openid === helper.volunteer);
    const volunteerId = doc?._id ?? '';
    const before = await server.client.one('counters', VILLAGE);
    const answer = await server.client.ok(world.staff.village, 'registry', 'endVolunteer', {
      volunteerId,
      reason: '搬到外地了',
    });
    expect(answer).toEqual({ ended: 1 });
    const after = await server.client.one('counters', VILLAGE);
    expect([after.volunteers, after.pairings]).toEqual([before.volunteers - 1, before.pairings - 1]);
    expect((await server.client.one('users', helper.volunteer)).volunteer).toBeNull();
    await server.client.refused('STEP_NOT_ALLOWED', world.staff.village, 'registry', 'endVolunteer', {
      volunteerId,
      reason: '搬到外地了',
    });
  });
});

test('no officer ends the own volunteering as staff', async () => {
  const officer = await world.officer('village', VILLAGE);
  await world.volunteer(VILLAGE, officer);
  const { volunteer } = await server.client.one('users', officer);
  const input = { volunteerId: volunteer?.volunteerId, reason: '不做了' };
  const before = await server.client.dump();
  await server.client.refused('OWN_CASE', officer, 'registry', 'endVolunteer', input, {
    as: { role: 'villageStaff' },
  });
  expect(await server.client.dump()).toEqual(before);
});

describe('saved views', () => {
  test('the own ones: kept, changed, dropped; a few at most', async () => {
    const view = {
      of: 'residents' as const,
      name: '低保老人',
      filter: { ageFrom: 60, lowIncome: 'dibao' as const },
      sort: 'oldest' as const,
    };
    const officer = world.staff.village;
    const { viewId } = await server.client.ok(officer, 'registry', 'saveView', view);
    await server.client.refused('BAD_INPUT', officer, 'registry', 'saveView', view);
    await server.client.ok(officer, 'registry', 'saveView', { ...view, name: '低保高龄', viewId });
    expect((await server.client.ok(officer, 'registry', 'views', {})).views).toEqual([
      { ...view, name: '低保高龄', viewId },
    ]);
    expect((await server.client.ok(world.staff.village2, 'registry', 'views', {})).views).toEqual([]);
    await server.client.refused('NOT_FOUND', world.staff.village2, 'registry', 'dropView', { viewId });
    for (let n = 1; n < 12; n += 1)
      await server.client.ok(officer, 'registry', 'saveView', { ...view, name: `第${n}个` });
    await server.client.refused('LIMIT_REACHED', officer, 'registry', 'saveView', {
      ...view,
      name: '太多了',
    });
    await server.client.ok(officer, 'registry', 'dropView', { viewId });
    expect((await server.client.ok(officer, 'registry', 'views', {})).views).toHaveLength(11);
  });
});
