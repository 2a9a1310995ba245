/** Every action of every table for every role: generated from the tables' `may`. */
import { accountsActions } from '../../cloudfunctions/accounts/actions';
import { applicationsActions } from '../../cloudfunctions/applications/actions';
import { dashboardActions } from '../../cloudfunctions/dashboard/actions';
import { donationsActions } from '../../cloudfunctions/donations/actions';
import { emergencyActions } from '../../cloudfunctions/emergency/actions';
import { employmentActions } from '../../cloudfunctions/employment/actions';
import { exchangeActions } from '../../cloudfunctions/exchange/actions';
import { mediaActions } from '../../cloudfunctions/media/actions';
import { noticesActions } from '../../cloudfunctions/notices/actions';
import { pairingActions } from '../../cloudfunctions/pairing/actions';
import { pointsActions } from '../../cloudfunctions/points/actions';
import { registryActions } from '../../cloudfunctions/registry/actions';
import { upkeepActions } from '../../cloudfunctions/upkeep/actions';
import type { ActingAs } from '../../typings/domain';
import { assisting } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import { startServer, type TestServer } from '../support/functions/server';
import { World } from '../support/functions/world';

const TABLES: Record<string, Record<string, { may: readonly string[] }>> = {
  accounts: accountsActions,
  applications: applicationsActions,
  dashboard: dashboardActions,
  donations: donationsActions,
  emergency: emergencyActions,
  employment: employmentActions,
  exchange: exchangeActions,
  media: mediaActions,
  notices: noticesActions,
  pairing: pairingActions,
  points: pointsActions,
  registry: registryActions,
  upkeep: upkeepActions,
};
const ROLES = [
  'stranger',
  'resident',
  'guardian',
  'assistant',
  'volunteer',
  'villageStaff',
  'townStaff',
  'admin',
];

let server: TestServer;
let openids: Record<string, string>;
let assisted: ActingAs;

beforeAll(async () => {
  server = await startServer();
  const world = await World.build(server.client);
  openids = {
    stranger: newOpenid('stranger'),
    resident: (await world.resident()).openid,
    guardian: await world.guardianOf(await world.registerOne()),
    assistant: world.staff.village,
    volunteer: await world.volunteer(),
    villageStaff: world.staff.village,
    townStaff: world.staff.town,
    admin: world.staff.admin,
  };
  assisted = await assisting(server, world.staff.village, await world.registerOne());
});
afterAll(() => server.close());

describe.each(ROLES)('%s', (role) => {
  test.each(Object.keys(TABLES))('%s', async (fn) => {
    for (const [action, { may }] of Object.entries(TABLES[fn] ?? {})) {
      // An unknown key: who may is told so before anything is done, who may not is not told even that.
      const as = role === 'assistant' ? { as: assisted } : {};
      const event = { action, input: { unknown: 1 }, ...as };
      const answer = await server.client.send(openids[role] ?? '', fn, event);
      const allowed = may.includes('user') || may.includes(role);
      expect({ action, answer }).toMatchObject({
        action,
        answer: { ok: false, code: allowed ? 'BAD_INPUT' : 'FORBIDDEN' },
      });
    }
  });
});
