import { clockSeconds, clockTime, longDate } from '../format/time';
import { byId, setText } from './dom';

export interface NowView {
  /** The picture was right at this (server's) time. */
  confirmed(at: number): void;
  failed(): void;
  /** Draws the clock; returns the time shown. */
  tick(): number;
}

/** Clock, connection and "data as of". The server's clock counts, since displays in offices are often set wrong. */
export function createNow(): NowView {
  let ahead = 0;
  const now = (): number => Date.now() + ahead;

  function tick(): number {
    setText(byId('clock'), clockTime(now()));
    setText(byId('date'), longDate(now()));
    return now();
  }

  return {
    tick,
    confirmed(at) {
      // Date headers are whole seconds: smaller differences are no differences.
      const difference = at - Date.now();
      ahead = Math.abs(difference) < 2_000 ? 0 : difference;
      document.body.dataset.link = 'up';
      setText(byId('state-text'), '实时更新中');
      setText(byId('asof'), clockSeconds(at));
      tick();
    },
    failed() {
      document.body.dataset.link = 'down';
      setText(byId('state-text'), '网络断开，正在重连');
    },
  };
}
