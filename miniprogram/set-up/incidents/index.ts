/** Calls that failed unexpectedly or took long: how often by action, and each one with the number that finds it in the log. */
import type { Incident, IncidentCount, IncidentFilter, IncidentKind } from '../../../typings/api/operations';
import type { ChoiceOption, TabItem } from '../../components/types';
import { appended, readOn } from '../../shared/paging';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { incidentCounts, incidents } from '../shared/calls';
import { FUNCTION_NAMES } from '../shared/function-names';

const ALL = 'all';

interface Row {
  incidentId: string;
  what: string;
  failed: boolean;
  note: string;
  detail: string;
}

interface Count {
  key: string;
  fn: string;
  what: string;
  value: string;
}

/** What the codes of failures mean; the code itself is what technicians look for. */
const CODE_WORDS: Record<string, string> = {
  INTERNAL: '程序出错',
  BUSY: '太忙，没办成',
  CONTENT_UNCHECKED: '内容没查成',
  AFTER_FAILED: '办成了，后面的事没做完',
  TIME_LIMIT: '快到时限还没办完',
};

const codeWords = (code: string): string => (CODE_WORDS[code] ? `${CODE_WORDS[code]}（${code}）` : code);

/** '3.2秒'. */
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)}秒`;

function rowOf({ incidentId, at, what, kind, code, ms, db, requestId, detail }: Incident, now: number): Row {
  const took = kind === 'slow' ? `用了${seconds(ms)}，读写${db}次` : `${codeWords(code)}，${seconds(ms)}`;
  return {
    incidentId,
    what,
    failed: kind === 'failed',
    note: `${friendlyTime(at, now)}，${took}`,
    detail: [`编号${requestId}`, detail].filter(Boolean).join('\n'),
  };
}

function countOf({ fn, action, what, failed, slow }: IncidentCount): Count {
  const words = [failed > 0 ? `出错${failed}次` : '', slow > 0 ? `慢${slow}次` : ''];
  return { key: `${fn}.${action}`, fn, what, value: words.filter(Boolean).join('，') };
}

definePage({
  data: {
    kind: ALL as IncidentKind | typeof ALL,
    kinds: [
      { key: ALL, label: '全部' },
      { key: 'failed', label: '出错' },
      { key: 'slow', label: '慢' },
    ] as TabItem[],
    fn: ALL,
    fnWords: '全部',
    functions: [
      { value: ALL, label: '全部' },
      ...Object.entries(FUNCTION_NAMES).map(([value, label]) => ({ value, label })),
    ] as ChoiceOption[],
    filtering: false,
    days: '1',
    dayOptions: [
      { value: '1', label: '一天' },
      { value: '7', label: '一周' },
    ] as ChoiceOption[],
    counts: [] as Count[],
    rows: [] as Row[],
  },

  filter(): IncidentFilter {
    const { kind, fn } = this.data;
    return { ...(kind === ALL ? {} : { kind }), ...(fn === ALL ? {} : { fn }) };
  },
  async load() {
    const overtaken = this.overtaken();
    const [first, { counts }] = await Promise.all([
      incidents(this.filter()),
      incidentCounts({ days: this.data.days === '7' ? 7 : 1 }),
    ]);
    const { items, next } = await readOn(first, this.data.rows.length, (cursor) =>
      incidents({ ...this.filter(), cursor }),
    );
    if (overtaken()) return this.data.phase;
    const now = Date.now();
    this.setData({ rows: items.map((one) => rowOf(one, now)), counts: counts.map(countOf), next });
    return 'ready' as const;
  },
  /** Another question: what the one before answers late is not shown. */
  ask(change: Partial<{ kind: IncidentKind | typeof ALL; fn: string; fnWords: string; days: string }>) {
    void this.askAnew({ ...change, rows: [] });
  },
  onKind(event: WechatMiniprogram.CustomEvent<{ key: IncidentKind | typeof ALL }>) {
    this.ask({ kind: event.detail.key });
  },
  onDays(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.ask({ days: event.detail.value });
  },
  askFor(fn: string) {
    this.ask({ fn, fnWords: FUNCTION_NAMES[fn] ?? '全部' });
  },
  onFilter() {
    this.setData({ filtering: true });
  },
  onFilterClose() {
    this.setData({ filtering: false });
  },
  onFunction(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ filtering: false });
    this.askFor(event.detail.value);
  },
  onCount(event: WechatMiniprogram.CustomEvent) {
    this.askFor(String(event.currentTarget.dataset.fn));
  },
  onCopy(event: WechatMiniprogram.CustomEvent) {
    const row = this.data.rows.find(({ incidentId }) => incidentId === event.currentTarget.dataset.id);
    if (row) void this.copy([row.what, row.note, row.detail].join('\n'));
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await incidents({ ...this.filter(), cursor });
      const now = Date.now();
      const more = page.items.map((one) => rowOf(one, now));
      return { rows: appended(this.data.rows, more, (row) => row.incidentId), next: page.next };
    });
  },
});
