/** Staff's list of signals about points: where each leads, and that it is not put away without a word. */
import type { SignalView } from '../../typings/api/signals';
import { event, failed, ok, Phone, run, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  phone.storage.set('zhinan:session:active', { role: 'townStaff' });
});
afterEach(() => jest.useRealTimers());

const signal: SignalView = {
  signalId: 'x:dailyCap:v1:r1',
  kind: 'dailyCap',
  words: '最近30天有5天，光帮这一位就得满了一天最多的40分',
  villageName: '谢家路村',
  volunteer: { volunteerId: 'v1', name: '李志愿' },
  resident: { residentId: 'r1', name: '王阿姨' },
  services: [{ serviceId: 's1', startedAt: 0, minutes: 240 }],
  foundAt: 0,
  settled: null,
  own: false,
};
const inputs = (action: string): unknown[] =>
  phone.asked.filter((one) => one.action === action).map(({ input }) => input);

test('leads to the people and the services; is put away with a reason only, once', async () => {
  phone.answer = ({ action }) =>
    action === 'signals' ? ok({ items: [signal], next: null }) : ok({ settled: true });
  const page = await phone.open('staff/signals/index');
  expect(page.data).toMatchObject({ phase: 'ready', cards: [{ title: '同一对常常得满积分' }] });
  await run(page, 'onService', event({}, { service: 's1' }));
  await run(page, 'onVolunteer', event({}, { volunteer: 'v1' }));
  await run(page, 'onResident', event({}, { resident: 'r1' }));
  expect(phone.went).toEqual([
    '/staff/service/index?serviceId=s1',
    '/staff/volunteer/index?volunteerId=v1',
    '/staff/resident/index?residentId=r1',
  ]);

  await run(page, 'onSettle', event({}, { id: signal.signalId }));
  await run(page, 'onReason', event({ name: 'reason', value: ' ' }));
  await run(page, 'onSettleConfirm');
  expect(page.data.errors).toHaveProperty('reason');
  expect(inputs('settleSignal')).toEqual([]);
  await run(page, 'onReason', event({ name: 'reason', value: '问过本人，天天都来' }));
  await run(page, 'onSettleConfirm');
  expect(inputs('settleSignal')).toEqual([{ signalId: signal.signalId, reason: '问过本人，天天都来' }]);
  expect(inputs('signals')).toHaveLength(2);
});

test('the town asks for one village; what another list answers late is not shown; who was first is said', async () => {
  phone.answer = ({ action }) =>
    action === 'signals'
      ? ok({ items: [signal], next: null })
      : failed('STATE_CHANGED', '谢家路村残协 主席 张三已经看过这一条，请刷新');
  const page = await phone.open('staff/signals/index');
  await run(page, 'onSettle', event({}, { id: signal.signalId }));
  await run(page, 'onReason', event({ name: 'reason', value: '没有问题' }));
  await run(page, 'onSettleConfirm');
  expect(page.data.message).toMatchObject({ show: true, text: expect.stringContaining('张三') as string });

  phone.answer = () => ok({ items: [], next: null });
  await run(page, 'onVillage', event({ villageId: 'jiatang' }));
  await settle();
  expect(inputs('signals').at(-1)).toEqual({ state: 'open', villageId: 'jiatang' });
  expect(page.data).toMatchObject({ phase: 'empty', cards: [] });
  await run(page, 'onTab', event({ key: 'settled' }));
  await settle();
  expect(inputs('signals').at(-1)).toEqual({ state: 'settled', villageId: 'jiatang' });
});
