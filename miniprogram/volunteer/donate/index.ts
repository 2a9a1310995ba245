/** What villages need, and the two other ways to give: to a village with own words, or for the town to allot. */
import type { PublicNeed } from '../../../typings/api/donations';
import type { ChoiceOption } from '../../components/types';
import { needView, type NeedView } from '../../pages/shared/donation-view';
import { appended } from '../../shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { needs } from '../../services/donations';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

const ALL = 'all';

const views = (items: PublicNeed[]): NeedView[] => items.map((item) => needView(item, Date.now()));

definePage({
  data: {
    rows: [] as NeedView[],
    villageId: ALL,
    villages: [] as ChoiceOption[],
    villageWords: '全部村（社区）',
    filtering: false,
  },

  async load() {
    const list = await this.readList(this.data.rows.length, ({ cursor = null }) =>
      needs({ ...this.input(), cursor }),
    );
    if (!list) return this.data.phase;
    this.setData({ rows: views(list.items), next: list.next });
    return 'ready' as const;
  },
  input() {
    const { villageId } = this.data;
    return villageId === ALL ? {} : { villageId };
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const more = await needs({ ...this.input(), cursor });
      return { rows: appended(this.data.rows, views(more.items), ({ needId }) => needId), next: more.next };
    });
  },
  async onFilter() {
    try {
      const villages = [{ value: ALL, label: '全部村（社区）' }, ...(await villageOptions())];
      this.setData({ villages, filtering: true });
    } catch {
      this.say('没有读出村名', '请检查网络，再试一次。');
    }
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const villageId = event.detail.value;
    const villageWords = this.data.villages.find(({ value }) => value === villageId)?.label ?? '';
    void this.askAnew({ villageId, villageWords, filtering: false, rows: [] });
  },
  onFilterClose() {
    this.setData({ filtering: false });
  },
  onNeed(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.promise({ needId: String(event.currentTarget.dataset.id) }));
  },
  onToVillage() {
    go(ROUTES.promise({ to: 'village' }));
  },
  onToTown() {
    go(ROUTES.promise({ to: 'town' }));
  },
  onMine() {
    go(ROUTES.donations());
  },
});
