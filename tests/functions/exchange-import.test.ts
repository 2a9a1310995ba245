/** A spreadsheet into the register: what is wrong is found, what is good goes in once, and it can be taken back. */
import { idCheckCharacter } from '../../miniprogram/shared/id-number';
import { COLUMNS, FIELDS } from '../../cloudfunctions/exchange/rules/columns';
import { readWorkbook } from '../../cloudfunctions/exchange/workbook/read';
import { photo, upload } from '../support/functions/case';
import { expectClean } from '../support/functions/check-data';
import {
  allRows,
  begin,
  committed,
  drive,
  previewed,
  sheetOf,
  sheetPerson,
  type SheetPerson,
} from '../support/functions/imports';
import { bornYearsAgo, newPerson, withWrongCheck, type Person } from '../support/functions/people';
import { DAY, passTime } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';
import { workbookOf, type CellXml } from '../support/workbooks';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const people = (count: number): Person[] => Array.from({ length: count }, () => newPerson(bornYearsAgo(66)));
const residentsOf = async (villageId: string) =>
  (await server.client.all('residents')).filter((resident) => resident.villageId === villageId);

/** Thirty-seven mistakes as offices make them: in which column, and what the file says instead. */
function plant(rows: SheetPerson[]): Map<string, number> {
  const planted = new Map<string, number>();
  const field = (name: keyof SheetPerson) => FIELDS.indexOf(name);
  const at = (i: number): number => 40 + i * 130;
  const mistakes: [keyof SheetPerson, (row: SheetPerson, i: number) => string | undefined][] = [
    ['name', () => ''],
    ['name', () => '王'],
    ['name', () => '张3'],
    ['idNumber', (row) => row.idNumber?.slice(0, 17)],
    ['idNumber', (row) => withWrongCheck(row.idNumber ?? '')],
    ['idNumber', () => ''],
    ['certificateNumber', (row) => `${row.idNumber}82`],
    ['certificateNumber', (row) => `${row.idNumber}45`],
    ['certificateNumber', (row) => `${row.idNumber}4`],
    ['certificateNumber', (row) => `${row.certificateNumber}C1`],
    ['certificateNumber', () => ''],
    ['certificateNumber', () => newPerson(bornYearsAgo(50)).certificateNumber],
    ['phone', () => '12345'],
    ['phone', () => ''],
    ['phone', () => '1390000000'],
    ['address', () => ''],
    ['address', () => '长'.repeat(101)],
    ['village', () => '谢家村路'],
    ['village', () => ''],
    ['village', () => '不存在村'],
    ['sex', (row) => (Number(row.idNumber?.[16]) % 2 === 0 ? '男' : '女')],
    ['sex', () => '不详'],
    ['category', () => '视力'],
    ['category', () => '听不见'],
    ['level', () => '四级'],
    ['level', () => '5级'],
    ['income', () => '五保'],
    ['incomeFrom', (row) => ((row.income = '低保'), '')],
    ['incomeFrom', (row) => ((row.income = '低保'), '2026年3月')],
    ['incomeFrom', (row) => ((row.income = '低边'), '2026-02-30')],
    ['incomeTo', (row) => (Object.assign(row, { income: '低保', incomeFrom: '2026-03-01' }), '2026-02-01')],
    ['incomeTo', (row) => (Object.assign(row, { income: '低保', incomeFrom: '2026.3.1' }), '明年')],
    ['idNumber', (_row, i) => rows[at(i) - 7]?.idNumber],
    ['idNumber', (_row, i) => rows[at(i) - 8]?.idNumber],
    ['name', () => '李'.repeat(21)],
    ['phone', () => '没有'],
    ['level', () => '重度'],
  ];
  mistakes.forEach(([name, wrong], i) => {
    const row = rows[at(i)];
    if (!row) throw new Error('too few rows');
    row[name] = wrong(row, i) ?? '';
    // The twin's certificate belongs to its number, so that the number alone is wrong.
    if (name === 'idNumber' && i > 30) row.certificateNumber = `${row.idNumber}42`;
    planted.set(`${String.fromCharCode(65 + field(name))}${at(i) + 2}`, 1);
  });
  // A wrong ID number makes a certificate that begins with it wrong too, unless it says what the ID should be: these stay right.
  return planted;
}

