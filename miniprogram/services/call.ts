/**
 * The one way to a cloud function. Queries are asked twice, commands three times with the same request id, so that a
 * broken line never makes two records out of one wish.
 */
import type { ActionName, FunctionName, Input, Output } from '../../typings/api/index';
import type { ActingAs } from '../../typings/domain';
import type { CallEnvelope, CallResult } from '../../typings/wire';
import { activeRole } from './session';

/** How long a person is asked to wait for one try. */
const TRY_TIMEOUT_MS = 15_000;
const RETRY_PAUSE_MS = 500;
const QUERY_RETRIES = 1;
const COMMAND_RETRIES = 2;

/** Failures on the way, in words; the functions send their own. */
const TRANSPORT_WORDS = {
  OFFLINE: '现在没有网络。请连上网络后再试，您填的内容不会丢',
  TIMEOUT: '网络太慢，没有等到结果。请再试一次，不会重复办理',
  UNREACHABLE: '暂时连不上服务。请稍等一会儿再试，您填的内容不会丢',
  NO_CLOUD: '微信版本太低，用不了这个小程序。请先更新微信',
} as const;
type TransportCode = keyof typeof TRANSPORT_WORDS;

/** Codes of functions after which the same request may simply be sent again. */
const RETRYABLE_CODES: readonly string[] = ['BUSY', 'INTERNAL'];

/** The only error that services throw: a stable code, and what to tell the person. */
export class CallError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly retryable: boolean,
    readonly fields: Record<string, string> = {},
    /** For asking back: under which the failure is in the logs. */
    readonly traceId: string = '',
  ) {
    super(message);
    this.name = 'CallError';
  }
}

export interface CallOptions {
  /** Makes the call a command. From `intent.ts`: one id per intention, kept over retries. */
  requestId?: string;
  /** For what was begun in an earlier role: a repeated request must name the same one. Left out: the active role. */
  as?: ActingAs | null;
}

/** A random text of 32 characters from 0-9a-z. */
export function randomId(): string {
  let id = '';
  while (id.length < 32) id += Math.random().toString(36).slice(2);
  return id.slice(0, 32);
}

function transportError(code: TransportCode): CallError {
  return new CallError(code, TRANSPORT_WORDS[code], code !== 'NO_CLOUD');
}

async function online(): Promise<boolean> {
  try {
    return (await wx.getNetworkType()).networkType !== 'none';
  } catch {
    return true;
  }
}

/** Names a failure of the line itself. */
async function transportFailure(cause: unknown): Promise<CallError> {
  if (cause instanceof CallError) return cause;
  if (!(await online())) return transportError('OFFLINE');
  const text = String((cause as { errMsg?: string } | null)?.errMsg ?? cause);
  return transportError(/time.?out/i.test(text) ? 'TIMEOUT' : 'UNREACHABLE');
}

function withTimeout<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(transportError('TIMEOUT')), TRY_TIMEOUT_MS);
    const settle = (finish: () => void) => {
      clearTimeout(timer);
      finish();
    };
    work.then(
      (value) => settle(() => resolve(value)),
      (cause: unknown) => settle(() => reject(cause)),
    );
  });
}

async function sendOnce<T>(fn: string, envelope: CallEnvelope): Promise<T> {
  let result: CallResult<T> | undefined;
  try {
    if (!wx.cloud) throw transportError('NO_CLOUD');
    const answer = await withTimeout(Promise.resolve(wx.cloud.callFunction({ name: fn, data: envelope })));
    result = answer.result as CallResult<T> | undefined;
  } catch (cause) {
    throw await transportFailure(cause);
  }
  if (!result) throw transportError('UNREACHABLE');
  if (result.ok) return result.data;
  const retryable = RETRYABLE_CODES.includes(result.code);
  throw new CallError(result.code, result.message, retryable, result.fields, result.requestId);
}

/** Longer with each try, and never the same for all phones of a village that come back online together. */
function pause(tries: number): Promise<void> {
  const ms = RETRY_PAUSE_MS * 2 ** tries * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Calls an action of the contract in the active role. Fails with a CallError and nothing else. */
export async function call<F extends FunctionName, A extends ActionName<F>>(
  fn: F,
  action: A,
  input: Input<F, A>,
  options: CallOptions = {},
): Promise<Output<F, A>> {
  const role = options.as === undefined ? activeRole() : options.as;
  const envelope: CallEnvelope = {
    action,
    input,
    ...(options.requestId ? { requestId: options.requestId } : {}),
    ...(role ? { as: role } : {}),
  };
  const retries = options.requestId ? COMMAND_RETRIES : QUERY_RETRIES;
  for (let tries = 0; ; tries++) {
    try {
      return await sendOnce<Output<F, A>>(fn, envelope);
    } catch (cause) {
      const error = cause as CallError;
      if (!error.retryable || tries >= retries) throw error;
      await pause(tries);
    }
  }
}

/** Any thrown thing as the error type that pages know. */
export function asCallError(cause: unknown): CallError {
  if (cause instanceof CallError) return cause;
  return new CallError('PAGE_FAULT', '这个页面出了点问题。请返回后再试，如果一直这样请联系村残协', true);
}
