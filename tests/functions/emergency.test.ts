/** Calls for help: whose numbers, recorded once, who sees them, taken, followed up, escalated. */
import { emergencyTimers } from '../../cloudfunctions/emergency/timers';
import type { Output } from '../../typings/api';
import type { EmergencyCallRow } from '../../typings/api/emergency';
import { newRequestId } from '../support/functions/client';
import { runTwice } from '../support/functions/late-timer';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

const TOWN = {
  name: '泗门镇残联',
  officers: [{ name: '值班室', duty: '24小时值班', phone: '0574-62150000' }],
};
const LIMIT = 10;

beforeAll(async () => {
  ({ server, world } = await startTown());
  await server.client.ok(world.staff.town, 'registry', 'saveTownOffice', TOWN);
});
afterAll(() => server.close());

const pressed = (more: object = {}) => ({
  calledAt: Date.now(),
  officerName: '陈主席',
  officerDuty: '主席',
  town: false,
  dialled: true,
  ...more,
});
const record = (openid: string, more: object = {}, options: object = {}) =>
  server.client.ok(openid, 'emergency', 'recordCall', pressed(more), options);

async function open(openid: string): Promise<EmergencyCallRow[]> {
  const rows: EmergencyCallRow[] = [];
  let cursor: string | null = null;
  do {
    const answer: Output<'emergency', 'calls'> = await server.client.ok(openid, 'emergency', 'calls', {
      state: 'open' as const,
      cursor,
    });
    if (answer.unchanged) throw new Error('unchanged');
    rows.push(...answer.items);
    cursor = answer.next;
  } while (cursor !== null);
  return rows;
}
const seenBy = async (openid: string, callId: string) =>
  (await open(openid)).find((row) => row.callId === callId);
const callsOf = async (openid: string) =>
  (await server.client.all('emergencyCalls')).filter((doc) => doc.openid === openid);
const openFigure = async (villageId: string) =>
  (await server.client.all('counters')).find(({ _id }) => _id === villageId)?.openEmergencies ?? 0;
const messagesTo = async (openid: string) =>
  (await server.client.outbox(openid)).map((entry) => JSON.stringify(entry));

/** Moves the promise of a call into the past, as half an hour would. */
async function makeOverdue(callId: string): Promise<void> {
  const call = await server.client.one('emergencyCalls', callId);
  const { _id, ...rest } = { ...call, dueAt: Date.now() - 1000 };
  const response = await fetch(`${server.client.url}/admin`, {
    method: 'POST',
    body: JSON.stringify({
      action: 'database.modifyDocument',
      collectionName: 'emergencyCalls',
      queryType: 'DOC',
      query: JSON.stringify({ _id }),
      data: JSON.stringify(rest),
      merge: false,
      upsert: true,
      multi: false,
    }),
  });
  expect(await response.json()).toMatchObject({ data: { updated: 1 } });
}
const fire = () => fetch(`${server.client.url}/timers/emergency/escalate`, { method: 'POST' });

describe('numbers', () => {
  const ask = (openid: string, options = {}) => server.client.ok(openid, 'emergency', 'numbers', {}, options);

  test('a resident, a guardian, a volunteer and an officer get their village, and the town after it', async () => {
    const ward = await world.registerOne();
    const people = [
      (await world.resident()).openid,
      await world.guardianOf(ward),
      await world.volunteer(),
      world.staff.village,
    ];
    for (const openid of people) {
      expect(await ask(openid)).toEqual({
        villageId: VILLAGE,
        villageName: '谢家路村',
        officers: [{ name: '陈主席', duty: '主席', phone: '057462000000' }],
        town: { ...TOWN, officers: [{ ...TOWN.officers[0], phone: '057462150000' }] },
      });
    }
  });

  test('who acts for somebody of another village gets that village', async () => {
    const { openid } = await world.resident();
    const ward = await world.registerOne(undefined, [], OTHER_VILLAGE);
    await world.guardianOf(ward, openid);
    const as = { role: 'guardian' as const, residentId: ward.residentId };
    expect(await ask(openid, { as })).toMatchObject({ villageId: OTHER_VILLAGE });
    expect(await ask(openid, { as: { role: 'resident' } })).toMatchObject({ villageId: VILLAGE });
  });

  test('a stranger gets the town', async () => {
    expect(await ask(newOpenid('stranger'))).toMatchObject({
      villageId: null,
      officers: [],
      town: { name: '泗门镇残联' },
    });
  });
});

