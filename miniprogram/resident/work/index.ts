/** Jobs and trainings that fit: by hours, distance and what one can do. The filter is remembered. */
import type { NoticeRow } from '../../../typings/api/notices';
import type { Ability, WorkDistance, WorkHours } from '../../../typings/domain';
import type { ChoiceOption } from '../../components/types';
import { noticeRow, type NoticeRowView } from '../../pages/shared/notice-view';
import { appended } from '../../shared/paging';
import { recall, remember } from '../../services/cache';
import { go, ROUTES } from '../../services/nav';
import { notices } from '../../services/notices';
import { definePage } from '../../services/page';
import { actsForHome } from '../../services/session';
import {
  abilityPicture,
  ABILITY_LABELS,
  NOTICE_KIND_LABELS,
  WORK_DISTANCE_LABELS,
  WORK_DISTANCES,
  WORK_HOURS_LABELS,
} from '../../shared/work';

type Tab = 'job' | 'training';
type Any = 'any';
interface Filter {
  hours: WorkHours | Any;
  distance: WorkDistance | Any;
  ability: Ability | Any;
}

const ANY: Filter = { hours: 'any', distance: 'any', ability: 'any' };
const FILTER_KEY = 'work-filter';
const ALL_THE_SAME: ChoiceOption = { value: 'any', label: '都可以' };
const idOf = (row: NoticeRowView): string => row.noticeId;
const views = (rows: readonly NoticeRow[]): NoticeRowView[] => rows.map((row) => noticeRow(row, Date.now()));

const options = (
  labels: Record<string, string>,
  keys: readonly string[] = Object.keys(labels),
): ChoiceOption[] => [ALL_THE_SAME, ...keys.map((value) => ({ value, label: labels[value] ?? '' }))];

/** '半天，泗门镇内，会缝纫'; '' when everything is fine. */
function filterWords({ hours, distance, ability }: Filter): string {
  return [
    hours === 'any' ? '' : WORK_HOURS_LABELS[hours],
    distance === 'any' ? '' : WORK_DISTANCE_LABELS[distance],
    ability === 'any' ? '' : `会${ABILITY_LABELS[ability]}`,
  ]
    .filter(Boolean)
    .join('，');
}

definePage({
  data: {
    tabs: (['job', 'training'] as const).map((key) => ({ key, label: NOTICE_KIND_LABELS[key] })),
    tab: 'job' as Tab,
    filter: ANY,
    filterText: '',
    rows: [] as NoticeRowView[],
    canApply: false,
    choosing: false,
    /** In the sheet, until it is confirmed. */
    wanted: ANY,
    hoursOptions: options(WORK_HOURS_LABELS),
    distanceOptions: options(WORK_DISTANCE_LABELS, WORK_DISTANCES),
    abilityOptions: [
      ALL_THE_SAME,
      ...(Object.keys(ABILITY_LABELS) as Ability[]).map((ability) => ({
        value: ability,
        label: ABILITY_LABELS[ability],
        image: abilityPicture(ability),
      })),
    ] as ChoiceOption[],
  },

  onLoad(query) {
    const filter = recall<Filter>(FILTER_KEY) ?? ANY;
    this.setData({
      tab: query.kind === 'training' ? 'training' : 'job',
      canApply: actsForHome(),
      filter,
      filterText: filterWords(filter),
    });
  },
  input(cursor: string | null) {
    const { hours, distance, ability } = this.data.filter;
    return {
      kinds: [this.data.tab],
      ...(hours === 'any' ? {} : { hours }),
      ...(distance === 'any' ? {} : { distance }),
      ...(ability === 'any' ? {} : { ability }),
      cursor,
    };
  },
  async load() {
    const { filterText, rows, tab } = this.data;
    const list = await this.readList(
      rows.length,
      ({ cursor = null }) => notices(this.input(cursor)),
      filterText ? undefined : { name: `work-${tab}`, show: (last) => ({ rows: views(last) }) },
    );
    if (!list) return this.data.phase;
    this.setData({ rows: views(list.items), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async ask(change: { tab?: Tab; filter?: Filter; filterText?: string }) {
    await this.askAnew({ ...change, rows: [] });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    void this.ask({ tab: event.detail.key });
  },
  onFilter() {
    this.setData({ choosing: true, wanted: this.data.filter });
  },
  onFilterClose() {
    this.setData({ choosing: false });
  },
  onWanted(event: WechatMiniprogram.CustomEvent<{ name: keyof Filter; value: string }>) {
    const { name, value } = event.detail;
    this.setData({ wanted: { ...this.data.wanted, [name]: value } });
  },
  onWantedDone() {
    this.takeFilter(this.data.wanted);
  },
  onAny() {
    this.takeFilter(ANY);
  },
  takeFilter(filter: Filter) {
    remember(FILTER_KEY, filter);
    this.setData({ choosing: false });
    void this.ask({ filter, filterText: filterWords(filter) });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await notices(this.input(cursor));
      return { rows: appended(this.data.rows, views(page.items), idOf), next: page.next };
    });
  },
  onNotice(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.notice(String(event.currentTarget.dataset.id)));
  },
  onNothingFits() {
    if (this.data.canApply) this.onApply();
    else this.onAny();
  },
  onApply() {
    go(ROUTES.workApply());
  },
});
