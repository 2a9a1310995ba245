/** One import: checked while one looks on, shown with every mistake, taken in, and taken back. The phone may be closed meanwhile. */
import type { ImportOutcome, ImportRowKind, ImportView } from '../../../typings/api/exchange';
import type { FieldEvent } from '../../pages/shared/form';
import { asCallError } from '../../services/call';
import { advance, cancelImport, commitImport, importJob, importRows, undoImport } from '../shared/exchange';
import { carryOut, newIntent } from '../../services/intent';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import {
  goingIn,
  importFace,
  rowFace,
  RUNNING,
  tabsOf,
  type ImportFace,
  type RowFace,
} from '../shared/import-view';

type Show = ImportRowKind | ImportOutcome;

definePage({
  jobId: '',
  job: null as ImportView | null,
  /** Asked on while the page is seen; another visit goes on where this one stopped. */
  seen: false,
  driving: false,
  question: 0,
  data: {
    face: null as ImportFace | null,
    tabs: [] as ReturnType<typeof tabsOf>,
    tab: '',
    rows: [] as RowFace[],
    stopped: '',
    unknown: '',
    errors_: 0,
    updates: 0,
    probables: 0,
    takeUpdates: 'update',
    takeProbables: 'skip',
    updateChoices: [
      { value: 'update', label: '按表格更新', note: '名册改成表格里的' },
      { value: 'skip', label: '不改', note: '名册保持原样' },
    ],
    probableChoices: [
      { value: 'skip', label: '先不加', note: '核对后再单独办' },
      { value: 'add', label: '都加进名册', note: '确认不是同一个人' },
    ],
    going: 0,
    undoUntil: '',
    asking: '' as '' | 'commit' | 'cancel' | 'undo',
    reason: '',
  },

  onLoad(query: { jobId?: string }) {
    this.jobId = query.jobId ?? '';
  },
  onShow() {
    this.seen = true;
    if (this.job) void this.drive();
  },
  onHide() {
    this.seen = false;
  },
  onUnload() {
    this.seen = false;
  },
  async load() {
    const { job } = await importJob({ jobId: this.jobId });
    await this.show(job);
    void this.drive();
  },
  /** Shows how the import stands; its rows are read when it does not run. */
  async show(job: ImportView) {
    const before = this.job;
    this.job = job;
    const tabs = tabsOf(job);
    const changed = before?.state !== job.state;
    const face = importFace(job, Date.now());
    const first = tabs.find(({ key }) => key === 'error') ?? tabs[0];
    const tab =
      changed || !tabs.some(({ key }) => key === this.data.tab) ? (first?.key ?? '') : this.data.tab;
    this.setData({
      face,
      tabs,
      tab,
      unknown: job.unknownColumns.join('、'),
      errors_: job.found.error,
      updates: job.found.update,
      probables: job.found.probable,
      going: this.going(job),
      undoUntil: friendlyTime(job.until, Date.now()),
    });
    if (!face.running && changed && job.state !== 'cancelled' && job.state !== 'expired')
      await this.readRows();
  },
  going(job: ImportView) {
    return goingIn(job.found, this.data.takeUpdates === 'update', this.data.takeProbables === 'add');
  },
  /** Asks for one chunk after the other; a broken line stops it with a button to go on. */
  async drive() {
    if (this.driving) return;
    this.driving = true;
    this.setData({ stopped: '' });
    try {
      while (this.seen && this.job && RUNNING.includes(this.job.state)) {
        const input = { jobId: this.jobId, next: this.job.next };
        const { job } = await carryOut(newIntent(), input, (requestId) => advance(input, requestId));
        await this.show(job);
      }
    } catch (cause) {
      this.setData({ stopped: asCallError(cause).message });
    } finally {
      this.driving = false;
    }
  },
  onGoOn() {
    void this.drive();
  },
  async readRows() {
    const { tab } = this.data;
    this.question += 1;
    const { question } = this;
    if (tab === '') return this.setData({ rows: [], next: null });
    const page = await importRows({ jobId: this.jobId, show: tab as Show }).catch(() => null);
    if (question !== this.question) return;
    this.setData({ rows: page ? page.items.map(rowFace) : [], next: page?.next ?? null });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ tab: event.detail.key, rows: [], next: null });
    void this.readRows();
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await importRows({ jobId: this.jobId, show: this.data.tab as Show, cursor });
      return { rows: [...this.data.rows, ...page.items.map(rowFace)], next: page.next };
    });
  },
  onChoice(event: FieldEvent) {
    this.setData({ [event.detail.name]: event.detail.value });
    if (this.job) this.setData({ going: this.going(this.job) });
  },
  onAsk(event: WechatMiniprogram.CustomEvent) {
    this.setData({ asking: event.currentTarget.dataset.what as 'commit' | 'cancel' | 'undo', reason: '' });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  onNo() {
    this.setData({ asking: '' });
  },
  async onCommit() {
    const input = {
      jobId: this.jobId,
      leaveOut: this.data.errors_,
      updates: this.data.takeUpdates as 'update' | 'skip',
      probables: this.data.takeProbables as 'add' | 'skip',
    };
    await this.done(await this.act('commit', input, (requestId) => commitImport(input, requestId)));
  },
  async onCancelImport() {
    const input = { jobId: this.jobId };
    await this.done(await this.act('cancel', input, (requestId) => cancelImport(input, requestId)));
  },
  async onUndo() {
    const reason = this.data.reason.trim();
    if (reason.length < 2) return this.setData({ errors: { reason: '请写为什么撤销' } });
    const input = { jobId: this.jobId, reason };
    await this.done(await this.act('undo', input, (requestId) => undoImport(input, requestId)));
  },
  async done(answer: { job: ImportView } | null) {
    this.setData({ asking: '' });
    if (!answer) return;
    await this.show(answer.job);
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    void this.drive();
  },
});
