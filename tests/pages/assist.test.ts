/** Acting for residents and employment files as an officer's phone runs them: what is asked before sending, and what stays on the phone. */
import { event, failed, ok, Phone, run, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  phone.wx.getRecorderManager = () => ({
    onStart: () => undefined,
    onStop: () => undefined,
    onError: () => undefined,
    onInterruptionBegin: () => undefined,
    onInterruptionEnd: () => undefined,
  });
});
afterEach(() => jest.useRealTimers());

const commands = (action: string) => phone.asked.filter((asked) => asked.action === action);
const ACTIVE = 'zhinan:session:active';
const ROLES = 'zhinan:session:roles';
const ASSISTANT = { role: 'assistant', residentId: 'r1' };

function actsFor(): void {
  phone.storage.set(ACTIVE, ASSISTANT);
  phone.storage.set(ROLES, [{ as: ASSISTANT, label: '代 王* 办理', toVerify: false }]);
}

const STATE = {
  residentId: 'r1',
  residentName: '王小明',
  villageName: '谢家路村',
  reachable: false,
  obstacle: '',
  agreed: [],
};

describe('consent', () => {
  test('without a proof, a scope or words nothing is sent', async () => {
    phone.answer = () => ok(STATE);
    const page = await phone.open('staff/assist/index', { residentId: 'r1' });
    await run(page, 'onScopes', event({ value: [] }));
    await run(page, 'onSubmit');
    expect(page.data.errors).toMatchObject({
      scopes: '请选本人同意代办什么',
      words: '请写今天办什么事',
      proof: '请拍下本人的签名，或录一段本人同意的话',
    });
    expect(commands('giveAssistConsent')).toEqual([]);
  });

  test('consent of today is not asked for again: the phone acts for the resident at once', async () => {
    phone.answer = () => ok({ ...STATE, agreed: ['file'] });
    const page = await phone.open('staff/assist/index', { residentId: 'r1' });
    expect(page.data.agreed).toBe('代为申请');
    await run(page, 'onGoOn');
    expect(phone.storage.get(ACTIVE)).toEqual(ASSISTANT);
    expect(phone.went).toEqual(['/pages/home/index']);
  });

  test('whom nobody of the village may act for is said with the reason', async () => {
    phone.answer = () => ok({ ...STATE, obstacle: '这是您的家人' });
    const page = await phone.open('staff/assist/index', { residentId: 'r1' });
    expect(page.data).toMatchObject({ phase: 'ready', obstacle: '这是您的家人' });
  });
});

describe('while acting', () => {
  test('every page says for whom; calls name the resident; leaving forgets what was typed', async () => {
    actsFor();
    phone.answer = ({ action }) =>
      action === 'mine' ? ok({ items: [], next: null }) : ok({ devices: [], contactPhone: '' });
    const page = await phone.open('resident/applications/index');
    expect(page.data.assisting).toBe('代 王* 办理');
    expect(phone.asked[0]?.as).toEqual(ASSISTANT);
    expect([...phone.storage.keys()].filter((key) => key.includes('cache:'))).toEqual([]);

    phone.storage.set('zhinan:draft:assistant-r1:apply', { words: '腿疼' });
    phone.storage.set('zhinan:code:assistant-r1', { code: 'x' });
    await run(page, 'onAssistEnd');
    expect(phone.storage.get(ACTIVE)).toEqual({ role: 'villageStaff' });
    expect([...phone.storage.keys()].filter((key) => key.includes('assistant-'))).toEqual([]);
    expect(phone.went).toEqual(['/pages/home/index']);
  });

  test('midnight has passed: the refusal says what to do', async () => {
    actsFor();
    phone.answer = () => failed('ASSIST_CONSENT_NEEDED', '今天还没有记下本人的同意');
    const page = await phone.open('resident/applications/index');
    expect(page.data.phase).toBe('error');
    expect(page.data.problem).toMatchObject({ note: '今天还没有记下本人的同意' });
  });
});

