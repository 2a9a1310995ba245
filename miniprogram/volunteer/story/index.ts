/** Writing a story with photos, or changing one that was returned or still waits. */
import type { StoryView } from '../../../typings/api/notices';
import type { PhotoView } from '../../../typings/domain';
import type { UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { pictureNote } from '../../pages/shared/picture-note';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { askForUpdates } from '../../services/notify';
import { myStory, submitStory, withdrawStory } from '../../services/notices';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { LIMITS } from '../../shared/limits';

definePage({
  ...photoHandlers,
  noticeId: '',
  version: 0,
  tray: null as PhotoTray | null,
  // Coming back from the camera must not put the stored words over those that were typed.
  reloadOnShow: false,
  data: {
    state: '' as StoryView['state'] | '',
    reason: '',
    form: { title: '', body: '' },
    stored: [] as PhotoView[],
    added: [] as UploadItem[],
    photos: [] as UploadItem[],
    /** Which pictures others do not see (yet). */
    pictureNote: '',
    limits: { title: LIMITS.noticeTitleLength, body: LIMITS.noticeBodyLength, photos: LIMITS.noticePhotos },
    done: '' as '' | 'submitted' | 'held' | 'withdrawn',
    withdrawing: false,
  },

  onLoad(query) {
    this.noticeId = query.noticeId ?? '';
    this.tray = createPhotoTray('notice', (added) => this.showPhotos({ added }), { keep: this.draftKey() });
  },
  draftKey(): string {
    return `story-${this.noticeId || 'new'}`;
  },
  async load() {
    if (this.noticeId !== '') {
      const story = await myStory(this.noticeId);
      this.version = story.version;
      this.setData({
        state: story.state,
        reason: story.state === 'returned' ? (story.reason ?? '') : '',
        form: { title: story.title, body: story.body },
      });
      this.showPhotos({ stored: story.photos });
    }
    const draft = loadDraft(this.draftKey());
    if (draft) this.setData({ form: { title: draft.title ?? '', body: draft.body ?? '' } });
  },
  showPhotos(change: { stored?: PhotoView[]; added?: UploadItem[] }) {
    const { stored, added } = { ...this.data, ...change };
    const photos = [
      ...stored.map(({ photoId, url }): UploadItem => ({ id: photoId, src: url, state: 'done' })),
      ...added,
    ];
    this.setData({ stored, added, photos, pictureNote: pictureNote(stored), 'errors.photoIds': '' });
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
    saveDraft(this.draftKey(), this.data.form);
  },
  onRemovePhoto(event: WechatMiniprogram.CustomEvent<{ id: string }>) {
    const { id } = event.detail;
    const stored = this.data.stored.filter(({ photoId }) => photoId !== id);
    if (stored.length < this.data.stored.length) this.showPhotos({ stored });
    else this.tray?.remove(id);
  },
  async onSubmit() {
    const { form, stored } = this.data;
    const errors = problems({
      title: form.title.trim() === '' ? '请填标题' : '',
      body: form.body.trim() === '' ? '请写内容' : '',
      photoIds: attachmentsProblem(this.tray, null),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    await askForUpdates(['step']);
    const input = {
      ...(this.noticeId === '' ? {} : { noticeId: this.noticeId, version: this.version }),
      title: form.title.trim(),
      body: form.body.trim(),
      photoIds: [...stored.map(({ photoId }) => photoId), ...(this.tray?.photoIds() ?? [])],
    };
    const sent = await this.act('submit', input, (requestId) => submitStory(input, requestId));
    if (!sent) return;
    dropDraft(this.draftKey());
    this.tray?.forget();
    this.setData({ done: sent.state === 'held' ? 'held' : 'submitted' });
  },
  onWithdrawOpen() {
    this.setData({ withdrawing: true });
  },
  onWithdrawClose() {
    this.setData({ withdrawing: false });
  },
  async onWithdraw() {
    const input = { noticeId: this.noticeId };
    const done = await this.act('withdraw', input, (requestId) => withdrawStory(input, requestId));
    this.setData({ withdrawing: false });
    if (!done) return;
    dropDraft(this.draftKey());
    this.setData({ done: 'withdrawn' });
  },
  onBack() {
    back();
  },
});
