/** One device of the catalogue: name, kind, picture, price, and whether it can be applied for. */
import type { CatalogueSetUp } from '../../../typings/api/set-up';
import type { DeviceKind } from '../../../typings/domain';
import type { ChoiceOption, UploadItem } from '../../components/types';
import { attachmentsProblem, photoHandlers } from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { pictureNote } from '../../pages/shared/picture-note';
import { back, go } from '../../services/nav';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { DEVICE_PICTURES } from '../../shared/device-pictures';
import { DEVICE_KIND_LABELS } from '../../shared/labels';
import { fenOf, plainYuan } from '../../shared/money';
import { catalogueSetUp, catalogueUse, saveCatalogueItem } from '../shared/calls';
import { forget, keep, kept } from '../shared/draft';
import { PAGES } from '../shared/routes';

const EMPTY = { name: '', kind: '', summary: '', price: '', image: '', active: 'yes' };
type Form = typeof EMPTY;

function formOf({ name, kind, summary, priceFen, image, active }: CatalogueSetUp): Form {
  return { name, kind, summary, price: plainYuan(priceFen), image, active: active ? 'yes' : 'no' };
}

const newId = (): string => `d${Date.now().toString(36)}`;

definePage({
  ...photoHandlers,
  itemId: '',
  stored: null as CatalogueSetUp | null,
  tray: null as PhotoTray | null,
  reloadOnShow: false,
  data: {
    isAdmin: false,
    isNew: true,
    form: EMPTY,
    restored: false,
    kinds: (Object.keys(DEVICE_KIND_LABELS) as DeviceKind[]).map((value) => ({
      value,
      label: DEVICE_KIND_LABELS[value],
    })),
    pictures: Object.entries(DEVICE_PICTURES).map(([value, label]) => ({
      value,
      label,
      image: `/images/devices/${value}.svg`,
    })) as ChoiceOption[],
    actives: [
      { value: 'yes', label: '可以申请' },
      { value: 'no', label: '停止申请', note: '目录里不再出现，已经申请的照常办完' },
    ] as ChoiceOption[],
    /** The photo as residents have it now, '' without one or when it is to be taken away. */
    photo: '',
    photoNote: '',
    photos: [] as UploadItem[],
    life: '',
    open: '',
    asking: false,
    effect: '',
  },

  onLoad(query) {
    this.itemId = query.itemId ?? '';
    this.setData({ isNew: this.itemId === '' });
    this.tray = createPhotoTray('goods', (photos) => this.setData({ photos }), {
      keep: `${this.draftKey()}-photos`,
    });
  },
  draftKey(): string {
    return `device-${this.itemId || 'new'}`;
  },
  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    if (!this.data.isNew) {
      const [{ items }, use] = await Promise.all([catalogueSetUp({}), catalogueUse({ itemId: this.itemId })]);
      const found = items.find(({ itemId }) => itemId === this.itemId);
      if (!found) return 'empty' as const;
      this.stored = found;
      this.setData({
        photo: found.photo?.url ?? '',
        photoNote: pictureNote(found.photo ? [found.photo] : []),
        life: found.serviceMonths === null ? '还没有规定' : `${found.serviceMonths}个月`,
        open: use.open === 0 ? '' : `${use.open}${use.more ? '件以上' : '件'}申请正在办`,
      });
    }
    const draft = kept(this.draftKey(), this.stored?.version ?? 0);
    const form = { ...EMPTY, ...(this.stored ? formOf(this.stored) : {}), ...(draft ?? {}) };
    this.setData({ form, restored: draft !== null });
    return 'ready' as const;
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    const form: Form = { ...this.data.form, [name]: value };
    this.setData({ form, [`errors.${name}`]: '' });
    keep(this.draftKey(), form, this.stored?.version ?? 0);
  },
  onNoPhoto() {
    this.setData({ photo: '', photoNote: '' });
  },
  onLife() {
    go(PAGES.rule('deviceServiceLife'));
  },
  /** Says what follows before it is saved: the price, and what becomes of open applications. */
  onAsk() {
    const { name, kind, summary, price, image, active } = this.data.form;
    const fen = fenOf(price);
    const errors = problems({
      name: name.trim() === '' ? '请填名称' : '',
      kind: kind === '' ? '请选择种类' : '',
      summary: summary.trim() === '' ? '请用一句话写给谁用' : '',
      price: fen === null ? '请填价格，例如868或868.50' : '',
      image: image === '' ? '请选一张图' : '',
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0 || fen === null) {
      showFirstProblem();
      return;
    }
    const waiting = attachmentsProblem(this.tray, null);
    if (waiting !== '') {
      this.say('照片还没有传完', waiting);
      return;
    }
    const before = this.stored;
    const effects = [
      before && before.priceFen !== fen
        ? `价格从${plainYuan(before.priceFen)}元改成${plainYuan(fen)}元，已经申请的还按原来的价格。`
        : '',
      before?.active && active === 'no'
        ? `居民不能再申请${name.trim()}。${this.data.open ? `${this.data.open}，照常办完。` : ''}`
        : '',
      before && !before.active && active === 'yes' ? `居民又可以申请${name.trim()}了。` : '',
      before ? '' : '居民马上能在目录里看到它。',
    ];
    this.setData({ asking: true, effect: effects.join('') || '目录里马上换成新的内容。' });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onSave() {
    const { name, kind, summary, price, image, active } = this.data.form;
    const { isNew, photo } = this.data;
    const kept = photo === '' ? null : (this.stored?.photo?.photoId ?? null);
    if (isNew && this.itemId === '') this.itemId = newId();
    const input = {
      itemId: this.itemId,
      name: name.trim(),
      kind: kind as DeviceKind,
      summary: summary.trim(),
      image,
      priceFen: fenOf(price) ?? 0,
      active: active === 'yes',
      photoId: this.tray?.photoIds()[0] ?? kept,
      version: this.stored?.version ?? 0,
    };
    const done = await this.act('save', input, (requestId) => saveCatalogueItem(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    forget(isNew ? 'device-new' : this.draftKey());
    this.tray?.forget();
    void wx.showToast({ title: '保存好了', icon: 'success' });
    back();
  },
  onBack() {
    back();
  },
});
