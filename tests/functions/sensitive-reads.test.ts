/** Reads of a person's facts by staff are in the audit: who, of whom, what, why. Asking whether anything is new is not a read. */
import { applicationIn } from '../support/functions/case';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

async function reads(openid: string, action: string) {
  const entries = await server.client.all('audit');
  return entries.filter((entry) => entry.openid === openid && entry.action === action);
}

test('an officer who opens a case is recorded once, however often the phone asks for news; the applicant is not', async () => {
  const person = await world.resident();
  const applicationId = await applicationIn(server, world, person, 'submitted');
  const officer = world.staff.village;
  const before = (await reads(officer, 'applications.get')).length;
  const first = await server.client.ok(officer, 'applications', 'get', { applicationId });
  if (first.unchanged) throw new Error('nothing was known before');
  const knownVersion = first.application.version;
  expect(await server.client.ok(officer, 'applications', 'get', { applicationId, knownVersion })).toEqual({
    unchanged: true,
  });
  const after = await reads(officer, 'applications.get');
  expect(after).toHaveLength(before + 1);
  expect(after.at(-1)).toMatchObject({
    outcome: 'done',
    target: applicationId,
    residentId: person.residentId,
    role: 'villageStaff',
  });
  await server.client.ok(person.openid, 'applications', 'get', { applicationId });
  expect(await reads(person.openid, 'applications.get')).toHaveLength(0);
});

test('a revealed number is recorded with its reason and without the number', async () => {
  const { residentId } = await world.resident();
  const officer = world.staff.village;
  const { value } = await server.client.ok(officer, 'registry', 'reveal', {
    residentId,
    field: 'idNumber',
    reason: '办理残疾人证换领',
  });
  const [entry] = (await reads(officer, 'registry.reveal')).filter(
    (found) => found.residentId === residentId,
  );
  expect(entry).toMatchObject({ target: 'idNumber', reason: '办理残疾人证换领' });
  expect(JSON.stringify(entry)).not.toContain(value);
});
