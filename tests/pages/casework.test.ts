/** Several cases at once, the countdown of taking back, villages at a glance. */
import { TABLES } from '../../cloudfunctions/applications/rules/tables';
import { isUndoable } from '../../cloudfunctions/applications/rules/undo';
import { leftWords } from '../../miniprogram/staff/case/desk';
import { bulkSteps } from '../../miniprogram/staff/queue/bulk';
import { tableOf } from '../../miniprogram/staff/villages/table';
import { CASE_KINDS, CASE_STATES, tabOf } from '../../miniprogram/shared/case-states';
import { event, failed, ok, Phone, run, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  phone.storage.set('zhinan:session:active', { role: 'villageStaff' });
});
afterEach(() => jest.useRealTimers());

test.each(CASE_KINDS)(
  '%s: several at once only where the office acts, and only what can be taken back',
  (kind) => {
    for (const isTown of [true, false]) {
      for (const state of CASE_STATES[kind]) {
        const tab = tabOf(kind, state);
        for (const { key } of bulkSteps(kind, tab, isTown)) {
          if (key === 'takeCase') continue;
          const action = key === 'takeRepair' ? 'take' : key;
          expect({ key, undoable: isUndoable(kind, action as 'check') }).toEqual({ key, undoable: true });
          const row = TABLES[kind].find((one) => one.action === action && one.from === 'submitted');
          expect(row?.who).toContain(isTown ? 'townStaff' : 'villageStaff');
        }
      }
    }
  },
);

test('an officer who opens a page by a link is asked for the role first, also when the line was broken', async () => {
  phone.storage.delete('zhinan:session:active');
  let broken = true;
  phone.answer = ({ action }) => {
    if (action === 'queue') return ok(queueAnswer);
    if (broken) return new Error('request:fail');
    return ok({ roles: [], active: { role: 'townStaff' }, home: null });
  };
  const page = await phone.open('staff/queue/index', { kind: 'device', tab: 'toApprove' });
  expect(page.data.phase).toBe('error');
  broken = false;
  await run(page, 'onRetry');
  await settle();
  expect(page.data).toMatchObject({
    phase: 'ready',
    actingRole: 'townStaff',
    isTown: true,
    tab: 'toApprove',
  });
});

test('the time that is left', () => {
  expect([null, 0, 999, 1_000, 65_000, 300_000].map((until) => leftWords(until, 0))).toEqual([
    '',
    '',
    '',
    '0分01秒',
    '1分05秒',
    '5分00秒',
  ]);
});

const row = (applicationId: string, residentName: string) => ({
  applicationId,
  kind: 'device',
  title: '轮椅',
  image: 'devices/wheelchair',
  state: 'submitted',
  payFen: 0,
  createdAt: 0,
  updatedAt: 0,
  residentName,
  villageName: '谢家路村',
  overdue: false,
  number: '261127-AAAA',
  dueAt: null,
  assignee: null,
});
const queueAnswer = {
  unchanged: false,
  version: 1,
  counts: { toCheck: 3, toApprove: 0, toCarryOut: 0, waiting: 0, done: 0 },
  overdue: 0,
  items: [row('a1', '王一'), row('a2', '王二'), row('a3', '王三')],
  next: null,
};

test('several at once: one command for each, a result for each, and the same request id when sent again', async () => {
  let broken = true;
  phone.answer = ({ action, input }) => {
    if (action === 'queue') return ok(queueAnswer);
    const { applicationId } = input as { applicationId: string };
    if (applicationId === 'a1') return failed('IDENTITY_NOT_VERIFIED', '请先核实身份');
    if (applicationId === 'a2' && broken) return new Error('request:fail');
    return ok({ state: 'checked' });
  };
  const page = await phone.open('staff/queue/index', { kind: 'device', tab: 'toCheck' });
  await run(page, 'onChoose');
  await run(page, 'onChosen', event({ value: ['a1', 'a2', 'a3'] }));
  await run(page, 'onBulk', event({}, { key: 'check' }));
  await run(page, 'onBulkConfirm');
  await settle();
  expect(page.data.results).toMatchObject([
    { applicationId: 'a1', done: false, text: '请先核实身份', again: false },
    { applicationId: 'a2', done: false, again: true },
    { applicationId: 'a3', done: true, text: '已核实通过' },
  ]);
  expect(page.data).toMatchObject({ resultTitle: '办好1件，2件没有办', mayRepeat: true, choosing: false });

  broken = false;
  await run(page, 'onRepeat');
  await settle();
  expect(page.data.resultTitle).toBe('办好2件，1件没有办');
  const sent = phone.asked.filter(({ action }) => action === 'check');
  const idsOf = (id: string) => [
    ...new Set(
      sent
        .filter(({ input }) => (input as { applicationId: string }).applicationId === id)
        .map(({ requestId }) => requestId),
    ),
  ];
  // Whatever was repeated was one intention; each case has its own.
  const ids = ['a1', 'a2', 'a3'].map(idsOf);
  expect(ids.map(({ length }) => length)).toEqual([1, 1, 1]);
  expect(new Set(ids.flat()).size).toBe(3);
});

test('villages: most overdue first, then most waiting; a number opens the queue in which it lies', () => {
  const none = { toCheck: 0, toApprove: 0, toCarryOut: 0, overdue: 0 };
  const village = (villageId: string, over: object) => ({
    villageId,
    name: villageId,
    cases: { device: none, repair: none, employment: none, renovation: none, wish: none, ...over },
    verifications: 0,
    emergencies: 0,
  });
  const rows = tableOf([
    village('quiet', {}),
    village('busy', { device: { ...none, toCheck: 9 } }),
    village('late', { renovation: { ...none, toApprove: 1, overdue: 1 } }),
  ]);
  expect(rows.map(({ name }) => name)).toEqual(['late', 'busy', 'quiet']);
  expect(rows[0].cells).toMatchObject([
    { url: '/staff/queue/index?kind=renovation&tab=toApprove&villageId=late', waiting: 1, overdue: 1 },
  ]);
  expect(rows[2]).toMatchObject({ cells: [], summary: '没有要办的' });
});
