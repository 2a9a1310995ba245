/** Lists of officers and volunteers: how many requests to the database they make, and that what they say is so at that moment. */
import type { ActionName, FunctionName, Input } from '../../typings/api';
import type { ActingAs } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn } from '../support/functions/case';
import { paired, putDoc, serviceIn } from '../support/functions/pairs';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

const PAGE = 20;

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
  const people = (n: number) => Array.from({ length: n }, () => newPerson(bornYearsAgo(64)));
  await world.register(people(PAGE + 2));
  await world.register(people(3), OTHER_VILLAGE);
  for (let n = 0; n <= PAGE; n += 1) await world.volunteer();
});
afterAll(() => server.close());

/** Requests of a call once the instance knows what it keeps for a minute. */
async function requests<F extends FunctionName, A extends ActionName<F>>(
  openid: string,
  fn: F,
  action: A,
  input: Input<F, A>,
  role: ActingAs['role'],
): Promise<number> {
  for (let i = 0; i < 3; i += 1) await server.client.ok(openid, fn, action, input, { as: { role } });
  return Math.min(...(await server.client.costs(fn, openid)).slice(-3));
}

const residents = (openid: string, input: Input<'registry', 'residents'>) =>
  server.client.ok(openid, 'registry', 'residents', input);
const volunteers = (openid: string, input: Input<'registry', 'volunteers'>) =>
  server.client.ok(openid, 'registry', 'volunteers', input);

test.each([
  ['village', 'villageStaff'],
  ['town', 'townStaff'],
] as const)(
  'the register asks once (%s), together with who asks; looking somebody up once more, to count it; by a number twice more',
  async (who, role) => {
    const officer = world.staff[who];
    const cost = (input: Input<'registry', 'residents'>) =>
      requests(officer, 'registry', 'residents', input, role);
    const { next } = await residents(officer, {});
    const { name, idNumber } = await world.registerOne();
    expect([
      await cost({}),
      await cost({ cursor: next }),
      await cost({ ageFrom: 60, paired: false, sort: 'oldest' }),
      await cost({ q: name }),
      await cost({ q: idNumber }),
    ]).toEqual([1, 2, 2, 2, 3]);
  },
);

test('an officer who works elsewhere since the last look sees who lives there, and nobody else', async () => {
  const officer = world.staff.village;
  const cost = () => requests(officer, 'registry', 'residents', { sort: 'name' }, 'villageStaff');
  const placesSeen = async () => {
    const { items, total } = await residents(officer, { sort: 'name' });
    return [new Set(items.map(({ villageName }) => villageName)).size, total];
  };
  const all = (await server.client.all('residents')).filter(({ status }) => status === 'active');
  const livingIn = (village: string) => all.filter(({ villageId }) => villageId === village).length;
  expect(await placesSeen()).toEqual([1, livingIn(VILLAGE)]);
  expect(await cost()).toBe(2);
  const user = await server.client.one('users', officer);
  const moved = { ...user, staff: user.staff && { ...user.staff, villageId: OTHER_VILLAGE } };
  await putDoc(server, 'users', moved);
  expect(await placesSeen()).toEqual([1, livingIn(OTHER_VILLAGE)]);
  expect(livingIn(OTHER_VILLAGE)).not.toBe(livingIn(VILLAGE));
  await putDoc(server, 'users', user);
  expect(await placesSeen()).toEqual([1, livingIn(VILLAGE)]);
});

test('volunteers and goods ask twice: who asks, what', async () => {
  const { village, town } = world.staff;
  const cost = (officer: string, role: ActingAs['role'], input: Input<'registry', 'volunteers'>) =>
    requests(officer, 'registry', 'volunteers', input, role);
  const { next, total } = await volunteers(village, {});
  expect(total).toBeGreaterThan(PAGE);
  expect([
    await cost(village, 'villageStaff', {}),
    await cost(village, 'villageStaff', { cursor: next }),
    await cost(village, 'villageStaff', { quietDays: 1 }),
    await cost(town, 'townStaff', {}),
  ]).toEqual([2, 2, 2, 2]);

  const withPoints = await paired(server, world);
  await serviceIn(server, withPoints, 'confirmed', 60);
  const without = await world.volunteer();
  for (const openid of [withPoints.volunteer, without]) {
    expect(await requests(openid, 'points', 'goods', {}, 'volunteer')).toBe(2);
  }
  const balance = async (openid: string) =>
    (await server.client.ok(openid, 'points', 'goods', {}, { as: { role: 'volunteer' } })).balance;
  expect([await balance(withPoints.volunteer), await balance(without)]).toEqual([10, 0]);
});