test('5,000 rows with 37 planted mistakes: exactly those are found, each in its cell with what to do', async () => {
  const rows = people(5000).map((person, i) => {
    // Different people: the counter of the test's people repeats its order after a thousand.
    const id17 = `999999${bornYearsAgo(40 + Math.floor(i / 900), i % 300).replaceAll('-', '')}${String(i % 1000).padStart(3, '0')}`;
    const id = id17 + idCheckCharacter(id17);
    return sheetPerson({ ...person, idNumber: id, certificateNumber: `${id}42` });
  });
  const planted = plant(rows);
  expect(planted.size).toBe(37);
  const file = sheetOf(rows);
  // Making it kept this process busy: connections that the server closed meanwhile must be noticed first.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const job = await previewed(server, world.staff.town, file);
  expect(job).toMatchObject({ state: 'ready', rows: 5000, chunks: 100 });
  expect(job.found).toMatchObject({ error: 37, new: 5000 - 37, update: 0, same: 0 });
  const found = (await allRows(server, world.staff.town, job.jobId, 'error')).flatMap(
    ({ problems }) => problems,
  );
  expect(found.map(({ cell }) => cell).sort()).toEqual([...planted.keys()].sort());
  for (const { message } of found) expect(message).toMatch(/[\u4e00-\u9fff]{3}/);
  expect(
    await server.client.ok(world.staff.town, 'exchange', 'cancelImport', { jobId: job.jobId }),
  ).toMatchObject({
    job: { state: 'cancelled' },
  });
  expect(await server.client.all('importChunks')).toEqual([]);
}, 300_000);

test('headings in any order and wording, titles above, dates and numbers as Excel keeps them; lost digits are told', async () => {
  const [good, lost] = people(2) as [Person, Person];
  const text = (v: string): CellXml => ({ t: 'str', v });
  const row = (person: Person, id: CellXml): CellXml[] => [
    text('1'),
    { v: '13900000123' },
    id,
    text(person.name),
    text(person.certificateNumber),
    text('谢家路'),
    text('某路1号'),
    text('低保户'),
    { v: '46000', s: 1 },
  ];
  const file = workbookOf([
    [text('2026年残疾人花名册')],
    [
      '序号',
      '联系电话',
      '身份证号码（18位）',
      '残疾人姓名*',
      '残疾证号',
      '所在村',
      '家庭住址',
      '低保情况',
      '低保开始日期',
      '鞋码',
    ].map(text),
    row(good, text(good.idNumber)),
    row(lost, { v: `${lost.idNumber.slice(0, 15)}000` }),
  ]);
  const job = await previewed(server, world.staff.town, file);
  expect(job).toMatchObject({ rows: 2, found: { new: 1, error: 1 }, unknownColumns: ['鞋码'] });
  const [wrong] = await allRows(server, world.staff.town, job.jobId, 'error');
  expect(wrong?.problems[0]).toMatchObject({ cell: 'C4', column: '身份证号' });
  expect(wrong?.problems[0]?.message).toContain('15位');
  expect(wrong?.problems[0]?.right).toContain('文本');
  await committed(server, world.staff.town, file);
  const added = (await residentsOf(VILLAGE)).find(({ name }) => name === good.name);
  expect(added?.lowIncome).toEqual([{ kind: 'dibao', from: '2025-12-09', to: null }]);
  expect(added?.phoneMasked).toBe('139****0123');
});

