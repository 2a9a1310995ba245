/** What was handed in while its resident left, moved, was renamed or became part of another record: it goes where the person is. */
import type { ApplicationDoc, ResidentDoc } from '../../cloudfunctions/core/collections';
import { withPlaces } from '../../cloudfunctions/core/open-cases';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn, submission } from '../support/functions/case';
import { expectClean } from '../support/functions/check-data';
import { employmentWish, wishOf } from '../support/functions/kinds';
import { putDoc } from '../support/functions/pairs';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, WALKER, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const today = (): string => chinaDate(Date.now());
const caseOf = (applicationId: string): Promise<ApplicationDoc> =>
  server.client.one('applications', applicationId);
const person = (residentId: string): Promise<ResidentDoc> => server.client.one('residents', residentId);

async function follow(): Promise<void> {
  const response = await fetch(`${server.client.url}/timers/registry/checkRegister`, { method: 'POST' });
  expect(response.status).toBe(200);
}

/** What remained would be named by the nightly look. */
const expectNamed = (rule: string): Promise<void> => expect(expectClean(server.client)).rejects.toThrow(rule);

/** An application that was handed in for this resident and not seen by what happened to the record. */
async function unseen(residentId: string): Promise<string> {
  const applicationId = await applicationIn(server, world, await world.resident(), 'submitted');
  const { name } = await person(residentId);
  const doc = withPlaces({ ...(await caseOf(applicationId)), residentId, residentName: name });
  await putDoc(server, 'applications', doc);
  return applicationId;
}

test.each([
  ['moved', '已迁出本镇'],
  ['deceased', '已去世'],
] as const)('of who has left (%s): it ends, and says why', async (why, words) => {
  const { residentId } = await world.resident();
  await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
    residentId,
    why,
    on: today(),
    note: '家属来村里说的',
  });
  const applicationId = await unseen(residentId);
  await expectNamed('open: of who is in the register');
  await follow();
  const after = await caseOf(applicationId);
  expect(after).toMatchObject({ state: 'ended', openFor: null, places: [applicationId] });
  expect(after.timeline.at(-1)?.note).toContain(words);
  await follow();
  expect(await caseOf(applicationId)).toEqual(after);
  await expectClean(server.client);
});

test('of who has moved within the town: the new village has it, at the step where it is', async () => {
  const { residentId } = await world.resident();
  await server.client.ok(world.staff.village, 'registry', 'recordMove', {
    residentId,
    villageId: OTHER_VILLAGE,
    on: today(),
    note: '户口迁移单',
  });
  const applicationId = await unseen(residentId);
  await expectNamed("open: in the resident's village");
  await follow();
  const after = await caseOf(applicationId);
  expect(after).toMatchObject({ state: 'submitted', villageId: OTHER_VILLAGE, openFor: residentId });
  expect(after.timeline.at(-1)).toMatchObject({
    action: 'handOver',
    note: expect.stringContaining('由新的村继续办') as string,
  });
  await expectClean(server.client);
});

test('of who has another name by now: it says so', async () => {
  const { residentId } = await world.resident();
  const applicationId = await unseen(residentId);
  const doc = await caseOf(applicationId);
  await putDoc(server, 'applications', { ...doc, residentName: '旧名字' });
  await follow();
  expect(await caseOf(applicationId)).toMatchObject({
    residentName: doc.residentName,
    residentId,
    state: 'submitted',
  });
  await expectClean(server.client);
});

