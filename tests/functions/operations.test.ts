/** The running of the program as the town reads it: what failed, whether the timers came, the morning's report, an outside monitor. */
import { serve } from '../../cloudfunctions/core/serve';
import type { UpkeepReportDoc } from '../../cloudfunctions/core/documents/upkeep';
import { openStore } from '../../cloudfunctions/core/database';
import { systemIds } from '../../cloudfunctions/core/ids';
import { keepIncident } from '../../cloudfunctions/core/incidents';
import type { LogLine } from '../../cloudfunctions/core/logger';
import type { TimerTable } from '../../cloudfunctions/core/timers';
import { serveScreen } from '../../cloudfunctions/dashboard/http';
import { pointsTimers } from '../../cloudfunctions/points/timers';
import { upkeepActions } from '../../cloudfunctions/upkeep/actions';
import { upkeepTimers } from '../../cloudfunctions/upkeep/timers';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import type { CallFailed } from '../../typings/wire';
import { submission } from '../support/functions/case';
import { DAY, HOUR, MINUTE, putDoc } from '../support/functions/pairs';
import { newOpenid } from '../support/functions/people';
import { startStage, type StageServer } from '../support/functions/stage';
import { VILLAGE, World } from '../support/functions/world';

const MORNING = Date.parse('2026-03-05T09:00:00+08:00');
const PAY = 44_400;

let server: StageServer;
let world: World;
let caller = '';
const lines: LogLine[] = [];
/** The table as it is deployed: what fails is listed. */
const main = serve('upkeep', upkeepActions, {
  clock: { now: () => server.now() },
  ids: systemIds,
  store: openStore,
  openid: () => caller,
  sendsMessages: false,
  afterCommit: (work) => work(),
  log: (line) => lines.push(line),
  keep: keepIncident,
});

// What timers write to the log.
beforeEach(() => jest.spyOn(console, 'log').mockReturnValue());
beforeAll(async () => {
  // A slow machine makes no incident of a call that is none.
  process.env.SLOW_MS = String(DAY);
  server = await startStage(MORNING);
  world = await World.build(server.client);
});
afterAll(() => server.close());

const town = (): string => world.staff.town;
const healthOf = () => server.client.ok(town(), 'upkeep', 'health', {});
/** What an outside monitor gets. */
async function monitor(): Promise<{ status: number; body: unknown }> {
  const event = { path: '/dashboard/health', httpMethod: 'GET', headers: {} };
  const { statusCode, body } = await serveScreen(event, { now: () => server.now() });
  return { status: statusCode, body: JSON.parse(body) };
}

describe('the report of the day before', () => {
  const reports = async (before?: string) =>
    server.client.ok(town(), 'upkeep', 'dailyReports', before === undefined ? {} : { before });
  const make = (): Promise<void> => server.timer('upkeep', upkeepTimers, 'daily');

  test('counts what happened that day, is made once, and is told to the officers of the town once', async () => {
    const person = await world.resident();
    const other = await world.resident();
    await world.volunteer();
    // Somebody whose name is not the one of the number is nobody new.
    const unbound = await world.registerOne();
    await server.client.ok(newOpenid('guesser'), 'accounts', 'bind', {
      name: '吴不对',
      document: unbound.idNumber,
      phone: '13900000005',
      consentVersion: CONSENT_VERSION,
    });
    const apply = (openid: string) =>
      server.client.ok(openid, 'applications', 'applyDevice', submission(PAY), { as: { role: 'resident' } });
    const { applicationId } = await apply(person.openid);
    await apply(other.openid);
    await server.client.ok(world.staff.village, 'applications', 'check', { applicationId });
    server.pass(HOUR);
    await server.client.ok(town(), 'applications', 'approve', { applicationId, seenPayFen: PAY });
    await server.client.ok(person.openid, 'emergency', 'recordCall', {
      calledAt: server.now(),
      officerName: '陈主席',
      officerDuty: '主席',
      town: false,
      dialled: true,
    });
    server.pass(DAY - 3 * HOUR);

    await make();
    const { items, next } = await reports();
    expect(items).toMatchObject([
      {
        day: '2026-03-05',
        nightly: 'none',
        overdueBy: [],
        figures: {
          submitted: { device: 2, repair: 0, employment: 0, renovation: 0, wish: 0 },
          decided: 1,
          delivered: 0,
          overdue: 0,
          emergencies: 1,
          emergenciesOpen: 1,
          services: 0,
          minutes: 0,
          volunteers: 1,
          residentsBound: 2,
          lowScores: 0,
          disputes: 0,
          donationsPromised: 0,
          failed: 0,
        },
      },
    ]);
    expect(next).toBeNull();
    // A person's name or number is nowhere in it.
    expect(JSON.stringify(await server.client.all('dailyReports'))).not.toContain(person.name);

    server.pass(30 * MINUTE);
    await make();
    expect((await reports()).items).toEqual(items);
    const told = (await server.client.outbox()).filter(
      ({ request }) => request.page === 'set-up/daily/index',
    );
    expect(told.map(({ toOpenid }) => toOpenid).sort()).toEqual([world.staff.town, world.staff.town2].sort());
  });

  test('the next day: nothing new, and the villages whose promises have run out', async () => {
    server.pass(30 * DAY);
    await make();
    const { items } = await reports();
    expect(items.map(({ day }) => day)).toEqual(['2026-04-04', '2026-03-05']);
    expect(items[0]).toMatchObject({
      overdueBy: [{ villageId: VILLAGE, overdue: 2 }],
      figures: { submitted: { device: 0 }, decided: 0, emergencies: 0, emergenciesOpen: 1, overdue: 2 },
    });
    expect((await reports('2026-04-04')).items.map(({ day }) => day)).toEqual(['2026-03-05']);
    await server.client.refused('FORBIDDEN', world.staff.village, 'upkeep', 'dailyReports', {});
  });
});

