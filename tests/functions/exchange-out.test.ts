/** What goes out: exports with a reason, the three lists with what staff adjusted, cards that are opened once. */
import { ZipReader } from '../../cloudfunctions/exchange/workbook/zip';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { applicationIn } from '../support/functions/case';
import { exported } from '../support/functions/imports';
import { bornYearsAgo } from '../support/functions/people';
import { HOUR, MINUTE, passTime } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World, type RegisteredPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let mine: RegisteredPerson;
let theirs: RegisteredPerson;

beforeAll(async () => {
  ({ server, world } = await startTown());
  mine = await world.registerOne();
  theirs = await world.registerOne(bornYearsAgo(50), [], OTHER_VILLAGE);
});
afterAll(() => server.close());

test('a village gets its own people, masked, whatever village it asks for; the file says who, when and what for', async () => {
  const { cells, file, job } = await exported(server, world.staff.village, {
    kind: 'residents',
    villageId: OTHER_VILLAGE,
  });
  const text = JSON.stringify(cells);
  expect(text).toContain(mine.name);
  expect(text).not.toContain(theirs.name);
  for (const number of [mine.idNumber, mine.certificateNumber, mine.phone, mine.address])
    expect(text).not.toContain(number);
  expect(cells[1]?.[0]).toMatch(/导出人：谢家路村残协 .+时间：\d{4}-.+用途：核对名册/);
  expect(cells.at(-2)?.[0]).toContain('用途：核对名册');
  const zip = new ZipReader(file);
  expect(zip.read('xl/drawings/drawing1.xml')?.toString()).toContain('核对名册');
  expect(zip.read('xl/worksheets/sheet1.xml')?.toString()).toContain('<oddFooter>');
  const entries = (await server.client.all('audit')).filter(({ target }) => target?.includes(job.jobId));
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['exchange.startExport', 'exchange.advanceExport', 'exchange.exportLink']),
  );
  expect(entries.every(({ reason }) => reason === '核对名册')).toBe(true);
});

test('full numbers are for the town, and an export is for who began it', async () => {
  const start = { what: { kind: 'residents' as const }, full: true, reason: '上级检查' };
  await server.client.refused('FORBIDDEN', world.staff.village, 'exchange', 'startExport', start);
  await server.client.refused('BAD_INPUT', world.staff.town, 'exchange', 'startExport', {
    ...start,
    reason: '看',
  });
  const { cells, job } = await exported(server, world.staff.town, start.what, {
    full: true,
    reason: '上级检查',
  });
  const text = JSON.stringify(cells);
  for (const { idNumber, phone } of [mine, theirs]) {
    expect(text).toContain(idNumber);
    expect(text).toContain(phone);
  }
  for (const other of [world.staff.town2, world.staff.village]) {
    await server.client.refused('NOT_FOUND', other, 'exchange', 'exportLink', { jobId: job.jobId });
  }
  // Over with its time, also before the timer has come.
  const kept = await server.client.one('exportJobs', job.jobId);
  await server.client.put('exportJobs', { ...kept, until: Date.now() - 1 });
  await server.client.refused('FILE_GONE', world.staff.town, 'exchange', 'exportLink', { jobId: job.jobId });
  await passTime(server, HOUR, ['exportJobs']);
  await fetch(`${server.client.url}/timers/exchange/files`, { method: 'POST' });
  expect(await server.client.one('exportJobs', job.jobId)).toMatchObject({ state: 'gone', fileID: null });
  await server.client.refused('FILE_GONE', world.staff.town, 'exchange', 'exportLink', { jobId: job.jobId });
});

test('an officer who moved to another office has no file of the former one any more', async () => {
  const { client } = server;
  const officer = await world.officer('village', VILLAGE);
  const { job } = await exported(server, officer, { kind: 'residents' });
  const staffId = world.staff.staffIds[officer] ?? '';
  const { member } = await client.ok(world.staff.admin, 'accounts', 'staffMember', { staffId });
  const { version, name, duty, phone, level } = member;
  const facts = { name, duty, phone, level, villageId: OTHER_VILLAGE, alsoOnDuty: false };
  await client.ok(world.staff.admin, 'accounts', 'changeStaff', { staffId, version, ...facts });
  await client.refused('NOT_FOUND', officer, 'exchange', 'exportLink', { jobId: job.jobId });
});

test('what is the town’s is not a village’s to take out, and a village that does not exist is none', async () => {
  const before = await server.client.dump();
  const start = { full: false, reason: '核对名册' };
  const undirected = { kind: 'donations', directed: false, state: 'promised' };
  const own = { ...start, what: undirected };
  await server.client.refused('BAD_INPUT', world.staff.village, 'exchange', 'startExport', own);
  const nowhere = { ...start, what: { kind: 'residents', villageId: 'nowhere' } };
  const refusal = await server.client.refused(
    'BAD_INPUT',
    world.staff.town,
    'exchange',
    'startExport',
    nowhere,
  );
  expect(Object.keys(refusal.fields ?? {})).toEqual(['villageId']);
  expect(await server.client.dump()).toEqual(before);
  await server.client.ok(world.staff.village, 'exchange', 'startExport', {
    ...start,
    what: { kind: 'donations', directed: true, state: 'promised' },
  });
});