describe('the town office', () => {
  test('is in no list of villages and nobody can live there', async () => {
    const answer = await server.client.ok(newOpenid('x'), 'registry', 'villages', {});
    expect(answer.villages.map(({ villageId }) => villageId)).toEqual([VILLAGE, OTHER_VILLAGE]);
    expect(answer.town.name).toBe('泗门镇残联');
    const invitation = {
      name: '张三',
      duty: '主席',
      phone: '13900000000',
      level: 'village',
      villageId: 'town',
    };
    await server.client.refused('BAD_INPUT', world.staff.admin, 'accounts', 'inviteStaff', invitation);
    const screen = { villageId: 'town', label: '大屏' };
    await server.client.refused('BAD_INPUT', world.staff.town, 'dashboard', 'createScreenLink', screen);
    const village = { villageId: 'town', name: '假村', kind: 'village', officers: [] };
    await server.client.refused('BAD_INPUT', world.staff.admin, 'registry', 'saveVillage', village);
    const { admin } = world.staff;
    const closing = { villageId: 'town', closed: true, version: 1 };
    await server.client.refused('BAD_INPUT', admin, 'registry', 'closeVillage', closing);
    const order = { villageIds: ['town', VILLAGE, OTHER_VILLAGE] };
    await server.client.refused('BAD_INPUT', admin, 'registry', 'orderVillages', order);
    const { results } = await server.client.ok(world.staff.town, 'registry', 'importResidents', {
      rows: [
        {
          name: '王小明',
          idNumber: '11010519491231002X',
          certificateNumber: '11010519491231002X42',
          villageId: 'town',
          phone: '13900000000',
          address: '路1号',
          lowIncome: [],
        },
      ],
    });
    expect(results[0]?.error).toMatchObject({ code: 'VILLAGE' });
  });

  test('is changed by the town only, and needs a number', async () => {
    await server.client.refused('FORBIDDEN', world.staff.village, 'registry', 'saveTownOffice', TOWN);
    await server.client.refused('BAD_INPUT', world.staff.town, 'registry', 'saveTownOffice', {
      ...TOWN,
      officers: [],
    });
  });
});