describe('what failed or took long', () => {
  test('an unexpected failure is listed under the number that the person reads, and nothing of the person', async () => {
    await putDoc(server, 'upkeepReports', {
      _id: 'counters:2026-01-01',
      check: 'counters',
      day: '2026-01-01',
      places: null,
    } as unknown as UpkeepReportDoc);
    caller = world.staff.village;
    const ask = async (): Promise<CallFailed> => (await main({ action: 'reports', input: {} })) as CallFailed;
    const failed = await ask();
    // What a person may not do is no failure.
    const refused = (await main({ action: 'health', input: {} })) as CallFailed;
    expect([failed.code, refused.code]).toEqual(['INTERNAL', 'FORBIDDEN']);

    const { items } = await server.client.ok(town(), 'upkeep', 'incidents', {});
    expect(items).toMatchObject([
      {
        fn: 'upkeep',
        action: 'reports',
        what: '看数据核对结果',
        kind: 'failed',
        code: 'INTERNAL',
        requestId: failed.requestId,
        detail: lines.find(({ code }) => code === 'INTERNAL')?.detail,
      },
    ]);
    expect(JSON.stringify(await server.client.all('incidents'))).not.toContain(caller);
    const { counts } = await server.client.ok(town(), 'upkeep', 'incidentCounts', { days: 1 });
    expect(counts).toEqual([{ fn: 'upkeep', action: 'reports', what: '看数据核对结果', failed: 1, slow: 0 }]);
    await server.client.refused('FORBIDDEN', caller, 'upkeep', 'incidents', {});
    await openStore().transaction((tx) => tx.remove('upkeepReports', 'counters:2026-01-01'));
  });

  test('page after page, newest first, of one function or one kind; counts of a week leave out what is older', async () => {
    for (let n = 0; n < 25; n += 1)
      await openStore().append('incidents', {
        _id: systemIds.record(server.now() - n * DAY - MINUTE),
        at: server.now() - n * DAY - MINUTE,
        fn: n % 2 === 0 ? 'points' : 'media',
        action: n % 2 === 0 ? 'shop' : 'accept',
        kind: 'slow',
        code: 'OK',
        ms: 3000 + n,
        db: 3,
        requestId: `r${n}`,
        detail: '',
      });
    const list = (input: object) => server.client.ok(town(), 'upkeep', 'incidents', input);
    const first = await list({ kind: 'slow' });
    const second = await list({ kind: 'slow', cursor: first.next });
    const ms = [...first.items, ...second.items].map((one) => one.ms - 3000);
    expect(ms).toEqual(Array.from({ length: 25 }, (_, n) => n));
    expect(second.next).toBeNull();
    const { items } = await list({ fn: 'media', kind: 'slow' });
    expect(items.map(({ what, requestId }) => `${what} ${requestId}`).slice(0, 2)).toEqual([
      '上传照片 r1',
      '上传照片 r3',
    ]);
    expect((await list({ fn: 'upkeep' })).items).toHaveLength(1);
    const { counts } = await server.client.ok(town(), 'upkeep', 'incidentCounts', { days: 7 });
    expect(counts.map(({ fn, failed, slow }) => [fn, failed, slow])).toEqual([
      ['upkeep', 1, 0],
      ['points', 0, 4],
      ['media', 0, 3],
    ]);
  });
});

