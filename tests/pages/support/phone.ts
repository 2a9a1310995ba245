/** A page as WeChat would run it, without its WXML: wx.* as far as pages use it, a scripted cloud, and what was asked of it. */
import type { CallEnvelope, CallResult } from '../../../typings/wire';

interface Asked extends CallEnvelope {
  fn: string;
}
type Answer = CallResult<unknown> | Error;

export interface RunningPage {
  data: Record<string, unknown>;
  setData(change: Record<string, unknown>): void;
  [member: string]: unknown;
}

/** As storage and page data do it; jsdom has no structuredClone. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

function setAt(data: Record<string, unknown>, path: string, value: unknown): void {
  const parts = path.split('.');
  const last = parts.pop() as string;
  let at = data;
  for (const part of parts) at = at[part] as Record<string, unknown>;
  at[last] = value;
}

/** One phone: its storage, its cloud, its calls. */
export class Phone {
  readonly storage = new Map<string, unknown>();
  readonly asked: Asked[] = [];
  /** Paths of uploads that the functions were told of; answered as long as there is a line. */
  readonly announced: string[] = [];
  readonly went: string[] = [];
  network = 'wifi';
  /** Gives the answer to a call, at once or later; an Error breaks the line. */
  answer: (asked: Asked) => Answer | Promise<CallResult<unknown>> = () => new Error('request:fail');
  readonly wx: Record<string, unknown>;

  constructor() {
    const navigate = ({ url }: { url: string }) => Promise.resolve(void this.went.push(url));
    this.wx = {
      getStorageSync: (key: string) => this.storage.get(key) ?? '',
      setStorageSync: (key: string, value: unknown) => void this.storage.set(key, copy(value)),
      removeStorageSync: (key: string) => void this.storage.delete(key),
      getStorageInfoSync: () => ({ keys: [...this.storage.keys()] }),
      getNetworkType: () => Promise.resolve({ networkType: this.network }),
      getAppBaseInfo: () => ({ fontSizeSetting: 16 }),
      showToast: () => Promise.resolve(),
      setNavigationBarTitle: () => Promise.resolve(),
      stopPullDownRefresh: () => Promise.resolve(),
      nextTick: (work: () => void) => work(),
      pageScrollTo: () => Promise.resolve(),
      requestSubscribeMessage: () => Promise.reject(new Error('refused')),
      navigateTo: navigate,
      redirectTo: navigate,
      reLaunch: navigate,
      cloud: {
        callFunction: ({ name, data }: { name: string; data: CallEnvelope }) => {
          if (data.action === 'announce') {
            this.announced.push((data.input as { path: string }).path);
            return Promise.resolve({ result: ok({ announced: true }) });
          }
          const asked = { fn: name, ...data };
          this.asked.push(asked);
          const answer = this.answer(asked);
          if (answer instanceof Error) return Promise.reject(answer);
          return Promise.resolve(answer).then((result) => ({ result }));
        },
      },
    };
    Object.assign(globalThis, { wx: this.wx, getCurrentPages: () => [{}] });
  }

  /** Opens a page of miniprogram/ with its query and lets it load. */
  async open(path: string, query: Record<string, string> = {}): Promise<RunningPage> {
    let spec: Record<string, unknown> = {};
    Object.assign(globalThis, {
      Page: (given: Record<string, unknown>) => {
        spec = given;
      },
    });
    jest.isolateModules(() => {
      jest.requireActual(`../../../miniprogram/${path}`);
    });
    const page: RunningPage = {
      ...spec,
      route: path,
      data: copy(spec.data as Record<string, unknown>),
      setData(change) {
        for (const [key, value] of Object.entries(change)) setAt(this.data, key, value);
      },
    };
    await run(page, 'onLoad', query);
    await settle();
    return page;
  }
}

/** Calls a handler as a component's event does. */
export function run(page: RunningPage, handler: string, argument?: unknown): Promise<unknown> {
  return Promise.resolve((page[handler] as (argument?: unknown) => unknown).call(page, argument));
}

export const event = (detail: object, dataset: object = {}): object => ({
  detail,
  currentTarget: { dataset },
});
export const ok = (data: unknown): CallResult<unknown> => ({ ok: true, data });
export const failed = (
  code: string,
  message = code,
  fields?: Record<string, string>,
): CallResult<unknown> => ({
  ok: false,
  code,
  message,
  requestId: 'trace-1',
  ...(fields ? { fields } : {}),
});

/** Lets promises and the pauses between retries pass. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 12; i++) await jest.advanceTimersByTimeAsync(500);
}
