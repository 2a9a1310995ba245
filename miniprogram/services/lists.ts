/**
 * Lists that grow at their end and may be asked for anew (another tab, other words) while an answer is under way. Whatever comes late is not
 * shown, whoever comes back finds their place, and a list that tells its version is read again only when it has changed. The first page
 * may be kept on the phone, for the first paint and for times without network.
 */
import { readOn, type Pages } from '../shared/paging';
import { recall, remember } from './cache';
import { asCallError } from './call';

/** How a list is asked for: whether it changed since a version, or the page after a cursor. */
export interface How {
  knownVersion?: number;
  cursor?: string;
}

/** A list as it is shown with a further page. */
export interface ReadOn {
  next: string | null;
  [shown: string]: unknown;
}

/** A list whose first page is kept on the phone. */
export interface Kept<Items> {
  name: string;
  /** What shows it. */
  show(last: Items): Record<string, unknown>;
}

export interface ListTools {
  /**
   * Reads the list anew as far as it was on show (`shown` lines). Null when it has not changed since it was read last, or another one was asked
   * for meanwhile: then nothing is to be shown. A list that is `kept` is on show as it was read last until then.
   */
  readList<P extends Pages<unknown>>(
    shown: number,
    ask: (how: How) => Promise<P | { unchanged: true }>,
    kept?: Kept<P['items']>,
  ): Promise<P | null>;
  /**
   * Reads the list on at its end, one page at a time: shows what `read` gives for the cursor in `next`, and keeps the new one. What comes
   * after the list was asked for anew (`next` is another by then) is not shown.
   */
  readMore(read: (cursor: string) => Promise<ReadOn | null>): Promise<void>;
  /** Asks for another list: `change` says which, and empties what is shown. */
  askAnew(change: Record<string, unknown>): Promise<void>;
  /** Says later whether another list was asked for since now. */
  overtaken(): () => boolean;
}

type ListPage = WechatMiniprogram.Page.Instance<
  { next: string | null; loadingMore: boolean; phase: string },
  ListTools & { reload(): Promise<void> }
>;

interface Asking {
  /** How often another list was asked for. */
  question: number;
  /** Of the list that is shown; undefined: it is to be read whatever it is. */
  version: number | undefined;
}

const askings = new WeakMap<object, Asking>();

function askingOf(page: object): Asking {
  let found = askings.get(page);
  if (!found) askings.set(page, (found = { question: 0, version: undefined }));
  return found;
}

/** The next reading gives the list also when it has not changed. */
export function forgetVersion(page: object): void {
  askingOf(page).version = undefined;
}

export const listTools: ListTools & ThisType<ListPage> = {
  async readList(shown, ask, kept) {
    const { version } = askingOf(this);
    const overtaken = this.overtaken();
    if (kept && this.data.phase === 'loading') {
      const last = recall<Parameters<typeof kept.show>[0]>(kept.name);
      if (last && last.length > 0) this.setData({ ...kept.show(last), next: null, phase: 'ready' });
    }
    const first = await ask(version === undefined ? {} : { knownVersion: version });
    if (kept && 'items' in first) remember(kept.name, first.items);
    if (overtaken() || !('items' in first)) return null;
    const list = await readOn(first, shown, (cursor) => ask({ cursor }));
    if (overtaken()) return null;
    // Only now: were the line to break before, the next question would be answered by 'unchanged'.
    if ('version' in list) askingOf(this).version = list.version as number;
    return list;
  },
  async readMore(read) {
    const { next, loadingMore } = this.data;
    if (next === null || loadingMore) return;
    this.setData({ loadingMore: true });
    try {
      const list = await read(next);
      if (list && this.data.next === next) this.setData(list);
    } catch (cause) {
      if (asCallError(cause).code === 'PAGE_FAULT') console.error(cause);
      void wx.showToast({ title: '后面的没有读出来，请再试', icon: 'none' });
    } finally {
      this.setData({ loadingMore: false });
    }
  },
  async askAnew(change) {
    askingOf(this).question += 1;
    this.setData({ ...change, next: null, phase: 'loading' });
    await this.reload();
  },
  overtaken() {
    const asking = askingOf(this);
    const { question } = asking;
    return () => question !== asking.question;
  },
};