describe('whether it runs as it should', () => {
  const timer = async (name: string) =>
    (await healthOf()).timers.find((one) => one.name === name) ?? { state: 'none', words: '' };

  test('a timer: that it ran, that some of its work failed, that it ended with an error, that it does not come', async () => {
    expect(await timer('points.expire')).toMatchObject({ at: null });
    await server.timer('points', pointsTimers, 'expire');
    expect(await timer('points.expire')).toMatchObject({ at: server.now(), state: 'fine' });

    const failing: TimerTable = {
      expire: async ({ each }) => {
        await each('some-record', () => Promise.reject(new TypeError('no such field')));
      },
    };
    server.pass(HOUR);
    await server.timer('points', failing, 'expire');
    expect(await timer('points.expire')).toMatchObject({ at: server.now(), state: 'look' });
    const stopping: TimerTable = { expire: () => Promise.reject(new TypeError('no such field')) };
    await expect(server.timer('points', stopping, 'expire')).rejects.toThrow('no such field');
    expect(await timer('points.expire')).toMatchObject({ state: 'act' });
    const { items } = await server.client.ok(town(), 'upkeep', 'incidents', { fn: 'points', kind: 'failed' });
    expect(items.map(({ what }) => what)).toEqual(['收回没领的兑换', '收回没领的兑换']);

    server.pass(DAY);
    await server.timer('points', pointsTimers, 'expire');
    expect(await timer('points.expire')).toMatchObject({ state: 'fine' });
    server.pass(DAY + HOUR);
    const missed = await timer('points.expire');
    expect(missed.state).toBe('act');
    expect(missed.words).toContain('后来没有再运行');
  });

  test('the page and a monitor say the same: codes and no figures for whoever asks from outside', async () => {
    await openStore().transaction((tx) =>
      tx.put('messages', {
        _id: 'held-0',
        message: { what: 'ask', toOpenid: town(), title: '', from: '', page: '', at: 0 },
        tries: 1,
        createdAt: server.now() - HOUR,
      }),
    );
    const { items, state, sizes, sizesOn } = await healthOf();
    expect(state).toBe('act');
    expect(items.find(({ code }) => code === 'MESSAGES')).toMatchObject({
      state: 'act',
      words: '1条超过15分钟没有送出，其中1条试过没有成功',
    });
    expect(sizesOn).toBe('2026-04-04');
    expect(sizes.find(({ collection }) => collection === 'applications')).toEqual({
      collection: 'applications',
      documents: 2,
    });

    const of = (wanted: string): string[] =>
      items
        .filter((item) => item.state === wanted && item.code !== 'MIGRATIONS')
        .map(({ code }) => code)
        .sort();
    const { status, body } = await monitor();
    expect(status).toBe(503);
    expect(Object.keys(body as object).sort()).toEqual(['act', 'at', 'look', 'ok']);
    const { act, look } = body as { act: string[]; look: string[] };
    expect([act.sort(), look.sort()]).toEqual([of('act'), of('look')]);
    expect(act).toEqual(expect.arrayContaining(['MESSAGES', 'TIMERS']));
    expect(JSON.stringify(body)).not.toMatch(/[\u4e00-\u9fff]/);
  });

  test('a monitor that asks all the time gets the answer of half a minute, and then is told to wait', async () => {
    const first = await monitor();
    await openStore().transaction((tx) => tx.remove('messages', 'held-0'));
    expect(await monitor()).toEqual(first);
    for (let n = 0; n < 300; n += 1) await monitor();
    expect((await monitor()).status).toBe(429);
    server.pass(2 * MINUTE);
    expect((await monitor()).body).toMatchObject({
      act: expect.not.arrayContaining(['MESSAGES']) as unknown,
    });
  });
});