describe('recording', () => {
  test('one request id 20 times at once is one call, one count and one message to each officer', async () => {
    const { openid, residentId } = await world.resident();
    const before = await openFigure(VILLAGE);
    const messages = (await messagesTo(world.staff.village)).length;
    const requestId = newRequestId();
    const input = pressed();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.client.call(openid, 'emergency', 'recordCall', input, { requestId }),
      ),
    );
    expect(answers[0]).toMatchObject({ ok: true, data: { told: 'village', canCallBack: true } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await callsOf(openid)).toMatchObject([
      { residentId, villageId: VILLAGE, called: '陈主席 主席', dialled: true, times: 1, state: 'open' },
    ]);
    expect(await openFigure(VILLAGE)).toBe(before + 1);
    expect((await messagesTo(world.staff.village)).length).toBe(messages + 1);
  });

  test("the answer is lost and the phone's role has changed: the same record", async () => {
    const { openid } = await world.resident();
    const options = { requestId: newRequestId(), as: { role: 'resident' as const } };
    const input = pressed();
    const first = await server.client.ok(openid, 'emergency', 'recordCall', input, options);
    await world.volunteer(VILLAGE, openid);
    expect(await server.client.ok(openid, 'emergency', 'recordCall', input, options)).toEqual(first);
    expect(await callsOf(openid)).toHaveLength(1);
  });

  test('a guardian is recorded with whom they act for, and their own number', async () => {
    const ward = await world.registerOne();
    const openid = await world.guardianOf(ward);
    const { callId } = await record(openid);
    const row = await seenBy(world.staff.village, callId);
    expect(row).toMatchObject({ onBehalfOf: ward.name, residentId: ward.residentId, hasPhone: true });
    expect(row?.callerName).not.toBe(ward.name);
  });

  test('a stranger is recorded for the town, without a number to call back', async () => {
    const openid = newOpenid('stranger');
    const before = await openFigure('town');
    const answer = await record(openid, { officerName: '值班室', officerDuty: '24小时值班', town: true });
    expect(answer).toMatchObject({ told: 'town', canCallBack: false });
    expect(await seenBy(world.staff.town, answer.callId)).toMatchObject({
      callerName: '未绑定的来电',
      villageName: '',
      called: '镇残联 值班室 24小时值班',
      hasPhone: false,
    });
    expect(await seenBy(world.staff.village, answer.callId)).toBeUndefined();
    expect(await openFigure('town')).toBe(before + 1);
    expect(
      await server.client.ok(world.staff.town, 'emergency', 'callerPhone', { callId: answer.callId }),
    ).toEqual({ phone: null });
    expect((await messagesTo(world.staff.town)).join()).toContain('有人应急求助');
  });

  test('a clock that runs ahead is set back to now, one that is late is believed', async () => {
    const { openid } = await world.resident();
    const hour = 3_600_000;
    const future = await record(openid, { calledAt: Date.now() + 5 * hour });
    const past = await record(openid, { calledAt: Date.now() - 5 * hour, dialled: false });
    const docs = new Map((await callsOf(openid)).map((doc) => [doc._id, doc]));
    expect(docs.get(future.callId)?.calledAt).toBe(docs.get(future.callId)?.receivedAt);
    const late = docs.get(past.callId);
    expect((late?.receivedAt ?? 0) - (late?.calledAt ?? 0)).toBeGreaterThanOrEqual(5 * hour);
    expect(late?.dialled).toBe(false);
  });

  test('more than ten in ten minutes are added to the last open one, none is refused', async () => {
    const { openid } = await world.resident();
    const before = await openFigure(VILLAGE);
    for (let i = 0; i < LIMIT; i += 1) await record(openid);
    const more = await Promise.all([record(openid), record(openid), record(openid)]);
    const docs = (await callsOf(openid)).sort((a, b) => (a._id < b._id ? -1 : 1));
    expect(docs).toHaveLength(LIMIT);
    const last = docs[LIMIT - 1];
    expect(new Set(more.map(({ callId }) => callId))).toEqual(new Set([last?._id]));
    expect(last?.times).toBe(4);
    expect(await openFigure(VILLAGE)).toBe(before + LIMIT);
  });

  test('the number is sealed, and no list shows it', async () => {
    const person = await world.resident();
    const { callId } = await record(person.openid);
    const stored = JSON.stringify(await server.client.one('emergencyCalls', callId));
    expect(stored).not.toContain(person.phone);
    expect(JSON.stringify(await open(world.staff.village))).not.toContain(person.phone);
  });
});

