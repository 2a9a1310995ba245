/** Pages of spreadsheets: an import goes on where it stopped, an export says what it is for before it is made. */
import type { ImportState, ImportView } from '../../typings/api/exchange';
import { event, failed, ok, Phone, run, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const NONE = { added: 0, updated: 0, skipped: 0, late: 0, undone: 0, kept: 0 };
const job = (state: ImportState, next = 0, over: Partial<ImportView> = {}): ImportView => ({
  jobId: 'j1',
  fileName: '名册.xlsx',
  state,
  by: '周主席',
  startedAt: 0,
  rows: 200,
  chunks: 4,
  next,
  found: { new: 190, error: 3, probable: 2, update: 4, same: 1 },
  done: NONE,
  unknownColumns: [],
  until: 7 * 86_400_000,
  ...over,
});
const asks = (action: string) => phone.asked.filter((asked) => asked.action === action);
const nexts = () => asks('advance').map(({ input }) => (input as { next: number }).next);

/** The cloud keeps one import and does a chunk for each `advance` of the chunk that is next. */
function cloud(state: { job: ImportView }, advance: (asked: number) => Error | null = () => null): void {
  phone.answer = ({ action, input }) => {
    if (action === 'importRows') return ok({ items: [], next: null });
    if (action === 'advance') {
      const broken = advance((input as { next: number }).next);
      if (broken) return broken;
      const next = state.job.next + 1;
      const over = next === state.job.chunks;
      const then = state.job.state === 'importing' ? 'done' : 'ready';
      state.job = { ...state.job, next, state: over ? then : state.job.state };
    } else if (action === 'commitImport') state.job = { ...state.job, state: 'importing', next: 0 };
    return ok({ job: state.job });
  };
}

describe('an import', () => {
  test('is driven part by part while it is looked at, and on from there when it is opened again', async () => {
    const state = { job: job('checking') };
    cloud(state);
    const page = await phone.open('staff/import/index', { jobId: 'j1' });
    expect(page.data.face).toMatchObject({ stateText: '正在核对', percent: 0 });
    expect(nexts()).toEqual([]);
    await run(page, 'onShow');
    await settle();
    expect(nexts()).toEqual([0, 1, 2, 3]);
    expect(page.data.face).toMatchObject({ state: 'ready', stateText: '等您确认' });
    expect(page.data.tab).toBe('error');

    state.job = job('importing', 2);
    const again = await phone.open('staff/import/index', { jobId: 'j1' });
    expect(again.data.face).toMatchObject({ progress: '正在写进名册：第101到150人，共200人', percent: 50 });
    await run(again, 'onShow');
    await settle();
    expect(nexts().slice(4)).toEqual([2, 3]);
    expect(again.data.face).toMatchObject({ state: 'done' });
  });

  test('rests while nobody looks', async () => {
    const state = { job: job('checking') };
    let leave: () => Promise<unknown> = () => Promise.resolve();
    cloud(state, (next) => {
      if (next === 1) void leave();
      return null;
    });
    const page = await phone.open('staff/import/index', { jobId: 'j1' });
    leave = () => run(page, 'onHide');
    await run(page, 'onShow');
    await settle();
    expect(nexts()).toEqual([0, 1]);
    await run(page, 'onShow');
    await settle();
    expect(nexts()).toEqual([0, 1, 2, 3]);
  });

  test('a broken line stops it with words; pressed again it asks for the same part', async () => {
    const state = { job: job('checking') };
    let broken = true;
    cloud(state, (next) => (broken && next === 2 ? new Error('request:fail') : null));
    const page = await phone.open('staff/import/index', { jobId: 'j1' });
    await run(page, 'onShow');
    await settle();
    await settle();
    expect(page.data.stopped).not.toBe('');
    expect(Math.max(...nexts())).toBe(2);
    broken = false;
    await run(page, 'onGoOn');
    await settle();
    expect(page.data.stopped).toBe('');
    expect(page.data.face).toMatchObject({ state: 'ready' });
  });

  test('what goes in follows the choices and is what is sent', async () => {
    const state = { job: job('ready', 4) };
    cloud(state);
    const page = await phone.open('staff/import/index', { jobId: 'j1' });
    expect(page.data.going).toBe(194);
    await run(page, 'onChoice', event({ name: 'takeUpdates', value: 'skip' }));
    await run(page, 'onChoice', event({ name: 'takeProbables', value: 'add' }));
    expect(page.data.going).toBe(192);
    void run(page, 'onCommit');
    await settle();
    expect(asks('commitImport').map(({ input }) => input)).toEqual([
      { jobId: 'j1', leaveOut: 3, updates: 'skip', probables: 'add' },
    ]);
  });

  test('an undo wants a reason', async () => {
    cloud({ job: job('done', 4) });
    const page = await phone.open('staff/import/index', { jobId: 'j1' });
    await run(page, 'onAsk', { currentTarget: { dataset: { what: 'undo' } } });
    await run(page, 'onUndo');
    expect(page.data.errors).toEqual({ reason: '请写为什么撤销' });
    expect(asks('undoImport')).toEqual([]);
  });
});

test('an export is not begun without what it is for; what is typed goes along', async () => {
  phone.answer = ({ action }) => {
    if (action === 'startExport') return failed('FORBIDDEN', '不能导出');
    return action === 'imports' || action === 'exports' ? ok({ jobs: [] }) : ok({ villages: [], items: [] });
  };
  const page = await phone.open('staff/exchange/index', {
    tab: 'export',
    list: 'needs',
    villageId: 'xiejialu',
  });
  await run(page, 'onExport');
  expect(page.data.errors).toMatchObject({ reason: '请写用途，至少4个字' });
  expect(asks('startExport')).toEqual([]);
  await run(page, 'onReason', event({ name: 'reason', value: '会议汇报' }));
  void run(page, 'onExport');
  await settle();
  expect(asks('startExport').map(({ input }) => input)).toEqual([
    {
      what: { kind: 'list', villageId: 'xiejialu', list: 'needs', month: null },
      full: false,
      reason: '会议汇报',
    },
  ]);
  expect(page.data.message).toMatchObject({ show: true, text: expect.stringContaining('不能导出') });
});
