/** Cards with the code of residents, for those without a phone: chosen one by one or all that are found, looked at, made anew. */
import type { ResidentCard } from '../../../typings/api/pairing';
import type { ChoiceOption } from '../../components/types';
import { appended } from '../../shared/paging';
import { cardSheet } from '../shared/exchange';
import { cards } from '../../services/pairing';
import { definePage } from '../../services/page';
import { residents } from '../../services/registry';

/** Cards of one command: the function makes no more in one transaction. */
const BATCH = 50;
/** Cards of one printed page's link. */
const PRINTED = 200;
/** Codes drawn at once: each is a canvas. */
const SHOWN = 10;

const WITH_PHONE = '，有手机';

interface PrintLink {
  url: string;
  code: string;
  typeUrl: string;
  note: string;
}

type SearchEvent = WechatMiniprogram.CustomEvent<{ value: string }>;
type Rows = Awaited<ReturnType<typeof residents>>['items'];

const optionsOf = (rows: Rows): ChoiceOption[] =>
  rows
    .filter(({ status }) => status === 'active')
    .map(({ residentId, name, age, villageName, bound }) => ({
      value: residentId,
      label: name,
      note: `${age}岁，${villageName}${bound ? WITH_PHONE : ''}`,
    }));

definePage({
  made: [] as ResidentCard[],
  data: {
    q: '',
    options: [] as ChoiceOption[],
    total: 0,
    chosen: [] as string[],
    /** The cards on show; empty while one chooses. */
    shown: [] as ResidentCard[],
    count: 0,
    print: null as PrintLink | null,
    renewing: null as ResidentCard | null,
    asking: false,
  },

  async load() {
    const list = await this.readList(this.data.options.length, (how) =>
      residents({ ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    this.setData({ options: optionsOf(list.items), next: list.next, total: list.total ?? list.items.length });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  input() {
    return this.data.q ? { q: this.data.q } : {};
  },
  onSearch(event: SearchEvent) {
    const q = event.detail.value.trim();
    if (q === this.data.q) return;
    void this.askAnew({ q, options: [] });
  },
  /** The list with the page after a cursor. */
  async withPage(cursor: string) {
    const { items, next } = await residents({ ...this.input(), cursor });
    return { options: appended(this.data.options, optionsOf(items), ({ value }) => value), next };
  },
  /** Reads to the end, unless somebody else is looked for meanwhile. */
  async readAll() {
    for (let { next } = this.data; next !== null; next = this.data.next) {
      const list = await this.withPage(next);
      if (this.data.next !== next) return;
      this.setData(list);
    }
  },
  async onReachBottom() {
    if (this.data.shown.length === 0) await this.readMore((cursor) => this.withPage(cursor));
  },
  onChoose(event: WechatMiniprogram.CustomEvent<{ value: string[] }>) {
    this.setData({ chosen: event.detail.value });
  },
  async onAll() {
    const all = await this.act('all', {}, async () => {
      await this.readAll();
      return this.data.options.map(({ value }) => value);
    });
    if (all) this.setData({ chosen: [...new Set([...this.data.chosen, ...all])] });
  },
  /** Those whom nobody's phone is bound to: who needs a card most. */
  async onWithoutPhone() {
    const found = await this.act('without', {}, async () => {
      await this.readAll();
      return this.data.options.filter(({ note }) => !note?.endsWith(WITH_PHONE)).map(({ value }) => value);
    });
    if (found) this.setData({ chosen: found });
  },
  onNone() {
    this.setData({ chosen: [] });
  },
  async onMake() {
    const { chosen } = this.data;
    this.made = [];
    for (let from = 0; from < chosen.length; from += BATCH) {
      const input = { residentIds: chosen.slice(from, from + BATCH) };
      const done = await this.act('make', input, (requestId) => cards(input, requestId));
      if (!done) return;
      this.made.push(...done.cards);
    }
    this.setData({ shown: this.made.slice(0, SHOWN), count: this.made.length });
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },
  /** A link that opens once on the office computer, and a code to type there. */
  async onPrint() {
    const residentIds = this.made.slice(0, PRINTED).map((card: ResidentCard) => card.residentId);
    const made = await this.act('print', { residentIds, at: Date.now() }, (requestId) =>
      cardSheet({ residentIds }, requestId),
    );
    if (!made) return;
    const left = this.made.length - made.count;
    const note = `${made.count}张，20分钟内有效，只能打开一次${left > 0 ? `；还有${left}张请重新选人再打` : ''}`;
    this.setData({
      print: {
        url: made.url,
        typeUrl: made.typeUrl,
        code: `${made.code.slice(0, 4)} ${made.code.slice(4)}`,
        note,
      },
    });
  },
  onCopy() {
    if (this.data.print) void this.copy(this.data.print.url);
  },
  onPrintClose() {
    this.setData({ print: null });
  },
  onMoreCards() {
    this.setData({ shown: this.made.slice(0, this.data.shown.length + SHOWN) });
  },
  onBack() {
    this.made = [];
    this.setData({ shown: [], count: 0 });
  },
  onAskRenew(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    this.setData({
      renewing: this.made.find((card: ResidentCard) => card.residentId === id) ?? null,
      asking: true,
    });
  },
  onCancel() {
    this.setData({ asking: false });
  },
  async onRenew() {
    const old = this.data.renewing;
    if (!old) return;
    const input = { residentIds: [old.residentId], renew: true };
    const done = await this.act('renew', { ...input, old: old.code }, (requestId) => cards(input, requestId));
    this.setData({ asking: false });
    const fresh = done?.cards[0];
    if (!fresh) return;
    this.made = this.made.map((card: ResidentCard) => (card.residentId === fresh.residentId ? fresh : card));
    this.setData({ shown: this.made.slice(0, this.data.shown.length) });
    void wx.showToast({ title: '已换新码', icon: 'success' });
  },
});
