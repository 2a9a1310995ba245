/**
 * The two kinds of failure that leave the local cloud: one in the words of the SDK protocol (a string `code`), one in the
 * words of `wx.cloud` (a number `errCode`).
 */
import type { CloudError } from '../types';

/** Codes that wx-server-sdk 4.0.2 maps to a number of its own; everything else becomes -501001. */
export type ProtocolCode =
  | 'INVALID_PARAM'
  | 'SYS_ERR'
  | 'DATABASE_REQUEST_FAILED'
  | 'DATABASE_COLLECTION_NOT_EXIST'
  | 'DATABASE_TRANSACTION_CONFLICT'
  | 'DATABASE_TRANSACTION_FAIL'
  | 'STORAGE_REQUEST_FAIL'
  | 'STORAGE_FILE_NONEXIST'
  | 'STORAGE_EXCEED_AUTHORITY'
  | 'FUNCTIONS_REQUEST_FAIL'
  | 'FUNCTIONS_EXECUTE_FAIL';

/** A refusal that the SDK receives as `{code, message}`. */
export class ProtocolError extends Error {
  constructor(
    readonly code: ProtocolCode,
    message: string,
  ) {
    super(message);
    this.name = 'ProtocolError';
  }
}

/** A database request that MongoDB itself would refuse. */
export function databaseError(message: string): ProtocolError {
  return new ProtocolError('DATABASE_REQUEST_FAILED', message);
}

/** What `wx.cloud.callFunction` rejects with, as an Error so that it carries a stack in our own logs. */
export class CallError extends Error implements CloudError {
  readonly errMsg: string;

  constructor(
    readonly errCode: number,
    /** The text of the function or of the service, without WeChat's wrapping. */
    readonly detail: string,
    label: string,
  ) {
    super(detail);
    this.name = 'CallError';
    this.errMsg =
      `cloud.callFunction:fail Error: errCode: ${errCode} ${label} | errMsg: ` +
      `cloud function service error code ${errCode}, error message ${detail}; at cloud.callFunction api; `;
  }
}

/** Numbers of the real service, as `wx.cloud.callFunction` shows them. */
export const CALL_ERROR = {
  notFound: { code: -501000, label: 'resource not found' },
  tooLarge: { code: -501007, label: 'invalid parameters' },
  failed: { code: -504002, label: 'functions execute fail' },
  timeout: { code: -504003, label: 'functions time limit exceeded' },
} as const;

/** Makes a CallError of one of the known kinds. */
export function callError(kind: keyof typeof CALL_ERROR, detail: string): CallError {
  return new CallError(CALL_ERROR[kind].code, detail, CALL_ERROR[kind].label);
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
