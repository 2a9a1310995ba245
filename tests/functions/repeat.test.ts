/** The same command again, many at once, and who comes second. */
import { newRequestId } from '../support/functions/client';
import { applicationIn, submission } from '../support/functions/case';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { WHEELCHAIR, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const input = submission(WHEELCHAIR.halfFen);

test('one request id 20 times at once makes one application and 20 equal answers', async () => {
  const { openid, residentId } = await world.resident();
  const requestId = newRequestId();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      server.client.call(openid, 'applications', 'applyDevice', input, { requestId }),
    ),
  );
  expect(answers[0]).toMatchObject({ ok: true });
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  const filed = (await server.client.all('applications')).filter((doc) => doc.residentId === residentId);
  expect(filed).toHaveLength(1);
  await server.client.refused(
    'REQUEST_ID_REUSED',
    openid,
    'applications',
    'applyDevice',
    { ...input, reason: '另一件事' },
    { requestId },
  );
});

test('20 request ids at once for one item make one application; the others are told so', async () => {
  const { openid, residentId } = await world.resident();
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => server.client.call(openid, 'applications', 'applyDevice', input)),
  );
  expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
  const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
  expect(new Set(codes)).toEqual(new Set(['ALREADY_OPEN']));
  const filed = (await server.client.all('applications')).filter((doc) => doc.residentId === residentId);
  expect(filed).toHaveLength(1);
});

test('a command that ends the own role gives its first answer when repeated, and nothing else', async () => {
  const { client } = server;
  const { openid } = await world.resident();
  const requestId = newRequestId();
  const as = { role: 'resident' as const };
  const unbind = (reason: string, more: object = {}) =>
    client.call(openid, 'accounts', 'unbind', { reason }, { as, requestId, ...more });
  const [first] = await Promise.all([unbind('换手机'), unbind('换手机')]);
  expect(first).toMatchObject({ ok: true });
  expect(await unbind('换手机')).toEqual(first);
  const refusals = [
    await unbind('别的原因'),
    await unbind('换手机', { requestId: newRequestId() }),
    await client.call((await world.resident()).openid, 'accounts', 'endGuardian', {} as never, { requestId }),
    await client.send(openid, 'accounts', { action: 'myData', input: { reason: '换手机' }, as, requestId }),
  ];
  expect(refusals.map((answer) => answer.ok)).toEqual([false, false, false, false]);
  const done = (await client.all('audit')).filter((one) => one.openid === openid && one.outcome === 'done');
  expect(done.filter(({ action }) => action === 'accounts.unbind')).toHaveLength(1);

  const volunteer = await world.volunteer();
  const leave = () =>
    client.call(volunteer, 'accounts', 'leaveVolunteer', { reason: '搬走了' }, { requestId });
  const left = await leave();
  expect(left).toMatchObject({ ok: true });
  expect(await leave()).toEqual(left);
});

test('a second officer is told who was first', async () => {
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'checked');
  const refusal = await server.client.refused(
    'STATE_CHANGED',
    world.staff.village2,
    'applications',
    'check',
    { applicationId },
  );
  expect(refusal.message).toContain('谢家路村残协 专职委员');
});
