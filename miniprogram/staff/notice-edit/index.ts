/** Writing a notice: fields, photos, a look at it as readers see it, then publishing; changing and taking back what is out. */
import type { NoticeKind, NoticeView } from '../../../typings/api/notices';
import type { Ability, PhotoView } from '../../../typings/domain';
import type { ChoiceOption, UploadItem } from '../../components/types';
import { photoHandlers } from '../../pages/shared/attachments';
import { showFirstProblem } from '../../pages/shared/form';
import { articleView, dayWords, NOTICE_KIND_ICONS, type ArticleView } from '../../pages/shared/notice-view';
import { villageOptions } from '../../pages/shared/village-options';
import type { CallError } from '../../services/call';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { notice, publish, returnStory, save, withdraw } from '../../services/notices';
import { definePage } from '../../services/page';
import { pictureNote } from '../../pages/shared/picture-note';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { activeRole } from '../../services/session';
import { chinaDate, friendlyDate } from '../../shared/china-time';
import { LIMITS } from '../../shared/limits';
import {
  abilityPicture,
  ABILITY_LABELS,
  isOffer,
  NOTICE_KIND_LABELS,
  WORK_DISTANCE_LABELS,
  WORK_DISTANCES,
  WORK_HOURS_LABELS,
} from '../../shared/work';
import {
  draftOf,
  EMPTY_FORM,
  formOf,
  formProblems,
  fromDraft,
  inputOf,
  WHOLE_TOWN,
  type NoticeForm,
} from './form';

type FieldEvent = WechatMiniprogram.CustomEvent<{ name: string; value: string | string[] }>;

const options = (
  labels: Record<string, string>,
  keys: readonly string[] = Object.keys(labels),
): ChoiceOption[] => keys.map((value) => ({ value, label: labels[value] ?? '' }));

const WHOLE_TOWN_OPTION: ChoiceOption = { value: WHOLE_TOWN, label: '全镇' };
/** A notice that holds longer than this would be forgotten there. */
const LONGEST_YEARS = 3;