test('the good rows go in, exactly once, whatever is repeated and whoever goes on; figures follow', async () => {
  const crowd = people(120);
  const rows = crowd.map((person) => sheetPerson(person));
  rows[5] = { ...rows[5], phone: '1' };
  const { jobId, found } = await previewed(server, world.staff.village, sheetOf(rows));
  expect(found).toMatchObject({ new: 119, error: 1 });
  const before = await server.client.one('counters', VILLAGE);
  const commit = { jobId, leaveOut: 1, updates: 'skip', probables: 'skip' } as const;
  await server.client.refused('STATE_CHANGED', world.staff.village, 'exchange', 'commitImport', {
    ...commit,
    leaveOut: 0,
  });
  await server.client.ok(world.staff.village, 'exchange', 'commitImport', commit);
  await server.client.refused('STATE_CHANGED', world.staff.village2, 'exchange', 'commitImport', commit);
  // The first phone does a chunk and is closed; two colleagues ask for the same next one at once, with the old one again.
  await drive(server, world.staff.village, jobId, 1);
  const answers = await Promise.all(
    [
      [world.staff.village, 1],
      [world.staff.village2, 1],
      [world.staff.village, 0],
      [world.staff.village2, 1],
    ].map(([openid, next]) =>
      server.client.call(String(openid), 'exchange', 'advance', { jobId, next: Number(next) }),
    ),
  );
  expect(answers.every(({ ok }) => ok)).toBe(true);
  expect(await drive(server, world.staff.village2, jobId)).toMatchObject({
    state: 'done',
    done: { added: 119 },
  });
  const numbers = new Set(crowd.map(({ name }) => name));
  expect((await residentsOf(VILLAGE)).filter(({ name }) => numbers.has(name))).toHaveLength(119);
  expect((await server.client.one('counters', VILLAGE)).residents).toBe(before.residents + 119);
  // The same file again: everybody is there already, just so.
  expect((await previewed(server, world.staff.village, sheetOf(rows))).found).toMatchObject({
    same: 119,
    error: 1,
    new: 0,
  });
});

test('people who are there: changes are shown before and after and made only when chosen; namesakes are asked about', async () => {
  const person = await world.registerOne();
  const other = newPerson(person.birthDate);
  const namesake = { ...other, name: person.name };
  const changed = {
    ...sheetPerson(person),
    phone: '13911112222',
    address: '新地址2号',
    income: '低边',
    incomeFrom: '2026/1/5',
  };
  const file = sheetOf([changed, sheetPerson(namesake)]);
  const job = await previewed(server, world.staff.village, file);
  expect(job.found).toMatchObject({ update: 1, probable: 1, new: 0 });
  const [row] = await allRows(server, world.staff.village, job.jobId, 'update');
  expect(row?.changes).toEqual([
    { label: '电话', before: expect.stringMatching(/^\d{3}\*{4}\d{4}$/) as string, after: '13911112222' },
    { label: '地址', before: person.address, after: '新地址2号' },
    { label: '低保低边', before: '非低保低边', after: '低边 2026-01-05起' },
  ]);
  const skipped = await committed(server, world.staff.village, file, { updates: 'skip', probables: 'add' });
  expect(skipped.done).toMatchObject({ added: 1, skipped: 1, updated: 0 });
  expect((await server.client.one('residents', person.residentId)).address).toBe(person.address);
  const done = await committed(server, world.staff.village, file);
  expect(done.done).toMatchObject({ updated: 1 });
  expect((await server.client.one('residents', person.residentId)).address).toBe('新地址2号');
  await server.client.ok(world.staff.village, 'exchange', 'undoImport', {
    jobId: done.jobId,
    reason: '导错了',
  });
  expect((await drive(server, world.staff.village, done.jobId)).done).toMatchObject({ undone: 1 });
  expect(await server.client.one('residents', person.residentId)).toMatchObject({
    address: person.address,
    lowIncome: [],
  });
});

test('a file of people who are all there already brings nobody in', async () => {
  const file = sheetOf((people(2) as [Person, Person]).map((person) => sheetPerson(person)));
  await committed(server, world.staff.town, file);
  const { jobId, found } = await previewed(server, world.staff.town, file);
  expect(found).toMatchObject({ new: 0, update: 0, same: 2, error: 0 });
  const before = await server.client.dump();
  const refusal = await server.client.refused('BAD_INPUT', world.staff.town, 'exchange', 'commitImport', {
    jobId,
    leaveOut: 0,
    updates: 'update',
    probables: 'add',
  });
  expect(refusal.message).toContain('没有可以导入的人');
  expect(await server.client.dump()).toEqual(before);
  await server.client.ok(world.staff.town, 'exchange', 'cancelImport', { jobId });
});

