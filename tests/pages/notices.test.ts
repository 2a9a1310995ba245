/** Notices on the phone: reading with and without network, filters that are remembered, writing without losing a word. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CallEnvelope } from '../../typings/wire';
import type { NoticeRow, NoticeView } from '../../typings/api/notices';
import { MINIPROGRAM, mount, type Screen } from '../components/support/mount';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 24, 4) });
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const offer = {
  organiser: '明珠服装厂',
  place: '光明路8号',
  distance: 'town' as const,
  hours: ['fullTime' as const],
  abilities: ['sewing' as const],
  pay: '每月2800元',
};
const row = (over: Partial<NoticeRow> = {}): NoticeRow => ({
  noticeId: 'n1',
  kind: 'notice',
  title: '医生到村里来',
  summary: '星期六上午',
  pinned: false,
  publishedAt: Date.UTC(2026, 10, 20),
  expiresOn: null,
  offer: null,
  villageName: null,
  picture: null,
  ...over,
});
const job = row({ noticeId: 'j1', kind: 'job', title: '招缝纫工', expiresOn: '2026-12-01', offer });
const view = (over: Partial<NoticeView> = {}): { notice: NoticeView } => ({
  notice: {
    ...job,
    body: '第一行\n<b>第二行</b>',
    photos: [{ photoId: 'p1', url: 'https://files/p1.jpg' }],
    offer: { ...offer, contactPhone: '19900001002', places: 3 },
    state: 'published',
    version: 4,
    by: '泗门镇残联',
    staff: { villageId: null, changedBy: '泗门镇残联王理', updatedAt: 0, reason: null, author: null },
    ...over,
  },
});
const page = (items: NoticeRow[], next: string | null = null) => ok({ items, next });
const errorsOf = (shown: RunningPage) => shown.data.errors as Record<string, string>;
const asked = (action: string) => phone.asked.filter((each) => each.action === action);
const inputs = (action: string) => asked(action).map(({ input }) => input as Record<string, unknown>);
const titles = (shown: RunningPage) => (shown.data.rows as { title: string }[]).map(({ title }) => title);

function act(role: string): void {
  phone.storage.set('zhinan:session:active', { role, residentId: 'r1' });
}

/** The page's own WXML, mounted as it is now; the templates that it uses are put in place, because the mount knows none. */
function screenOf(path: string, shown: RunningPage): Screen {
  const file = join(MINIPROGRAM, `${path}.wxml`);
  const bodies = new Map<string, string>();
  const wxml = readFileSync(file, 'utf8')
    .replace(/<page-meta[^>]*\/>/, '')
    .replace(/<import src="([^"]+)" \/>/g, (_all, src: string) => {
      const text = readFileSync(join(dirname(file), src), 'utf8');
      const [, name, body] = /<template name="([^"]+)">([^]*)<\/template>/.exec(text) ?? [];
      bodies.set(String(name), String(body));
      return '';
    })
    .replace(
      /<template is="([^"]+)" data="\{\{(\w+): (\w+)\}\}" \/>/g,
      (_all, name: string, inside: string, given: string) =>
        String(bodies.get(name)).replace(new RegExp(`\\b${inside}\\.`, 'g'), `${given}.`),
    );
  return mount(wxml, JSON.parse(JSON.stringify(shown.data)) as object);
}

const READING: { path: string; query?: Record<string, string>; empty?: boolean }[] = [
  { path: 'info/notices/index', empty: true },
  { path: 'info/notice/index', query: { noticeId: 'n1' } },
  { path: 'resident/work/index', empty: true },
  { path: 'staff/notices/index', empty: true },
  { path: 'staff/notice-edit/index', query: { noticeId: 'n1' } },
];