definePage({
  ...photoHandlers,
  noticeId: '',
  version: 0,
  tray: null as PhotoTray | null,
  data: {
    /** '' while it has not been saved yet. */
    state: '' as NoticeView['state'] | '',
    form: EMPTY_FORM,
    limits: { title: LIMITS.noticeTitleLength, body: LIMITS.noticeBodyLength, reason: 100 },
    offers: false,
    isTown: false,
    /** Photos of the stored notice, then those that are new. */
    stored: [] as PhotoView[],
    added: [] as UploadItem[],
    photos: [] as UploadItem[],
    /** Which pictures readers do not see (yet). */
    pictureNote: '',
    maxPhotos: LIMITS.noticePhotos,
    kinds: (Object.keys(NOTICE_KIND_LABELS) as NoticeKind[]).map((kind) => ({
      value: kind,
      label: NOTICE_KIND_LABELS[kind],
      icon: NOTICE_KIND_ICONS[kind],
    })) as ChoiceOption[],
    hoursOptions: options(WORK_HOURS_LABELS),
    distanceOptions: options(WORK_DISTANCE_LABELS, WORK_DISTANCES),
    abilityOptions: (Object.keys(ABILITY_LABELS) as Ability[]).map((ability) => ({
      value: ability,
      label: ABILITY_LABELS[ability],
      image: abilityPicture(ability),
    })) as ChoiceOption[],
    pinnedOptions: [
      { value: 'pinned', label: '放在最上面', note: '重要的事才用，最多留两三条' },
    ] as ChoiceOption[],
    villages: [WHOLE_TOWN_OPTION],
    villageLabel: WHOLE_TOWN_OPTION.label,
    choosingVillage: false,
    firstDay: '',
    lastDay: '',
    /** form.expiresOn as people say it. */
    lastDayWords: '',
    /** Of an earlier time: what was typed and not saved is on the page again. */
    restored: false,
    preview: null as ArticleView | null,
    confirming: false,
    withdrawing: false,
    reason: '',
    reasonBefore: '',
    /** The volunteer whose story it is. */
    author: '',
    returning: false,
    held: false,
    /** Who changed it meanwhile; '' when nobody did. */
    overtaken: '',
    /** What was typed when somebody else had been faster. */
    mine: null as { title: string; body: string } | null,
    done: '',
  },

  onLoad(query) {
    this.noticeId = query.noticeId ?? '';
    const today = chinaDate(Date.now());
    this.setData({
      isTown: activeRole()?.role === 'townStaff',
      firstDay: today,
      lastDay: `${Number(today.slice(0, 4)) + LONGEST_YEARS}-12-31`,
    });
    this.tray = createPhotoTray('notice', (added) => this.showPhotos({ added }), {
      keep: `${this.draftKey()}-photos`,
    });
  },
  draftKey(): string {
    return `notice-${this.noticeId || 'new'}`;
  },
  async load() {
    const first = this.data.phase === 'loading';
    if (this.noticeId !== '') await this.readStored(first);
    else if (first) this.takeDraft(loadDraft(this.draftKey()));
    if (this.data.isTown) await this.readVillages();
  },
  /** What is stored; typed words of the same version stay. */
  async readStored(first: boolean) {
    const view = await notice(this.noticeId);
    // Typing goes on while the page is read again; whether somebody was faster is found when saving.
    if (!first && this.version === view.version) {
      this.showPhotos({ stored: this.data.stored });
      return;
    }
    if (!first && this.version !== 0) return;
    this.take(view);
    const draft = loadDraft(this.draftKey());
    if (draft?.version === String(view.version)) this.takeDraft(draft);
    else dropDraft(this.draftKey());
  },
  take(view: NoticeView) {
    this.version = view.version;
    this.showForm(formOf(view));
    this.setData({
      state: view.state,
      reasonBefore: view.staff?.reason ?? '',
      author: view.staff?.author ?? '',
      villageLabel: view.villageName ?? WHOLE_TOWN_OPTION.label,
      restored: false,
    });
    this.showPhotos({ stored: view.photos });
    void wx.setNavigationBarTitle({ title: '改信息' });
  },
  takeDraft(draft: Record<string, string> | null) {
    if (!draft) return;
    this.showForm(fromDraft(draft));
    this.setData({ restored: true });
  },
  async readVillages() {
    const villages = [WHOLE_TOWN_OPTION, ...(await villageOptions())];
    const chosen = villages.find(({ value }) => value === this.data.form.villageId);
    this.setData({ villages, ...(chosen ? { villageLabel: chosen.label } : {}) });
  },
  showPhotos(change: { stored?: PhotoView[]; added?: UploadItem[] }) {
    const { stored, added } = { ...this.data, ...change };
    const photos = [
      ...stored.map(({ photoId, url }): UploadItem => ({ id: photoId, src: url, state: 'done' })),
      ...added,
    ];
    this.setData({ ...change, photos, pictureNote: pictureNote(stored), 'errors.photoIds': '' });
  },
  showForm(form: NoticeForm) {
    const lastDayWords = form.expiresOn ? dayWords(form.expiresOn, Date.now()) : '';
    this.setData({ form, offers: isOffer(form.kind), lastDayWords });
  },
  changeForm(change: Partial<NoticeForm>) {
    const form = { ...this.data.form, ...change };
    const cleared = Object.fromEntries(Object.keys(change).map((key) => [`errors.${key}`, '']));
    this.showForm(form);
    this.setData(cleared);
    saveDraft(this.draftKey(), draftOf(form, this.version));
  },
  onField(event: FieldEvent) {
    this.changeForm({ [event.detail.name]: event.detail.value });
  },
  onDay(event: WechatMiniprogram.PickerChange) {
    this.changeForm({ expiresOn: String(event.detail.value) });
  },
  onNoDay() {
    this.changeForm({ expiresOn: '' });
  },
  onVillageOpen() {
    this.setData({ choosingVillage: true });
  },
  onVillageClose() {
    this.setData({ choosingVillage: false });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const villageId = event.detail.value;
    const villageLabel = this.data.villages.find(({ value }) => value === villageId)?.label ?? '';
    this.setData({ choosingVillage: false, villageLabel });
    this.changeForm({ villageId });
  },

  onRemovePhoto(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    const { id } = event.detail;
    const stored = this.data.stored.filter(({ photoId }) => photoId !== id);
    if (stored.length < this.data.stored.length) this.showPhotos({ stored });
    else this.tray?.remove(id);
  },

  /** Whether it can be sent; otherwise what is missing is on the page. */
  isComplete(): boolean {
    const errors = formProblems(this.data.form, this.data.state === 'published' ? '' : this.data.firstDay);
    if (this.tray?.underWay()) errors.photoIds = '照片还在上传，请等一下';
    else if (this.data.added.some(({ state }) => state === 'failed')) {
      errors.photoIds = '有照片没有传上去，请重试或删除';
    }
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },
  onPreview() {
    if (!this.isComplete()) return;
    const { form, photos, state, villageLabel, isTown } = this.data;
    const now = Date.now();
    const input = inputOf(form, [], { isTown, existing: null });
    const place = isTown && form.villageId !== WHOLE_TOWN ? `发给${villageLabel}` : '';
    const source = [place, friendlyDate(now, now)].filter(Boolean).join('，');
    const preview = articleView(
      {
        ...input,
        source: state === 'published' ? place : source,
        photos: photos.map(({ id, src }) => ({ photoId: id, url: src })),
      },
      now,
    );
    this.setData({ preview });
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },
  onBackToForm() {
    this.setData({ preview: null });
  },
  /** Saves what is typed; null when that failed and the person has been told. */
  async store(): Promise<{ noticeId: string; version: number; held: boolean } | null> {
    const { form, stored, isTown } = this.data;
    const photoIds = [...stored.map(({ photoId }) => photoId), ...(this.tray?.photoIds() ?? [])];
    const existing = this.noticeId === '' ? null : { noticeId: this.noticeId, version: this.version };
    const input = inputOf(form, photoIds, { isTown, existing });
    const saved = await this.act(
      'save',
      input,
      (requestId) => save(input, requestId),
      (error) => this.refused(error),
    );
    if (!saved) return null;
    dropDraft(this.draftKey());
    this.tray?.forget();
    this.noticeId = saved.noticeId;
    this.version = saved.version;
    return { noticeId: saved.noticeId, version: saved.version, held: saved.held === true };
  },
  /** Shows a refusal where it belongs. */
  refused(error: CallError): boolean {
    if (error.code === 'STATE_CHANGED') {
      this.setData({ confirming: false, overtaken: error.message });
      return true;
    }
    if (error.code !== 'BAD_INPUT') return false;
    const errors = Object.fromEntries(
      Object.entries(error.fields).map(([path, words]) => [path.replace(/^offer\./, ''), words]),
    );
    this.setData({ confirming: false, preview: null, errors });
    this.say('还有要改的', '请看标出的地方，改好再试。');
    showFirstProblem();
    return true;
  },
  async onSaveDraft() {
    if (!this.isComplete()) return;
    if (!(await this.store())) return;
    void wx.showToast({ title: '草稿已保存', icon: 'success' });
    await this.showStored();
  },
  /** The notice as it is stored now, over whatever is on the page. */
  async showStored() {
    try {
      this.take(await notice(this.noticeId));
    } catch {
      // It is saved; only its pictures cannot be shown again without the line.
      this.setData({ state: this.data.state || 'draft' });
    }
  },
  onAsk() {
    this.setData({ confirming: true });
  },
  onAskCancel() {
    this.setData({ confirming: false });
  },
  async onConfirm() {
    const published = this.data.state === 'published';
    const saved = await this.store();
    if (!saved) {
      this.setData({ confirming: false });
      return;
    }
    const { noticeId, version } = saved;
    const sent = published
      ? { published: !saved.held }
      : await this.act(
          'publish',
          { noticeId, version },
          (requestId) => publish({ noticeId, version }, requestId),
          (error) => this.refused(error),
        );
    this.setData({ confirming: false });
    if (!sent) {
      await this.showStored();
      return;
    }
    const done = !sent.published ? '已保存，等安全检查' : published ? '修改已经发布' : '已经发布';
    this.setData({ done, held: !sent.published, preview: null });
    // Whether readers see the pictures yet is known only where they are stored.
    if (this.data.photos.length > 0) await this.showStored();
  },

  onReturnOpen() {
    this.setData({ returning: true, reason: '' });
  },
  onReturnClose() {
    this.setData({ returning: false });
  },
  async onReturn() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ 'errors.reason': '请写明要改哪里，作者会看到' });
      return;
    }
    const input = { noticeId: this.noticeId, version: this.version, reason };
    const done = await this.act('return', input, (requestId) => returnStory(input, requestId));
    this.setData({ returning: false });
    if (!done) return;
    dropDraft(this.draftKey());
    this.setData({ done: '已经退回' });
  },

  onWithdrawOpen() {
    this.setData({ withdrawing: true, reason: this.data.state === 'draft' ? '草稿不要了' : '' });
  },
  onWithdrawCancel() {
    this.setData({ withdrawing: false });
  },
  onReason(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ reason: event.detail.value, 'errors.reason': '' });
  },
  async onWithdraw() {
    const reason = this.data.reason.trim();
    if (reason === '') {
      this.setData({ 'errors.reason': '请写一句为什么撤回' });
      return;
    }
    const input = { noticeId: this.noticeId, reason };
    const done = await this.act('withdraw', input, (requestId) => withdraw(input, requestId));
    this.setData({ withdrawing: false });
    if (!done) return;
    dropDraft(this.draftKey());
    this.setData({ done: '已经撤回' });
  },

  onKeepMine() {
    this.setData({ overtaken: '' });
  },
  async onSeeTheirs() {
    const { title, body } = this.data.form;
    dropDraft(this.draftKey());
    this.setData({ overtaken: '', preview: null, mine: { title, body } });
    await this.showStored();
  },
  onBack() {
    back();
  },
});