test('a register that changed after the preview: the row is left and told', async () => {
  const person = await world.registerOne();
  const fresh = newPerson(bornYearsAgo(50));
  const file = sheetOf([{ ...sheetPerson(person), address: '表里的地址' }, sheetPerson(fresh)]);
  const { jobId } = await previewed(server, world.staff.village, file);
  await world.register([fresh]);
  await server.client.ok(world.staff.village, 'registry', 'editResident', {
    residentId: person.residentId,
    lastChangeId: null,
    edit: { phone: '13900000088' },
    why: '换了电话',
  });
  await server.client.ok(world.staff.village, 'exchange', 'commitImport', {
    jobId,
    leaveOut: 0,
    updates: 'update',
    probables: 'skip',
  });
  expect((await drive(server, world.staff.village, jobId)).done).toMatchObject({
    late: 2,
    added: 0,
    updated: 0,
  });
  const notes = (await allRows(server, world.staff.village, jobId, 'late')).map(({ note }) => note);
  expect(notes.sort()).toEqual(['刚刚已由别人加进名册', '预览以后，别人刚改过这个人的信息'].sort());
});

test('who was only seen to since the preview is updated, and gets the earlier facts back by an undo', async () => {
  const { client } = server;
  const person = await world.resident();
  const file = sheetOf([{ ...sheetPerson(person), address: '表里的地址' }]);
  const { jobId } = await previewed(server, world.staff.village, file);
  const seenTo = () => client.ok(person.openid, 'pairing', 'issueCode', { renew: true });
  const address = async (): Promise<string> => (await client.one('residents', person.residentId)).address;
  await seenTo();
  await client.ok(world.staff.village, 'exchange', 'commitImport', {
    jobId,
    leaveOut: 0,
    updates: 'update',
    probables: 'skip',
  });
  expect((await drive(server, world.staff.village, jobId)).done).toMatchObject({ updated: 1, late: 0 });
  expect(await address()).toBe('表里的地址');
  await seenTo();
  await client.ok(world.staff.village, 'exchange', 'undoImport', { jobId, reason: '地址不对' });
  expect((await drive(server, world.staff.village, jobId)).done).toMatchObject({ undone: 1, kept: 0 });
  expect(await address()).toBe(person.address);
  expect((await client.one('residents', person.residentId)).code).not.toBeNull();
});

test('undo takes back who was added, keeps and names who has been bound, asked or paired since, and puts the figures right', async () => {
  const [gone, bound, carded] = people(3) as [Person, Person, Person];
  const job = await committed(
    server,
    world.staff.village,
    sheetOf([gone, bound, carded].map((person) => sheetPerson(person))),
  );
  expect(job.done.added).toBe(3);
  const { residents } = await server.client.one('counters', VILLAGE);
  const idOf = async (person: Person): Promise<string> =>
    (await residentsOf(VILLAGE)).find(({ name }) => name === person.name)?._id ?? '';
  await world.bind({ ...bound, residentId: await idOf(bound), villageId: VILLAGE });
  await server.client.ok(world.staff.village, 'pairing', 'cards', { residentIds: [await idOf(carded)] });
  await server.client.ok(world.staff.village2, 'exchange', 'undoImport', {
    jobId: job.jobId,
    reason: '名单不对',
  });
  const undone = await drive(server, world.staff.village2, job.jobId);
  expect(undone).toMatchObject({ state: 'undone', done: { undone: 1, kept: 2 } });
  const kept = await allRows(server, world.staff.village, job.jobId, 'kept');
  expect(kept.map(({ name, note }) => [name, note])).toEqual([
    [bound.name, '已绑定微信'],
    [carded.name, '已做二维码卡片'],
  ]);
  expect(await idOf(gone)).toBe('');
  expect((await server.client.one('counters', VILLAGE)).residents).toBe(residents - 1);
  await server.client.refused('STATE_CHANGED', world.staff.village, 'exchange', 'undoImport', {
    jobId: job.jobId,
    reason: '再来',
  });
  // Who is gone can come in again.
  expect((await committed(server, world.staff.village, sheetOf([sheetPerson(gone)]))).done.added).toBe(1);
});

