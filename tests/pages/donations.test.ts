/** Pages of donations: logic with a scripted cloud, words from the real WXML. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DonationView } from '../../typings/api/donations';
import { donationShown, needView } from '../../miniprogram/pages/shared/donation-view';
import { MINIPROGRAM, mount, type Screen } from '../components/support/mount';
import { event, failed, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const NEED = {
  needId: 'n1',
  villageId: 'xiejialu',
  villageName: '谢家路村',
  what: '棉被',
  quantity: 6,
  unit: '床',
  promised: 4,
  openUntil: '2026-12-31',
};

const donation = (over: Partial<DonationView> = {}): DonationView => ({
  donationId: 'd1',
  version: 3,
  directed: true,
  kind: 'goods',
  what: '棉被',
  quantity: 6,
  unit: '床',
  valueFen: 60_000,
  words: '新的',
  villageName: '谢家路村',
  villageId: 'xiejialu',
  residentName: null,
  donorName: '叶勇芳',
  state: 'received',
  received: 5,
  allotted: 0,
  delivered: 0,
  promisedAt: 0,
  promisedUntil: '2026-12-01',
  picturesHeld: 0,
  allotments: [],
  timeline: [
    { at: 0, action: 'promise', state: 'promised', quantity: 6, actorName: '叶勇芳', note: '', photos: [] },
    { at: 1, action: 'receive', state: 'received', quantity: 5, actorName: '村残协', note: '', photos: [] },
  ],
  can: { accept: false, decline: false, receive: false, allot: false, deliver: true, cancel: false },
  ...over,
});

const commands = (action: string) => phone.asked.filter((asked) => asked.action === action);
const errorsOf = (page: RunningPage) => page.data.errors as Record<string, string>;

function screenOf(path: string, page: RunningPage): Screen {
  const wxml = readFileSync(join(MINIPROGRAM, `${path}.wxml`), 'utf8')
    .replace(/<page-meta[^>]*\/>/, '')
    .replace(/<include src="\.\.\/\.\.\/([^"]+)" \/>/g, (_, file: string) =>
      readFileSync(join(MINIPROGRAM, file), 'utf8'),
    );
  return mount(wxml, JSON.parse(JSON.stringify(page.data)) as object);
}

test('a need and a donation in words', () => {
  const now = Date.parse('2026-11-25T12:00:00+08:00');
  expect(needView(NEED, now).label).toBe('谢家路村，棉被6床，还差2床，12月31日前');
  expect(needView({ ...NEED, promised: 7 }, now).wanted).toBe('已经够了');
  const shown = donationShown(donation(), 'donor', now);
  expect(shown.shortfall).toBe('比答应的少1床，按实际收到的办');
  expect(shown.story.map(({ title }) => title)).toEqual(['等送出', '收到5床', '答应捐赠6床']);
  expect(donationShown(donation({ received: 6 }), 'donor', now).shortfall).toBe('');
});

describe('promise', () => {
  const fill = async (page: RunningPage, values: Record<string, string>): Promise<void> => {
    for (const [name, value] of Object.entries(values)) await run(page, 'onField', event({ name, value }));
  };

  test('for a need: what is missing is said, not more than is wanted, the draft stays until it is sent', async () => {
    phone.answer = ({ action }) =>
      action === 'need'
        ? ok({ need: NEED })
        : action === 'promise'
          ? ok({ donationId: 'd1' })
          : failed('NOT_FOUND');
    const page = await phone.open('volunteer/promise/index', { needId: 'n1' });
    await run(page, 'onSubmit');
    expect(Object.keys(errorsOf(page)).sort()).toEqual(['promisedUntil', 'quantity']);
    await fill(page, { quantity: '3' });
    await run(page, 'onDay', event({ value: '2099-01-01' }));
    await run(page, 'onSubmit');
    expect(errorsOf(page)).toEqual({ quantity: '现在只差2床，请改少一些' });
    await fill(page, { quantity: '2', words: '保暖' });
    const again = await phone.open('volunteer/promise/index', { needId: 'n1' });
    expect(again.data.form).toMatchObject({ quantity: '2', words: '保暖' });
    await run(again, 'onSubmit');
    expect(again.data.confirmText).toMatch(/^棉被2床/);
    void run(again, 'onConfirm');
    await settle();
    expect(commands('promise')[0]?.input).toEqual({
      needId: 'n1',
      villageId: null,
      kind: 'goods',
      what: '',
      quantity: 2,
      unit: '',
      valueFen: null,
      promisedUntil: '2099-01-01',
      words: '保暖',
    });
    expect(phone.went).toEqual(['/volunteer/donation/index?donationId=d1']);
    const empty = await phone.open('volunteer/promise/index', { needId: 'n1' });
    expect(empty.data.form).toMatchObject({ quantity: '', words: '' });
  });

  test('money is typed in yuan and sent in fen', async () => {
    phone.answer = () => ok({ donationId: 'd1' });
    const page = await phone.open('volunteer/promise/index', { to: 'town' });
    await fill(page, { kind: 'money', what: '给孩子买书', quantity: '99.5' });
    await run(page, 'onDay', event({ value: '2099-01-01' }));
    await run(page, 'onSubmit');
    void run(page, 'onConfirm');
    await settle();
    expect(commands('promise')[0]?.input).toMatchObject({
      kind: 'money',
      quantity: 9_950,
      unit: '',
      villageId: null,
    });
  });

  test('a refusal of the function stands at its field; a broken line loses nothing', async () => {
    phone.answer = ({ action }) =>
      action === 'need'
        ? ok({ need: NEED })
        : failed('BAD_INPUT', '有内容不对', { quantity: '现在只差1床，请改少一些' });
    const page = await phone.open('volunteer/promise/index', { needId: 'n1' });
    await fill(page, { quantity: '2' });
    await run(page, 'onDay', event({ value: '2099-01-01' }));
    await run(page, 'onSubmit');
    void run(page, 'onConfirm');
    await settle();
    expect(errorsOf(page)).toEqual({ quantity: '现在只差1床，请改少一些' });
    expect(page.data.form).toMatchObject({ quantity: '2' });
  });
});

describe('the donor', () => {
  test('reads state, shortfall and story as a screen reader finds them', async () => {
    phone.answer = () => ok({ unchanged: false, donation: donation() });
    const page = await phone.open('volunteer/donation/index', { donationId: 'd1' });
    const { text } = screenOf('volunteer/donation/index', page);
    for (const words of ['棉被6床', '已收到，准备送出', '少1床', '实际收到', '经过'])
      expect(text).toContain(words);
    expect(text).not.toContain('不捐了');
  });

  test('takes it back with a reason', async () => {
    phone.answer = ({ action }) =>
      action === 'cancel' ? ok({ state: 'cancelled' }) : ok({ unchanged: false, donation: donation() });
    const page = await phone.open('volunteer/donation/index', { donationId: 'd1' });
    await run(page, 'onCancelOpen');
    await run(page, 'onCancel');
    expect(commands('cancel')).toEqual([]);
    expect(errorsOf(page).reason).toBe('请写一下原因，村里好另想办法');
    await run(page, 'onReason', event({ value: '来不及' }));
    void run(page, 'onCancel');
    await settle();
    expect(commands('cancel')[0]?.input).toEqual({ donationId: 'd1', reason: '来不及' });
  });
});

describe('officers', () => {
  test('land on the first list with something in it', async () => {
    phone.answer = ({ input }) => {
      const { tab } = input as { tab: string };
      const row = {
        ...donation(),
        allotmentId: null,
      };
      return ok({ unchanged: false, version: 1, items: tab === 'toHandOut' ? [row] : [], next: null });
    };
    const page = await phone.open('staff/donations/index');
    expect(page.data.tab).toBe('toHandOut');
    expect(page.data.lines).toHaveLength(1);
  });

  test('nothing is handed over without a photo, nor more than there is', async () => {
    phone.answer = ({ action }) =>
      action === 'residents'
        ? ok({ items: [], next: null, total: 0 })
        : ok({ unchanged: false, donation: donation() });
    const page = await phone.open('staff/donation/index', { donationId: 'd1' });
    await run(page, 'onStep', event({}, { step: 'deliver' }));
    await settle();
    expect(page.data.quantity).toBe('5');
    await run(page, 'onField', event({ name: 'quantity', value: '6' }));
    await run(page, 'onSend');
    expect(errorsOf(page)).toEqual({
      quantity: '最多5床，请改少一些',
      photoIds: '请至少拍一张照片，捐赠人会看到',
    });
    expect(commands('deliver')).toEqual([]);
  });

  test('the reason is needed to decline', async () => {
    phone.answer = () => ok({ unchanged: false, donation: donation({ state: 'promised' }) });
    const page = await phone.open('staff/donation/index', { donationId: 'd1' });
    await run(page, 'onStep', event({}, { step: 'decline' }));
    await run(page, 'onSend');
    expect(errorsOf(page)).toEqual({ note: '请写明原因，捐赠人会看到' });
  });
});
