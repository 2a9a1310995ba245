/** Stories of volunteers and the check of what others will read: by actor, and with WeChat's check risky, unsure or down. */
import type { Input } from '../../typings/api';
import { photo } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { PUBLIC_TEXT, wishOf } from '../support/functions/kinds';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;
let author: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  author = await world.volunteer();
});
afterAll(() => server.close());
afterEach(() => fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' }));

type Answer = 'risky' | 'review' | 'error' | 'down' | 'pass';

/** What WeChat's check answers next. */
async function checkAnswers(answer: Answer, times = 1): Promise<void> {
  await fetch(`${server.client.url}/outbox/script`, {
    method: 'POST',
    body: JSON.stringify({ api: 'security.msgSecCheck', answer, times }),
  });
}
async function retry(): Promise<void> {
  const response = await fetch(`${server.client.url}/timers/notices/checks`, { method: 'POST' });
  expect(response.ok).toBe(true);
}

let titles = 0;
function story(over: Partial<Input<'notices', 'submitStory'>> = {}): Input<'notices', 'submitStory'> {
  titles += 1;
  return { title: `第${titles}次上门`, body: '今天陪老人去卫生院，\r\n他很高兴。', photoIds: [], ...over };
}
const submit = (openid = author, over: Partial<Input<'notices', 'submitStory'>> = {}) =>
  server.client.ok(openid, 'notices', 'submitStory', story(over));
const one = (noticeId: string) => server.client.one('notices', noticeId);
const waiting = async (villageId = VILLAGE) =>
  (await server.client.all('counters')).find(({ _id }) => _id === villageId)?.stories ?? 0;
const published = async () =>
  (await server.client.ok(author, 'notices', 'list', { kinds: ['story'] })).items.map((row) => row.noticeId);

describe('handed in', () => {
  test('the village has one more to look at; the author sees it, readers and other volunteers do not', async () => {
    const before = await waiting();
    const photoId = await photo(server, author, 'notice');
    const { noticeId, state } = await submit(author, { photoIds: [photoId] });
    expect(state).toBe('submitted');
    expect(await waiting()).toBe(before + 1);
    const { items } = await server.client.ok(author, 'notices', 'myStories', {});
    expect(items[0]).toMatchObject({ noticeId, state: 'submitted', reason: null });
    expect(items[0]?.picture?.photoId).toBe(photoId);
    const queue = await server.client.ok(world.staff.village, 'notices', 'manage', { state: 'submitted' });
    expect(queue.items.map((row) => row.noticeId)).toContain(noticeId);
    const { notice } = await server.client.ok(world.staff.village, 'notices', 'get', { noticeId });
    expect(notice.staff?.author).toMatch(/\S{2,}/);

    expect(await published()).not.toContain(noticeId);
    const other = await world.volunteer();
    for (const openid of [other, (await world.resident()).openid, world.staff.otherVillage]) {
      await server.client.refused('NOT_FOUND', openid, 'notices', 'get', { noticeId });
    }
    await server.client.refused('NOT_FOUND', other, 'notices', 'myStory', { noticeId });
    await server.client.refused('NOT_FOUND', other, 'notices', 'withdrawStory', { noticeId });
    const change = { ...story(), noticeId, version: 1 };
    await server.client.refused('NOT_FOUND', other, 'notices', 'submitStory', change);
  });

  test('published by staff: everybody reads it, the author masked, and is told', async () => {
    const { noticeId, version } = await submit();
    const before = await waiting();
    const answer = await server.client.ok(world.staff.village, 'notices', 'publish', { noticeId, version });
    expect(answer).toEqual({ published: true });
    expect(await waiting()).toBe(before - 1);
    expect(await published()).toContain(noticeId);
    const { notice } = await server.client.ok((await world.resident()).openid, 'notices', 'get', {
      noticeId,
    });
    expect(notice.by).toMatch(/，志愿者.\*+来稿$/);
    expect(notice.body).toBe('今天陪老人去卫生院，\n他很高兴。');
    expect(JSON.stringify(await server.client.outbox(author))).toContain('已发布');
    await server.client.refused('STATE_CHANGED', author, 'notices', 'withdrawStory', { noticeId });
  });

  test('returned with a reason, changed, handed in again; staff cannot publish what the author is changing', async () => {
    const { noticeId, version } = await submit();
    const back = { noticeId, version, reason: '请不要写老人的门牌号' };
    await server.client.refused('NOT_FOUND', world.staff.otherVillage, 'notices', 'returnStory', back);
    await server.client.ok(world.staff.village, 'notices', 'returnStory', back);
    const { story: mine } = await server.client.ok(author, 'notices', 'myStory', { noticeId });
    expect(mine).toMatchObject({ state: 'returned', reason: '请不要写老人的门牌号', version: 2 });
    const publish = { noticeId, version: 2 };
    await server.client.refused('STATE_CHANGED', world.staff.village, 'notices', 'publish', publish);
    await server.client.refused('STATE_CHANGED', author, 'notices', 'submitStory', {
      ...story(),
      noticeId,
      version: 1,
    });
    expect(await submit(author, { noticeId, version: 2 })).toMatchObject({ noticeId, state: 'submitted' });
    // Staff who read it before the author changed it look again first.
    const stale = { noticeId, version: 2, reason: '还有门牌号' };
    await server.client.refused('STATE_CHANGED', world.staff.village, 'notices', 'returnStory', stale);
    expect(await server.client.one('notices', noticeId)).toMatchObject({ state: 'submitted' });
  });

  test('taken back by the author; nobody publishes or returns their own', async () => {
    const before = await waiting();
    const { noticeId } = await submit();
    await server.client.ok(author, 'notices', 'withdrawStory', { noticeId });
    expect(await waiting()).toBe(before);

    const officer = await world.officer('village', VILLAGE);
    await world.volunteer(VILLAGE, officer);
    const own = await server.client.ok(officer, 'notices', 'submitStory', story(), {
      as: { role: 'volunteer' },
    });
    const as = { as: { role: 'villageStaff' as const } };
    const { noticeId: ownId, version } = own;
    await server.client.refused('OWN_CASE', officer, 'notices', 'publish', { noticeId: ownId, version }, as);
    const back = { noticeId: ownId, version, reason: '试试' };
    await server.client.refused('OWN_CASE', officer, 'notices', 'returnStory', back, as);
  });

  test("the same request twenty times is one story; another's photo is refused and nothing is stored", async () => {
    const requestId = newRequestId();
    const input = story();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.client.call(author, 'notices', 'submitStory', input, { requestId }),
      ),
    );
    expect(answers.every((answer) => answer.ok)).toBe(true);
    const stored = (await server.client.all('notices')).filter(({ title }) => title === input.title);
    expect(stored).toHaveLength(1);
    const foreign = await photo(server, await world.volunteer(OTHER_VILLAGE), 'notice');
    const count = (await server.client.all('notices')).length;
    await server.client.refused(
      'PHOTO_NOT_FOUND',
      author,
      'notices',
      'submitStory',
      story({ photoIds: [foreign] }),
    );
    expect(await server.client.all('notices')).toHaveLength(count);
  });
});

