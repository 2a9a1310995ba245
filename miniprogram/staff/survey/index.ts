/** Staff have seen the home: what will be made, what they found, with photos. The request's items are chosen beforehand. */
import type { RenovationItem } from '../../../typings/domain';
import type { ChoiceOption, UploadItem } from '../../components/types';
import { problems, showFirstProblem, type ChoiceEvent, type FieldEvent } from '../../pages/shared/form';
import { followApplication, survey } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { RENOVATION_LABELS } from '../../shared/labels';
import { LIMITS } from '../../shared/limits';
import { leaveDone } from '../shared/done';
import { photoHandlers } from '../../pages/shared/attachments';
import { photosProblem } from '../shared/photos';
import { stepHead } from '../shared/step-page';

const OPTIONS: ChoiceOption[] = Object.entries(RENOVATION_LABELS).map(([value, label]) => ({ value, label }));

definePage({
  ...photoHandlers,
  applicationId: '',
  tray: null as PhotoTray | null,
  reloadOnShow: false,
  data: {
    title: '',
    address: '',
    refusal: '',
    options: OPTIONS,
    items: [] as RenovationItem[],
    findings: '',
    findingsLimit: LIMITS.noteLength,
    photos: [] as UploadItem[],
    max: LIMITS.photosPerStep,
    asking: false,
    askText: '',
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.tray = createPhotoTray('renovation', (photos) => this.setData({ photos, 'errors.photoIds': '' }), {
      keep: this.draftKey(),
    });
  },
  draftKey(): string {
    return `survey-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    if (view?.detail.kind !== 'renovation') return 'denied' as const;
    const { items, address } = view.detail;
    const first = this.data.phase === 'loading';
    const draft = loadDraft(this.draftKey());
    this.setData({
      ...stepHead(view, 'survey'),
      address,
      // A refresh must not wipe what is being written.
      ...(first
        ? {
            items: (draft?.items?.split(',') as RenovationItem[] | undefined) ?? items,
            findings: draft?.findings ?? '',
          }
        : {}),
    });
    return 'ready' as const;
  },
  keepDraft() {
    const { items, findings } = this.data;
    saveDraft(this.draftKey(), { items: items.join(','), findings });
  },
  onItems(event: ChoiceEvent) {
    this.setData({ items: event.detail.value as RenovationItem[], 'errors.items': '' });
    this.keepDraft();
  },
  onFindings(event: FieldEvent) {
    this.setData({ findings: event.detail.value, 'errors.findings': '' });
    this.keepDraft();
  },
  onSubmit() {
    const { items, findings } = this.data;
    const errors = problems({
      items: items.length === 0 ? '请至少选一项要做的' : '',
      findings: findings.trim() === '' ? '请写一写看到的情况' : '',
      photoIds: photosProblem(this.tray, '请至少拍一张现场的照片'),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const chosen = items.map((item) => RENOVATION_LABELS[item]).join('、');
    this.setData({ asking: true, askText: `要做：${chosen}。交上去以后由镇残联审批。` });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onConfirm() {
    const { items, findings } = this.data;
    const photoIds = this.tray?.photoIds() ?? [];
    const input = { applicationId: this.applicationId, items, findings: findings.trim(), photoIds };
    const sent = await this.act('survey', input, (requestId) => survey(input, requestId));
    this.setData({ asking: false });
    if (!sent) return;
    dropDraft(this.draftKey());
    this.tray?.forget();
    leaveDone(this.applicationId, { title: '已记下上门情况', text: '已交给镇残联审批。' });
  },
});
