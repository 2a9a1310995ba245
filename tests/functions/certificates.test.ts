/** The volunteer's own record and certificates of service: what they count, that they are frozen, and who may verify them. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { certificateQr } from '../../miniprogram/shared/certificate-code';
import { newRequestId } from '../support/functions/client';
import { DAY, paired, passTime, serviceIn, type Pair } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let pair: Pair;
const today = chinaDate(Date.now());
const monthAgo = chinaDate(Date.now() - 31 * DAY);

beforeAll(async () => {
  ({ server, world } = await startTown());
  pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed', 60);
  await passTime(server, DAY, ['services']);
  await serviceIn(server, pair, 'confirmed', 90);
  await passTime(server, DAY, ['services']);
  await serviceIn(server, pair, 'toConfirm', 45);
});
afterAll(() => server.close());

const issue = (openid: string, from = monthAgo, to = today) =>
  server.client.ok(openid, 'pairing', 'issueCertificate', { from, to });
const verify = (openid: string, code: string) =>
  server.client.ok(openid, 'pairing', 'verifyCertificate', { code });

/** The code with its last character changed. */
const altered = (code: string): string => code.slice(0, -1) + (code.endsWith('2') ? '3' : '2');

test('the record counts what is confirmed, by year and month; nothing of others', async () => {
  const record = await server.client.ok(pair.volunteer, 'pairing', 'myRecord', {});
  expect(record).toMatchObject({
    villageName: '谢家路村',
    pairings: { active: 1, ended: 0 },
    minutes: 150,
    donations: 0,
    year: today.slice(0, 4),
    certificates: [],
  });
  expect(record.months).toHaveLength(12);
  const own = (await server.client.all('services')).filter((doc) => doc.state === 'confirmed');
  const inYear = own.filter(({ startedAt }) => chinaDate(startedAt).startsWith(record.year));
  expect(record.ofYear).toMatchObject({
    services: inYear.length,
    residents: Math.min(1, inYear.length),
    byKind: { visit: inYear.length },
  });
  expect(record.months.reduce((sum, minutes) => sum + minutes, 0)).toBe(record.ofYear.minutes);
  const other = await server.client.ok(await world.volunteer(), 'pairing', 'myRecord', { year: '2020' });
  expect(other).toMatchObject({ minutes: 0, ofYear: { services: 0, minutes: 0, residents: 0, byKind: {} } });
});

test('issued with frozen figures; staff verify it by code or by what its QR code says', async () => {
  const { certificate } = await issue(pair.volunteer);
  expect(certificate).toMatchObject({ from: monthAgo, to: today, by: '泗门镇残疾人联合会' });
  expect(certificate.figures).toEqual({ services: 2, minutes: 150, residents: 1, byKind: { visit: 2 } });
  expect(certificate.code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  for (const text of [certificate.code, certificate.code.toLowerCase(), certificateQr(certificate.code)]) {
    expect((await verify(world.staff.otherVillage, text)).certificate).toEqual(certificate);
  }
  expect((await issue(pair.volunteer)).certificate.code).toBe(certificate.code);

  await serviceIn(server, await paired(server, world, undefined, pair.volunteer), 'confirmed', 30);
  expect((await verify(world.staff.town, certificate.code)).certificate.figures.minutes).toBe(150);
  const newer = (await issue(pair.volunteer)).certificate;
  expect(newer.code).not.toBe(certificate.code);
  expect(newer.figures).toMatchObject({ services: 3, minutes: 180, residents: 2 });
});

test('an altered code belongs to no certificate; after twenty wrong ones one has to wait, also for the right one', async () => {
  const { certificate } = await issue(pair.volunteer);
  const officer = world.staff.village2;
  const refused = await server.client.refused('NOT_FOUND', officer, 'pairing', 'verifyCertificate', {
    code: altered(certificate.code),
  });
  expect(refused.message).toContain('没有这张证明');
  await server.client.refused('BAD_INPUT', officer, 'pairing', 'verifyCertificate', { code: 'ABC' });
  for (let n = 1; n < 20; n += 1) {
    await server.client.refused('NOT_FOUND', officer, 'pairing', 'verifyCertificate', {
      code: altered(certificate.code),
    });
  }
  await server.client.refused('TOO_MANY_TRIES', officer, 'pairing', 'verifyCertificate', {
    code: certificate.code,
  });
  await verify(world.staff.village, certificate.code);
});

test("neither the future, nor days turned round, nor days without services, nor another's certificate", async () => {
  const tomorrow = chinaDate(Date.now() + DAY);
  const refuse = (from: string, to: string) =>
    server.client.refused('BAD_INPUT', pair.volunteer, 'pairing', 'issueCertificate', { from, to });
  expect(Object.keys((await refuse(today, tomorrow)).fields ?? {})).toEqual(['to']);
  expect(Object.keys((await refuse(today, monthAgo)).fields ?? {})).toEqual(['to']);
  expect(Object.keys((await refuse('2020-01-01', '2020-02-01')).fields ?? {})).toEqual(['from']);
  const { certificate } = await issue(pair.volunteer);
  const { certificateId } = certificate;
  const other = await world.volunteer();
  await server.client.refused('NOT_FOUND', other, 'pairing', 'myCertificate', { certificateId });
  expect(
    (await server.client.ok(pair.volunteer, 'pairing', 'myCertificate', { certificateId })).certificate,
  ).toEqual(certificate);
});

test('the code is not readable in the database, and the same request gives one certificate', async () => {
  const requestId = newRequestId();
  const before = (await server.client.all('certificates')).length;
  const from = chinaDate(Date.now() - 60 * DAY);
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      server.client.call(pair.volunteer, 'pairing', 'issueCertificate', { from, to: today }, { requestId }),
    ),
  );
  const codes = new Set(answers.map((answer) => (answer.ok ? answer.data.certificate.code : answer.code)));
  expect(codes.size).toBe(1);
  const docs = await server.client.all('certificates');
  expect(docs).toHaveLength(before + 1);
  expect(JSON.stringify(docs)).not.toContain([...codes][0]);
});
