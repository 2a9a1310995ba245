import type { ScreenData } from '../../../typings/api/dashboard';
import { LONGEST_MS, nextDelay } from './backoff';
import { ask, type Answer } from './request';

/** An answer that takes longer counts as none. */
const TIMEOUT_MS = 8_000;

export interface PollerEvents {
  /** A new picture. */
  data(data: ScreenData): void;
  /** The picture on the screen was right at this time. */
  confirmed(at: number): void;
  /** No good answer; `failures` in a row. */
  failed(failures: number): void;
  /** The link was revoked or never existed. */
  refused(): void;
}

export interface Poller {
  start(): void;
  stop(): void;
}

/** Keeps the picture fresh for weeks: one request at a time, slower when hidden or failing, at once when the network is back. */
export function createPoller(url: string, token: string, events: PollerEvents): Poller {
  let timer = 0;
  let running: AbortController | null = null;
  let stopped = true;
  let etag: string | null = null;
  let failures = 0;

  async function askInTime(signal: AbortSignal): Promise<Answer> {
    try {
      return await ask({ url, token, etag, signal });
    } catch {
      return { kind: 'failed', retryAfterMs: 0 };
    }
  }

  /** Tells the screen and returns the pause until the next request. */
  function take(answer: Answer): number {
    if (answer.kind === 'refused') {
      etag = null;
      failures = 0;
      events.refused();
      return LONGEST_MS;
    }
    failures = answer.kind === 'failed' ? failures + 1 : 0;
    if (answer.kind === 'failed') {
      events.failed(failures);
    } else {
      if (answer.kind === 'data') {
        etag = answer.etag;
        events.data(answer.data);
      }
      events.confirmed(answer.at ?? Date.now());
    }
    return nextDelay({ failures, hidden: document.hidden, askedMs: answer.retryAfterMs, random: Math.random() });
  }

  async function run(): Promise<void> {
    if (running || stopped) return;
    clearTimeout(timer);
    const request = new AbortController();
    running = request;
    const timeout = setTimeout(() => request.abort(), TIMEOUT_MS);
    const answer = await askInTime(request.signal);
    clearTimeout(timeout);
    running = null;
    if (!stopped) timer = window.setTimeout(() => void run(), take(answer));
  }

  const wake = (): void => {
    if (!document.hidden) void run();
  };

  return {
    start() {
      stopped = false;
      window.addEventListener('online', wake);
      document.addEventListener('visibilitychange', wake);
      void run();
    },
    stop() {
      stopped = true;
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      clearTimeout(timer);
      running?.abort();
    },
  };
}
