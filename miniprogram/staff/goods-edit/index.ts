/** New goods of the points shop, or a change: name, points, how many, where they are collected, a picture. */
import type { GoodsView } from '../../../typings/api/points';
import type { ChoiceOption, UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { pictureNote } from '../../pages/shared/picture-note';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { manageGoods, saveGoods } from '../../services/points';
import { activeRole } from '../../services/session';
import { ANYWHERE, EMPTY_FORM, formOf, formProblems, inputOf, type GoodsForm } from './form';

definePage({
  ...photoHandlers,
  goodsId: '',
  stored: null as GoodsView | null,
  tray: null as PhotoTray | null,
  data: {
    isNew: true,
    form: EMPTY_FORM,
    stock: 0,
    stockHint: '',
    ownVillageOnly: false,
    picture: '',
    pictureNote: '',
    photos: [] as UploadItem[],
    villages: [] as ChoiceOption[],
    actives: [
      { value: 'yes', label: '可以换' },
      { value: 'no', label: '先不给换', note: '志愿者看不到，已经换的照样能领' },
    ] as ChoiceOption[],
    restored: false,
  },

  onLoad(query) {
    this.goodsId = query.goodsId ?? '';
    this.setData({ isNew: this.goodsId === '', ownVillageOnly: activeRole()?.role === 'villageStaff' });
    this.tray = createPhotoTray('goods', (photos) => this.setData({ photos }), {
      keep: `${this.draftKey()}-photos`,
    });
  },
  draftKey(): string {
    return `goods-${this.goodsId || 'new'}`;
  },
  async load() {
    if (!this.data.ownVillageOnly) {
      const villages = await villageOptions();
      this.setData({ villages: [{ value: ANYWHERE, label: '哪个村都能领' }, ...villages] });
    }
    const first = this.data.phase === 'loading';
    if (this.goodsId !== '') {
      const found = (await manageGoods()).find(({ goodsId }) => goodsId === this.goodsId);
      if (!found) return 'empty' as const;
      const moved = this.stored?.version !== found.version;
      this.stored = found;
      this.setData({
        stock: found.stock,
        stockHint: `现在有${found.stock}件；要减少就在前面写减号，例如-2`,
        picture: found.picture?.url ?? '',
        pictureNote: pictureNote(found.picture ? [found.picture] : []),
      });
      // What was typed over an older version would undo what a colleague wrote.
      if (moved && loadDraft(this.draftKey())?.version !== String(found.version)) {
        dropDraft(this.draftKey());
        this.setData({ form: formOf(found), restored: false });
      }
    }
    const draft = first ? loadDraft(this.draftKey()) : null;
    if (draft) this.setData({ form: { ...EMPTY_FORM, ...draft }, restored: true });
    return 'ready' as const;
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    const form: GoodsForm = { ...this.data.form, [name]: value };
    this.setData({ form, [`errors.${name}`]: '' });
    saveDraft(this.draftKey(), { ...form, version: String(this.stored?.version ?? 0) });
  },
  async onSave() {
    const { form, isNew } = this.data;
    const errors = formProblems(form, isNew);
    const waiting = attachmentsProblem(this.tray, null);
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    if (waiting !== '') {
      this.say('照片还没有传完', waiting);
      return;
    }
    const photoId = this.tray?.photoIds()[0] ?? this.stored?.picture?.photoId ?? null;
    const existing = this.stored && { goodsId: this.goodsId, version: this.stored.version };
    const input = inputOf(form, photoId, existing);
    const done = await this.act('save', input, (requestId) => saveGoods(input, requestId));
    if (!done) {
      showFirstProblem();
      return;
    }
    dropDraft(this.draftKey());
    this.tray?.forget();
    void wx.showToast({ title: `保存好了，共${done.stock}件`, icon: 'success' });
    back();
  },
  onBack() {
    back();
  },
});
