/** A function that is ended by its time-out can write nothing any more: what is still running is noted shortly before. */

/** What CloudBase gives a function beside the event. */
export interface FunctionContext {
  /** After so many ms the call is ended, whatever it is doing. */
  time_limit_in_ms?: number;
}

/** The main function of a cloud function. Whatever stands before it has to hand the context on. */
export type Main = (event: unknown, context: FunctionContext | undefined) => Promise<unknown>;

/** Enough for one line to the database. */
const BEFORE_MS = 2000;

/** What `note` is told to write down. */
class NearTimeLimit extends Error {
  constructor() {
    super('still running shortly before its time limit');
    this.name = 'NearTimeLimit';
  }
}

/** Does `note` if the work has not ended shortly before its time limit; the function given back says that it has. */
export function noteBeforeTimeLimit(
  context: FunctionContext | undefined,
  note: (reason: NearTimeLimit) => Promise<void>,
): () => void {
  const limit = context?.time_limit_in_ms;
  if (typeof limit !== 'number') return () => undefined;
  const timer = setTimeout(() => void note(new NearTimeLimit()), Math.max(0, limit - BEFORE_MS));
  // A worker that has nothing else to do may end.
  timer.unref();
  return () => clearTimeout(timer);
}
