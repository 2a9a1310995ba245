/** Pictures that others will see: shown once they have passed WeChat's check; held, looked at or refused otherwise; never lost. */
import type { StoryView } from '../../typings/api/notices';
import { checked, photo, upload } from '../support/functions/case';
import { putDoc } from '../support/functions/pairs';
import { jpeg } from '../support/functions/pictures';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let reader: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  reader = await world.volunteer();
});
afterAll(() => server.close());
beforeEach(() => fetch(`${server.local.url}/outbox/script`, { method: 'DELETE' }));

type Word = 'pass' | 'risky' | 'review' | 'error' | 'down' | Record<string, unknown>;

const script = (answer: Word): Promise<Response> =>
  fetch(`${server.local.url}/outbox/script`, {
    method: 'POST',
    body: JSON.stringify({ api: 'security.mediaCheckAsync', answer }),
  });
const timer = (): Promise<Response> => fetch(`${server.local.url}/timers/media/recheck`, { method: 'POST' });

/** A picture for a notice whose check gets this answer; without waiting for the result when there will be none. */
async function picture(openid: string, answer: Word): Promise<string> {
  await script(answer);
  if (answer === 'pass' || answer === 'risky' || answer === 'review') return photo(server, openid, 'notice');
  const fileID = await upload(server, openid, jpeg(8, 6));
  return (await server.client.ok(openid, 'media', 'accept', { fileID, purpose: 'notice' })).photoId;
}

async function noticeWith(photoIds: string[]): Promise<string> {
  const { client } = server;
  const { noticeId, version } = await client.ok(world.staff.village, 'notices', 'save', {
    kind: 'notice',
    title: '义诊',
    body: '周六上午',
    photoIds,
    pinned: false,
    expiresOn: null,
    offer: null,
  });
  await client.ok(world.staff.village, 'notices', 'publish', { noticeId, version });
  return noticeId;
}

const seen = async (openid: string, noticeId: string): Promise<{ photoId: string; check?: string }[]> =>
  (await server.client.ok(openid, 'notices', 'get', { noticeId })).notice.photos;

const stateOf = async (photoId: string): Promise<string | undefined> =>
  (await server.client.one('photos', photoId)).check?.state;

/** The last question to WeChat lies so long back. */
async function silentFor(photoId: string, hours: number, tries = 1): Promise<void> {
  const doc = await server.client.one('photos', photoId);
  if (!doc.check) throw new Error('no check');
  const askedAt = doc.check.askedAt === 0 ? 0 : doc.check.askedAt - hours * 3_600_000;
  await putDoc(server, 'photos', { ...doc, check: { ...doc.check, askedAt, tries } });
}

test('WeChat is given a link that opens, for a picture that others will see and for no other', async () => {
  const { village } = world.staff;
  const before = server.local.cloud.outbox().length;
  await photo(server, village, 'delivery');
  const shown = await photo(server, village, 'notice');
  const calls = server.local.cloud.outbox().slice(before);
  expect(calls.map(({ api }) => api)).toEqual(['security.mediaCheckAsync']);
  expect(calls[0]?.request).toMatchObject({ openid: village, media_type: 2, version: 2, scene: 3 });
  expect((await fetch(String(calls[0]?.request.media_url))).headers.get('content-type')).toBe('image/jpeg');
  expect(await stateOf(shown)).toBe('passed');
});

test('a notice is read at once; its picture when it has passed; the writer and staff see how it stands', async () => {
  const { village } = world.staff;
  const [passed, held] = [await picture(village, 'pass'), await picture(village, { trace_id: 'trace-held' })];
  const noticeId = await noticeWith([passed, held]);
  expect((await seen(reader, noticeId)).map(({ photoId }) => photoId)).toEqual([passed]);
  expect((await seen(village, noticeId)).map(({ check }) => check)).toEqual([undefined, 'waiting']);
  const event = { MsgType: 'event', Event: 'wxa_media_check', trace_id: 'trace-held', errcode: 0 };
  const push = (body: object): Promise<Response> =>
    fetch(`${server.local.url}/functions/media`, { method: 'POST', body: JSON.stringify(body) });
  await push({ ...event, trace_id: 'trace-of-nothing', result: { suggest: 'pass' } });
  expect(await seen(reader, noticeId)).toHaveLength(1);
  await push({ ...event, result: { suggest: 'pass' } });
  expect((await seen(reader, noticeId)).map(({ photoId }) => photoId)).toEqual([passed, held]);
  // A second, other result of the same question changes nothing.
  await push({ ...event, result: { suggest: 'risky' } });
  expect(await stateOf(held)).toBe('passed');
});

