/** The same command again, many at once, and who comes second. */
import type { AuditDoc } from '../../cloudfunctions/core/collections';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { newRequestId } from '../support/functions/client';
import { applicationIn, submission } from '../support/functions/case';
import { codeOf, putDoc } from '../support/functions/pairs';
import { bornYearsAgo, newOpenid, newPerson } from '../support/functions/people';
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

test('repeated after others went on, a command gives its first answer and does nothing', async () => {
  const { client } = server;
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'submitted');
  const once = { requestId: newRequestId() };
  const check = () => client.call(world.staff.village, 'applications', 'check', { applicationId }, once);
  const first = await check();
  expect(first).toMatchObject({ ok: true });
  await client.ok(world.staff.town, 'applications', 'approve', {
    applicationId,
    seenPayFen: WHEELCHAIR.halfFen,
  });
  const before = await client.dump(['incidents']);
  expect(await check()).toEqual(first);
  expect(await client.dump(['incidents'])).toEqual(before);

  // An answer that is not kept any more says that the id was used, and no more.
  const [entry] = (await client.all('audit', { target: applicationId })).filter(
    ({ action }) => action === 'applications.check',
  );
  const { first: _answer, ...forgotten } = entry as AuditDoc;
  await putDoc(server, 'audit', forgotten);
  await client.refused(
    'REQUEST_ID_REUSED',
    world.staff.village,
    'applications',
    'check',
    { applicationId },
    once,
  );
});

test('two commands with one id at once: one is done, the other is a mistake of the phone', async () => {
  const { client } = server;
  const { openid, residentId } = await world.resident();
  const once = { requestId: newRequestId() };
  const answers = await Promise.all(
    ['出门不便', '轮子坏了'].map((reason) =>
      client.call(openid, 'applications', 'applyDevice', { ...input, reason }, once),
    ),
  );
  const codes = answers.flatMap((answer) => (answer.ok ? [] : [answer.code]));
  expect(codes).toEqual(['REQUEST_ID_REUSED']);
  expect(await client.all('applications', { residentId })).toHaveLength(1);
});

test('a wrong try that the phone repeats is one wrong try', async () => {
  const { client } = server;
  const [openid, wrong] = [newOpenid('wrong'), newPerson(bornYearsAgo(50))];
  const bind = (requestId: string) =>
    client.call(
      openid,
      'accounts',
      'bind',
      { name: wrong.name, document: wrong.idNumber, phone: wrong.phone, consentVersion: CONSENT_VERSION },
      { requestId },
    );
  const [first, second, third] = [newRequestId(), newRequestId(), newRequestId()];
  const answer = await bind(first);
  expect(answer).toMatchObject({ ok: true, data: { triesLeft: 2 } });
  for (const requestId of [first, first]) expect(await bind(requestId)).toEqual(answer);
  expect(await client.one('attempts', `person:${openid}`)).toMatchObject({ count: 1 });
  expect(await bind(second)).toMatchObject({ data: { triesLeft: 1 } });
  const last = await bind(third);
  expect(last).toMatchObject({ ok: true, data: { triesLeft: 0 } });
  // By now a new try would be refused.
  expect(await bind(third)).toEqual(last);
  expect(await bind(newRequestId())).toMatchObject({ ok: false, code: 'TOO_MANY_TRIES' });
});

test('a code that was renewed meanwhile is no wrong try of who repeats', async () => {
  const { client } = server;
  const [resident, volunteer] = [await world.resident(), await world.volunteer()];
  const code = await codeOf(server, resident);
  const once = { requestId: newRequestId() };
  const ask = () => client.call(volunteer, 'pairing', 'askPairing', { code }, once);
  const first = await ask();
  expect(first).toMatchObject({ ok: true });
  await client.ok(resident.openid, 'pairing', 'issueCode', { renew: true });
  expect(await ask()).toEqual(first);
  expect(await client.all('attempts', { _id: `scan:${volunteer}` })).toEqual([]);
  await client.refused('CODE_OLD', volunteer, 'pairing', 'askPairing', { code });
  expect(await client.one('attempts', `scan:${volunteer}`)).toMatchObject({ count: 1 });
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
