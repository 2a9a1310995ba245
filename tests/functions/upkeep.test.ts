/** The nightly recount: what differs is told to staff and repaired, birthdays are no mistake, and people go on writing. */
import type { CounterDoc } from '../../cloudfunctions/core/collections';
import { withMoves } from '../../cloudfunctions/core/pure/due-days';
import { runTimer } from '../../cloudfunctions/core/timers';
import { upkeepTimers } from '../../cloudfunctions/upkeep/timers';
import { openStage } from '../../demo/actors';
import { seededRandom } from '../../demo/random';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { submission } from '../support/functions/case';
import { putDoc } from '../support/functions/pairs';
import { bornYearsAgo } from '../support/functions/people';
import { expectRecountEqual } from '../support/functions/recount';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, WHEELCHAIR, type World } from '../support/functions/world';

const DAY = 86_400_000;
let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
  await world.resident();
  await world.registerOne(bornYearsAgo(50), [], OTHER_VILLAGE);
  await world.volunteer();
});
afterAll(() => server.close());

async function night(): Promise<void> {
  const response = await fetch(`${server.client.url}/timers/upkeep/counters`, { method: 'POST' });
  expect(await response.json()).toMatchObject({ result: { done: true } });
}

/** Makes the counters wrong, as no function does. */
async function plant(change: (counters: CounterDoc) => void): Promise<void> {
  const counters = await server.client.one('counters', VILLAGE);
  change(counters);
  await putDoc(server, 'counters', counters);
}

/** Another night: without the report of this one it has not been. */
async function forgetReport(): Promise<void> {
  for (const report of await server.client.all('upkeepReports'))
    await putDoc(server, 'upkeepReports', { ...report, finished: false, places: [] });
}

test('all right: every village and the town are looked at, nothing is changed', async () => {
  const before = await server.client.all('counters');
  await night();
  expect(await server.client.all('counters')).toEqual(before);
  const { reports } = await server.client.ok(world.staff.town, 'upkeep', 'reports', {});
  expect(reports).toMatchObject([{ check: 'counters', day: chinaDate(Date.now()), finished: true }]);
  expect(reports[0]?.places.map(({ villageName, outcome }) => `${villageName} ${outcome}`).sort()).toEqual([
    '夹塘村 right',
    '谢家路村 right',
    '镇残联 right',
  ]);
});

test('a planted difference is logged, reported to staff and repaired; the feed stays', async () => {
  await forgetReport();
  const { feed, version } = await server.client.one('counters', VILLAGE);
  await plant((counters) => {
    counters.residents += 3;
    counters.byCategory = {};
    counters.months = {};
  });
  await night();
  await expectRecountEqual(server.client);
  const after = await server.client.one('counters', VILLAGE);
  expect(after.feed).toEqual(feed);
  // Screens and phones that compare versions see the right figures at once.
  expect(after.version).toBeGreaterThan(version);

  const told = await server.client.ok(world.staff.village, 'upkeep', 'reports', {});
  expect(told.reports[0]?.places).toMatchObject([
    {
      villageName: '谢家路村',
      outcome: 'repaired',
      differences: expect.arrayContaining([{ figure: 'residents', stored: 4, counted: 1 }]) as unknown,
    },
  ]);
  // Another village's officers are told of their own figures only.
  const other = await server.client.ok(world.staff.otherVillage, 'upkeep', 'reports', {});
  expect(other.reports[0]?.places).toMatchObject([{ villageName: '夹塘村', outcome: 'right' }]);
  expect(await server.client.logs()).toMatch(/COUNTERS_DIFFERED.*residents 4 -> 1/);
  expect(await server.client.all('audit')).toContainEqual(
    expect.objectContaining({ action: 'upkeep.counters', target: VILLAGE, role: 'timer' }),
  );
});

test('while people write: nothing that they do is lost, and in the end all is right', async () => {
  await forgetReport();
  await plant((counters) => {
    counters.volunteers = 40;
  });
  const writing = async (): Promise<void> => {
    for (let n = 0; n < 3; n += 1) await world.volunteer();
  };
  await Promise.all([night(), writing()]);
  await night();
  await expectRecountEqual(server.client);
  expect((await server.client.one('counters', VILLAGE)).volunteers).toBe(4);
});

test('promises that commands moved beside the text go into it at night; what it says, and the version, stay', async () => {
  const { client } = server;
  const { openid } = await world.resident();
  const input = submission(WHEELCHAIR.halfFen);
  const { applicationId } = await client.ok(openid, 'applications', 'applyDevice', input);
  const { dueMoves, due, ...before } = await client.one('counters', VILLAGE);
  const day = chinaDate((await client.one('applications', applicationId)).dueAt ?? 0);
  expect(due).toEqual({});
  expect(dueMoves).toEqual({ device: { toCheck: [`+${day}`] } });
  const entries = (await client.all('audit')).length;
  await forgetReport();
  await night();
  const after = { ...before, due: { device: { toCheck: withMoves('', [`+${day}`]) } } };
  expect(await client.one('counters', VILLAGE)).toEqual(after);
  const { reports } = await client.ok(world.staff.village, 'upkeep', 'reports', {});
  expect(reports[0]?.places).toMatchObject([{ outcome: 'right', differences: [] }]);
  expect(await client.all('audit')).toHaveLength(entries);
  // In order already.
  await forgetReport();
  await night();
  expect(await client.one('counters', VILLAGE)).toEqual(after);
  await client.ok(world.staff.village, 'applications', 'check', { applicationId });
  expect((await client.one('counters', VILLAGE)).dueMoves?.device?.toCheck).toEqual([`-${day}`]);
  await expectRecountEqual(client);
});

test('birthdays move age groups and are told as such', async () => {
  openStage(server.local.url, server.env, seededRandom(1));
  jest.spyOn(console, 'log').mockReturnValue();
  const later = Date.now() + 11 * 366 * DAY;
  await runTimer('upkeep', upkeepTimers, 'counters', { clock: { now: () => later } });
  await expectRecountEqual(server.client, later);
  const { reports } = await server.client.ok(world.staff.otherVillage, 'upkeep', 'reports', {});
  expect(reports[0]?.places).toMatchObject([
    {
      outcome: 'birthdays',
      differences: [
        { figure: 'byAge.45-59', stored: 1, counted: 0 },
        { figure: 'byAge.60-69', stored: 0, counted: 1 },
      ],
    },
  ]);
});