test('what waits is told in words, line by line; only a village answers', async () => {
  phone.storage.set(ACTIVE, { role: 'villageStaff' });
  const awaited = [
    { what: 'case', applicationId: 'a1', kind: 'device', title: '轮椅', state: 'delivered', at: 1 },
    { what: 'pairing', id: 'p1', volunteerName: '李*', at: 2 },
  ];
  phone.answer = () =>
    ok({
      items: [{ residentId: 'r1', residentName: '王小明', villageName: '谢家路村', awaited }],
      next: null,
    });
  const page = await phone.open('staff/awaiting/index');
  const [row] = page.data.rows as { lines: { text: string }[] }[];
  expect(row?.lines.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^轮椅申请：/),
    '志愿者李*想结对，等答复',
  ]);
  expect(page.data.isVillage).toBe(true);
});

describe('employment files', () => {
  const FILE = {
    residentId: 'r1',
    residentName: '王小明',
    villageName: '谢家路村',
    age: 40,
    status: 'looking',
    helper: '',
    nextOn: null,
    due: false,
    version: 3,
    abilities: ['sewing'],
    hours: 'halfDay',
    distance: null,
    wishes: '',
    policies: [],
    choices: [],
    categoryLabel: '肢体',
    levelLabel: '二级',
    statusSince: 1,
    plan: [],
    followUps: [],
    outcome: null,
    applicationId: null,
    history: [],
  };
  const answers =
    (file: object) =>
    ({ action }: { action: string }) =>
      action === 'suggestJobs' ? ok({ jobs: [] }) : ok({ file: { ...FILE, ...file } });

  test('contacts go to the application while one is under way, else to the file', async () => {
    phone.answer = answers({});
    const page = await phone.open('staff/job-file/index', { residentId: 'r1' });
    await run(page, 'onContact');
    phone.answer = answers({ applicationId: 'a1' });
    const other = await phone.open('staff/job-file/index', { residentId: 'r1' });
    await run(other, 'onContact');
    await run(other, 'onOutcome');
    expect(phone.went).toEqual([
      '/staff/job-contact/index?residentId=r1&what=followUp',
      '/staff/follow-up/index?applicationId=a1',
      '/staff/placement/index?applicationId=a1',
    ]);
  });

  test('without a file it is offered to begin one, and nothing is suggested', async () => {
    phone.answer = answers({ version: 0, status: 'unknown' });
    const page = await phone.open('staff/job-file/index', { residentId: 'r1' });
    expect(page.data.none).toBe(true);
    expect(commands('suggestJobs')).toEqual([]);
  });

  test('saving names the version that was read; what was not said is sent as such', async () => {
    phone.answer = answers({});
    const page = await phone.open('staff/job-edit/index', { residentId: 'r1' });
    await run(page, 'onPick', event({ name: 'abilities', value: ['sewing', 'shop'] }));
    phone.answer = () => failed('STATE_CHANGED', '泗门镇残联 李四已在刚才改过');
    await run(page, 'onSave');
    await settle();
    const [sent] = commands('saveFile');
    expect(sent?.input).toMatchObject({
      version: 3,
      abilities: ['sewing', 'shop'],
      hours: 'halfDay',
      distance: null,
    });
    expect(page.data.message).toMatchObject({ show: true, text: '泗门镇残联 李四已在刚才改过' });
  });

  test('a plan is written as a whole: added, done today, taken back, removed', async () => {
    phone.answer = answers({});
    const page = await phone.open('staff/job-plan/index', { residentId: 'r1' });
    await run(page, 'onAdd');
    await run(page, 'onKeep');
    expect(page.data.errors).toEqual({ what: '请写做什么', by: '请写谁来做' });
    await run(page, 'onField', event({ name: 'what', value: '去加工点看看' }));
    await run(page, 'onField', event({ name: 'by', value: '陈五' }));
    await run(page, 'onKeep');
    const rows = () => page.data.rows as { what: string; doneOn: string | null }[];
    expect(rows()).toMatchObject([{ what: '去加工点看看', doneOn: null }]);
    await run(page, 'onDone', event({}, { n: 0 }));
    expect(rows()[0]?.doneOn).toMatch(/^\d{4}-\d\d-\d\d$/);
    await run(page, 'onDone', event({}, { n: 0 }));
    expect(rows()[0]?.doneOn).toBeNull();
    await run(page, 'onRow', event({}, { n: 0 }));
    await run(page, 'onRemove');
    expect(rows()).toEqual([]);
    expect(page.data.changed).toBe(true);
  });
});