test('a risky one: its author is told, no record takes it, and nobody else ever sees it', async () => {
  const { client } = server;
  const { village } = world.staff;
  const author = await world.volunteer();
  const risky = await picture(author, 'risky');
  expect(await stateOf(risky)).toBe('risky');
  // The message is sent after the mark is made.
  for (;;) {
    const told = JSON.stringify(await client.outbox(author));
    if (told.includes('请换一张照片')) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const story = { title: '帮忙', body: '一起做饭', photoIds: [risky] };
  const { message } = await client.refused('PHOTO_RISKY', author, 'notices', 'submitStory', story);
  expect(message).toContain('换一张');

  // It was found risky only after the story was handed in: staff cannot publish it with the picture.
  const late = await picture(author, { trace_id: 'trace-late' });
  const { noticeId, version } = await client.ok(author, 'notices', 'submitStory', {
    ...story,
    photoIds: [late],
  });
  const doc = await client.one('photos', late);
  if (doc.check) await putDoc(server, 'photos', { ...doc, check: { ...doc.check, state: 'risky' } });
  await client.refused('PHOTO_RISKY', village, 'notices', 'publish', { noticeId, version });
  const mine: { story: StoryView } = await client.ok(author, 'notices', 'myStory', { noticeId });
  expect(mine.story.photos.map(({ check }) => check)).toEqual(['risky']);
});

test('where the machine cannot tell, another officer of the place looks; the own picture is not decided', async () => {
  const { client } = server;
  const { village, village2, otherVillage } = world.staff;
  const [good, bad] = [await picture(village, 'review'), await picture(village, 'review')];
  const noticeId = await noticeWith([good, bad]);
  expect(await seen(reader, noticeId)).toEqual([]);
  const listed = async (openid: string): Promise<Record<string, boolean>> => {
    const { items } = await client.ok(openid, 'media', 'pictures', {});
    return Object.fromEntries(items.map(({ photoId, own }) => [photoId, own]));
  };
  expect(await listed(village2)).toMatchObject({ [good]: false, [bad]: false });
  expect(await listed(village)).toMatchObject({ [good]: true });
  expect(await listed(otherVillage)).toEqual({});
  const decide = (photoId: string, pass: boolean): { photoId: string; pass: boolean } => ({ photoId, pass });
  await client.refused('OWN_CASE', village, 'media', 'decidePicture', decide(good, true));
  await client.refused('NOT_FOUND', otherVillage, 'media', 'decidePicture', decide(good, true));
  await client.ok(village2, 'media', 'decidePicture', decide(good, true));
  await client.ok(world.staff.town, 'media', 'decidePicture', decide(bad, false));
  await client.refused('STATE_CHANGED', village2, 'media', 'decidePicture', decide(bad, true));
  expect((await seen(reader, noticeId)).map(({ photoId }) => photoId)).toEqual([good]);
  expect(await listed(village2)).toEqual({});
});

test.each<Word>(['error', 'down'])(
  'the check is %s: held, asked again by the timer until it answers',
  async (word) => {
    const { village } = world.staff;
    const held = await picture(village, word);
    const noticeId = await noticeWith([held]);
    expect(await seen(reader, noticeId)).toEqual([]);
    await script(word);
    await timer();
    expect(await stateOf(held)).toBe('waiting');
    await timer();
    expect(await checked(server, held)).toBe('passed');
    expect(await seen(reader, noticeId)).toHaveLength(1);
  },
);

test('no result for an hour: asked again; none after many times: staff look', async () => {
  const { client } = server;
  const { village } = world.staff;
  const silent = await picture(village, { trace_id: 'trace-silent' });
  await timer();
  expect((await client.one('photos', silent)).check?.tries).toBe(1);
  await silentFor(silent, 2, 12);
  await timer();
  expect(await stateOf(silent)).toBe('review');
  const forgotten = await picture(village, { trace_id: 'trace-forgotten' });
  await silentFor(forgotten, 2);
  await timer();
  expect(await checked(server, forgotten)).toBe('passed');
});

test('goods and proofs of donations: the same for volunteers and donors', async () => {
  const { client } = server;
  const { village, town } = world.staff;
  await script({ trace_id: 'trace-goods' });
  const fileID = await upload(server, town, jpeg(8, 6));
  const { photoId } = await client.ok(town, 'media', 'accept', { fileID, purpose: 'goods' });
  const goods = { version: 0, name: '杯子', summary: '', points: 5, limitPerPerson: 0, villageId: VILLAGE };
  await client.ok(town, 'points', 'saveGoods', { ...goods, active: true, photoId, addStock: 1 });
  const offered = async (): Promise<unknown> =>
    (await client.ok(reader, 'points', 'goods', {})).goods.find(({ name }) => name === '杯子')?.picture;
  expect(await offered()).toBeNull();
  const kept = (await client.ok(town, 'points', 'manageGoods', {})).goods;
  expect(kept.find(({ name }) => name === '杯子')?.picture).toMatchObject({ check: 'waiting' });

  const { donationId } = await client.ok(reader, 'donations', 'promise', {
    needId: null,
    villageId: VILLAGE,
    kind: 'goods',
    what: '棉被',
    quantity: 1,
    unit: '床',
    valueFen: null,
    promisedUntil: new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10),
    words: '',
  });
  await client.ok(village, 'donations', 'accept', { donationId });
  await client.ok(village, 'donations', 'receive', { donationId, quantity: 1 });
  await script('review');
  const proof = await photo(server, village, 'donation');
  await client.ok(village, 'donations', 'deliver', {
    donationId,
    allotmentId: null,
    quantity: 1,
    residentId: null,
    photoIds: [proof],
  });
  const viewOf = async (openid: string): Promise<{ held: number; photos: (string | undefined)[] }> => {
    const answer = await client.ok(openid, 'donations', 'get', { donationId });
    if (answer.unchanged) throw new Error('unchanged');
    const { picturesHeld: held, allotments } = answer.donation;
    return { held, photos: allotments.flatMap(({ photos }) => photos.map(({ check }) => check)) };
  };
  expect(await viewOf(reader)).toEqual({ held: 1, photos: [] });
  expect(await viewOf(village)).toEqual({ held: 0, photos: ['review'] });
});

