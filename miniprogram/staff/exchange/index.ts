/** Spreadsheets in and out: the form and the file of an import, what to export and what for. */
import type { ExportView, ListKind } from '../../../typings/api/exchange';
import type { ChoiceOption } from '../../components/types';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { asCallError } from '../../services/call';
import {
  advanceExport,
  exportJobs,
  exportLink,
  imports,
  startExport,
  startImport,
  template,
} from '../shared/exchange';
import { carryOut, newIntent } from '../../services/intent';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { uploadIncoming } from '../../services/upload';
import { chinaMonth } from '../../shared/china-time';
import {
  ALL,
  exportFace,
  filtersOf,
  filterWords,
  KIND_CHOICES,
  whatOf,
  type ExportFace,
  type ExportForm,
} from '../shared/export-form';
import { importFace, type ImportFace } from '../shared/import-view';
import { chooseSheet, keepBase64, keepLink, openSheet, shareSheet } from '../shared/sheet-files';

const REASONS: ChoiceOption[] = ['核对名册', '上级检查', '上门走访', '会议汇报'].map((value) => ({
  value,
  label: value,
}));

definePage({
  data: {
    tab: 'import',
    tabs: [
      { key: 'import', label: '导入' },
      { key: 'export', label: '导出' },
    ],
    isTown: false,
    uploading: 0,
    jobs: [] as ImportFace[],
    villages: [] as ChoiceOption[],
    villageName: '',
    form: {
      kind: 'residents',
      villageId: ALL,
      category: ALL,
      level: ALL,
      income: ALL,
      pairing: ALL,
      volunteerState: ALL,
      caseKind: 'device',
      tab: 'toCheck',
      month: '',
      orderState: 'reserved',
      directed: 'yes',
      donationState: 'received',
      list: 'needs',
      listMonth: '',
    } as ExportForm,
    kinds: KIND_CHOICES,
    filters: [] as ReturnType<typeof filtersOf>,
    filterWords: '',
    filtering: false,
    reasons: REASONS,
    reason: '',
    full: 'masked',
    fullChoices: [
      { value: 'masked', label: '隐去号码', note: '证件号、电话、门牌只留一部分' },
      { value: 'full', label: '完整号码', note: '会记下谁、什么时候、为什么' },
    ] as ChoiceOption[],
    making: '',
    exports: [] as ExportFace[],
    /** The file that lies on this phone now. */
    file: null as { path: string; name: string } | null,
  },

  onLoad(query: { tab?: string; list?: string; month?: string; villageId?: string }) {
    const now = Date.now();
    const isTown = activeRole()?.role !== 'villageStaff';
    const form: ExportForm = {
      ...this.data.form,
      month: chinaMonth(now),
      ...(query.list ? { kind: 'list', list: query.list as ListKind, listMonth: query.month ?? '' } : {}),
      ...(query.villageId ? { villageId: query.villageId } : {}),
    };
    this.setData({ isTown, tab: query.tab === 'export' ? 'export' : 'import' });
    this.showForm(form);
  },
  async load() {
    const now = Date.now();
    const [{ jobs }, made, villages] = await Promise.all([imports({}), exportJobs({}), villageOptions()]);
    this.setData({
      jobs: jobs.map((job) => importFace(job, now)),
      exports: made.jobs.map((job) => exportFace(job, now)),
      villages: [{ value: ALL, label: '全镇' }, ...villages],
    });
    this.nameVillage();
  },
  nameVillage() {
    const { villages, form } = this.data;
    this.setData({ villageName: villages.find(({ value }) => value === form.villageId)?.label ?? '' });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ tab: event.detail.key });
  },

  async onTemplate() {
    const got = await this.act('template', {}, () => template({}));
    if (!got) return;
    await this.keep('template', got.name, () => keepBase64(got.name, got.base64));
  },
  /** Puts a file on the phone and offers what can be done with it. */
  async keep(name: string, fileName: string, put: () => Promise<string>) {
    const path = await this.act(name, {}, put);
    if (path !== null) this.setData({ file: { path, name: fileName } });
  },
  async onOpen() {
    const { file } = this.data;
    if (file) await this.act('open', {}, () => openSheet(file.path));
  },
  async onShare() {
    const { file } = this.data;
    if (file) await shareSheet(file.path, file.name);
  },
  onCloseFile() {
    this.setData({ file: null });
  },
  async onChoose() {
    const file = await chooseSheet();
    if (!file) return;
    this.setData({ uploading: 1 });
    const job = await this.act('import', { path: file.path }, async (requestId) => {
      const fileID = await uploadIncoming(file.path, file.extension, (uploading) =>
        this.setData({ uploading: Math.max(1, uploading) }),
      );
      return (await startImport({ fileID, fileName: file.name }, requestId)).job;
    });
    this.setData({ uploading: 0 });
    if (job) go(ROUTES.staffImport(job.jobId));
  },
  onImport(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.staffImport(String(event.currentTarget.dataset.id)));
  },

  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    const form = { ...this.data.form, [name]: value } as ExportForm;
    this.showForm(form);
  },
  showForm(form: ExportForm) {
    this.setData({ form, filters: filtersOf(form), filterWords: filterWords(form) });
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  onFilterClose() {
    this.setData({ filtering: false });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const villageId = this.data.villages[Number(event.detail.value)]?.value ?? ALL;
    this.setData({ form: { ...this.data.form, villageId } });
    this.nameVillage();
  },
  onMonth(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const name = this.data.form.kind === 'list' ? 'listMonth' : 'month';
    this.setData({ form: { ...this.data.form, [name]: event.detail.value } });
  },
  onNow() {
    this.setData({ form: { ...this.data.form, listMonth: '' } });
  },
  onReason(event: FieldEvent) {
    this.setData({ reason: event.detail.value, errors: {} });
  },
  onFull(event: FieldEvent) {
    this.setData({ full: event.detail.value });
  },
  async onExport() {
    const { form, isTown, full } = this.data;
    const reason = this.data.reason.trim();
    const errors = problems({
      villageId: form.kind === 'list' && isTown && form.villageId === ALL ? '清单是按村的，请先选村社' : '',
      reason: Array.from(reason).length < 4 ? '请写用途，至少4个字' : '',
    });
    if (Object.keys(errors).length > 0) {
      this.setData({ errors });
      return showFirstProblem();
    }
    const input = { what: whatOf(form), full: isTown && full === 'full', reason };
    const started = await this.act('export', input, (requestId) => startExport(input, requestId));
    if (started) await this.make(started.job);
  },
  /** Asks for one part after the other, then fetches the file. */
  async make(from: ExportView) {
    let job = from;
    try {
      while (job.state === 'making') {
        this.setData({ making: `正在导出，已读${job.lines}行` });
        const input = { jobId: job.jobId, next: job.next };
        ({ job } = await carryOut(newIntent(), input, (requestId) => advanceExport(input, requestId)));
      }
      this.setData({ making: '' });
      await this.fetch(job.jobId);
    } catch (cause) {
      this.setData({ making: '' });
      this.say('没有导出完', `${asCallError(cause).message}。可以在下面「导出记录」里接着来`);
    }
    void this.reload();
  },
  async fetch(jobId: string) {
    const link = await this.act('link', { jobId }, () => exportLink({ jobId }));
    if (link) await this.keep('download', link.fileName, () => keepLink(link.fileName, link.url));
  },
  async onAgain(event: WechatMiniprogram.CustomEvent) {
    const jobId = String(event.currentTarget.dataset.id);
    const face = this.data.exports.find((one) => one.jobId === jobId);
    if (face?.ready) await this.fetch(jobId);
    else if (face?.making) {
      const { jobs } = await exportJobs({});
      const job = jobs.find((one) => one.jobId === jobId);
      if (job) await this.make(job);
    }
  },
});
