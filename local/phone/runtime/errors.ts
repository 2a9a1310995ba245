/** Errors are never silent: console, `window.__phone.errors`, and a box over the phone. */

export interface PhoneError {
  message: string;
  stack?: string;
  where: string;
}

/** All errors since the start, oldest first. */
export const errors: PhoneError[] = [];

type Listener = (error: PhoneError) => void;
const listeners: Listener[] = [];

/** Calls back for every error to come. */
export function onError(listener: Listener): void {
  listeners.push(listener);
}

/** Records an error and shows it. */
export function reportError(error: unknown, where: string): void {
  const { message, stack } = error instanceof Error ? error : new Error(describe(error));
  const entry = { message, stack, where };
  errors.push(entry);
  console.error(`[${where}]`, error);
  listeners.forEach((listener) => listener(entry));
}

function describe(error: unknown): string {
  if (typeof error === 'string') return error;
  const { errMsg } = (error ?? {}) as { errMsg?: unknown };
  if (typeof errMsg === 'string') return errMsg;
  try {
    return JSON.stringify(error);
  } catch {
    return String(error);
  }
}

/** Runs a function of the mini-program; what it throws is reported and does not stop the phone. */
export function guard<T>(where: string, work: () => T): T | undefined {
  try {
    const result = work();
    if (result instanceof Promise) result.catch((error) => reportError(error, where));
    return result;
  } catch (error) {
    reportError(error, where);
    return undefined;
  }
}
