/** Donations that wait for the officer, live: those for the village, and those that the town allots. */
import type { DonationTab } from '../../../typings/api/donations';
import { donationLine, type DonationLine } from '../../pages/shared/donation-view';
import { appended } from '../../shared/paging';
import { donationQueue } from '../../services/donations';
import { forgetVersion } from '../../services/lists';
import { go, ROUTES } from '../../services/nav';
import { definePage, type Phase } from '../../services/page';
import { activeRole } from '../../services/session';
import { DONATION_TABS } from '../../shared/donation-words';
import { keepOrder } from '../shared/order';

/** What a village does with parts that the town allotted: nothing before they are there. */
const PART_TABS: readonly DonationTab[] = ['toHandOut', 'done'];

const tabsOf = (keys: readonly DonationTab[]) => keys.map((key) => ({ key, label: DONATION_TABS[key] }));
const ALL_TABS = Object.keys(DONATION_TABS) as DonationTab[];

definePage({
  live: true,
  /** Whether the list to begin with has been found. */
  settled: false,
  data: {
    isVillage: false,
    sort: 'directed' as 'directed' | 'undirected',
    sorts: [] as { key: string; label: string }[],
    tab: 'toAccept' as DonationTab,
    tabs: tabsOf(ALL_TABS),
    villageId: '',
    lines: [] as DonationLine[],
  },

  onLoad() {
    const isVillage = activeRole()?.role !== 'townStaff';
    const directed = { key: 'directed', label: isVillage ? '捐给本村的' : '捐给各村的' };
    const undirected = { key: 'undirected', label: isVillage ? '镇里分来的' : '由镇里安排的' };
    this.setData({
      isVillage,
      sorts: isVillage ? [directed, undirected] : [undirected, directed],
      sort: isVillage ? 'directed' : 'undirected',
    });
  },
  input() {
    const { tab, sort, villageId } = this.data;
    // What the town allots lies with no village yet.
    const here = villageId && sort === 'directed' ? { villageId } : {};
    return { tab, directed: sort === 'directed', ...here };
  },
  async load(): Promise<Phase> {
    const phase = await this.read();
    // The officer came because something waits: the first list with something in it is opened, once.
    if (this.settled || phase !== 'empty') {
      this.settled = true;
      return phase;
    }
    const tabs: DonationTab[] = this.data.tabs.map(({ key }) => key).filter((key) => key !== 'done');
    const next = tabs[tabs.indexOf(this.data.tab) + 1];
    this.settled = next === undefined;
    this.setData({ tab: next ?? tabs[0] ?? 'done' });
    forgetVersion(this);
    return this.load();
  },
  async read() {
    const list = await this.readList(this.data.lines.length, (how) =>
      donationQueue({ ...this.input(), ...how }),
    );
    if (!list) return this.data.phase;
    this.setData({ lines: list.items.map((row) => donationLine(row, 'staff', Date.now())), next: list.next });
    return list.items.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  ask(change: Record<string, unknown>) {
    this.settled = true;
    void this.askAnew({ ...change, lines: [] });
  },
  onSort(event: WechatMiniprogram.CustomEvent<{ key: 'directed' | 'undirected' }>) {
    const sort = event.detail.key;
    const keys = this.data.isVillage && sort === 'undirected' ? PART_TABS : ALL_TABS;
    this.ask({ sort, tabs: tabsOf(keys), tab: keys[0] ?? 'done' });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ villageId: string }>) {
    this.ask({ villageId: event.detail.villageId });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: DonationTab }>) {
    this.ask({ tab: event.detail.key });
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await donationQueue({ ...this.input(), cursor });
      if (page.unchanged) return null;
      const more = page.items.map((row) => donationLine(row, 'staff', Date.now()));
      return { lines: appended(this.data.lines, more, ({ key }) => key), next: page.next };
    });
  },
  onLine(event: WechatMiniprogram.CustomEvent) {
    keepOrder(this.data.lines.map(({ donationId }) => donationId));
    go(ROUTES.staffDonation(String(event.currentTarget.dataset.id)));
  },
  onNeeds() {
    go(ROUTES.staffNeeds());
  },
});
