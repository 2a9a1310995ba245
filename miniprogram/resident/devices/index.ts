/** The catalogue: pictures, kinds, search, and the devices chosen so far. */
import type { CatalogueItem } from '../../../typings/api/applications';
import type { DeviceKind } from '../../../typings/domain';
import { devicePicture } from '../../pages/shared/case-view';
import { catalogue } from '../../services/applications';
import { recall, remember } from '../../services/cache';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { DEVICE_KIND_LABELS } from '../../shared/labels';
import { chosenItems } from './basket';

const CACHE_KEY = 'catalogue';

interface ItemView {
  itemId: string;
  name: string;
  summary: string;
  picture: string;
  badge: string;
}

definePage({
  data: {
    all: [] as CatalogueItem[],
    items: [] as ItemView[],
    kind: 'all' as DeviceKind | 'all',
    kinds: [] as { key: string; label: string }[],
    q: '',
    found: '',
    /** How many are chosen, and which. */
    chosen: 0,
    chosenNames: '',
  },

  onShow() {
    // Back from a device, which may have been chosen or put back.
    if (this.data.all.length > 0) this.show();
  },

  async load() {
    const last = this.data.phase === 'loading' ? recall<CatalogueItem[]>(CACHE_KEY) : null;
    if (last) {
      this.take(last);
      this.setData({ phase: 'ready' });
    }
    const { items } = await catalogue();
    this.take(remember(CACHE_KEY, items));
    return items.length === 0 ? 'empty' : 'ready';
  },
  take(items: CatalogueItem[]) {
    const all = items.filter((item) => item.active);
    const used = new Set(all.map((item) => item.kind));
    const kinds = (Object.keys(DEVICE_KIND_LABELS) as DeviceKind[]).filter((kind) => used.has(kind));
    this.setData({
      all,
      kinds: [
        { key: 'all', label: '全部' },
        ...kinds.map((kind) => ({ key: kind, label: DEVICE_KIND_LABELS[kind] })),
      ],
    });
    this.show();
  },
  show() {
    const { all, kind, q } = this.data;
    const wanted = q.trim();
    const chosen = chosenItems();
    const items = all
      .filter((item) => kind === 'all' || item.kind === kind)
      .filter((item) => wanted === '' || `${item.name}${item.summary}`.includes(wanted))
      .map(({ itemId, name, summary, image }): ItemView => ({
        itemId,
        name,
        summary,
        picture: devicePicture(image),
        badge: chosen.includes(itemId) ? '已选' : '',
      }));
    const names = chosen.flatMap((id) => all.find(({ itemId }) => itemId === id)?.name ?? []);
    this.setData({
      items,
      found: wanted === '' ? '' : `找到${items.length}种`,
      chosen: chosen.length,
      chosenNames: `已选：${names.join('、')}`,
    });
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ key: DeviceKind | 'all' }>) {
    this.setData({ kind: event.detail.key });
    this.show();
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ q: event.detail.value });
    this.show();
  },
  onAll() {
    this.setData({ q: '', kind: 'all' });
    this.show();
  },
  onItem(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.device(String(event.currentTarget.dataset.id)));
  },
  onApply() {
    go(ROUTES.apply(chosenItems()));
  },
  onRepair() {
    go(ROUTES.repair());
  },
});
