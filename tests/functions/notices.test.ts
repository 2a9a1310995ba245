/** Notices: who reads and writes what, in which order, until when; boards are what a recount gives. */
import fc from 'fast-check';
import type { BoardDoc, NoticeDoc } from '../../cloudfunctions/core/collections';
import { openStore } from '../../cloudfunctions/core/database';
import { runTimer } from '../../cloudfunctions/core/timers';
import { noticesTimers } from '../../cloudfunctions/notices/timers';
import { openStage, type Stage } from '../../demo/actors';
import { seededRandom } from '../../demo/random';
import type { Input } from '../../typings/api';
import type { PhotoPurpose } from '../../typings/api/media';
import type { NoticeInput, NoticeState, WorkOffer } from '../../typings/api/notices';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { photo as takePhoto } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, VILLAGE, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let here: BoundPerson;
let there: BoundPerson;
/** The same use cases at any time. */
let stage: Stage;

beforeAll(async () => {
  ({ server, world } = await startTown());
  here = await world.resident();
  there = await world.resident(undefined, [], OTHER_VILLAGE);
  stage = openStage(server.local.url, server.env, seededRandom(1));
});
afterAll(() => server.close());
// Timers run in this process write their log here.
beforeEach(() => void jest.spyOn(console, 'log').mockReturnValue());

const DAY = 86_400_000;
const inDays = (days: number): string => chinaDate(Date.now() + days * DAY);

const OFFER: WorkOffer = {
  organiser: '明珠服装厂',
  place: '泗门镇光明路8号',
  distance: 'town',
  hours: ['fullTime', 'halfDay'],
  abilities: ['sewing'],
  pay: '每月2800元',
  contactPhone: '0574-62000001',
  places: 3,
};

let titles = 0;
/** A notice that nobody wrote before, for the whole town. */
function notice(over: Partial<NoticeInput> = {}): NoticeInput {
  titles += 1;
  return {
    kind: 'notice',
    title: `第${titles}条通知`,
    body: '正文第一行\n第二行',
    photoIds: [],
    pinned: false,
    expiresOn: null,
    villageId: null,
    offer: null,
    ...over,
  };
}

const job = (over: Partial<NoticeInput> = {}, offer: Partial<WorkOffer> = {}): NoticeInput =>
  notice({ kind: 'job', expiresOn: inDays(30), offer: { ...OFFER, ...offer }, ...over });

/** Writes a notice and brings it to a state. */
async function written(
  input: NoticeInput,
  state: NoticeState = 'published',
  openid = world.staff.town,
): Promise<string> {
  const { noticeId, version } = await server.client.ok(openid, 'notices', 'save', input);
  if (state !== 'draft') await server.client.ok(openid, 'notices', 'publish', { noticeId, version });
  if (state === 'withdrawn') {
    await server.client.ok(openid, 'notices', 'withdraw', { noticeId, reason: '写错了' });
  }
  return noticeId;
}

