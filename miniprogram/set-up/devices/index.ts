/** The catalogue of devices, those that cannot be applied for too. */
import type { CatalogueSetUp } from '../../../typings/api/set-up';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { DEVICE_KIND_LABELS } from '../../shared/labels';
import { yuan } from '../../shared/money';
import { catalogueSetUp } from '../shared/calls';
import { PAGES } from '../shared/routes';

interface Row {
  itemId: string;
  name: string;
  note: string;
  active: boolean;
}

function rowOf({ itemId, name, kind, priceFen, serviceMonths, active }: CatalogueSetUp): Row {
  const life = serviceMonths === null ? '' : `，${serviceMonths}个月内不能再申请`;
  return { itemId, name, note: `${DEVICE_KIND_LABELS[kind]}，${yuan(priceFen)}元${life}`, active };
}

definePage({
  all: [] as Row[],
  data: {
    isAdmin: false,
    q: '',
    rows: [] as Row[],
  },

  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    this.all = (await catalogueSetUp({})).items.map(rowOf);
    return this.show();
  },
  show() {
    const rows = this.all.filter(({ name }: Row) => name.includes(this.data.q));
    this.setData({ rows });
    return rows.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ q: event.detail.value.trim() });
    this.setData({ phase: this.show() });
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(PAGES.device(String(event.currentTarget.dataset.id)));
  },
  onNew() {
    go(PAGES.device());
  },
});
