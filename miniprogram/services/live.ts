/**
 * Keeps a shown page up to date: asks every few seconds while it is visible, waits longer while asking fails, stops when
 * the page is hidden. One question at a time, however slow the line is.
 */
const INTERVAL_MS = 3_000;
const LONGEST_PAUSE_MS = 30_000;

export interface LiveOptions {
  /** Asks once and shows what changed. Failing means asking later. */
  ask: () => Promise<void>;
  intervalMs?: number;
  /** Told when asking begins to fail and when it works again. */
  onTrouble?: (error: unknown) => void;
  onRecovered?: () => void;
}

export interface Live {
  start(): void;
  stop(): void;
}

/** A polling loop that is not running yet. */
export function createLive({ ask, intervalMs = INTERVAL_MS, onTrouble, onRecovered }: LiveOptions): Live {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running = false;
  let failures = 0;
  /** Answers of an earlier showing of the page do not restart the loop. */
  let round = 0;

  const next = (): void => {
    const pause = Math.min(intervalMs * 2 ** failures, Math.max(LONGEST_PAUSE_MS, intervalMs));
    timer = setTimeout(() => void once(round), pause);
  };

  const once = async (mine: number): Promise<void> => {
    try {
      await ask();
      if (mine !== round) return;
      if (failures > 0) onRecovered?.();
      failures = 0;
    } catch (error) {
      if (mine !== round) return;
      if (failures === 0) onTrouble?.(error);
      failures += 1;
    }
    if (running && mine === round) next();
  };

  return {
    start() {
      if (running) return;
      running = true;
      round += 1;
      failures = 0;
      next();
    },
    stop() {
      running = false;
      round += 1;
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