describe.each(READING)('$path', ({ path, query, empty }) => {
  test('fails in words, offline in words, and tries again', async () => {
    phone.answer = () => failed('NOT_FOUND', '没有找到这条记录');
    const shown = await phone.open(path, query);
    expect(shown.data).toMatchObject({ phase: 'error', problem: { note: '没有找到这条记录' } });
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    const before = phone.asked.length;
    void run(shown, 'onRetry');
    await settle();
    expect(shown.data.phase).toBe('offline');
    expect(phone.asked.length).toBeGreaterThan(before);
  });

  if (empty) {
    test('says when there is nothing', async () => {
      phone.answer = () => page([]);
      expect((await phone.open(path, query)).data.phase).toBe('empty');
    });
  }
});

describe('the list', () => {
  test('is there without network as it was last time', async () => {
    phone.answer = () => page([row()]);
    await phone.open('info/notices/index');
    phone.network = 'none';
    phone.answer = () => new Error('request:fail');
    const later = await phone.open('info/notices/index');
    expect(later.data).toMatchObject({ phase: 'ready', offline: true });
    expect(titles(later)).toEqual(['医生到村里来']);
    // What was found by words is not shown as if it were everything.
    expect((await phone.open('info/notices/index', { kind: 'policy' })).data.phase).toBe('offline');
  });

  test('goes on where it ended, passes over empty pages, and drops the answer to an earlier question', async () => {
    phone.answer = ({ input }) => {
      const { cursor, kinds } = input as { cursor: string | null; kinds?: string[] };
      if (kinds) return page([row({ noticeId: 'p', title: '政策' })]);
      if (cursor === null) return page([], 'c1');
      return cursor === 'c1' ? page([row()], 'c2') : page([row({ noticeId: 'n2', title: '更早的' }), row()]);
    };
    const shown = await phone.open('info/notices/index');
    expect(titles(shown)).toEqual(['医生到村里来']);
    await run(shown, 'onReachBottom');
    expect(titles(shown)).toEqual(['医生到村里来', '更早的']);
    expect(shown.data.next).toBeNull();

    shown.setData({ next: 'c2' });
    const late = run(shown, 'onReachBottom');
    void run(shown, 'onTab', event({ key: 'policy' }));
    await late;
    await settle();
    expect(titles(shown)).toEqual(['政策']);
  });

  test('one page at a time, however often the end is reached; when the line breaks it says so and goes on at the next try', async () => {
    const said = jest.spyOn(phone.wx as { showToast(said: { title: string }): unknown }, 'showToast');
    let broken = true;
    phone.answer = ({ input }) => {
      const { cursor } = input as { cursor: string | null };
      if (cursor === null) return page([row()], 'c1');
      return broken ? new Error('request:fail') : page([row({ noticeId: 'n2', title: '更早的' })]);
    };
    const shown = await phone.open('info/notices/index');
    const failing = run(shown, 'onReachBottom');
    await settle();
    await failing;
    expect(titles(shown)).toEqual(['医生到村里来']);
    expect(shown.data).toMatchObject({ next: 'c1', loadingMore: false, phase: 'ready' });
    expect(said).toHaveBeenCalledWith(expect.objectContaining({ title: '后面的没有读出来，请再试' }));

    broken = false;
    const before = asked('list').length;
    await Promise.all([run(shown, 'onReachBottom'), run(shown, 'onReachBottom')]);
    expect(asked('list')).toHaveLength(before + 1);
    expect(titles(shown)).toEqual(['医生到村里来', '更早的']);
    await run(shown, 'onReachBottom');
    expect(asked('list')).toHaveLength(before + 1);
  });

  test('looks for words, and offers everything when nothing is found', async () => {
    phone.answer = ({ input }) => page((input as { q?: string }).q ? [] : [row()]);
    const shown = await phone.open('info/notices/index');
    await run(shown, 'onSearch', event({ value: ' 轮椅 ' }));
    await settle();
    expect(inputs('list').pop()).toMatchObject({ q: '轮椅' });
    screenOf('info/notices/index', shown).get('button', '看全部');
    await run(shown, 'onAll');
    await settle();
    expect(shown.data).toMatchObject({ phase: 'ready', q: '' });
  });

  test('a line is one button that says kind, title, first words and day', async () => {
    phone.answer = () => page([row({ pinned: true, villageName: '谢家路村' })]);
    const shown = await phone.open('info/notices/index');
    const line = screenOf('info/notices/index', shown).get('button', '医生到村里来');
    expect(String(line.attrs['aria-label'])).toMatch(
      /公告，置顶，医生到村里来，星期六上午，谢家路村，11月20日/,
    );
  });
});

