/** The one shape of a call of a cloud function and of its answer. */
import type { ActingAs } from './domain';

export interface CallEnvelope {
  action: string;
  input?: unknown;
  /** Made on the phone once per intention and kept over retries; required for commands. */
  requestId?: string;
  /** Which of the caller's own roles to act in. Checked against the database on every call. */
  as?: ActingAs;
}

export interface CallOk<T> {
  ok: true;
  data: T;
}

export interface CallFailed {
  ok: false;
  /** Stable, see cloudfunctions/core/errors.ts. */
  code: string;
  /** In Chinese: what happened and what to do now. */
  message: string;
  /** For asking back: the id under which the failure is in the logs. */
  requestId: string;
  /** Per input field, in Chinese. */
  fields?: Record<string, string>;
}

export type CallResult<T> = CallOk<T> | CallFailed;

/** One action of the contract. */
export interface Action<Input, Output> {
  input: Input;
  output: Output;
}

/** No input. */
export type Nothing = Record<string, never>;

/** A page of a list: `next` is handed back to get the following page, null at the end. */
export interface Paged<T> {
  items: T[];
  next: string | null;
}
