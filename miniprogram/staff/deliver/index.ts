/** Recording at the door what was carried out: a delivery, a repair, a finished renovation. Photos first, then words. */
import type { UploadItem } from '../../components/types';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { followApplication } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { LIMITS } from '../../shared/limits';
import { leaveDone } from '../shared/done';
import { photoHandlers } from '../../pages/shared/attachments';
import { photosProblem } from '../shared/photos';
import { stepHead } from '../shared/step-page';
import { WORK, type Work } from './work';

definePage({
  ...photoHandlers,
  applicationId: '',
  tray: null as PhotoTray | null,
  work: null as Work | null,
  reloadOnShow: false,
  data: {
    title: '',
    address: '',
    refusal: '',
    words: {
      photoLabel: '',
      photoHint: '',
      photoNeeded: false,
      noteLabel: '',
      noteNeeded: false,
      button: '',
    },
    question: { show: false, title: '', text: '' },
    photos: [] as UploadItem[],
    max: LIMITS.photosPerStep,
    note: '',
    noteLimit: LIMITS.noteLength,
  },

  onLoad(query) {
    this.applicationId = query.applicationId ?? '';
    this.setData({ note: loadDraft(this.draftKey())?.note ?? '' });
  },
  draftKey(): string {
    return `deliver-${this.applicationId}`;
  },
  async load() {
    const view = await followApplication(this.applicationId).next();
    const work = view && WORK[view.kind];
    if (!view || !work) return 'denied' as const;
    this.work = work;
    const { photoLabel, photoHint, noteLabel, button } = work;
    this.setData({
      ...stepHead(view, work.action),
      address:
        view.detail.kind === 'device'
          ? view.detail.deliverTo
          : view.detail.kind === 'renovation'
            ? view.detail.address
            : '',
      words: {
        photoLabel,
        photoHint,
        photoNeeded: work.photoNeeded !== '',
        noteLabel,
        noteNeeded: work.noteNeeded !== '',
        button,
      },
    });
    this.tray ??= createPhotoTray(work.purpose, (photos) => this.setData({ photos, 'errors.photoIds': '' }), {
      keep: this.draftKey(),
    });
    return 'ready' as const;
  },
  onNote(event: FieldEvent) {
    this.setData({ note: event.detail.value, 'errors.note': '' });
    saveDraft(this.draftKey(), { note: event.detail.value });
  },
  onSubmit() {
    const { work } = this;
    if (!work) return;
    const errors = problems({
      photoIds: photosProblem(this.tray, work.photoNeeded),
      note: this.data.note.trim() === '' ? work.noteNeeded : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) showFirstProblem();
    else this.setData({ question: { show: true, title: work.question, text: work.consequence } });
  },
  onCancel() {
    this.setData({ 'question.show': false });
  },
  async onConfirm() {
    const { work } = this;
    if (!work) return;
    const photoIds = this.tray?.photoIds() ?? [];
    const carried = { applicationId: this.applicationId, photoIds, note: this.data.note.trim() };
    const sent = await this.act(work.action, carried, (requestId) => work.send(carried, requestId));
    this.setData({ 'question.show': false });
    if (!sent) return;
    dropDraft(this.draftKey());
    this.tray?.forget();
    leaveDone(this.applicationId, work.done);
  },
});