describe('the check', () => {
  test('risky words are refused in a kind sentence and nothing is stored', async () => {
    const count = (await server.client.all('notices')).length;
    await checkAnswers('risky');
    const refused = await server.client.refused('CONTENT_RISKY', author, 'notices', 'submitStory', story());
    expect(refused.message).toContain('请改一改');
    expect(await server.client.all('notices')).toHaveLength(count);
  });

  test.each<Answer>(['review', 'error', 'down'])(
    '%s: held, nobody reads it; checked again by itself it goes to staff',
    async (answer) => {
      const before = await waiting();
      await checkAnswers(answer);
      const { noticeId, state } = await submit();
      expect(state).toBe('held');
      expect(await waiting()).toBe(before);
      await checkAnswers(answer, 100);
      await retry();
      expect(await one(noticeId)).toMatchObject({ state: 'held' });
      await fetch(`${server.client.url}/outbox/script`, { method: 'DELETE' });
      await retry();
      await retry();
      expect(await one(noticeId)).toMatchObject({ state: 'submitted', heldFor: null, version: 2 });
      expect(await waiting()).toBe(before + 1);
    },
  );

  test('risky at the second look: back to the author with what to do', async () => {
    await checkAnswers('down');
    const { noticeId } = await submit();
    await checkAnswers('risky', 100);
    await retry();
    expect(await one(noticeId)).toMatchObject({ state: 'returned' });
    const { story: mine } = await server.client.ok(author, 'notices', 'myStory', { noticeId });
    expect(mine.reason).toContain('内容安全检查');
  });

  test("staff's own notice: held while the check is down, published by itself afterwards", async () => {
    const { noticeId, version } = await server.client.ok(world.staff.village, 'notices', 'save', {
      kind: 'notice',
      title: '停水通知',
      body: '周三停水',
      photoIds: [],
      pinned: false,
      expiresOn: null,
      offer: null,
    });
    await checkAnswers('down');
    const answer = await server.client.ok(world.staff.village, 'notices', 'publish', { noticeId, version });
    expect(answer).toEqual({ published: false });
    const reader = (await world.resident()).openid;
    await server.client.refused('NOT_FOUND', reader, 'notices', 'get', { noticeId });
    await retry();
    const { notice } = await server.client.ok(reader, 'notices', 'get', { noticeId });
    expect(notice.state).toBe('published');
    const { items } = await server.client.ok(reader, 'notices', 'list', {});
    expect(items.map((row) => row.noticeId)).toContain(noticeId);

    // Changed words are checked again; the same words are not.
    const change = {
      kind: 'notice' as const,
      title: '停水通知',
      photoIds: [],
      pinned: true,
      expiresOn: null,
      offer: null,
    };
    await checkAnswers('risky');
    const same = await server.client.ok(world.staff.village, 'notices', 'save', {
      ...change,
      body: '周三停水',
      noticeId,
      version: notice.version,
    });
    await server.client.refused('CONTENT_RISKY', world.staff.village, 'notices', 'save', {
      ...change,
      body: '别的话',
      noticeId,
      version: same.version,
    });
    expect((await one(noticeId)).body).toBe('周三停水');
  });

  test("a wish's public words: risky and unchecked ones are refused, the wish stays where it is", async () => {
    const person = await world.resident();
    const { applicationId } = await server.client.ok(person.openid, 'applications', 'makeWish', wishOf());
    const input = { applicationId, publicText: PUBLIC_TEXT, costFen: 12_000 };
    await checkAnswers('risky');
    await server.client.refused('CONTENT_RISKY', world.staff.village, 'applications', 'publishWish', input);
    await checkAnswers('down');
    await server.client.refused(
      'CONTENT_UNCHECKED',
      world.staff.village,
      'applications',
      'publishWish',
      input,
    );
    expect((await server.client.one('applications', applicationId)).state).toBe('submitted');
    await server.client.ok(world.staff.village, 'applications', 'publishWish', input);
  });

  test('long words are checked in pieces, all of them', async () => {
    const before = (await server.client.outbox()).filter(({ api }) => api === 'security.msgSecCheck').length;
    await submit(author, { body: '好'.repeat(2990) });
    const after = (await server.client.outbox()).filter(({ api }) => api === 'security.msgSecCheck').length;
    expect(after - before).toBe(2);
  });
});
