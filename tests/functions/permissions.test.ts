/** Every action of every table for every role: generated from the tables' `may`. */
import { matrixRows } from '../../scripts/matrix/matrix';
import type { ActingAs } from '../../typings/domain';
import { assisting } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import { keepFigures } from '../support/trust/figures';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';

const ROWS = matrixRows();
const FUNCTIONS = [...new Set(ROWS.map(({ fn }) => fn))];
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
  const town = await startTown();
  server = town.server;
  const { world } = town;
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
let cells = 0;
afterAll(async () => {
  keepFigures('permissions', { cells });
  await server.close();
});

describe.each(ROLES)('%s', (role) => {
  test.each(FUNCTIONS)('%s', async (fn) => {
    for (const { action, may } of ROWS.filter((row) => row.fn === fn)) {
      // An unknown key: who may is told so before anything is done, who may not is not told even that.
      const as = role === 'assistant' ? { as: assisted } : {};
      const event = { action, input: { unknown: 1 }, ...as };
      const answer = await server.client.send(openids[role] ?? '', fn, event);
      cells += 1;
      const allowed = may.includes('user') || (may as readonly string[]).includes(role);
      expect({ action, answer }).toMatchObject({
        action,
        answer: { ok: false, code: allowed ? 'BAD_INPUT' : 'FORBIDDEN' },
      });
    }
  });
});
