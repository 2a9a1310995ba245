/** What happened in the town yesterday, against the day before; every figure leads to its list. Earlier days below. */
import type { DailyReport } from '../../../typings/api/operations';
import { appended, readOn } from '../../shared/paging';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { dailyReports } from '../shared/calls';
import { PAGES } from '../shared/routes';
import { dayWords, nextDay, sectionsOf, summary, textOf, type Section } from './words';

interface Earlier {
  day: string;
  label: string;
  value: string;
}

definePage({
  /** The newest day that is shown; '' for the newest there is. */
  day: '',
  reports: [] as DailyReport[],
  data: {
    title: '',
    note: '',
    sections: [] as Section[],
    earlier: [] as Earlier[],
  },

  onLoad({ day = '' }: Record<string, string | undefined>) {
    this.day = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : '';
  },
  async load() {
    const first = await dailyReports(this.day ? { before: nextDay(this.day) } : {});
    const { items, next } = await readOn(first, this.reports.length, (before) => dailyReports({ before }));
    const [report, before = null] = items;
    this.reports = items;
    if (!report || (this.day !== '' && report.day !== this.day)) return 'empty' as const;
    const now = Date.now();
    this.setData({
      title: dayWords(report.day, now),
      note: `这一天镇里的事，${friendlyTime(report.at, now)}统计`,
      sections: sectionsOf(report, before, this.data.actingRole === 'townStaff'),
      next,
    });
    this.showEarlier();
    return 'ready' as const;
  },
  showEarlier() {
    const now = Date.now();
    const earlier = this.reports
      .slice(1)
      .map((one: DailyReport) => ({ day: one.day, label: dayWords(one.day, now), value: summary(one) }));
    this.setData({ earlier });
  },
  onGo(event: WechatMiniprogram.CustomEvent) {
    const { url } = event.currentTarget.dataset as { url: string };
    if (url) go(url);
  },
  onDay(event: WechatMiniprogram.CustomEvent) {
    go(PAGES.daily(String(event.currentTarget.dataset.day)));
  },
  onCopy() {
    const [report] = this.reports;
    if (report) void this.copy(textOf(report));
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const { items, next } = await dailyReports({ before: cursor });
      this.reports = appended(this.reports, items, ({ day }) => day);
      return { next };
    });
    this.showEarlier();
  },
});
