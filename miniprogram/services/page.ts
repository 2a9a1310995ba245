/**
 * The ground of every page: one way to load, to fail, to be offline, to refresh by hand and by itself, to carry a command
 * out once, and to size the words. Pages state only what is theirs.
 *
 * The WXML of a page begins with page-meta and ui-offline-bar, shows ui-state while `phase` is not 'ready', and ends with
 * the ui-dialog of `message`.
 */
import type { Role } from '../../typings/domain';
import { home } from './accounts';
import { asCallError, type CallError } from './call';
import { carryOut, newIntent, type Intent } from './intent';
import { forgetVersion, listTools, type ListTools } from './lists';
import { createLive, type Live } from './live';
import { goHome } from './nav';
import { privacyDeclined } from './privacy';
import { activeRole, assistingLabel, switchRole } from './session';
import { rootFontSize } from './text-size';

export type Phase = 'loading' | 'ready' | 'empty' | 'error' | 'offline' | 'denied';

export interface CommonData {
  rootFontSize: string;
  phase: Phase;
  /** What ui-state says instead of the content. */
  problem: { title: string; note: string; code: string };
  /** The content shown is of an earlier time. */
  offline: boolean;
  offlineText: string;
  /** Name of the command that is being carried out. */
  busy: string;
  /** Per field, in Chinese. */
  errors: Record<string, string>;
  /** What went wrong with a command; the person closes it. */
  message: { show: boolean; title: string; text: string };
  /** '代 王* 办理' while an officer acts for a resident. */
  assisting: string;
  /** The role the phone acts in; '' before it is known, and without any. */
  actingRole: Role | '';
  /** Of a list: where it is read on; null at its end, and while it is read for the first time. */
  next: string | null;
  /** A list is being read on. */
  loadingMore: boolean;
}

export interface PageTools extends ListTools {
  /** Loads again without blanking what is shown. */
  reload(): Promise<void>;
  /**
   * Carries a command out once, however often it is pressed. Gives null after a failure, which has been told to the person
   * unless `handle` says that it took care of it.
   */
  act<T>(
    name: string,
    input: unknown,
    send: (requestId: string) => Promise<T>,
    handle?: (error: CallError) => boolean,
  ): Promise<T | null>;
  /** Says something in a dialog with one button. */
  say(title: string, text: string): void;
  /** Puts a text onto the clipboard; WeChat says by itself that it is there. */
  copy(text: string): Promise<void>;
  onRetry(): void;
  onMessageClose(): void;
  /** The officer acts for the resident no longer. */
  onAssistEnd(): void;
}

interface Hooks {
  /** Reads and shows the content. Gives 'empty' when there is nothing; 'ready' is meant otherwise. */
  load?(): Promise<Phase | void>;
  /** The content is read again and again while the page is shown. */
  live?: boolean;
  /** What is asked instead, again and again while the page is shown. */
  poll?(): Promise<void>;
  pollMs?: number;
  /** False where each reading is written down: coming back to the page must not be one more. */
  reloadOnShow?: boolean;
}

type DataOption = WechatMiniprogram.Page.DataOption;
type CustomOption = WechatMiniprogram.Page.CustomOption;
type Lifetimes = Partial<WechatMiniprogram.Page.ILifetime>;
export type PageInstance<D extends DataOption, C extends CustomOption> = WechatMiniprogram.Page.Instance<
  D & CommonData,
  C & PageTools
>;
type Ground = WechatMiniprogram.Page.Instance<CommonData, PageTools & Hooks>;

/** What belongs to one shown page and is not rendered. */
interface Backstage {
  intents: Map<string, Intent>;
  live: Live | null;
  /** After closing the message the content must be read anew: somebody else was faster. */
  reloadAfterMessage: boolean;
  shownOnce: boolean;
  /** The page's own onLoad while it waits for the role to be known; null once it ran. */
  enter: (() => void) | null;
}
const backstages = new WeakMap<object, Backstage>();