test('a village imports its own people only, and another office sees nothing of it', async () => {
  const elsewhere = await world.registerOne(bornYearsAgo(70), [], OTHER_VILLAGE);
  const [mine, theirs] = people(2) as [Person, Person];
  const job = await previewed(
    server,
    world.staff.village,
    sheetOf([
      { ...sheetPerson(mine), village: '' },
      sheetPerson(theirs, '夹塘村'),
      { ...sheetPerson(elsewhere), village: '' },
    ]),
  );
  expect(job.found).toMatchObject({ new: 1, error: 2 });
  const rows = await allRows(server, world.staff.village, job.jobId, 'error');
  expect(rows.map(({ problems }) => problems[0]?.message)).toEqual([
    '不是您的村，您只能导入本村的人',
    '这个身份证号已登记在别的村',
  ]);
  expect(JSON.stringify(rows)).not.toContain('夹塘');
  const { jobId } = job;
  for (const stranger of [world.staff.otherVillage, world.staff.town]) {
    await server.client.refused('NOT_FOUND', stranger, 'exchange', 'importJob', { jobId });
    await server.client.refused('NOT_FOUND', stranger, 'exchange', 'importRows', { jobId, show: 'new' });
    await server.client.refused('NOT_FOUND', stranger, 'exchange', 'advance', { jobId, next: 0 });
    await server.client.refused('NOT_FOUND', stranger, 'exchange', 'cancelImport', { jobId });
    expect(
      (await server.client.ok(stranger, 'exchange', 'imports', {})).jobs.map((one) => one.jobId),
    ).not.toContain(jobId);
  }
});

test('nobody changes their own record by a file', async () => {
  const person = await world.registerOne();
  const officer = await world.officer('village', VILLAGE);
  await world.bind(person, officer);
  const job = await previewed(server, officer, sheetOf([{ ...sheetPerson(person), address: '我的新家' }]));
  const [row] = await allRows(server, officer, job.jobId, 'error');
  expect(row?.problems[0]?.message).toContain('自己');
});

test('files that are none are refused in words, and nothing of them is kept', async () => {
  const before = await server.client.dump();
  for (const file of [
    Buffer.from('姓名,电话\n'),
    sheetOf([]),
    sheetOf([{ name: '张三' }], ['name', 'phone']),
    // Headings that are enough to find the table, and too few to know who is who.
    sheetOf([{ name: '张三' }], ['name', 'idNumber', 'phone', 'address']),
    sheetOf(Array.from({ length: 5001 }, () => ({ name: '张三' }))),
  ]) {
    const fileID = await upload(server, world.staff.town, file, 'xlsx');
    await server.client.refused('FILE_REFUSED', world.staff.town, 'exchange', 'startImport', {
      fileID,
      fileName: '名册.xlsx',
    });
    await server.client.refused('FILE_NOT_FOUND', world.staff.town, 'exchange', 'startImport', {
      fileID,
      fileName: '名册.xlsx',
    });
  }
  expect(await server.client.dump()).toEqual(before);
});

test('no name or number of a sheet can be read in the database while it waits', async () => {
  const [person] = people(1) as [Person];
  const { jobId } = await begin(server, world.staff.town, sheetOf([sheetPerson(person)]));
  const kept = JSON.stringify([
    await server.client.all('importJobs'),
    await server.client.all('importChunks'),
  ]);
  for (const fact of [person.name, person.idNumber, person.phone, person.address])
    expect(kept).not.toContain(fact);
  await server.client.ok(world.staff.town, 'exchange', 'cancelImport', { jobId });
});

