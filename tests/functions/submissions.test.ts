/** What is handed in: how few requests to the database it takes, and that nothing is lost by it. */
import type { ActionName, FunctionName, Input, Output } from '../../typings/api';
import type { ActingAs } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn, photo, submission } from '../support/functions/case';
import { employmentWish, renovationRequest, wishOf } from '../support/functions/kinds';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, WHEELCHAIR, type BoundPerson, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

/** Requests of a command that succeeds, and its answer. */
async function asked<F extends FunctionName, A extends ActionName<F>>(
  openid: string,
  fn: F,
  action: A,
  input: Input<F, A>,
  as: ActingAs,
): Promise<{ requests: number; answer: Output<F, A> }> {
  const answer = await server.client.ok(openid, fn, action, input, { as });
  const costs = await server.client.costs(fn, openid);
  return { requests: costs.at(-1) ?? NaN, answer };
}

const asResident = ({ residentId }: BoundPerson): ActingAs => ({ role: 'resident', residentId });

async function withdrawn(person: BoundPerson, applicationId: string): Promise<void> {
  await server.client.ok(person.openid, 'applications', 'withdraw', { applicationId });
}

describe('at most six requests: who asks with all that is needed; begin; audit, record, figures; end', () => {
  test('a device', async () => {
    const person = await world.resident();
    const input = submission(WHEELCHAIR.halfFen);
    const { requests } = await asked(person.openid, 'applications', 'applyDevice', input, asResident(person));
    expect(requests).toBe(6);
  });

  test('the repair of one', async () => {
    const person = await world.resident();
    const applicationId = await applicationIn(server, world, person, 'received');
    const input = {
      applicationId,
      itemId: WHEELCHAIR.itemId,
      reason: '刹车坏了',
      photoIds: [],
      contactPhone: '13900000009',
    };
    const { requests } = await asked(person.openid, 'applications', 'applyRepair', input, asResident(person));
    expect(requests).toBe(6);
  });

  test('a wish; the first time one more, for the consent that came with the form', async () => {
    const person = await world.resident();
    const wish = () => asked(person.openid, 'applications', 'makeWish', wishOf(), asResident(person));
    const first = await wish();
    expect(first.requests).toBe(7);
    await withdrawn(person, first.answer.applicationId);
    expect((await wish()).requests).toBe(6);
  });

  test('changes to a home, however many photos', async () => {
    const person = await world.resident();
    const ask = async (photos: number) => {
      const ids: string[] = [];
      for (let n = 0; n < photos; n += 1) ids.push(await photo(server, person.openid, 'renovation'));
      const input = renovationRequest(ids);
      return asked(person.openid, 'applications', 'applyRenovation', input, asResident(person));
    };
    const first = await ask(1);
    expect(first.requests).toBe(7);
    await withdrawn(person, first.answer.applicationId);
    expect((await ask(2)).requests).toBe(6);
  });

  test('work: one more for the employment file; the first one is made, with its mark on the record', async () => {
    const person = await world.resident();
    const ask = () =>
      asked(person.openid, 'applications', 'applyEmployment', employmentWish(), asResident(person));
    const first = await ask();
    expect(first.requests).toBe(11);
    await withdrawn(person, first.answer.applicationId);
    expect((await ask()).requests).toBe(7);
  });

  test('a story, and goods promised to the town', async () => {
    const volunteer = await world.volunteer();
    // The names of the villages are kept for a minute.
    await server.client.ok(volunteer, 'notices', 'list', {});
    const story = { title: '上门', body: '今天陪老人去卫生院。', photoIds: [] };
    const told = await asked(volunteer, 'notices', 'submitStory', story, { role: 'volunteer' });
    expect(told.requests).toBe(6);
    const promise = {
      needId: null,
      villageId: VILLAGE,
      kind: 'goods' as const,
      what: '大米',
      unit: '袋',
      quantity: 2,
      valueFen: 10_000,
      promisedUntil: chinaDate(Date.now() + 5 * 86_400_000),
      words: '',
    };
    const given = await asked(volunteer, 'donations', 'promise', promise, { role: 'volunteer' });
    expect(given.requests).toBe(6);
  });
});

test('a guardian needs no more than the resident', async () => {
  const person = await world.registerOne();
  const openid = await world.guardianOf(person);
  const as: ActingAs = { role: 'guardian', residentId: person.residentId };
  const input = submission(WHEELCHAIR.halfFen);
  expect((await asked(openid, 'applications', 'applyDevice', input, as)).requests).toBe(6);
});

test('what came along is of the resident who is acted for: one named by a phone that may not gives nothing', async () => {
  const [person, stranger] = [await world.resident(), await world.resident()];
  const { client } = server;
  await client.ok(person.openid, 'applications', 'makeWish', wishOf(), { as: asResident(person) });
  const as: ActingAs = { role: 'resident', residentId: person.residentId };
  const kind = 'wish' as const;
  const open = await client.ok(person.openid, 'applications', 'formFacts', { kind }, { as });
  expect(open.openApplicationId).not.toBeNull();
  await client.refused('FORBIDDEN', stranger.openid, 'applications', 'formFacts', { kind }, { as });
  const own = await client.ok(stranger.openid, 'applications', 'formFacts', { kind });
  expect(own.openApplicationId).toBeNull();
});