describe('one notice', () => {
  const opened = async (over: Partial<NoticeView> = {}) => {
    phone.answer = () => ok(view(over));
    return phone.open('info/notice/index', { noticeId: 'j1' });
  };

  test.each(['resident', 'guardian'])('a %s calls or applies', async (role) => {
    act(role);
    const shown = await opened();
    const screen = screenOf('info/notice/index', shown);
    screen.get('button', '打电话问');
    screen.get('button', '我想去');
    await run(shown, 'onApply');
    expect(phone.went).toEqual(['/resident/work-apply/index?noticeId=j1']);
    const calls: unknown[] = [];
    phone.wx.makePhoneCall = (call: unknown) => Promise.resolve(void calls.push(call));
    await run(shown, 'onCall');
    expect(calls).toEqual([{ phoneNumber: '19900001002' }]);
    expect((shown.onShareAppMessage as () => unknown)()).toEqual({
      title: '招缝纫工',
      path: '/info/notice/index?noticeId=j1',
    });
  });

  test.each<[string, string, Partial<NoticeView>, string]>([
    ['a volunteer', 'volunteer', {}, '19900001002'],
    ['somebody after the last day', 'resident', { expiresOn: '2026-11-23' }, ''],
    ['staff before it is published', 'townStaff', { state: 'draft' }, ''],
    ['a reader of news', 'resident', { kind: 'story', offer: null, expiresOn: null }, ''],
  ])('%s does not apply', async (_who, role, over, number) => {
    act(role);
    expect((await opened(over)).data).toMatchObject({ applyWords: '', phone: number });
  });

  test('the last day itself still counts', async () => {
    act('resident');
    expect((await opened({ expiresOn: '2026-11-24' })).data.applyWords).not.toBe('');
  });

  test('markup is text', async () => {
    const screen = screenOf('info/notice/index', await opened({ title: '<img src=x>' }));
    expect(screen.text).toContain('<img src=x>');
    expect(screen.text).toContain('<b>第二行</b>');
    expect(screen.tags('img')).toHaveLength(0);
  });
});

describe('work', () => {
  test('the filter is sent, shown in words, and remembered', async () => {
    act('resident');
    phone.answer = () => page([job]);
    const shown = await phone.open('resident/work/index');
    await run(shown, 'onFilter');
    for (const [name, value] of Object.entries({ hours: 'halfDay', distance: 'town', ability: 'sewing' })) {
      await run(shown, 'onWanted', event({ name, value }));
    }
    expect(inputs('list')).toHaveLength(1);
    await run(shown, 'onWantedDone');
    await settle();
    const wanted = { kinds: ['job'], hours: 'halfDay', distance: 'town', ability: 'sewing' };
    expect(inputs('list').pop()).toMatchObject(wanted);
    expect(shown.data.filterText).toBe('半天，泗门镇内，会缝纫');

    const later = await phone.open('resident/work/index');
    expect(inputs('list').pop()).toMatchObject(wanted);
    await run(later, 'onTab', event({ key: 'training' }));
    expect(inputs('list').pop()).toMatchObject({ ...wanted, kinds: ['training'] });
    await run(later, 'onAny');
    await settle();
    expect(inputs('list').pop()).toEqual({ kinds: ['training'], cursor: null });
  });

  test('nothing fits: a resident registers what they want, others look at everything', async () => {
    phone.answer = () => page([]);
    act('resident');
    const shown = await phone.open('resident/work/index');
    screenOf('resident/work/index', shown).get('button', '登记我的求职意愿');
    await run(shown, 'onNothingFits');
    expect(phone.went).toEqual(['/resident/work-apply/index']);
    act('volunteer');
    const other = await phone.open('resident/work/index');
    expect(other.data.canApply).toBe(false);
    expect(screenOf('resident/work/index', other).text).not.toContain('登记我的求职意愿');
  });
});

