/** Wishes that wait for a helper, and those one has taken on. Nothing here says whose they are. */
import type { PublicWish } from '../../../typings/api/applications';
import type { WishCategory } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { wishes } from '../../services/applications';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { WISH_LABELS } from '../../shared/labels';
import { wishView, type WishView } from '../shared/wish-view';

const ALL = 'all';
type Tab = 'open' | 'mine';

definePage({
  data: {
    tab: 'open' as Tab,
    tabs: [
      { key: 'open', label: '等人认领' },
      { key: 'mine', label: '我认领的' },
    ],
    rows: [] as WishView[],
    category: ALL,
    categories: [
      { value: ALL, label: '全部' },
      ...Object.entries(WISH_LABELS).map(([value, label]) => ({
        value,
        label,
        image: `/images/wishes/${value}.svg`,
      })),
    ],
    villageId: ALL,
    villages: [] as ChoiceOption[],
    filterWords: '全部心愿',
    filtering: false,
  },

  async load() {
    const list = await this.readList(this.data.rows.length, ({ cursor = null }) =>
      wishes({ ...this.input(), cursor }),
    );
    if (!list) return this.data.phase;
    this.setData({ rows: views(list.items), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  input() {
    const { tab, category, villageId } = this.data;
    if (tab === 'mine') return { mine: true };
    return {
      ...(category === ALL ? {} : { category: category as WishCategory }),
      ...(villageId === ALL ? {} : { villageId }),
    };
  },
  async readAnew() {
    await this.askAnew({ rows: [] });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const more = await wishes({ ...this.input(), cursor });
      return { rows: appended(this.data.rows, views(more.items), (row) => row.wishId), next: more.next };
    });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key });
    void this.readAnew();
  },
  async onFilter() {
    this.setData({ filtering: true });
    if (this.data.villages.length > 0) return;
    try {
      this.setData({ villages: [{ value: ALL, label: '全部村（社区）' }, ...(await villageOptions())] });
    } catch {
      // Without the names of villages one can still choose a kind.
    }
  },
  onFilterChange(event: WechatMiniprogram.CustomEvent<{ name: string; value: string }>) {
    const { name, value } = event.detail;
    this.setData({ [name]: value });
  },
  onFilterClose() {
    const { category, villageId, villages } = this.data;
    const words = [
      category === ALL ? '' : WISH_LABELS[category as WishCategory],
      villageId === ALL ? '' : (villages.find(({ value }) => value === villageId)?.label ?? ''),
    ].filter((word) => word !== '');
    this.setData({ filtering: false, filterWords: words.join('，') || '全部心愿' });
    void this.readAnew();
  },
  onWish(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.publicWish(String(event.currentTarget.dataset.id)));
  },
});

function views(items: PublicWish[]): WishView[] {
  return items.map((item) => wishView(item));
}
