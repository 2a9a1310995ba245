/** One device: what it is for, what one would pay and why, and the way to apply, alone or with others. */
import type { DeviceObstacle } from '../../../typings/api/applications';
import type { Photo } from '../../components/types';
import { devicePicture, quoteWords, type QuoteWords } from '../../pages/shared/case-view';
import { quote } from '../../services/applications';
import { back, go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { DEVICE_KIND_LABELS } from '../../shared/labels';
import { addItem, BASKET_FULL, chosenItems, removeItem } from '../devices/basket';

const OBSTACLE_TITLES: Record<DeviceObstacle['code'], string> = {
  ALREADY_OPEN: '您已经申请过',
  SERVICE_LIFE: '您已经领过',
  ITEM_WITHDRAWN: '已停止申请',
};

function saidOf(
  name: string,
  summary: string,
  { quotable, amount, free, reasons, refusal }: QuoteWords,
): string {
  const price = free ? '您不用付钱' : `您要付${amount}元`;
  return [name, summary, ...(quotable ? [price, ...reasons] : [refusal])].join('。');
}

definePage({
  itemId: '',
  data: {
    name: '',
    summary: '',
    /** What it is and what one pays, as it is read aloud. */
    said: '',
    kind: '',
    picture: '',
    /** Of the thing itself; none when nobody has photographed it. */
    photos: [] as Photo[],
    price: null as QuoteWords | null,
    obstacle: null as (DeviceObstacle & { title: string }) | null,
    chosen: false,
    /** How many others are chosen. */
    others: 0,
  },

  onLoad(query) {
    this.itemId = query.itemId ?? '';
  },
  onShow() {
    this.showChosen();
  },
  showChosen() {
    const all = chosenItems();
    this.setData({
      chosen: all.includes(this.itemId),
      others: all.filter((id) => id !== this.itemId).length,
    });
  },
  async load() {
    const { items } = await quote([this.itemId]);
    const [quoted] = items;
    if (!quoted) return 'empty';
    const { item, photo, view, obstacle } = quoted;
    const price = quoteWords(view);
    this.setData({
      name: item.name,
      summary: item.summary,
      kind: DEVICE_KIND_LABELS[item.kind],
      picture: devicePicture(item.image),
      photos: photo ? [{ id: photo.photoId, src: photo.url, alt: `${item.name}的实物` }] : [],
      price,
      said: saidOf(item.name, item.summary, price),
      obstacle: obstacle && { ...obstacle, title: OBSTACLE_TITLES[obstacle.code] },
    });
    void wx.setNavigationBarTitle({ title: item.name });
    return 'ready';
  },
  /** Puts it to the chosen ones; tells why when it does not go in. */
  choose(): boolean {
    const fits = addItem(this.itemId);
    if (fits) this.showChosen();
    else this.say('选得太多了', BASKET_FULL);
    return fits;
  },
  onApply() {
    if (this.choose()) go(ROUTES.apply(chosenItems()));
  },
  onChooseMore() {
    if (!this.choose()) return;
    void wx.showToast({ title: '已选上', icon: 'success' });
    back();
  },
  onPutBack() {
    removeItem(this.itemId);
    this.showChosen();
  },
  onOpenApplication() {
    go(ROUTES.application(this.data.obstacle?.applicationId ?? ''));
  },
  onRepair() {
    go(ROUTES.repair(this.data.obstacle?.applicationId ?? '', this.itemId));
  },
  onContact() {
    go(ROUTES.contact());
  },
});