test('the total of the register is right at once: somebody new, somebody who left, of the village and of the town', async () => {
  const { village, otherVillage, town } = world.staff;
  const totals = async () => [
    (await residents(village, {})).total,
    (await residents(otherVillage, {})).total,
    (await residents(town, {})).total,
    (await residents(town, { villageId: OTHER_VILLAGE })).total,
    (await residents(village, { ageFrom: 90 })).total,
    (await residents(village, { status: 'moved' })).total,
  ];
  const before = await totals();
  const [own = 0, others = 0, all = 0] = before as number[];
  expect([own > PAGE, own + others, before.slice(3)]).toEqual([true, all, [others, 0, 0]]);

  const { residentId } = await world.registerOne(bornYearsAgo(91));
  expect(await totals()).toEqual([own + 1, others, all + 1, others, 1, 0]);

  await server.client.ok(village, 'registry', 'recordLeaving', {
    residentId,
    why: 'moved',
    on: chinaDate(Date.now()),
    note: '户口迁移单',
  });
  expect(await totals()).toEqual([own, others, all, others, 0, 1]);
  // The next page has none: it was told with the first.
  const { next } = await residents(village, {});
  expect((await residents(village, { cursor: next })).total).toBeNull();
});

test('the total of volunteers is right at once', async () => {
  const { village, otherVillage, town } = world.staff;
  const totals = async () => [
    (await volunteers(village, {})).total,
    (await volunteers(otherVillage, {})).total,
    (await volunteers(town, {})).total,
    (await volunteers(town, { villageId: VILLAGE, state: 'left' })).total,
  ];
  const [own = 0, , all = 0, left = 0] = (await totals()) as number[];
  const openid = await world.volunteer();
  expect(await totals()).toEqual([own + 1, 0, all + 1, left]);
  const doc = (await server.client.all('volunteers')).find((one) => one.openid === openid);
  await server.client.ok(village, 'registry', 'endVolunteer', {
    volunteerId: doc?._id ?? '',
    reason: '搬到外地了',
  });
  expect(await totals()).toEqual([own, 0, all, left + 1]);
});

test('in the role that a phone says, when figures come along, lists of the town say what they say without it', async () => {
  const { town } = world.staff;
  await applicationIn(server, world, await world.resident(), 'submitted');
  const counters = await server.client.one('counters', VILLAGE);
  // Two of its steps were promised for a day long ago, one of them since last night.
  const due = { device: { toCheck: '1000 1' } };
  const dueMoves = { device: { toCheck: ['+1972-09-28' as const] } };
  await putDoc(server, 'counters', { ...counters, due, dueMoves, openEmergencies: 3 });
  const twice = async <F extends FunctionName, A extends ActionName<F>>(
    fn: F,
    action: A,
    input: Input<F, A>,
  ) => {
    const alone = await server.client.ok(town, fn, action, input);
    const inRole = await server.client.ok(town, fn, action, input, { as: { role: 'townStaff' } });
    expect(inRole).toEqual(alone);
    return inRole;
  };
  try {
    const queue = await twice('applications', 'queue', { kind: 'device', tab: 'toCheck' });
    expect(queue).toMatchObject({ counts: { toCheck: 1 }, overdue: 2 });
    await twice('applications', 'queue', { kind: 'device', tab: 'done', villageId: VILLAGE });
    expect(await twice('emergency', 'calls', { state: 'open' })).toMatchObject({ open: 3 });
    await twice('applications', 'work', { list: 'overdueAll' });
    await twice('pairing', 'serviceQueue', { tab: 'toCheck' });
    await twice('donations', 'queue', { tab: 'toReceive', directed: false });
    await twice('accounts', 'verifications', {});
    const { villages } = await twice('accounts', 'villageFigures', {});
    expect(villages.find(({ villageId }) => villageId === VILLAGE)).toMatchObject({
      cases: { device: { toCheck: 1, overdue: 2 } },
      emergencies: 3,
    });
  } finally {
    await putDoc(server, 'counters', counters);
  }
});

test('whom to call, asked at each start of a phone: who asks, and the two offices', async () => {
  const { openid: resident } = await world.resident();
  const volunteer = await world.volunteer();
  const cost = (openid: string, role: ActingAs['role']) => requests(openid, 'emergency', 'numbers', {}, role);
  expect([
    await cost(resident, 'resident'),
    await cost(volunteer, 'volunteer'),
    await cost(world.staff.village, 'villageStaff'),
    await cost(world.staff.town, 'townStaff'),
  ]).toEqual([2, 2, 2, 2]);
});
