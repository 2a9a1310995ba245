/** Repair of devices that came through the program: whose, by whom, once at a time, disputed until it works. */
import type { Input } from '../../typings/api';
import { applicationIn, photo, repairIn, viewOf } from '../support/functions/case';
import { APPLICANT_ONLY, castOf, officersOnly, refusals, type Cast } from '../support/functions/kinds';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { WALKER, WHEELCHAIR, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let cast: Cast;

beforeAll(async () => {
  ({ server, world } = await startTown());
  ({ cast } = await castOf(world));
});
afterAll(() => server.close());

/** Somebody with a guardian and a wheelchair. */
async function owner(): Promise<{ someone: BoundPerson; own: Cast; deviceId: string }> {
  const someone = await world.resident();
  const own = { ...cast, guardian: await world.guardianOf(someone) };
  return { someone, own, deviceId: await applicationIn(server, world, someone, 'received') };
}

function request(applicationId: string, more: object = {}): Input<'applications', 'applyRepair'> {
  return {
    applicationId,
    itemId: WHEELCHAIR.itemId,
    reason: '轮子转不动了',
    photoIds: [],
    contactPhone: '13900000009',
    ...more,
  };
}

async function writesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await server.client.dump();
  await work();
  expect(await server.client.dump()).toEqual(before);
}

test("only what one has received, and nobody else's", async () => {
  const { someone, own, deviceId } = await owner();
  const { client } = server;
  const waiting = await world.resident();
  const undelivered = await applicationIn(server, world, waiting, 'approved');
  const refuse = (openid: string, input: object) =>
    client.refused('NOT_FOUND', openid, 'applications', 'applyRepair', input);
  await writesNothing(async () => {
    await refuse(waiting.openid, request(undelivered));
    await refuse(waiting.openid, request(deviceId));
    await refuse(someone.openid, request(deviceId, { itemId: WALKER.itemId }));
    const answers = await refusals(server, someone, own, 'applyRepair', request(deviceId), [
      'resident',
      'guardian',
    ]);
    expect(answers).toEqual(APPLICANT_ONLY);
  });
  expect((await client.ok(waiting.openid, 'applications', 'myDevices', {})).devices).toEqual([]);
});

test("written or spoken, with photos of one's own", async () => {
  const { someone, own, deviceId } = await owner();
  const { client } = server;
  await writesNothing(async () => {
    await client.refused(
      'BAD_INPUT',
      someone.openid,
      'applications',
      'applyRepair',
      request(deviceId, { reason: '' }),
    );
    await client.refused(
      'VOICE_NOT_FOUND',
      someone.openid,
      'applications',
      'applyRepair',
      request(deviceId, { voiceId: 'nobodys' }),
    );
  });
  for (const wrong of [
    await photo(server, own.guardian, 'repair'),
    await photo(server, someone.openid, 'feedback'),
  ]) {
    await writesNothing(() =>
      client.refused(
        'PHOTO_NOT_FOUND',
        someone.openid,
        'applications',
        'applyRepair',
        request(deviceId, { photoIds: [wrong] }),
      ),
    );
  }
  const photoId = await photo(server, someone.openid, 'repair');
  const { applicationId } = await client.ok(
    someone.openid,
    'applications',
    'applyRepair',
    request(deviceId, { photoIds: [photoId] }),
  );
  expect(await viewOf(server, world.staff.village, applicationId)).toMatchObject({
    kind: 'repair',
    title: '维修轮椅',
    detail: { deviceApplicationId: deviceId, itemName: '轮椅' },
    timeline: [{ photos: [{ photoId }] }],
  });
  expect((await client.ok(someone.openid, 'applications', 'myDevices', {})).devices).toMatchObject([
    { itemId: WHEELCHAIR.itemId, repairId: applicationId },
  ]);
});

test('the resident and two guardians at once: one request', async () => {
  const { someone, own, deviceId } = await owner();
  const second = await world.guardianOf(someone);
  const answers = await Promise.all(
    [someone.openid, own.guardian, second].map((openid) =>
      server.client.call(openid, 'applications', 'applyRepair', request(deviceId)),
    ),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect(new Set(answers.flatMap((one) => (one.ok ? [] : [one.code])))).toEqual(new Set(['ALREADY_OPEN']));
});

test.each([
  ['takeRepair', 'submitted', {}],
  ['finishRepair', 'underWay', { note: '换了轴承' }],
] as const)('%s: nobody but the village', async (action, state, more) => {
  const { someone, own, deviceId } = await owner();
  const applicationId = await repairIn(server, world, someone, deviceId, state);
  await writesNothing(async () => {
    const answers = await refusals(server, someone, own, action, { applicationId, ...more }, ['village']);
    expect(answers).toEqual(
      Object.fromEntries(Object.entries(officersOnly('village')).filter(([who]) => who !== 'village')),
    );
  });
});

test('a step of repair does not exist for a device, nor the other way round', async () => {
  const { someone, deviceId } = await owner();
  const village = world.staff.village;
  const repairId = await repairIn(server, world, someone, deviceId, 'submitted');
  const { client } = server;
  await client.refused('NOT_FOUND', village, 'applications', 'takeRepair', { applicationId: deviceId });
  await client.refused('NOT_FOUND', village, 'applications', 'deliver', {
    applicationId: repairId,
    photoIds: ['none'],
  });
  await client.refused('STEP_NOT_ALLOWED', village, 'applications', 'check', { applicationId: repairId });
});

test('not repaired: back to the village with words; then it is, and can be asked for again', async () => {
  const { someone, own, deviceId } = await owner();
  const { client } = server;
  const { village } = world.staff;
  const applicationId = await repairIn(server, world, someone, deviceId, 'repaired');
  await writesNothing(async () => {
    const input = { applicationId, reason: '还是转不动' };
    expect(await refusals(server, someone, own, 'dispute', input, ['resident', 'guardian'])).toEqual(
      APPLICANT_ONLY,
    );
  });
  const photoId = await photo(server, own.guardian, 'feedback');
  expect(
    await client.ok(own.guardian, 'applications', 'dispute', {
      applicationId,
      reason: '还是转不动',
      photoIds: [photoId],
    }),
  ).toEqual({ state: 'underWay' });
  expect((await viewOf(server, village, applicationId)).actions).toEqual(['finishRepair']);
  await client.ok(village, 'applications', 'finishRepair', {
    applicationId,
    note: '换了新轮子',
    photoIds: [await photo(server, village, 'repair')],
  });
  await client.ok(someone.openid, 'applications', 'giveFeedback', { applicationId, score: 5, words: '' });
  const view = await viewOf(server, someone.openid, applicationId);
  expect(view.timeline.map(({ action }) => action)).toEqual([
    'submit',
    'take',
    'finishRepair',
    'dispute',
    'finishRepair',
    'giveFeedback',
  ]);
  expect(view.state).toBe('closed');
  await client.ok(someone.openid, 'applications', 'applyRepair', request(deviceId));
});
