/** What villages need, and the two other ways to give: to a village with own words, or for the town to allot. */
import type { PublicNeed } from '../../../typings/api/donations';
import type { ChoiceOption } from '../../components/types';
import { needView, type NeedView } from '../../pages/shared/donation-view';
import { appended, readOn } from '../../pages/shared/paging';
import { villageOptions } from '../../pages/shared/village-options';
import { needs } from '../../services/donations';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

const ALL = 'all';

const views = (items: PublicNeed[]): NeedView[] => items.map((item) => needView(item, Date.now()));

definePage({
  /** Grows with each change of the filter: an answer to an earlier question is dropped. */
  question: 0,
  data: {
    rows: [] as NeedView[],
    villageId: ALL,
    villages: [] as ChoiceOption[],
    villageWords: '全部村（社区）',
    filtering: false,
  },

  async load() {
    const { question } = this;
    const { items, next } = await readOn(await this.ask(null), this.data.rows.length, (cursor) =>
      this.ask(cursor),
    );
    if (question !== this.question) return undefined;
    this.setData({ rows: views(items), next });
    return 'ready' as const;
  },
  ask(cursor: string | null) {
    const { villageId } = this.data;
    return needs({ cursor, ...(villageId === ALL ? {} : { villageId }) });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const more = await this.ask(cursor);
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
    this.question += 1;
    this.setData({ villageId, villageWords, filtering: false, rows: [], next: null, phase: 'loading' });
    void this.reload();
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
