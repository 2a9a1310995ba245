/** Knows when nothing is in flight, so that tests never sleep. */

let busy = 0;
const waiting: (() => void)[] = [];
/** Rendering and promise callbacks after the last answer run within this time. */
const SETTLE_MS = 30;

/** Counts a piece of work as in flight until it ends. */
export async function track<T>(work: Promise<T>): Promise<T> {
  busy += 1;
  try {
    return await work;
  } finally {
    busy -= 1;
    if (busy === 0) setTimeout(settle, SETTLE_MS);
  }
}

function settle(): void {
  if (busy > 0) return;
  waiting.splice(0).forEach((done) => done());
}

/** Resolves when no cloud call, request or navigation is in flight. */
export function idle(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (busy === 0) setTimeout(settle, SETTLE_MS);
  });
}
