/** The volunteer's points: how many, where each came from and went, and the year. */
import { appended, readOn } from '../../shared/paging';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { account, ledger, yearStatement } from '../../services/points';
import { chinaDate } from '../../shared/china-time';
import { entryLine, yearView, type EntryLine, type YearView } from './view';

type Tab = 'ledger' | 'year';
/** The program did not exist before. */
const FIRST_YEAR = 2026;
const idOf = (line: EntryLine): string => line.entryId;

definePage({
  question: 0,
  data: {
    tab: 'ledger' as Tab,
    tabs: [
      { key: 'ledger', label: '明细' },
      { key: 'year', label: '年度小结' },
    ],
    balance: 0,
    todayWords: '',
    ruleWords: '',
    debtWords: '',
    lines: [] as EntryLine[],
    year: 0,
    thisYear: 0,
    firstYear: FIRST_YEAR,
    statement: null as YearView | null,
  },

  onLoad() {
    const thisYear = Number(chinaDate(Date.now()).slice(0, 4));
    this.setData({ year: thisYear, thisYear });
  },
  async load() {
    this.question += 1;
    const { question } = this;
    const { tab, year, lines } = this.data;
    const [own, first, statement] = await Promise.all([
      account(),
      ledger(),
      tab === 'year' ? yearStatement(year) : null,
    ]);
    const { items, next } = await readOn(first, lines.length, (cursor) => ledger({ cursor }));
    if (question !== this.question) return;
    this.setData({
      balance: own.balance,
      todayWords: `今天的服务得了${own.today}分，一天最多${own.dailyCap}分`,
      ruleWords: `服务满半小时得${own.perHalfHour}分，对方确认以后才算。`,
      debtWords:
        own.debt > 0 ? `有一次服务核实后不算，积分已经花掉，还欠${own.debt}分，以后得的积分先补上。` : '',
      lines: items.map((entry) => entryLine(entry, Date.now())),
      next,
      ...(statement ? { statement: yearView(statement) } : {}),
    });
  },
  async onReachBottom() {
    if (this.data.tab !== 'ledger') return;
    await this.readMore(async (cursor) => {
      const page = await ledger({ cursor });
      const more = page.items.map((entry) => entryLine(entry, Date.now()));
      return { lines: appended(this.data.lines, more, idOf), next: page.next };
    });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
    this.setData({ tab: event.detail.key });
    if (event.detail.key === 'year') this.showYear(this.data.year);
  },
  showYear(year: number) {
    this.setData({ year, statement: null, phase: 'loading' });
    void this.reload();
  },
  onYearBefore() {
    this.showYear(this.data.year - 1);
  },
  onYearAfter() {
    this.showYear(this.data.year + 1);
  },
  onShop() {
    go(ROUTES.shop());
  },
  onOrders() {
    go(ROUTES.volunteerOrders());
  },
  onRanking() {
    go(ROUTES.ranking());
  },
});
