/** The real WXML of the journey's pages, mounted with what their logic made of an answer: what a screen reader finds there. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MINIPROGRAM, mount, type Screen } from '../components/support/mount';
import { failed, ok, Phone } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

/** Runs the page and mounts its own template with its own data. */
async function shown(path: string, answer: unknown, query: Record<string, string> = {}): Promise<Screen> {
  phone.answer = () => ok(answer);
  const page = await phone.open(path, query);
  const wxml = readFileSync(join(MINIPROGRAM, `${path}.wxml`), 'utf8').replace(/<page-meta[^>]*\/>/, '');
  return mount(wxml, JSON.parse(JSON.stringify(page.data)) as object);
}

const quote = {
  priceFen: 86_801,
  payFen: 43_400,
  reasons: [
    { code: 'AGE_REACHED', text: '申请时72周岁，已满60周岁' },
    { code: 'SHARE', text: '按规定付价格868.01元的一半，付434.00元' },
  ],
  ruleVersion: '2026-01',
  ruleSource: '规定',
  age: 72,
  appliedOn: '2026-03-05',
  evaluatedOn: '2026-03-05',
};
const item = {
  itemId: 'wheelchair',
  name: '轮椅',
  kind: 'mobility',
  summary: '坐着出门',
  image: 'wheelchair',
  priceFen: 86_801,
  active: true,
};
const application = {
  applicationId: 'a1',
  version: 7,
  itemId: 'wheelchair',
  itemName: '轮椅',
  image: 'wheelchair',
  state: 'delivered',
  createdAt: 0,
  updatedAt: 0,
  quote,
  decision: quote,
  difference: null,
  contactPhone: '19900000001',
  deliverTo: '谢家路村1号',
  reason: '',
  timeline: [
    {
      at: 0,
      action: 'submit',
      state: 'submitted',
      actorName: '李荣生',
      actorRole: 'guardian',
      onBehalfOf: '罗峰生',
      photos: [],
    },
  ],
  deliveryPhotos: [],
  feedback: null,
  actions: ['confirmReceipt'],
  onBehalfBy: '李荣生',
  staff: null,
};

/** Exactly one heading of the first level, and it says what the page is about. */
function expectHeading(screen: Screen, words: string): void {
  const first = screen.roles('heading').filter(({ attrs }) => String(attrs['aria-level']) === '1');
  expect(first).toHaveLength(1);
  expect(first[0].text).toContain(words);
}

test('a new user is offered four ways in, each a button with its name', async () => {
  const screen = await shown('pages/home/index', {
    roles: [],
    active: null,
    home: { role: 'none' },
    version: 0,
  });
  expectHeading(screen, '您好');
  for (const name of ['我是残障朋友', '我替家人办', '我要当志愿者', '我是工作人员'])
    screen.get('button', name);
});

test('a resident hears each open case with where it is', async () => {
  const as = { role: 'resident', residentId: 'r1' };
  const screen = await shown('pages/home/index', {
    roles: [{ as, label: '本人', toVerify: false }],
    active: as,
    version: 1,
    home: {
      role: 'resident',
      residentId: 'r1',
      residentName: '王小明',
      villageName: '谢家路村',
      toVerify: false,
      openCases: [{ applicationId: 'a1', kind: 'device', title: '轮椅', state: 'checked', updatedAt: 0 }],
    },
  });
  expect(String(screen.get('button', '您的轮椅申请').attrs['aria-label'])).toContain('镇残联审核中');
  screen.get('button', '申请辅具');
});

test('a device says what one pays and why, before the button to apply', async () => {
  const screen = await shown(
    'resident/device/index',
    { item, view: { quotable: true, quote }, openApplicationId: null, deliverTo: '', contactPhone: '' },
    { itemId: 'wheelchair' },
  );
  expectHeading(screen, '轮椅');
  expect(screen.text).toContain('434.00');
  expect(screen.text).toContain('已满60周岁');
  expect(screen.text.indexOf('已满60周岁')).toBeLessThan(screen.text.indexOf('申请轮椅'));
  screen.get('button', '申请轮椅');
});

test('a delivered wheelchair asks for the receipt and tells who filed it for whom', async () => {
  const screen = await shown(
    'resident/application/index',
    { unchanged: false, application },
    { applicationId: 'a1' },
  );
  expectHeading(screen, '轮椅申请');
  screen.get('button', '确认收到');
  expect(screen.text).toMatch(/由.?李荣生.?代.?罗峰生/);
});

test('a failure is spoken and offers to try again', async () => {
  phone.answer = () => failed('NOT_FOUND', '没有找到这条记录');
  const page = await phone.open('resident/application/index', { applicationId: 'a1' });
  const wxml = readFileSync(join(MINIPROGRAM, 'resident/application/index.wxml'), 'utf8');
  const screen = mount(
    wxml.replace(/<page-meta[^>]*\/>/, ''),
    JSON.parse(JSON.stringify(page.data)) as object,
  );
  expect(screen.text).toContain('没有找到这条记录');
  screen.get('button', '再试');
});

test('the binding form names its fields, and each consent is a box that says whether it is ticked', async () => {
  const screen = await shown('pages/bind/index', {});
  for (const name of ['姓名', '证号', '联系电话']) {
    expect(screen.tags('input').some(({ attrs }) => String(attrs['aria-label']).includes(name))).toBe(true);
  }
  const boxes = screen.roles('checkbox');
  expect(boxes).toHaveLength(2);
  for (const box of boxes) expect(String(box.attrs['aria-checked'])).toBe('false');
});