describe('writing', () => {
  const words = { title: '招缝纫工', body: '坐着做' };
  const facts = {
    organiser: '明珠服装厂',
    place: '光明路8号',
    distance: 'town',
    hours: ['fullTime'],
    abilities: [],
    pay: '每月2800元',
    contactPhone: '199 0000 1002',
    places: '',
  };
  const type = async (shown: RunningPage, values: Record<string, string | string[]>) => {
    for (const [name, value] of Object.entries(values)) await run(shown, 'onField', event({ name, value }));
  };
  const editor = async (query: Record<string, string> = {}) => phone.open('staff/notice-edit/index', query);
  const saved = (asked: CallEnvelope) => {
    if (asked.action === 'get') return ok(view({ state: 'draft', version: 1 }));
    if (asked.action === 'villages') return ok({ villages: [] });
    if (asked.action === 'save') return ok({ noticeId: 'j1', version: 1 });
    return ok({ published: true });
  };

  test('what is missing is said field by field, and nothing is sent', async () => {
    act('villageStaff');
    const shown = await editor();
    await run(shown, 'onSaveDraft');
    expect(Object.keys(errorsOf(shown)).sort()).toEqual(['body', 'title']);
    await type(shown, { kind: 'job' });
    await run(shown, 'onPreview');
    expect(Object.keys(errorsOf(shown)).sort()).toEqual(
      ['title', 'body', 'expiresOn', 'organiser', 'place', 'distance', 'hours', 'pay', 'contactPhone'].sort(),
    );
    await run(shown, 'onDay', { detail: { value: '2026-11-23' } });
    await run(shown, 'onPreview');
    expect(errorsOf(shown).expiresOn).toContain('已经过了');
    expect(shown.data.preview).toBeNull();
    expect(asked('save')).toHaveLength(0);
  });

  test('a village publishes: looked at, confirmed, saved and published once, also after a broken line', async () => {
    act('villageStaff');
    const shown = await editor();
    await type(shown, { kind: 'job', ...words, ...facts });
    await run(shown, 'onDay', { detail: { value: '2026-12-01' } });
    await run(shown, 'onPreview');
    const screen = screenOf('staff/notice-edit/index', shown);
    expect(screen.text).toContain('读者看到的样子');
    expect(screen.text).toContain('每月2800元');
    expect(asked('save')).toHaveLength(0);
    await run(shown, 'onAsk');
    phone.answer = () => new Error('request:fail');
    const sending = run(shown, 'onConfirm');
    await settle();
    await sending;
    expect(shown.data.message).toMatchObject({ show: true });
    phone.answer = saved;
    await run(shown, 'onConfirm');
    expect(new Set(asked('save').map(({ requestId }) => requestId)).size).toBe(1);
    // Without a place: the function knows whose village it is.
    expect(inputs('save').pop()).toEqual({
      kind: 'job',
      ...words,
      photoIds: [],
      pinned: false,
      expiresOn: '2026-12-01',
      offer: { ...facts, contactPhone: '19900001002', places: 0 },
    });
    expect(inputs('publish')).toEqual([{ noticeId: 'j1', version: 1 }]);
    expect(shown.data.done).toBe('已经发布');
  });

  test('whoever publishes is told that readers do not see the picture yet', async () => {
    act('villageStaff');
    const draft = (state: 'draft' | 'published') =>
      view({ state, version: 2, photos: [{ photoId: 'p1', url: 'https://files/p1', check: 'waiting' }] });
    phone.answer = ({ action }) => {
      if (action === 'get') return ok(draft(asked('publish').length === 0 ? 'draft' : 'published'));
      return action === 'save' ? ok({ noticeId: 'j1', version: 3 }) : ok({ published: true });
    };
    const shown = await editor({ noticeId: 'j1' });
    await run(shown, 'onConfirm');
    const { text } = screenOf('staff/notice-edit/index', shown);
    expect(text).toContain('已经发布');
    expect(text).toContain('第1张照片正在安全检查，通过后别人才能看到');
  });

  test('what was typed is there again when the phone died, and gone when it is saved', async () => {
    act('townStaff');
    phone.answer = saved;
    await type(await editor(), { ...words, hours: ['halfDay', 'atHome'] });
    const again = await editor();
    expect(again.data.form).toMatchObject({ ...words, hours: ['halfDay', 'atHome'], villageId: 'all' });
    expect(again.data.restored).toBe(true);
    await run(again, 'onSaveDraft');
    await settle();
    expect(inputs('save').pop()).toMatchObject({ villageId: null, offer: null });
    expect(again.data.state).toBe('draft');
    expect((await editor()).data.form).toMatchObject({ title: '' });
  });

  test('the second editor is told, sees the new text, and still has the own words', async () => {
    act('townStaff');
    phone.answer = saved;
    const shown = await editor({ noticeId: 'j1' });
    await type(shown, { title: '我改的标题' });
    phone.answer = (each) =>
      each.action === 'save'
        ? failed('STATE_CHANGED', '泗门镇残联王理在上午改过这条信息')
        : ok(view({ title: '王理改的', state: 'draft', version: 2 }));
    await run(shown, 'onSaveDraft');
    await settle();
    expect(shown.data.overtaken).toContain('王理');
    expect(shown.data.form).toMatchObject({ title: '我改的标题' });
    await run(shown, 'onKeepMine');
    expect(shown.data.form).toMatchObject({ title: '我改的标题' });
    await run(shown, 'onSeeTheirs');
    await settle();
    expect(shown.data).toMatchObject({
      form: { title: '王理改的' },
      mine: { title: '我改的标题' },
      overtaken: '',
    });
    // From here on the newer version is what is changed.
    phone.answer = saved;
    await run(shown, 'onSaveDraft');
    await settle();
    expect(inputs('save').pop()).toMatchObject({ noticeId: 'j1', version: 2 });
  });

  test('a draft of an older version does not come back over what a colleague wrote', async () => {
    act('townStaff');
    phone.answer = saved;
    await type(await editor({ noticeId: 'j1' }), { title: '旧的' });
    phone.answer = () => ok(view({ title: '新的', version: 9 }));
    expect((await editor({ noticeId: 'j1' })).data.form).toMatchObject({ title: '新的' });
  });

  test('a refusal of the function stands at its field', async () => {
    act('townStaff');
    phone.answer = saved;
    const shown = await editor({ noticeId: 'j1' });
    phone.answer = () => failed('BAD_INPUT', '有内容填得不对', { 'offer.pay': '报酬请写在一行里' });
    await run(shown, 'onSaveDraft');
    await settle();
    expect(errorsOf(shown)).toEqual({ pay: '报酬请写在一行里' });
  });

  test('a photo of the notice is taken out; withdrawing needs a reason', async () => {
    act('townStaff');
    phone.answer = ({ action }) =>
      action === 'get' ? ok(view()) : action === 'withdraw' ? ok({ withdrawn: true }) : saved({ action });
    const shown = await editor({ noticeId: 'j1' });
    expect(shown.data.photos).toMatchObject([{ id: 'p1', state: 'done' }]);
    await run(shown, 'onRemovePhoto', event({ id: 'p1' }));
    await run(shown, 'onPreview');
    await run(shown, 'onConfirm');
    expect(inputs('save').pop()).toMatchObject({ noticeId: 'j1', version: 4, photoIds: [] });
    expect(asked('publish')).toHaveLength(0);

    const other = await editor({ noticeId: 'j1' });
    await run(other, 'onWithdrawOpen');
    await run(other, 'onWithdraw');
    expect(errorsOf(other).reason).not.toBe('');
    expect(asked('withdraw')).toHaveLength(0);
    await run(other, 'onReason', event({ name: 'reason', value: '招满了' }));
    await run(other, 'onWithdraw');
    await settle();
    expect(inputs('withdraw')).toEqual([{ noticeId: 'j1', reason: '招满了' }]);
    expect(other.data.done).toBe('已经撤回');
  });
});