const NO_PROBLEM = { title: '', note: '', code: '' };
const NO_MESSAGE = { show: false, title: '', text: '' };
/** Somebody else changed the record meanwhile. */
const OVERTAKEN: readonly string[] = ['STATE_CHANGED', 'STEP_NOT_ALLOWED', 'ALREADY_DECIDED', 'NOT_FOUND'];
const DENIED: readonly string[] = ['FORBIDDEN', 'NOT_SIGNED_IN'];
const OFFLINE_TEXT = '没有网络，先看上次的内容；连上后会自动更新';
const UNREACHABLE_TEXT = '暂时连不上，先看上次的内容；稍后会自动更新';

/** Sets what is not so already: rendering costs a phone more than comparing. */
function setChanged(page: Ground, data: Partial<CommonData>): void {
  // What is set is copied: an object that is the same has another identity.
  const changed = Object.entries(data).filter(
    ([key, value]) => JSON.stringify(page.data[key as keyof CommonData]) !== JSON.stringify(value),
  );
  if (changed.length > 0) page.setData(Object.fromEntries(changed));
}

function backstage(page: object): Backstage {
  let found = backstages.get(page);
  if (!found) {
    found = { intents: new Map(), live: null, reloadAfterMessage: false, shownOnce: false, enter: null };
    backstages.set(page, found);
  }
  return found;
}

function phaseOf(error: CallError): Phase {
  if (error.code === 'OFFLINE') return 'offline';
  return DENIED.includes(error.code) ? 'denied' : 'error';
}

function showLoadFailure(page: Ground, cause: unknown): void {
  const error = asCallError(cause);
  if (error.code === 'PAGE_FAULT') console.error(cause);
  const hasContent = page.data.phase === 'ready' || page.data.phase === 'empty';
  if (hasContent && error.retryable) {
    page.setData({ offline: true, offlineText: error.code === 'OFFLINE' ? OFFLINE_TEXT : UNREACHABLE_TEXT });
    return;
  }
  const title = { offline: '没有网络', denied: '您不能看这一页', error: '没有打开成功' }[
    phaseOf(error) as 'offline' | 'denied' | 'error'
  ];
  page.setData({ phase: phaseOf(error), problem: { title, note: error.message, code: error.traceId } });
}

function titleOf(error: CallError): string {
  if (error.code === 'OFFLINE') return '没有网络';
  if (error.retryable) return '这次没有办成';
  return OVERTAKEN.includes(error.code) ? '情况有变化' : '还不能办理';
}

/** Pages of officers differ by role. The other pages never wait for it: a call for help least of all. */
const BY_ROLE = /^(staff|set-up)\//;

/** Whether the page must ask first in which role the phone acts: it was opened by a link, before any home page. */
function mustAskRole(page: { route?: string }): boolean {
  return BY_ROLE.test(page.route ?? '') && activeRole() === null;
}

function begin(page: Ground): void {
  const stage = backstage(page);
  const { enter } = stage;
  stage.enter = null;
  setChanged(page, {
    rootFontSize: rootFontSize(),
    actingRole: activeRole()?.role ?? '',
    assisting: assistingLabel(),
  });
  enter?.();
}

const tools: PageTools & ThisType<Ground> = {
  ...listTools,
  async reload() {
    try {
      if (backstage(this).enter) {
        await home();
        begin(this);
      }
      if (!this.load) {
        setChanged(this, { phase: 'ready' });
        return;
      }
      forgetVersion(this);
      const phase = (await this.load()) ?? 'ready';
      setChanged(this, { phase, offline: false, problem: NO_PROBLEM });
    } catch (cause) {
      showLoadFailure(this, cause);
    }
  },
  async act(name, input, send, handle) {
    if (this.data.busy) return null;
    const { intents } = backstage(this);
    const intent = intents.get(name) ?? newIntent();
    intents.set(name, intent);
    this.setData({ busy: name, errors: {} });
    try {
      return await carryOut(intent, input, send);
    } catch (cause) {
      const error = asCallError(cause);
      if (error.code === 'PAGE_FAULT') console.error(cause);
      if (handle?.(error)) return null;
      backstage(this).reloadAfterMessage = OVERTAKEN.includes(error.code);
      this.setData({ errors: error.fields });
      this.say(titleOf(error), error.message);
      return null;
    } finally {
      this.setData({ busy: '' });
    }
  },
  say(title, text) {
    this.setData({ message: { show: true, title, text } });
  },
  async copy(data) {
    try {
      await wx.setClipboardData({ data });
    } catch (cause) {
      // Who has just said no to it knows.
      if (!privacyDeclined(cause)) this.say('没有复制成', '请在设置里允许微信使用剪贴板，再试一次。');
    }
  },
  onRetry() {
    this.setData({ phase: 'loading', problem: NO_PROBLEM });
    void this.reload();
  },
  onMessageClose() {
    this.setData({ message: NO_MESSAGE });
    const stage = backstage(this);
    if (stage.reloadAfterMessage) void this.reload();
    stage.reloadAfterMessage = false;
  },
  onAssistEnd() {
    switchRole({ role: 'villageStaff' });
    goHome();
  },
};

