/** What is wrong is refused in words, and nothing of it is written. */
import { randomBytes } from 'node:crypto';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { submission, upload } from '../support/functions/case';
import { newOpenid, withWrongCheck } from '../support/functions/people';
import { jpeg, png } from '../support/functions/pictures';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { GONE, WHEELCHAIR, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let person: BoundPerson;

beforeAll(async () => {
  ({ server, world } = await startTown());
  person = await world.resident();
});
afterAll(() => server.close());

/** Runs something that is refused and compares the whole database before and after. */
async function writesNothing(work: () => Promise<unknown>): Promise<void> {
  const before = await server.client.dump();
  await work();
  expect(await server.client.dump()).toEqual(before);
}

const good = submission(WHEELCHAIR.halfFen);
const BAD_SUBMISSIONS: [string, unknown][] = [
  ['text of 5,000 characters', { ...good, reason: '长'.repeat(5000) }],
  ['a null byte', { ...good, deliverTo: '测试\u0000路' }],
  ['an operator as id', { ...good, itemIds: [{ $gt: '' }] }],
  ['no item', { ...good, itemIds: [] }],
  ['an item twice', { ...good, itemIds: [WHEELCHAIR.itemId, WHEELCHAIR.itemId] }],
  ['seven items', { ...good, itemIds: ['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'] }],
  ['an operator as text', { ...good, reason: { $gt: '' } }],
  ['a key that is not known', { ...good, state: 'approved' }],
  ['a broken number', { ...good, agreedPayFen: 1.5 }],
  ['a list', [good]],
  ['nothing', null],
];

test.each(BAD_SUBMISSIONS)('apply: %s', async (_what, input) => {
  await writesNothing(() =>
    server.client.refused('BAD_INPUT', person.openid, 'applications', 'applyDevice', input),
  );
});

test('apply: an amount that is not the one read, an item that is gone or was never there', async () => {
  const apply = (code: 'QUOTE_CHANGED' | 'ITEM_WITHDRAWN' | 'NOT_FOUND', input: unknown): Promise<unknown> =>
    server.client.refused(code, person.openid, 'applications', 'applyDevice', input);
  await writesNothing(() => apply('QUOTE_CHANGED', { ...good, agreedPayFen: 1 }));
  await writesNothing(() => apply('ITEM_WITHDRAWN', { ...good, itemIds: [GONE.itemId] }));
  await writesNothing(() => apply('NOT_FOUND', { ...good, itemIds: ['constructor'] }));
});

test('what was typed in Chinese does not come back in an English message', async () => {
  const answer = await server.client.refused(
    'BAD_INPUT',
    world.staff.village,
    'accounts',
    'decideVerification',
    {
      verificationId: 'x',
      approve: '王小明',
    },
  );
  expect(answer.fields).toEqual({ approve: '这一项不对，请检查' });
});

const bindInput = (name: string, document: string) => ({
  name,
  document,
  phone: '13900000005',
  consentVersion: CONSENT_VERSION,
});

test('bind: a wrong check digit, a record that is bound already', async () => {
  const openid = newOpenid('stranger');
  const bind = (code: 'BAD_INPUT' | 'ALREADY_BOUND', document: string): Promise<unknown> =>
    server.client.refused(code, openid, 'accounts', 'bind', bindInput(person.name, document));
  await writesNothing(() => bind('BAD_INPUT', withWrongCheck(person.idNumber)));
  await writesNothing(() => bind('ALREADY_BOUND', person.idNumber));
});

test('bind: a right number with a wrong name is answered like an unknown one; after three one waits', async () => {
  const free = await world.registerOne();
  const openid = newOpenid('guesser');
  const bind = (name: string) => server.client.ok(openid, 'accounts', 'bind', bindInput(name, free.idNumber));
  expect(await bind('吴不对')).toEqual({ outcome: 'noMatch', triesLeft: 2 });
  expect(await bind('吴不对')).toEqual({ outcome: 'noMatch', triesLeft: 1 });
  expect(await bind('吴不对')).toEqual({ outcome: 'noMatch', triesLeft: 0 });
  await writesNothing(async () => {
    const refusal = await server.client.refused(
      'TOO_MANY_TRIES',
      openid,
      'accounts',
      'bind',
      bindInput(free.name, free.idNumber),
    );
    expect(refusal.message).toMatch(/请(29|30)分钟后再试/);
  });
});

const PHOTOS: [string, 'PHOTO_TOO_LARGE' | 'PHOTO_NOT_IMAGE' | 'PHOTO_BROKEN', () => Buffer][] = [
  ['20 MB', 'PHOTO_TOO_LARGE', () => Buffer.concat([jpeg(4, 4), randomBytes(20 * 1024 * 1024)])],
  ['a text', 'PHOTO_NOT_IMAGE', () => Buffer.from('这不是照片'.repeat(20))],
  ['an SVG', 'PHOTO_NOT_IMAGE', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ['an empty file', 'PHOTO_NOT_IMAGE', () => Buffer.alloc(0)],
  ['a PNG that claims 30000 x 30000', 'PHOTO_TOO_LARGE', () => png(4, 4, { width: 30_000, height: 30_000 })],
  [
    'a truncated JPEG',
    'PHOTO_BROKEN',
    () => {
      const whole = jpeg(64, 64, (x, y) => [(x * 37) % 256, (y * 53) % 256, (x * y) % 256]);
      return whole.subarray(0, whole.length * 0.6);
    },
  ],
];

test.each(PHOTOS)('photo: %s', async (_what, code, file) => {
  const fileID = await upload(server, world.staff.village, file());
  await writesNothing(() =>
    server.client.refused(code, world.staff.village, 'media', 'accept', { fileID, purpose: 'delivery' }),
  );
});

const EVENTS: [string, unknown, string][] = [
  ['constructor', { action: 'constructor' }, 'UNKNOWN_ACTION'],
  ['__proto__', { action: '__proto__' }, 'UNKNOWN_ACTION'],
  ['no action', {}, 'BAD_REQUEST'],
  ['an operator as action', { action: { $gt: '' } }, 'BAD_REQUEST'],
  ['a key that is not known', { action: 'home', extra: 1 }, 'BAD_REQUEST'],
  [
    'a command without request id',
    { action: 'acceptInvite', input: { code: 'ABCDEFGH' } },
    'REQUEST_ID_REQUIRED',
  ],
];

test.each(EVENTS)('event: %s', async (_what, event, code) => {
  const answer = await server.client.send(newOpenid('any'), 'accounts', event);
  expect(answer).toMatchObject({ ok: false, code });
});

test('an event that looks like half an HTTP request is no failure of the function', async () => {
  for (const event of [
    { httpMethod: 'GET', headers: null },
    { httpMethod: 'GET', headers: {} },
  ]) {
    expect(await server.client.send(newOpenid('any'), 'dashboard', event)).toMatchObject({
      ok: false,
      code: 'BAD_REQUEST',
    });
  }
});