describe('staff', () => {
  test('another village sees and does nothing; the town sees all', async () => {
    const { openid } = await world.resident();
    const { callId } = await record(openid);
    expect(await seenBy(world.staff.village, callId)).toMatchObject({ state: 'open', overdue: false });
    expect(await seenBy(world.staff.town, callId)).toBeDefined();
    expect(await seenBy(world.staff.otherVillage, callId)).toBeUndefined();
    const other = world.staff.otherVillage;
    await server.client.refused('NOT_FOUND', other, 'emergency', 'take', { callId });
    await server.client.refused('NOT_FOUND', other, 'emergency', 'callerPhone', { callId });
    const outcome = { callId, outcome: 'safe', note: '' };
    await server.client.refused('NOT_FOUND', other, 'emergency', 'followUp', outcome);
    for (const who of [openid, world.staff.admin, await world.volunteer()]) {
      await server.client.refused('FORBIDDEN', who, 'emergency', 'calls', { state: 'open' });
    }
  });

  test('the second officer is told who was first; the outcome closes it once', async () => {
    const { openid } = await world.resident();
    const { callId } = await record(openid);
    const before = await openFigure(VILLAGE);
    const answers = await Promise.all(
      [world.staff.village, world.staff.village2].map((officer) =>
        server.client.call(officer, 'emergency', 'take', { callId }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    const refusal = answers.find(({ ok }) => !ok);
    expect(refusal).toMatchObject({ code: 'STATE_CHANGED' });
    expect(refusal?.ok === false && refusal.message).toMatch(/谢家路村残协 .+已经在处理/);

    const notReached = { callId, outcome: 'notReached' as const, note: '没人接，过去看看' };
    const { client, client: c } = server;
    expect(await c.ok(world.staff.village, 'emergency', 'followUp', notReached)).toEqual({ state: 'taken' });
    expect(await seenBy(world.staff.village, callId)).toMatchObject({
      state: 'taken',
      outcome: 'notReached',
      note: '没人接，过去看看',
    });
    expect(await openFigure(VILLAGE)).toBe(before);

    const safe = { callId, outcome: 'safe' as const, note: '摔了一跤，没有受伤' };
    expect(await client.ok(world.staff.village, 'emergency', 'followUp', safe)).toEqual({ state: 'closed' });
    expect(await openFigure(VILLAGE)).toBe(before - 1);
    expect(await seenBy(world.staff.village, callId)).toBeUndefined();
    const closed = await client.ok(world.staff.village2, 'emergency', 'calls', { state: 'closed' });
    expect(!closed.unchanged && closed.items[0]).toMatchObject({ callId, outcome: 'safe', overdue: false });
    for (const officer of [world.staff.village2, world.staff.town]) {
      const told = await client.refused('STATE_CHANGED', officer, 'emergency', 'followUp', safe);
      expect(told.message).toContain('谢家路村残协');
    }
    expect(await openFigure(VILLAGE)).toBe(before - 1);
  });

  test('the number to call back is given in full and audited', async () => {
    const person = await world.resident();
    const { callId } = await record(person.openid);
    const answer = await server.client.ok(world.staff.village, 'emergency', 'callerPhone', { callId });
    expect(answer).toEqual({ phone: person.phone });
    const audit = (await server.client.all('audit')).filter(
      (entry) => entry.action === 'emergency.callerPhone' && entry.target === callId,
    );
    expect(audit).toMatchObject([{ openid: world.staff.village, residentId: person.residentId }]);
  });

  test('a phone that knows the version gets nothing new until something happens', async () => {
    const { openid } = await world.resident();
    const { callId } = await record(openid);
    const ask = (knownVersion?: number) =>
      server.client.ok(world.staff.village, 'emergency', 'calls', {
        state: 'open',
        ...(knownVersion === undefined ? {} : { knownVersion }),
      });
    const first = await ask();
    if (first.unchanged) throw new Error('unchanged');
    // The version also moves with the minute: asked again when one has just passed, which it does not do twice in these moments.
    let known = first.version;
    const seen: boolean[] = [];
    while (seen.length < 3 && !seen.includes(true)) {
      const answer = await ask(known);
      seen.push(answer.unchanged);
      if (!answer.unchanged) known = answer.version;
    }
    expect(seen).toContain(true);
    await server.client.ok(world.staff.village, 'emergency', 'take', { callId });
    expect((await ask(known)).unchanged).toBe(false);
  });
});

describe('escalation', () => {
  test('an open call past its promise is told to the town once; a taken one is not', async () => {
    const { openid } = await world.resident();
    const late = await record(openid);
    const taken = await record(openid);
    await server.client.ok(world.staff.village, 'emergency', 'take', { callId: taken.callId });
    await makeOverdue(late.callId);
    await makeOverdue(taken.callId);
    const told = async () =>
      (await messagesTo(world.staff.town)).filter((message) => message.includes('超时')).length;
    const before = await told();
    await runTwice(server, {
      fn: 'emergency',
      table: emergencyTimers,
      trigger: 'escalate',
      collection: 'emergencyCalls',
    });
    await fire();
    expect((await told()) - before).toBe(1);
    expect((await server.client.one('emergencyCalls', late.callId)).escalatedAt).not.toBeNull();
    expect((await server.client.one('emergencyCalls', taken.callId)).escalatedAt).toBeNull();
    expect(await seenBy(world.staff.town, late.callId)).toMatchObject({ overdue: true });
    const audited = (await server.client.all('audit')).filter(
      (entry) => entry.action === 'emergency.escalate' && entry.target === late.callId,
    );
    expect(audited).toHaveLength(1);
  });

  test('a promise set as a parameter holds from then on', async () => {
    await server.client.ok(world.staff.admin, 'registry', 'setParameter', {
      key: 'emergencyPromise',
      version: 'test-1',
      effectiveFrom: '2020-01-01',
      source: '测试规定第1条',
      value: { minutes: 5 },
    });
    const { callId } = await record((await world.resident()).openid);
    const { dueAt, receivedAt } = await server.client.one('emergencyCalls', callId);
    expect(dueAt - receivedAt).toBe(5 * 60_000);
  });
});