async function listed(openid: string, input: Input<'notices', 'list'> = {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | null = null;
  do {
    const page: { items: { noticeId: string }[]; next: string | null } = await server.client.ok(
      openid,
      'notices',
      'list',
      { ...input, cursor },
    );
    found.push(...page.items.map(({ noticeId }) => noticeId));
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

async function versionOf(noticeId: string): Promise<number> {
  return (await server.client.one('notices', noticeId)).version;
}

const photo = (openid: string, purpose: PhotoPurpose = 'notice'): Promise<string> =>
  takePhoto(server, openid, purpose);

/** Withdraws everything, so that a test has the lists for itself. */
async function clear(): Promise<void> {
  for (const { _id, state } of await server.client.all('notices')) {
    if (state === 'withdrawn') continue;
    await server.client.ok(world.staff.town, 'notices', 'withdraw', { noticeId: _id, reason: '清空' });
  }
}

describe('who reads what', () => {
  test.each<[string, () => string, ('town' | 'here' | 'there')[]]>([
    ['a stranger', () => newOpenid('stranger'), ['town']],
    ['a resident', () => here.openid, ['town', 'here']],
    ['a resident of another village', () => there.openid, ['town', 'there']],
    ['village staff', () => world.staff.village, ['town', 'here']],
    ['town staff', () => world.staff.town, ['town', 'here', 'there']],
  ])('%s', async (_who, openid, expected) => {
    const ids = {
      town: await written(notice()),
      here: await written(notice({ villageId: VILLAGE }), 'published', world.staff.village),
      there: await written(notice({ villageId: OTHER_VILLAGE }), 'published', world.staff.otherVillage),
    };
    const drafts = [await written(notice(), 'draft'), await written(notice(), 'withdrawn')];
    const seen = await listed(openid());
    for (const place of ['town', 'here', 'there'] as const) {
      expect({ place, seen: seen.includes(ids[place]) }).toEqual({ place, seen: expected.includes(place) });
      // Published is public: a link that somebody passed on opens for everybody.
      const { notice: one } = await server.client.ok(openid(), 'notices', 'get', { noticeId: ids[place] });
      expect(one).toMatchObject({ noticeId: ids[place], body: '正文第一行\n第二行' });
    }
    for (const id of drafts) expect(seen).not.toContain(id);
  });

  test('a guardian and a volunteer read the notices of the village they are in', async () => {
    const id = await written(notice({ villageId: OTHER_VILLAGE }));
    expect(await listed(await world.guardianOf(there))).toContain(id);
    expect(await listed(await world.volunteer(OTHER_VILLAGE))).toContain(id);
    expect(await listed(await world.volunteer(VILLAGE))).not.toContain(id);
  });

  test('drafts and withdrawn ones open for their own staff only, in their staff role only', async () => {
    const { client } = server;
    for (const state of ['draft', 'withdrawn'] as const) {
      const noticeId = await written(notice({ villageId: VILLAGE }), state, world.staff.village);
      for (const openid of [
        newOpenid('stranger'),
        here.openid,
        world.staff.otherVillage,
        world.staff.admin,
      ]) {
        await client.refused('NOT_FOUND', openid, 'notices', 'get', { noticeId });
      }
      for (const openid of [world.staff.village, world.staff.village2, world.staff.town]) {
        const { notice: seen } = await client.ok(openid, 'notices', 'get', { noticeId });
        expect(seen.staff).toMatchObject({
          villageId: VILLAGE,
          reason: state === 'draft' ? null : '写错了',
          changedBy: expect.stringContaining('谢家路村残协') as string,
        });
      }
    }
    const both = await world.bind(await world.registerOne(), await world.officer('village', VILLAGE));
    const noticeId = await written(notice({ villageId: VILLAGE }), 'draft', world.staff.village);
    await client.ok(both.openid, 'notices', 'get', { noticeId }, { as: { role: 'villageStaff' } });
    const answer = await client.call(
      both.openid,
      'notices',
      'get',
      { noticeId },
      {
        as: { role: 'resident', residentId: both.residentId },
      },
    );
    expect(answer).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  test('readers see nothing that is for staff, in lists and in notices', async () => {
    const noticeId = await written(job({ photoIds: [await photo(world.staff.town)] }));
    const { items } = await server.client.ok(here.openid, 'notices', 'list', { kinds: ['job'] });
    const row = items.find((item) => item.noticeId === noticeId);
    expect(Object.keys(row ?? {}).sort()).toEqual(
      [
        'noticeId',
        'kind',
        'title',
        'summary',
        'pinned',
        'publishedAt',
        'expiresOn',
        'offer',
        'villageName',
        'picture',
      ].sort(),
    );
    // The phone number is in the notice itself, not in lists.
    expect(JSON.stringify(row)).not.toContain('62000001');
    expect(row?.summary).toBe('正文第一行 第二行');
    const { notice: seen } = await server.client.ok(here.openid, 'notices', 'get', { noticeId });
    expect(seen).toMatchObject({ staff: null, by: '泗门镇残联', offer: { contactPhone: '057462000001' } });
    expect(seen.photos).toHaveLength(1);
    expect((await fetch(seen.photos[0]?.url ?? '')).headers.get('content-type')).toBe('image/jpeg');
    expect(JSON.stringify(seen)).not.toContain(world.staff.town);
  });
});

describe('who writes what', () => {
  test('a village writes for its own place only, and never touches what is of others', async () => {
    const { client } = server;
    const { village } = world.staff;
    for (const villageId of [null, OTHER_VILLAGE]) {
      await client.refused('FORBIDDEN', village, 'notices', 'save', notice({ villageId }));
      const noticeId = await written(notice({ villageId }));
      const version = await versionOf(noticeId);
      const before = await client.dump();
      const change = notice({ noticeId, version, villageId });
      await client.refused('NOT_FOUND', village, 'notices', 'save', change);
      await client.refused('NOT_FOUND', village, 'notices', 'publish', { noticeId, version });
      await client.refused('NOT_FOUND', village, 'notices', 'withdraw', { noticeId, reason: '不行' });
      expect(await client.dump()).toEqual(before);
    }
    // Nor does it hand its own over to the town.
    const noticeId = await written(notice({ villageId: VILLAGE }), 'draft', village);
    await client.refused('FORBIDDEN', village, 'notices', 'save', notice({ noticeId, version: 1 }));
  });

  test('a place that is not said is the own one, or stays', async () => {
    const { client } = server;
    const { villageId: _left, ...input } = notice();
    const placed = async (openid: string) => {
      const { noticeId } = await client.ok(openid, 'notices', 'save', input);
      return (await client.one('notices', noticeId)).villageId;
    };
    expect([await placed(world.staff.village), await placed(world.staff.town)]).toEqual([VILLAGE, null]);
    const noticeId = await written(notice({ villageId: OTHER_VILLAGE }), 'draft');
    await client.ok(world.staff.town, 'notices', 'save', { ...input, noticeId, version: 1 });
    expect((await client.one('notices', noticeId)).villageId).toBe(OTHER_VILLAGE);
  });

  test('a place that does not exist, or takes nothing new, is named', async () => {
    const { client } = server;
    const { town, admin } = world.staff;
    const officers = [{ name: '值班室', duty: '值班', phone: '0574-62000009' }];
    await client.ok(town, 'registry', 'saveTownOffice', { name: '泗门镇残联', officers });
    const village = { villageId: 'xincun', name: '新村', kind: 'village' as const };
    await client.ok(admin, 'registry', 'saveVillage', village);
    const { version } = await client.one('villages', 'xincun');
    await client.ok(admin, 'registry', 'closeVillage', { villageId: 'xincun', closed: true, version });
    for (const villageId of ['nowhere', 'town', 'xincun']) {
      const answer = await server.client.refused(
        'BAD_INPUT',
        world.staff.town,
        'notices',
        'save',
        notice({ villageId }),
      );
      expect(answer.fields).toHaveProperty('villageId');
    }
  });

  test('the list of staff: by state and scope, page by page', async () => {
    await clear();
    const { client } = server;
    const ids: string[] = [];
    for (let n = 0; n < 23; n += 1) {
      ids.unshift(await written(notice({ villageId: VILLAGE }), 'draft', world.staff.village));
    }
    const other = await written(notice({ villageId: OTHER_VILLAGE }), 'draft', world.staff.otherVillage);
    const first = await client.ok(world.staff.village2, 'notices', 'manage', { state: 'draft' });
    expect(first.items.map(({ noticeId }) => noticeId)).toEqual(ids.slice(0, 20));
    const second = await client.ok(world.staff.village2, 'notices', 'manage', {
      state: 'draft',
      cursor: first.next,
    });
    expect(second.items.map(({ noticeId }) => noticeId)).toEqual(ids.slice(20));
    expect(second.next).toBeNull();
    const town = await client.ok(world.staff.town, 'notices', 'manage', { state: 'draft' });
    expect(town.items[0]).toMatchObject({ noticeId: other, state: 'draft' });
  });
});

describe('two editors', () => {
  test('the second is told who was first, and nothing is overwritten', async () => {
    const { client } = server;
    const { village, village2 } = world.staff;
    const draft = notice({ villageId: VILLAGE });
    const noticeId = await written(draft, 'draft', village);
    const first = { ...draft, noticeId, version: 1, title: '第一位改的' };
    expect(await client.ok(village2, 'notices', 'save', first)).toEqual({ noticeId, version: 2 });
    const name = (await client.all('users')).find(({ _id }) => _id === village2)?.staff?.name ?? '';

    const before = await client.dump();
    const second = await client.refused('STATE_CHANGED', village, 'notices', 'save', {
      ...draft,
      noticeId,
      version: 1,
      title: '第二位改的',
    });
    expect(second.message).toContain(`谢家路村残协${name}`);
    await client.refused('STATE_CHANGED', village, 'notices', 'publish', { noticeId, version: 1 });
    expect(await client.dump()).toEqual(before);
    expect((await client.one('notices', noticeId)).title).toBe('第一位改的');
  });

  test('of two that save at the same moment one wins', async () => {
    const { client } = server;
    const draft = notice({ villageId: VILLAGE });
    const noticeId = await written(draft, 'draft', world.staff.village);
    const answers = await Promise.all(
      [world.staff.village, world.staff.village2, world.staff.town].map((openid, n) =>
        client.call(openid, 'notices', 'save', { ...draft, noticeId, version: 1, title: `改${n}` }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.code).toBe('STATE_CHANGED');
    expect(await versionOf(noticeId)).toBe(2);
  });

  test('publishing twice and withdrawing twice: the second is told', async () => {
    const { client } = server;
    const noticeId = await written(notice());
    const version = await versionOf(noticeId);
    await client.refused('STATE_CHANGED', world.staff.town2, 'notices', 'publish', { noticeId, version });
    const input = { noticeId, reason: '内容有误' };
    await client.ok(world.staff.town, 'notices', 'withdraw', input);
    await client.refused('STATE_CHANGED', world.staff.town2, 'notices', 'withdraw', input);
    // It may be published again, as a new one.
    const again = { noticeId, version: await versionOf(noticeId) };
    await client.ok(world.staff.town, 'notices', 'publish', again);
    expect((await client.one('notices', noticeId)).reason).toBeNull();
  });
});

describe('what may be in a notice', () => {
  const refused: [string, Partial<NoticeInput>, string][] = [
    ['a job without an offer', { kind: 'job', expiresOn: '2099-01-01' }, 'offer'],
    ['news with an offer', { offer: OFFER }, 'offer'],
    ['a job without a last day', { kind: 'job', offer: OFFER }, 'expiresOn'],
    ['a training without a last day', { kind: 'training', offer: OFFER }, 'expiresOn'],
    ['a day that does not exist', { expiresOn: '2027-02-30' }, 'expiresOn'],
    ['no title', { title: ' ' }, 'title'],
    ['a title of two lines', { title: '一\n二' }, 'title'],
    ['a title that is too long', { title: '长'.repeat(41) }, 'title'],
    ['no text', { body: '\n' }, 'body'],
    ['a text that is too long', { body: '长'.repeat(3001) }, 'body'],
    ['a control character', { body: '坏\u0007' }, 'body'],
    ['a photo twice', { photoIds: ['p1', 'p1'] }, 'photoIds'],
    ['too many photos', { photoIds: ['1', '2', '3', '4', '5', '6', '7'] }, 'photoIds'],
    ['an id without its version', { noticeId: 'n1' }, 'version'],
    ['no hours', { kind: 'job', expiresOn: '2099-01-01', offer: { ...OFFER, hours: [] } }, 'offer.hours'],
    [
      'a phone that cannot be dialled',
      { kind: 'job', expiresOn: '2099-01-01', offer: { ...OFFER, contactPhone: '123' } },
      'offer.contactPhone',
    ],
    [
      'half a person',
      { kind: 'job', expiresOn: '2099-01-01', offer: { ...OFFER, places: 0.5 } },
      'offer.places',
    ],
  ];
  test.each(refused)('%s is refused and named', async (_what, over, field) => {
    const answer = await server.client.refused(
      'BAD_INPUT',
      world.staff.town,
      'notices',
      'save',
      notice(over),
    );
    expect(Object.keys(answer.fields ?? {})).toContain(field);
    expect(answer.fields?.[field]).toMatch(/[\u4e00-\u9fff]{4}/);
  });

  test('words are kept as they were typed: markup is text, ends of lines are one kind', async () => {
    const body = '<script>alert(1)</script>\r\n<b>粗</b>&amp;\r第三行';
    const noticeId = await written(notice({ title: '<img src=x onerror=alert(1)>', body }));
    const { notice: seen } = await server.client.ok(here.openid, 'notices', 'get', { noticeId });
    expect(seen.title).toBe('<img src=x onerror=alert(1)>');
    expect(seen.body).toBe('<script>alert(1)</script>\n<b>粗</b>&amp;\n第三行');
  });

  test('photos: own, of a notice, used once; those of a colleague stay when somebody else changes the words', async () => {
    const { client } = server;
    const { village, village2 } = world.staff;
    const mine = await photo(village);
    const input = notice({ villageId: VILLAGE, photoIds: [mine] });
    const noticeId = await written(input, 'draft', village);
    const wrong = [mine, await photo(village2), await photo(village, 'delivery'), 'no-such-photo'];
    for (const photoId of wrong) {
      await client.refused(
        'PHOTO_NOT_FOUND',
        village,
        'notices',
        'save',
        notice({
          villageId: VILLAGE,
          photoIds: [photoId],
        }),
      );
    }
    const added = await photo(village2);
    const change = { ...input, noticeId, version: 1, photoIds: [added, mine] };
    await client.ok(village2, 'notices', 'save', change);
    const { notice: seen } = await client.ok(village, 'notices', 'get', { noticeId });
    expect(seen.photos.map(({ photoId }) => photoId)).toEqual([added, mine]);
  });

  test('what has ended is not published', async () => {
    const { client } = server;
    const { noticeId, version } = await client.ok(
      world.staff.town,
      'notices',
      'save',
      job({ expiresOn: inDays(-1) }),
    );
    const answer = await client.refused('BAD_INPUT', world.staff.town, 'notices', 'publish', {
      noticeId,
      version,
    });
    expect(answer.fields).toHaveProperty('expiresOn');
  });
});

describe('the list', () => {
  test('pinned first, newest first, page by page without loss or repetition while others are published', async () => {
    await clear();
    const plain: string[] = [];
    for (let n = 0; n < 44; n += 1) plain.unshift(await written(notice()));
    const pinned = [
      await written(notice({ pinned: true })),
      await written(notice({ pinned: true })),
    ].reverse();
    const first = await server.client.ok(here.openid, 'notices', 'list', {});
    expect(first.items.map(({ noticeId }) => noticeId)).toEqual([...pinned, ...plain.slice(0, 18)]);
    await written(notice({ pinned: true }));
    await written(notice());
    const rest: string[] = [];
    let cursor = first.next;
    while (cursor !== null) {
      const more = await server.client.ok(here.openid, 'notices', 'list', { cursor });
      rest.push(...more.items.map(({ noticeId }) => noticeId));
      cursor = more.next;
    }
    // The plain one that was published meanwhile stands behind the pinned ones, before the cursor.
    expect(rest).toEqual(plain.slice(18));
  });

  test('kinds, words of title, organiser and place, in any order', async () => {
    await clear();
    const policy = await written(notice({ kind: 'policy', title: '2026年辅具补贴政策 解读' }));
    const story = await written(notice({ kind: 'story', title: '轮椅上的摄影师' }));
    const work = await written(job({ title: '招聘缝纫工' }));
    expect(await listed(here.openid, { kinds: ['policy', 'story'] })).toEqual([story, policy]);
    expect(await listed(here.openid, { q: '解读  辅具' })).toEqual([policy]);
    expect(await listed(here.openid, { q: '明珠 光明路' })).toEqual([work]);
    expect(await listed(here.openid, { q: '正文' })).toEqual([]);
  });

  test('hours, distance at most, ability; who asks for none in particular suits all', async () => {
    await clear();
    const town = await written(job());
    const atHome = await written(
      job({}, { distance: 'home', hours: ['atHome'], abilities: ['handwork', 'packing'] }),
    );
    const any = await written(
      notice({
        kind: 'training',
        expiresOn: inDays(5),
        offer: { ...OFFER, distance: 'city', hours: ['fewHours'], abilities: [] },
      }),
    );
    await written(notice());
    const all = [any, atHome, town];
    const expected: [Input<'notices', 'list'>, string[]][] = [
      [{ distance: 'city' }, all],
      [{ distance: 'town' }, [atHome, town]],
      [{ distance: 'village' }, [atHome]],
      [{ hours: 'halfDay' }, [town]],
      [{ ability: 'packing' }, [any, atHome]],
      [{ ability: 'farming' }, [any]],
      [{ kinds: ['job'], ability: 'farming' }, []],
      [{ hours: 'atHome', distance: 'home', ability: 'handwork' }, [atHome]],
    ];
    for (const [input, ids] of expected) {
      expect({ input, ids: await listed(here.openid, input) }).toEqual({ input, ids });
    }
  });

  test('a needle among more than two hundred is found, one indexed read for each page', async () => {
    await clear();
    const needle = await written(notice({ title: '缝衣针' }));
    const [doc] = (await server.client.all('notices')).filter(({ _id }) => _id === needle);
    if (!doc) throw new Error('not written');
    // Written as they are stored: 210 publications through the function would tell nothing more.
    for (let n = 1; n <= 210; n += 1) {
      await openStore().append('notices', {
        ...doc,
        _id: `hay-${n}`,
        title: '草',
        order: doc.order + n,
        publishedAt: doc.order + n,
      });
    }
    expect(await listed(newOpenid('stranger'), { q: '针 缝' })).toEqual([needle]);

    const openid = newOpenid('plan');
    await server.client.ok(openid, 'notices', 'list', { q: '针' });
    const stats = (await (
      await fetch(`${server.local.url}/stats?function=notices&openid=${openid}`)
    ).json()) as { requests: { collection?: string; plan?: string }[] }[];
    expect(JSON.stringify(stats)).not.toMatch(/scan/i);
    await clear();
  });
});

describe('the last day', () => {
  // Noon of a summer day in China; midnight follows twelve hours later.
  const NOON = Date.UTC(2031, 5, 10, 4);
  const LAST_MOMENT = Date.UTC(2031, 5, 10, 15, 59, 59, 999);

  test('counts until midnight in China, in lists, on boards and for publishing', async () => {
    await clear();
    const town = world.staff.town;
    const older = await stage.act(NOON - 3 * DAY, town, 'notices', 'save', notice());
    await stage.act(NOON - 3 * DAY, town, 'notices', 'publish', older);
    const ends = job({ expiresOn: '2031-06-10' });
    const { noticeId, version } = await stage.act(NOON, town, 'notices', 'save', ends);
    await stage.act(NOON, town, 'notices', 'publish', { noticeId, version });

    const seenAt = async (at: number) =>
      (await stage.act(at, here.openid, 'notices', 'list', {})).items.map((item) => item.noticeId);
    expect(await seenAt(LAST_MOMENT)).toEqual([noticeId, older.noticeId]);
    expect(await seenAt(LAST_MOMENT + 1)).toEqual([older.noticeId]);
    // Whoever kept the link still reads what it was.
    await stage.act(LAST_MOMENT + 1, here.openid, 'notices', 'get', { noticeId });

    const board = async () =>
      (await server.client.one('boards', 'town')).notices.map((line) => line.noticeId);
    const midnight = (at: number) =>
      runTimer('notices', noticesTimers, 'boards', { clock: { now: () => at } });
    await midnight(LAST_MOMENT);
    expect(await board()).toEqual([noticeId, older.noticeId]);
    await midnight(LAST_MOMENT + 1);
    expect(await board()).toEqual([older.noticeId]);
    const entries = async () =>
      (await server.client.all('audit')).filter(({ action }) => action === 'notices.boards').length;
    const written = await entries();
    expect(written).toBeGreaterThan(0);
    // A second firing finds nothing to do.
    await midnight(LAST_MOMENT + 1);
    expect(await entries()).toBe(written);
  });

  test('years of pinned notices that have ended do not stand before what holds', async () => {
    await clear();
    const town = world.staff.town;
    const lasting = await stage.act(NOON - 900 * DAY, town, 'notices', 'save', notice());
    await stage.act(NOON - 900 * DAY, town, 'notices', 'publish', lasting);
    const short = await stage.act(
      NOON,
      town,
      'notices',
      'save',
      notice({ pinned: true, expiresOn: '2031-06-10' }),
    );
    await stage.act(NOON, town, 'notices', 'publish', short);
    const doc = await server.client.one('notices', short.noticeId);
    // As they were stored: each was pinned until its end.
    for (let n = 1; n <= 150; n += 1) {
      const publishedAt = NOON - n * 5 * DAY;
      await openStore().append('notices', {
        ...doc,
        _id: `ended-${n}`,
        publishedAt,
        order: doc.order - NOON + publishedAt,
        expiresOn: chinaDate(publishedAt + 2 * DAY),
      });
    }
    const midnight = LAST_MOMENT + 1;
    const first = async () =>
      (await stage.act(midnight, here.openid, 'notices', 'list', {})).items.map(({ noticeId }) => noticeId);
    expect(await first()).toEqual([lasting.noticeId]);

    await runTimer('notices', noticesTimers, 'boards', { clock: { now: () => midnight } });
    const lines = (await server.client.one('boards', 'town')).notices;
    expect(lines.map(({ noticeId }) => noticeId)).toEqual([lasting.noticeId]);
    const kept = (await server.client.all('notices')).filter(({ state }) => state === 'published');
    expect(kept).toHaveLength(152);
    for (const { order, publishedAt } of kept) expect(order).toBe(publishedAt);
    // Whoever gives one of them a later last day has it pinned again.
    const again = notice({ noticeId: short.noticeId, version: doc.version, pinned: true, expiresOn: null });
    await stage.act(midnight, town, 'notices', 'save', again);
    expect(await first()).toEqual([short.noticeId, lasting.noticeId]);
    await clear();
  });

  test('the trigger is answered by the function', async () => {
    const response = await fetch(`${server.local.url}/timers/notices/boards`, { method: 'POST' });
    expect(response.ok).toBe(true);
  });
});

// --- boards ---

/** What home pages should read, counted from the notices alone. */
function recount(notices: NoticeDoc[], villageId: string | null, on: string): BoardDoc['notices'] {
  return notices
    .filter((doc) => doc.villageId === villageId && doc.state === 'published')
    .filter((doc) => doc.expiresOn === null || doc.expiresOn >= on)
    .sort(
      (a, b) =>
        Number(b.pinned) - Number(a.pinned) ||
        (b.publishedAt ?? 0) - (a.publishedAt ?? 0) ||
        (b._id < a._id ? -1 : 1),
    )
    .slice(0, 10)
    .map(({ _id, kind, title, publishedAt, expiresOn, pinned }) => ({
      noticeId: _id,
      kind,
      title,
      publishedAt: publishedAt ?? 0,
      expiresOn,
      pinned,
    }));
}

async function expectBoards(on: string): Promise<void> {
  const [notices, boards] = [await server.client.all('notices'), await server.client.all('boards')];
  for (const villageId of [null, VILLAGE, OTHER_VILLAGE]) {
    const board = boards.find(({ _id }) => _id === (villageId ?? 'town'));
    expect({ villageId, lines: board?.notices ?? [] }).toEqual({
      villageId,
      lines: recount(notices, villageId, on),
    });
  }
}

describe('boards', () => {
  test('are what a recount gives after whatever was written, moved, withdrawn or ended', async () => {
    await clear();
    const PLACES = [null, VILLAGE, OTHER_VILLAGE];
    let now = Date.UTC(2032, 0, 1);
    const step = fc.record({
      what: fc.constantFrom('new', 'new', 'new', 'change', 'move', 'publish', 'withdraw', 'sleep'),
      which: fc.nat(11),
      place: fc.nat(2),
      pinned: fc.boolean(),
      holds: fc.option(fc.integer({ min: 0, max: 4 })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        const town = world.staff.town;
        const mine: string[] = [];
        for (const { what, which, place, pinned, holds } of steps) {
          now += 60_000;
          const expiresOn = holds === null ? null : chinaDate(now + holds * DAY);
          const villageId = PLACES[place] ?? null;
          const noticeId = mine[which % Math.max(1, mine.length)];
          if (what === 'sleep') {
            now += DAY;
            await runTimer('notices', noticesTimers, 'boards', { clock: { now: () => now } });
          } else if (what === 'new') {
            const input = notice({ villageId, pinned, expiresOn });
            const saved = await stage.act(now, town, 'notices', 'save', input);
            await stage.act(now, town, 'notices', 'publish', saved);
            mine.push(saved.noticeId);
          } else if (noticeId !== undefined) {
            const { version, state, villageId: from } = await server.client.one('notices', noticeId);
            if (what === 'change' || what === 'move') {
              const change = notice({ noticeId, version, pinned, expiresOn });
              const to = what === 'move' ? villageId : from;
              await stage.act(now, town, 'notices', 'save', { ...change, villageId: to });
            } else if (what === 'publish' && state === 'withdrawn') {
              const { expiresOn: last } = await server.client.one('notices', noticeId);
              if (last !== null && last < chinaDate(now)) continue;
              await stage.act(now, town, 'notices', 'publish', { noticeId, version });
            } else if (what === 'withdraw' && state !== 'withdrawn') {
              await stage.act(now, town, 'notices', 'withdraw', { noticeId, reason: '随机' });
            }
          }
        }
        await runTimer('notices', noticesTimers, 'boards', { clock: { now: () => now } });
        await expectBoards(chinaDate(now));
      }),
      { numRuns: 8 },
    );
  });

  test('hold everything that was published for one place at the same moment', async () => {
    await clear();
    const drafts = await Promise.all(
      Array.from({ length: 6 }, () => server.client.ok(world.staff.town, 'notices', 'save', notice())),
    );
    const answers = await Promise.all(
      drafts.map((draft, n) =>
        server.client.call(n % 2 === 0 ? world.staff.town : world.staff.town2, 'notices', 'publish', draft),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(6);
    const board = await server.client.one('boards', 'town');
    expect(board.notices.map(({ noticeId }) => noticeId).sort()).toEqual(
      drafts.map(({ noticeId }) => noticeId).sort(),
    );
  });
});
