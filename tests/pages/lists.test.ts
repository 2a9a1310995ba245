/** A list whose tab is changed while an answer is under way: whatever comes late, only the list that was asked for last is on show. */
import type { EmergencyCallRow } from '../../typings/api/emergency';
import { event, ok, Phone, run, settle, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const call = (callId: string): EmergencyCallRow => ({
  callId,
  villageName: '谢家路村',
  residentId: null,
  callerName: '王小明',
  onBehalfOf: null,
  calledAt: 0,
  receivedAt: 0,
  called: '陈建国 主席',
  dialled: true,
  times: 1,
  hasPhone: true,
  state: 'open',
  takenBy: null,
  outcome: null,
  note: null,
  overdue: false,
});
const list = (callIds: string[], next: string | null = null, version = 1) =>
  ok({ unchanged: false, version, open: 1, items: callIds.map(call), next });
const shown = (page: RunningPage) => (page.data.cards as { callId: string }[]).map(({ callId }) => callId);

/** An answer that comes when it is told to. */
function held<T>(answer: T): { answer: Promise<T>; comes(): void } {
  let comes = (): void => undefined;
  const coming = new Promise<void>((done) => (comes = done));
  return { answer: coming.then(() => answer), comes: () => comes() };
}

type Asked = { state: 'open' | 'closed'; cursor?: string; knownVersion?: number };

test.each([
  [
    'the answer to whether it changed',
    (late: Promise<unknown>, { state, knownVersion }: Asked) => {
      if (state === 'closed') return list(['followed-up']);
      return knownVersion === undefined ? list(['waiting']) : late;
    },
  ],
  [
    'the second page of what was read anew',
    (late: Promise<unknown>, { state, cursor, knownVersion }: Asked) => {
      if (state === 'closed') return list(['followed-up']);
      if (cursor === 'again') return late;
      if (cursor === 'first') return list(['third']);
      return knownVersion === undefined
        ? list(['waiting', 'second'], 'first')
        : list(['waiting'], 'again', 2);
    },
  ],
  [
    'the next page',
    (late: Promise<unknown>, { state, cursor }: Asked) => {
      if (state === 'closed') return list(['followed-up']);
      return cursor ? late : list(['waiting'], 'first');
    },
  ],
])('%s comes late', async (_what, answer) => {
  const late = held(list(['late'], null, 3));
  phone.answer = ({ input }) => answer(late.answer, input as Asked) as ReturnType<typeof phone.answer>;
  const page = await phone.open('staff/emergencies/index');
  await Promise.race([run(page, 'onReachBottom'), settle()]);
  const polled = run(page, 'poll');
  await settle();
  await run(page, 'onTab', event({ key: 'closed' }));
  await settle();
  expect(shown(page)).toEqual(['followed-up']);
  late.comes();
  await polled;
  await settle();
  expect(shown(page)).toEqual(['followed-up']);
  expect(page.data).toMatchObject({ phase: 'ready', next: null, loadingMore: false });
});
