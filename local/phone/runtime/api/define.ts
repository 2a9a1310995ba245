/** How every wx.* function is made: callbacks and promises, errMsg as WeChat writes them, loud failure. */
import { guard, reportError } from '../errors';

type Options = Record<string, any>;
type Callback = (result: unknown) => void;

/** A failure that the mini-program sees as `name:fail reason`. */
export class ApiError extends Error {
  constructor(
    readonly reason: string,
    /** Further fields of the error object, e.g. errCode or errno. */
    readonly fields: Record<string, unknown> = {},
  ) {
    super(reason);
  }
}

const registry: Record<string, unknown> = {};

/** Adds functions to wx. */
export function register(functions: Record<string, unknown>): void {
  Object.assign(registry, functions);
}

/** True when this phone has wx.`name`. */
export function has(name: string): boolean {
  return name in registry;
}

function failure(name: string, error: unknown): Record<string, unknown> {
  if (error instanceof ApiError) return { errMsg: `${name}:fail ${error.reason}`, ...error.fields };
  const { errMsg, message } = (error ?? {}) as { errMsg?: string; message?: string };
  if (errMsg) return error as Record<string, unknown>;
  return { errMsg: `${name}:fail ${message ?? String(error)}` };
}

/** Makes an asynchronous wx function of an implementation that answers or throws. */
export function asyncApi<O extends Options, R>(
  name: string,
  run: (options: O) => R | Promise<R>,
): (options?: O) => Promise<unknown> | undefined {
  return (options = {} as O) => {
    const { success, fail, complete } = options as {
      success?: Callback;
      fail?: Callback;
      complete?: Callback;
    };
    const outcome = (async () => {
      try {
        const result = await run(options);
        const isObject = typeof result === 'object' && result !== null && !(result instanceof ArrayBuffer);
        return { ok: true, value: { errMsg: `${name}:ok`, ...(isObject ? (result as object) : {}) } };
      } catch (error) {
        if (!(error instanceof ApiError) && error instanceof Error) reportError(error, `wx.${name}`);
        return { ok: false, value: failure(name, error) };
      }
    })();
    if (!success && !fail && !complete) {
      return outcome.then(({ ok, value }) => (ok ? value : Promise.reject(value)));
    }
    void outcome.then(({ ok, value }) => {
      const callback = ok ? success : fail;
      if (callback) guard(`wx.${name}`, () => callback(value));
      if (complete) guard(`wx.${name}`, () => complete(value));
    });
    return undefined;
  };
}

/** Adds asynchronous functions to wx by their names. */
export function registerAsync(functions: Record<string, (options: any) => unknown>): void {
  for (const [name, run] of Object.entries(functions)) registry[name] = asyncApi(name, run);
}

/** A list of listeners with the `on*`/`off*` pair that wx gives them. */
export class Listeners<T> {
  private readonly list: ((value: T) => void)[] = [];

  /** `wx.on<name>` and `wx.off<name>`. */
  register(name: string): this {
    registry[`on${name}`] = (listener: (value: T) => void) => {
      if (typeof listener === 'function') this.list.push(listener);
    };
    registry[`off${name}`] = (listener?: (value: T) => void) => {
      if (listener) this.list.splice(0, this.list.length, ...this.list.filter((item) => item !== listener));
      else this.list.length = 0;
    };
    return this;
  }

  emit(value: T): void {
    [...this.list].forEach((listener) => guard('wx.on*', () => listener(value)));
  }

  get size(): number {
    return this.list.length;
  }
}

function missing(name: string): () => never {
  return () => {
    const error = new Error(`wx.${name} 在这部手机上还没有实现（local/phone）`);
    reportError(error, `wx.${name}`);
    throw error;
  };
}

/** The object `wx`: what is not there fails with its name, also inside libraries that would swallow it. */
export function createWx(): Record<string, unknown> {
  return new Proxy(registry, {
    get: (target, name) => {
      if (typeof name !== 'string' || name in target || !/^[a-z]\w+$/.test(name))
        return Reflect.get(target, name);
      if (name === 'then' || name === 'toJSON') return undefined;
      return missing(name);
    },
  });
}
