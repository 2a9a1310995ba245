/** What the nightly look takes for wrong is wrong: states that only time brings about. */
import { pairingTimers } from '../../cloudfunctions/pairing/timers';
import { expectClean } from '../support/functions/check-data';
import { codeOf, DAY, description, HOUR } from '../support/functions/pairs';
import { startStage, type StageServer } from '../support/functions/stage';
import { World } from '../support/functions/world';

let server: StageServer;
let world: World;

beforeAll(async () => {
  server = await startStage(Date.now());
  world = await World.build(server.client);
});
afterAll(() => server.close());

test('a service that the resident never answered has its question still', async () => {
  const { client } = server;
  const person = await world.resident();
  const helper = await world.volunteer();
  const code = await codeOf(server, person);
  const { pairingId } = await client.ok(helper, 'pairing', 'askPairing', { code });
  await client.ok(person.openid, 'pairing', 'decidePairing', { pairingId, accept: true });
  const { serviceId } = await client.ok(helper, 'pairing', 'startService', { code });
  server.pass(HOUR);
  await client.ok(helper, 'pairing', 'endService', { code });
  await client.ok(helper, 'pairing', 'describeService', {
    serviceId,
    ...(await description(server, helper)),
  });
  for (let n = 0; n < 3; n += 1) {
    server.pass(4 * DAY);
    await server.timer('pairing', pairingTimers, 'remind');
  }
  expect((await client.one('services', serviceId)).state).toBe('unanswered');
  await expectClean(client);
});
