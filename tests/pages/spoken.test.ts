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
  return mount(markup(path), JSON.parse(JSON.stringify(page.data)) as object);
}

/** The page's own markup with what it includes. */
function markup(path: string): string {
  return readFileSync(join(MINIPROGRAM, `${path}.wxml`), 'utf8')
    .replace(/<page-meta[^>]*\/>/, '')
    .replace(/<include src="([^"]+)" \/>/g, (_all, part: string) =>
      readFileSync(join(MINIPROGRAM, path, '..', part), 'utf8'),
    );
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
  kind: 'device',
  version: 7,
  title: '轮椅',
  image: 'devices/wheelchair',
  state: 'delivered',
  createdAt: 0,
  updatedAt: 0,
  detail: {
    kind: 'device',
    items: [{ itemId: 'wheelchair', name: '轮椅', image: 'wheelchair', quote, decision: quote }],
    quotedFen: 43_400,
    decidedFen: 43_400,
    difference: null,
    deliverTo: '谢家路村1号',
  },
  contactPhone: '19900000001',
  reason: '',
  voice: null,
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
  feedback: null,
  actions: ['confirmReceipt', 'dispute'],
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
    requests: [],
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
    requests: [],
    home: {
      role: 'resident',
      residentId: 'r1',
      residentName: '王小明',
      villageId: 'xiejialu',
      villageName: '谢家路村',
      toVerify: false,
      asked: [],
      running: [],
      volunteers: 0,
      notices: [],
      openCases: [{ applicationId: 'a1', kind: 'device', title: '轮椅', state: 'checked', updatedAt: 0 }],
    },
  });
  expect(String(screen.get('button', '您的轮椅申请').attrs['aria-label'])).toContain('镇残联审核中');
  screen.get('button', '申请辅具');
});

test('a device says what one pays and why, before the button to apply', async () => {
  const screen = await shown(
    'resident/device/index',
    {
      items: [{ item, view: { quotable: true, quote }, obstacle: null }],
      payFen: quote.payFen,
      deliverTo: '',
      contactPhone: '',
    },
    { itemId: 'wheelchair' },
  );
  expectHeading(screen, '轮椅');
  expect(screen.text).toContain('434.00');
  expect(screen.text).toContain('已满60周岁');
  expect(screen.text.indexOf('已满60周岁')).toBeLessThan(screen.text.indexOf('申请轮椅'));
  screen.get('button', '申请轮椅');
  screen.get('button', '选上，再看别的');
});

test('a device that may not be had again yet says until when, and offers its repair', async () => {
  const message = '轮椅您在2026年6月17日领过，2029年6月17日以后可以再申请；坏了可以申请维修';
  const obstacle = { code: 'SERVICE_LIFE', message, applicationId: 'a1', until: '2029-06-17' };
  const screen = await shown(
    'resident/device/index',
    {
      items: [{ item, view: { quotable: true, quote }, obstacle }],
      payFen: quote.payFen,
      deliverTo: '',
      contactPhone: '',
    },
    { itemId: 'wheelchair' },
  );
  expect(screen.text).toContain(message);
  screen.get('button', '坏了，申请维修');
  expect(screen.roles('button').map(({ text }) => text)).not.toContain('申请轮椅');
});

test('a delivered wheelchair asks for the receipt and tells who filed it for whom', async () => {
  const screen = await shown(
    'resident/application/index',
    { unchanged: false, application },
    { applicationId: 'a1' },
  );
  expectHeading(screen, '轮椅申请');
  screen.get('button', '确认收到');
  screen.get('button', '没收到，或者有问题');
  expect(screen.text).toMatch(/由.?李荣生.?代.?罗峰生/);
});

test('a failure is spoken and offers to try again', async () => {
  phone.answer = () => failed('NOT_FOUND', '没有找到这条记录');
  const page = await phone.open('resident/application/index', { applicationId: 'a1' });
  const screen = mount(markup('resident/application/index'), JSON.parse(JSON.stringify(page.data)) as object);
  expect(screen.text).toContain('没有找到这条记录');
  screen.get('button', '再试');
});

test('the binding form names its fields, and each consent is a box that says whether it is ticked', async () => {
  const screen = await shown('join/bind/index', {});
  for (const name of ['姓名', '证号', '联系电话']) {
    expect(screen.tags('input').some(({ attrs }) => String(attrs['aria-label']).includes(name))).toBe(true);
  }
  const boxes = screen.roles('checkbox');
  expect(boxes).toHaveLength(2);
  for (const box of boxes) expect(String(box.attrs['aria-checked'])).toBe('false');
});
