/** Who is running what: the SDK sends the token of its invocation with every request, so requests find their caller. */
import { randomBytes, randomUUID } from 'node:crypto';
import type { Caller } from '../../types';

/** One request of a function to the database, for `GET /stats`. */
export interface RequestStat {
  action: string;
  collection?: string;
  plan?: string;
  docsExamined: number;
  keysExamined: number;
  returned: number;
  ms: number;
}

export interface Invocation {
  token: string;
  requestId: string;
  function: string;
  caller: Caller;
  /** How many functions called each other to get here. */
  depth: number;
  startedAt: number;
  ms?: number;
  failed?: boolean;
  requests: RequestStat[];
}

const KEPT = 2000;

export class Invocations {
  private readonly all = new Map<string, Invocation>();

  start(name: string, caller: Caller, depth: number): Invocation {
    const invocation: Invocation = {
      token: randomBytes(18).toString('base64url'),
      requestId: randomUUID(),
      function: name,
      caller,
      depth,
      startedAt: Date.now(),
      requests: [],
    };
    this.all.set(invocation.token, invocation);
    if (this.all.size > KEPT) this.all.delete(this.all.keys().next().value as string);
    return invocation;
  }

  finish(invocation: Invocation, failed: boolean): void {
    invocation.ms = Date.now() - invocation.startedAt;
    invocation.failed = failed;
  }

  byToken(token: unknown): Invocation | undefined {
    return typeof token === 'string' ? this.all.get(token) : undefined;
  }

  /** Finished invocations, newest last, without their tokens. */
  list(filter: { function?: string; requestId?: string; openid?: string }): object[] {
    return [...this.all.values()]
      .filter(
        (one) =>
          one.ms !== undefined &&
          (filter.function === undefined || one.function === filter.function) &&
          (filter.openid === undefined || one.caller.openid === filter.openid) &&
          (filter.requestId === undefined || one.requestId === filter.requestId),
      )
      .map((one) => ({
        requestId: one.requestId,
        function: one.function,
        openid: one.caller.openid,
        ms: one.ms,
        failed: one.failed,
        dbRequests: one.requests.filter(({ action }) => action.startsWith('database.')).length,
        docsExamined: one.requests.reduce((sum, { docsExamined }) => sum + docsExamined, 0),
        keysExamined: one.requests.reduce((sum, { keysExamined }) => sum + keysExamined, 0),
        requests: one.requests,
      }));
  }
}