test('undo after the register was checked: nobody touched them, so everybody goes, and with them what was found about them', async () => {
  const { client } = server;
  const [same, plain, helped] = people(3) as [Person, Person, Person];
  const job = await committed(
    server,
    world.staff.village,
    sheetOf([same, plain, helped].map((person) => sheetPerson(person))),
  );
  const idOf = async (person: Person): Promise<string> =>
    (await residentsOf(VILLAGE)).find(({ name }) => name === person.name)?._id ?? '';
  const gone = [await idOf(same), await idOf(plain)];
  const helpedId = await idOf(helped);
  // Somebody of the same name and phone: may be the same person.
  const [twin] = await world.register([
    { ...newPerson(bornYearsAgo(40)), name: same.name, phone: same.phone },
  ]);
  const checked = await fetch(`${client.url}/timers/registry/checkRegister`, { method: 'POST' });
  expect(checked.ok).toBe(true);
  const found = async (): Promise<string[]> =>
    (await client.all('findings'))
      .filter(({ residentIds }) => residentIds.some((id) => gone.includes(id)))
      .map(({ kind }) => kind);
  expect(await found()).toContain('duplicate');
  const photoId = await photo(server, world.staff.village, 'consent');
  await client.ok(world.staff.village, 'accounts', 'giveAssistConsent', {
    residentId: helpedId,
    scopes: ['file'],
    words: '申请拐杖',
    photoId,
  });
  await client.ok(world.staff.village2, 'exchange', 'undoImport', { jobId: job.jobId, reason: '名单不对' });
  const undone = await drive(server, world.staff.village2, job.jobId);
  expect(undone).toMatchObject({ state: 'undone', done: { undone: 2, kept: 1 } });
  const kept = await allRows(server, world.staff.village, job.jobId, 'kept');
  expect(kept.map(({ name, note }) => [name, note])).toEqual([[helped.name, '有过代办']]);
  expect(await found()).toEqual([]);
  expect((await client.one('residents', twin?.residentId ?? '')).status).toBe('active');
  await expectClean(client);
});

test('what nobody goes on with expires; rows of a finished import go after a week, and with them the undo', async () => {
  const [left, taken] = people(2) as [Person, Person];
  const waiting = await previewed(server, world.staff.town, sheetOf([sheetPerson(left)]));
  const done = await committed(server, world.staff.town, sheetOf([sheetPerson(taken)]));
  const fire = () => fetch(`${server.client.url}/timers/exchange/imports`, { method: 'POST' });
  await fire();
  expect((await server.client.one('importJobs', waiting.jobId)).state).toBe('ready');
  await passTime(server, 8 * DAY, ['importJobs']);
  await server.client.refused('FILE_GONE', world.staff.town, 'exchange', 'undoImport', {
    jobId: done.jobId,
    reason: '太晚',
  });
  await fire();
  await fire();
  expect((await server.client.one('importJobs', waiting.jobId)).state).toBe('expired');
  expect((await server.client.one('importJobs', done.jobId)).state).toBe('done');
  expect(
    (await server.client.all('importChunks')).filter(({ jobId }) =>
      [waiting.jobId, done.jobId].includes(jobId),
    ),
  ).toEqual([]);
  // Also of a sort of which there were none: an empty list would say that nobody was left out.
  for (const show of ['added', 'skipped']) {
    const gone = { jobId: done.jobId, show };
    await server.client.refused('FILE_GONE', world.staff.town, 'exchange', 'importRows', gone);
  }
});

test('the form is an import of nobody, and once filled in it is read', async () => {
  const { base64, name } = await server.client.ok(world.staff.town, 'exchange', 'template', {});
  expect(name).toMatch(/\.xlsx$/);
  const file = Buffer.from(base64, 'base64');
  const { rows } = readWorkbook(file);
  const texts = rows.map(({ cells }) => [...cells.values()].map(({ text }) => text));
  expect(texts).toContainEqual(
    FIELDS.map((field) => `${COLUMNS[field].label}${COLUMNS[field].required ? '*' : ''}`),
  );
  const fileID = await upload(server, world.staff.town, file, 'xlsx');
  const refused = await server.client.refused('FILE_REFUSED', world.staff.town, 'exchange', 'startImport', {
    fileID,
    fileName: name,
  });
  expect(refused.message).toContain('没有人');
});