describe('of a record that is part of another one', () => {
  const merge = async (goneId: string, keepId: string): Promise<string> => {
    const reason = '同一个人登记了两次';
    const input = { keepId, goneId, reason };
    return (await server.client.ok(world.staff.village, 'registry', 'mergeResidents', input)).mergeId;
  };
  const register = async (n: number): Promise<string[]> =>
    (await world.register(Array.from({ length: n }, () => newPerson(bornYearsAgo(50))))).map(
      ({ residentId }) => residentId,
    );

  test('the one that stayed has it, also by way of a third; and it goes back when that is undone', async () => {
    const [first = '', second = '', third = ''] = await register(3);
    await merge(first, second);
    const mergeId = await merge(second, third);
    const applicationId = await unseen(first);
    await follow();
    const after = await caseOf(applicationId);
    const { name } = await person(third);
    expect(after).toMatchObject({
      residentId: third,
      residentName: name,
      openFor: third,
      villageId: VILLAGE,
    });
    expect(after.places?.[0]).toContain(third);
    await follow();
    expect(await caseOf(applicationId)).toEqual(after);
    await expectClean(server.client);
    await server.client.ok(world.staff.village, 'registry', 'undoMerge', { mergeId, reason: '是两个人' });
    expect(await caseOf(applicationId)).toMatchObject({ residentId: second, openFor: second });
    await expectClean(server.client);
  });

  test('when that has the same open: one of them ends, in words', async () => {
    const [gone = ''] = await register(1);
    const { openid, residentId } = await world.resident();
    await merge(gone, residentId);
    const apply = () =>
      server.client.ok(openid, 'applications', 'applyDevice', submission(WALKER.halfFen, WALKER.itemId));
    const { applicationId } = await apply();
    const doc = { ...(await caseOf(applicationId)), residentId: gone };
    await putDoc(server, 'applications', withPlaces(doc));
    const { applicationId: second } = await apply();
    await follow();
    expect(await caseOf(second)).toMatchObject({ state: 'submitted' });
    const ended = await caseOf(applicationId);
    expect(ended).toMatchObject({ state: 'ended', residentId });
    expect(ended.timeline.at(-1)?.note).toContain('两份登记合并了');
    await expectClean(server.client);
  });

  test('which left the town later: it ends there', async () => {
    const [gone = '', kept = ''] = await register(2);
    await merge(gone, kept);
    await server.client.ok(world.staff.village, 'registry', 'recordLeaving', {
      residentId: kept,
      why: 'moved',
      on: today(),
      note: '家属来村里说的',
    });
    const applicationId = await unseen(gone);
    await follow();
    expect(await caseOf(applicationId)).toMatchObject({ state: 'ended', residentId: kept });
    await expectClean(server.client);
  });

  test('what waits for the home waits on the record that stayed', async () => {
    const [gone = '', kept = ''] = await register(2);
    await merge(gone, kept);
    const applicationId = await unseen(gone);
    await server.client.ok(world.staff.village, 'applications', 'return', {
      applicationId,
      reason: '请补照片',
    });
    expect((await person(gone)).askedCases).toHaveLength(1);
    await follow();
    expect((await person(gone)).askedCases).toEqual([]);
    expect((await person(kept)).askedCases).toMatchObject([{ applicationId, state: 'returned' }]);
    expect((await person(kept)).awaits).toContain(kept);
    await expectClean(server.client);
  });
});

test('whoever leaves, moves or is renamed while several things are handed in and taken back: nobody is told of an error, and all is right in the end', async () => {
  const { client } = server;
  const village = world.staff.village;
  const note = '家属来村里说的';
  const changes = [
    (residentId: string) =>
      client.call(village, 'registry', 'recordLeaving', { residentId, why: 'moved', on: today(), note }),
    (residentId: string) =>
      client.call(village, 'registry', 'recordMove', {
        residentId,
        villageId: OTHER_VILLAGE,
        on: today(),
        note,
      }),
  ];
  for (let round = 0; round < 12; round += 1) {
    const { openid, residentId } = await world.resident();
    const as = { role: 'resident' as const, residentId };
    const { applicationId } = await client.ok(
      openid,
      'applications',
      'applyDevice',
      submission(WALKER.halfFen, WALKER.itemId),
      { as },
    );
    const change = changes[round % changes.length];
    const answers = await Promise.all([
      client.call(openid, 'applications', 'makeWish', wishOf(), { as }),
      change?.(residentId),
      client.call(openid, 'applications', 'withdraw', { applicationId }, { as }),
      client.call(openid, 'applications', 'applyEmployment', employmentWish(), { as }),
    ]);
    // Who came too late is told so in a code of the contract.
    for (const answer of answers)
      if (!answer?.ok)
        expect(['FORBIDDEN', 'NOT_ACTIVE', 'STEP_NOT_ALLOWED', 'STATE_CHANGED']).toContain(answer?.code);
    expect(answers[1]).toMatchObject({ ok: true });
  }
  await follow();
  await expectClean(client);
});