/** Reads the content of a live page again: a list that tells its version only when it has changed. */
async function keepUp(this: Ground): Promise<void> {
  const phase = (await this.load?.()) ?? 'ready';
  setChanged(this, { phase });
}

/** Starts asking for changes; a page without `poll` is read anew when it is shown again. */
function startLive(page: Ground): void {
  const stage = backstage(page);
  if (!page.poll) {
    if (stage.shownOnce && page.load && page.reloadOnShow !== false) void page.reload();
    return;
  }
  stage.live ??= createLive({
    ask: async () => {
      // A page that failed to open says so with a button; only shown content is kept up to date.
      if (page.data.phase === 'ready' || page.data.phase === 'empty') await page.poll?.();
    },
    ...(page.pollMs ? { intervalMs: page.pollMs } : {}),
    onTrouble: (cause) => showLoadFailure(page, cause),
    onRecovered: () => setChanged(page, { offline: false }),
  });
  stage.live.start();
}

const lifetimes: Lifetimes & ThisType<Ground> = {
  onShow() {
    setChanged(this, { rootFontSize: rootFontSize(), assisting: assistingLabel() });
    startLive(this);
    backstage(this).shownOnce = true;
  },
  onHide() {
    backstage(this).live?.stop();
  },
  onUnload() {
    backstage(this).live?.stop();
  },
  onPullDownRefresh() {
    void this.reload().finally(() => wx.stopPullDownRefresh());
  },
};

/** The page's own onLoad takes its query before the content is read, and finds the role known. */
function opening(own: unknown): (this: Ground, query: Record<string, string | undefined>) => void {
  return function (query) {
    backstage(this).enter = () => {
      if (typeof own === 'function') (own as (given: typeof query) => void).call(this, query);
    };
    if (mustAskRole(this)) setChanged(this, { rootFontSize: rootFontSize() });
    else begin(this);
    void this.reload();
  };
}

/** Both, the page's own first. */
function chained(own: unknown, ground: unknown): unknown {
  if (typeof own !== 'function') return ground;
  return function (this: object, ...args: unknown[]) {
    (own as (...args: unknown[]) => void).apply(this, args);
    (ground as (...args: unknown[]) => void).apply(this, args);
  };
}

/** Registers a page that stands on this ground. */
export function definePage<D extends DataOption, C extends CustomOption>(
  spec: C & { data: D } & Lifetimes & Hooks & ThisType<PageInstance<D, C>>,
): void {
  const own = spec as Record<string, unknown>;
  const common: CommonData = {
    rootFontSize: '16px',
    phase: 'loading',
    problem: NO_PROBLEM,
    offline: false,
    offlineText: OFFLINE_TEXT,
    busy: '',
    errors: {},
    message: NO_MESSAGE,
    assisting: '',
    actingRole: '',
    next: null,
    loadingMore: false,
  };
  const merged: Record<string, unknown> = { ...tools, ...own, data: { ...common, ...spec.data } };
  if (spec.live) merged.poll ??= keepUp;
  merged.onLoad = opening(own.onLoad);
  for (const [name, ground] of Object.entries(lifetimes)) merged[name] = chained(own[name], ground);
  Page(merged as WechatMiniprogram.Page.Options<CommonData, CustomOption>);
}