test('risky words of a need, a promise, a note for the donor and of goods are refused; unchecked needs are not published', async () => {
  const { client } = server;
  const { village, town } = world.staff;
  const said = (answer: Word): Promise<Response> =>
    fetch(`${server.local.url}/outbox/script`, {
      method: 'POST',
      body: JSON.stringify({ api: 'security.msgSecCheck', answer }),
    });
  const soon = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  const need = { what: '棉被', quantity: 2, unit: '床', openUntil: soon, residentId: null, open: true };
  await said('risky');
  await client.refused('CONTENT_RISKY', village, 'donations', 'saveNeed', need);
  await said('down');
  await client.refused('CONTENT_UNCHECKED', village, 'donations', 'saveNeed', need);
  const gift = {
    needId: null,
    villageId: VILLAGE,
    kind: 'goods' as const,
    what: '米',
    quantity: 1,
    unit: '袋',
  };
  const promise = { ...gift, valueFen: null, promisedUntil: soon, words: '请收下' };
  await said('risky');
  await client.refused('CONTENT_RISKY', reader, 'donations', 'promise', promise);
  await said('down');
  const { donationId } = await client.ok(reader, 'donations', 'promise', promise);
  await said('risky');
  await client.refused('CONTENT_RISKY', village, 'donations', 'accept', { donationId, note: '请周六送来' });
  await said('risky');
  await client.refused('CONTENT_RISKY', town, 'points', 'saveGoods', {
    version: 0,
    name: '脸盆',
    summary: '',
    points: 5,
    limitPerPerson: 0,
    villageId: null,
    active: true,
    photoId: null,
    addStock: 1,
  });
});
