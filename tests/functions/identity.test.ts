/** Who may: roles claimed but not held, other people's records, ended duties, unverified phones. */
import { applicationIn, submission } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { WHEELCHAIR, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

test('a role that is claimed but not held is refused, and the denial is recorded', async () => {
  const { openid } = await world.resident();
  await server.client.refused(
    'FORBIDDEN',
    openid,
    'applications',
    'queue',
    { kind: 'device', tab: 'toCheck' },
    { as: { role: 'townStaff' } },
  );
  const denials = (await server.client.all('audit')).filter((entry) => entry.openid === openid);
  expect(denials.filter(({ outcome }) => outcome === 'denied')).toMatchObject([
    { action: 'applications.queue' },
  ]);
});

test('a resident who names another resident in `as` does not act for anybody', async () => {
  const me = await world.resident();
  const other = await world.resident();
  await server.client.refused(
    'FORBIDDEN',
    me.openid,
    'applications',
    'applyDevice',
    submission(WHEELCHAIR.halfFen),
    { as: { role: 'resident', residentId: other.residentId } },
  );
});

test('records of another resident or village do not exist', async () => {
  const applicationId = await applicationIn(server, world, await world.resident(), 'submitted');
  const stranger = await world.resident();
  await server.client.refused('NOT_FOUND', stranger.openid, 'applications', 'get', { applicationId });
  await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'applications', 'get', {
    applicationId,
  });
  await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'applications', 'check', {
    applicationId,
  });
});

test('ended staff are refused on the very next call', async () => {
  const openid = await world.officer('town', null);
  await server.client.ok(openid, 'applications', 'queue', { kind: 'device', tab: 'toCheck' });
  await server.client.ok(world.staff.admin, 'accounts', 'endStaff', {
    staffId: world.staff.staffIds[openid] ?? '',
  });
  await server.client.refused('FORBIDDEN', openid, 'applications', 'queue', {
    kind: 'device',
    tab: 'toCheck',
  });
});

test('nobody decides an application of their own', async () => {
  const person = await world.resident(undefined, [], undefined, world.staff.village2);
  const applicationId = await applicationIn(server, world, person, 'submitted');
  await server.client.refused('OWN_CASE', person.openid, 'applications', 'check', { applicationId });
});

test('an application filed by a phone whose binding was refused is never checked as verified', async () => {
  const person = await world.bind(await world.registerOne(), newOpenid('impostor'));
  const applicationId = await applicationIn(server, world, person, 'submitted');
  await server.client.refused('IDENTITY_NOT_VERIFIED', world.staff.village, 'applications', 'check', {
    applicationId,
  });
  await world.decide(person.openid, person.villageId, false);
  await server.client.refused('IDENTITY_NOT_VERIFIED', world.staff.village, 'applications', 'check', {
    applicationId,
  });
  const view = await server.client.ok(world.staff.village, 'applications', 'get', { applicationId });
  expect(view).toMatchObject({ application: { staff: { identityVerified: false } } });
  await server.client.ok(world.staff.village, 'applications', 'reject', {
    applicationId,
    reason: '不是本人申请',
  });
});
