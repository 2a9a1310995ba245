/** All applications of the person, newest first. */
import type { ApplicationRow } from '../../../typings/api/applications';
import { rowView, type RowView } from '../../pages/shared/device-view';
import { appended } from '../../pages/shared/paging';
import { mine } from '../../services/applications';
import { recall, remember } from '../../services/cache';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

const CACHE_KEY = 'mine';
const POLL_MS = 6_000;

const views = (rows: ApplicationRow[]): RowView[] => rows.map((row) => rowView(row, false, Date.now()));

definePage({
  /** Whether further pages are open: then only a pull reloads, so that nobody loses their place. */
  deep: false,
  data: { rows: [] as RowView[], next: null as string | null, loadingMore: false },
  pollMs: POLL_MS,

  async load() {
    const last = this.data.phase === 'loading' ? recall<ApplicationRow[]>(CACHE_KEY) : null;
    if (last && last.length > 0) this.setData({ rows: views(last), phase: 'ready' });
    const { items, next } = await mine(null);
    remember(CACHE_KEY, items);
    this.deep = false;
    this.setData({ rows: views(items), next });
    return items.length === 0 ? 'empty' : 'ready';
  },
  async poll() {
    if (this.deep) return;
    const phase = (await this.load()) ?? 'ready';
    this.setData({ phase });
  },
  async onReachBottom() {
    const { next, loadingMore } = this.data;
    if (!next || loadingMore) return;
    this.deep = true;
    this.setData({ loadingMore: true });
    try {
      const page = await mine(next);
      const rows = appended(this.data.rows, views(page.items), (row) => row.applicationId);
      this.setData({ rows, next: page.next });
    } catch {
      void wx.showToast({ title: '后面的没有读出来，请再往下拉', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.application(String(event.currentTarget.dataset.id)));
  },
  onDevices() {
    go(ROUTES.devices());
  },
});