test('a list follows the records; what staff hid, wrote and added stays, for their village only', async () => {
  const { client } = server;
  const officer = world.staff.village;
  const read = (openid = officer, more = {}) =>
    client.ok(openid, 'exchange', 'list', { list: 'needs', month: null, section: 'unpaired', ...more });
  const applicationId = await applicationIn(server, world, await world.resident(), 'submitted');
  const first = await read();
  const line = first.items.find(({ who }) => who === mine.name);
  const adjust = {
    list: 'needs' as const,
    section: 'unpaired',
    key: line?.key ?? '',
    hidden: true,
    note: '家人照顾',
    version: 0,
  };
  await client.refused('NOT_FOUND', world.staff.otherVillage, 'exchange', 'adjustLine', adjust);
  // A line is hidden where it stands: not by the key of another part of the list.
  const elsewhere = { ...adjust, section: 'wish', key: `device:${applicationId}` };
  await client.refused('NOT_FOUND', officer, 'exchange', 'adjustLine', elsewhere);
  expect(await client.all('listLines')).toEqual([]);
  await client.ok(officer, 'exchange', 'adjustLine', adjust);
  const late = await client.refused('STATE_CHANGED', world.staff.village2, 'exchange', 'adjustLine', adjust);
  expect(late.message).toContain('刚刚改过');
  const { lineId } = await client.ok(officer, 'exchange', 'saveLine', {
    list: 'needs',
    month: '2026-11',
    section: 'goods',
    what: '=缺两床棉被',
    who: '五保户',
    responsible: '陈主席',
    by: '2026-12-10',
    note: '',
    version: 0,
  });
  // The record changes; the adjustment stays with it.
  await client.ok(officer, 'registry', 'recordLowIncome', {
    residentId: mine.residentId,
    periods: [],
    note: '核对',
  });
  expect((await read()).items.map(({ key }) => key)).not.toContain(line?.key);
  expect((await read(officer, { hidden: true })).items.find(({ key }) => key === line?.key)).toMatchObject({
    note: '家人照顾',
  });
  const count = (page: typeof first, key: string) => page.sections.find((one) => one.key === key)?.count;
  expect(count(await read(), 'unpaired')).toBe((count(first, 'unpaired') ?? 0) - 1);
  expect(count(await read(), 'goods')).toBe(1);
  expect(JSON.stringify(await read(world.staff.otherVillage))).not.toContain(mine.name);
  const { cells } = await exported(server, officer, { kind: 'list', list: 'needs', month: null });
  const text = JSON.stringify(cells);
  expect(text).toContain('=缺两床棉被');
  expect(text).not.toContain(mine.name);
  await client.refused('NOT_FOUND', world.staff.otherVillage, 'exchange', 'removeLine', {
    lineId,
    version: 1,
  });
  await client.ok(officer, 'exchange', 'removeLine', { lineId, version: 1 });
});

const post = (url: string, body: string) =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body });

test('a card sheet is opened once, by link or code; it says no personal number; wrong codes end', async () => {
  const { client } = server;
  const residentIds = [mine.residentId];
  await client.refused('BAD_INPUT', world.staff.village, 'exchange', 'cardSheet', { residentIds });
  const { cards } = await client.ok(world.staff.village, 'pairing', 'cards', { residentIds });
  await client.refused('NOT_FOUND', world.staff.otherVillage, 'exchange', 'cardSheet', { residentIds });
  const left = await world.registerOne();
  await client.ok(world.staff.village, 'registry', 'recordLeaving', {
    residentId: left.residentId,
    why: 'moved',
    on: chinaDate(Date.now()),
    note: '户口迁移单',
  });
  await client.refused('NOT_ACTIVE', world.staff.village, 'exchange', 'cardSheet', {
    residentIds: [...residentIds, left.residentId],
  });
  expect(await client.all('cardSheets')).toEqual([]);
  const sheet = await client.ok(world.staff.village, 'exchange', 'cardSheet', { residentIds });
  expect(JSON.stringify(await client.all('cardSheets'))).not.toContain(sheet.url.split('/').at(-1));
  // Looking at the link, as chat programs do, does not use it up.
  expect((await fetch(sheet.url)).status).toBe(200);
  const opened = await post(sheet.typeUrl, `token=${sheet.url.split('/').at(-1)}`);
  const html = await opened.text();
  expect(opened.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(html).toContain(mine.name);
  expect(html).toContain(cards[0]?.code);
  expect(html).toContain('0574-62000000');
  for (const number of [mine.idNumber, mine.certificateNumber, mine.phone])
    expect(html).not.toContain(number);
  expect((await post(sheet.typeUrl, `code=${sheet.code}`)).status).toBe(410);
  const second = await client.ok(world.staff.village, 'exchange', 'cardSheet', { residentIds });
  const typed = await Promise.all(
    [1, 2].map(() => post(second.typeUrl, `code=${second.code.toLowerCase()}`)),
  );
  expect(typed.map(({ status }) => status).sort()).toEqual([200, 410]);
  // A link that was not opened in time opens nothing, neither itself nor by its code.
  const late = await client.ok(world.staff.village, 'exchange', 'cardSheet', { residentIds });
  await passTime(server, 21 * MINUTE, ['cardSheets']);
  expect((await post(late.typeUrl, `token=${late.url.split('/').at(-1)}`)).status).toBe(410);
  expect((await post(late.typeUrl, `code=${late.code}`)).status).toBe(410);
  expect((await post(sheet.typeUrl, 'code=AAAA2222')).status).toBe(410);
  for (let i = 0; i < 9; i += 1) await post(sheet.typeUrl, 'code=AAAA2222');
  expect((await post(sheet.typeUrl, 'code=AAAA2222')).status).toBe(429);
});

test('nobody of another village is on a list, and the town names the village', async () => {
  await server.client.refused('BAD_INPUT', world.staff.town, 'exchange', 'list', {
    list: 'needs',
    month: null,
  });
  const page = await server.client.ok(world.staff.town, 'exchange', 'list', {
    list: 'needs',
    month: null,
    villageId: VILLAGE,
  });
  expect(JSON.stringify(page)).not.toContain(theirs.name);
});
