/** Calls the functions as a phone does, and looks into the database as only a test may. */
import { randomBytes } from 'node:crypto';
import { EJSON } from 'bson';
import type { OutboxEntry } from '../../../local/types';
import type { CollectionName, Collections } from '../../../cloudfunctions/core/collections';
import type { ErrorCode } from '../../../cloudfunctions/core/errors';
import type { ActionName, FunctionName, Input, Output } from '../../../typings/api';
import type { ActingAs } from '../../../typings/domain';
import type { CallFailed, CallResult } from '../../../typings/wire';
import schema from '../../../cloudfunctions/schema.json';

export interface CallOptions {
  as?: ActingAs;
  requestId?: string;
}

export type Dump = Record<CollectionName, Record<string, unknown>[]>;

const PAGE = 1000;

/** Letters, so that the SDK does not turn it into a number. */
export function newRequestId(): string {
  return `req-${randomBytes(12).toString('hex')}`;
}

export class Client {
  constructor(readonly url: string) {}

  /** One event as it is: for malformed ones. An answer that is not of the wire shape is an error. */
  async send(openid: string, fn: string, event: unknown): Promise<CallResult<unknown>> {
    const response = await fetch(`${this.url}/functions/${fn}`, {
      method: 'POST',
      headers: { 'x-wx-openid': openid },
      body: JSON.stringify(event),
    });
    const answer = (await response.json()) as { result?: CallResult<unknown>; errMsg?: string };
    if (typeof answer.result?.ok !== 'boolean') throw new Error(`no answer: ${JSON.stringify(answer)}`);
    return answer.result;
  }

  async call<F extends FunctionName, A extends ActionName<F>>(
    openid: string,
    fn: F,
    action: A,
    input: Input<F, A>,
    { as, requestId = newRequestId() }: CallOptions = {},
  ): Promise<CallResult<Output<F, A>>> {
    const event = { action, input, requestId, ...(as ? { as } : {}) };
    return (await this.send(openid, fn, event)) as CallResult<Output<F, A>>;
  }

  /** The data of a call that must succeed. */
  async ok<F extends FunctionName, A extends ActionName<F>>(
    openid: string,
    fn: F,
    action: A,
    input: Input<F, A>,
    options?: CallOptions,
  ): Promise<Output<F, A>> {
    const answer = await this.call(openid, fn, action, input, options);
    if (!answer.ok) throw new Error(`${fn}.${action}: ${JSON.stringify(answer)}`);
    return answer.data;
  }

  /** The refusal of a call that must fail with this code, in Chinese words. */
  async refused<F extends FunctionName, A extends ActionName<F>>(
    code: ErrorCode,
    openid: string,
    fn: F,
    action: A,
    input: unknown,
    options?: CallOptions,
  ): Promise<CallFailed> {
    const answer = await this.call(openid, fn, action, input as Input<F, A>, options);
    if (answer.ok) throw new Error(`${fn}.${action} was not refused: ${JSON.stringify(answer.data)}`);
    expect({ code: answer.code, message: answer.message }).toEqual({
      code,
      message: expect.stringMatching(/^[\u3000-\u9fff\uff00-\uffef「」\w\s:]+$/) as string,
    });
    expect(answer.message).toMatch(/[\u4e00-\u9fff]{4}/);
    return answer;
  }

  /** All documents of a collection (or those with these values), without passing through a function. */
  async all<C extends CollectionName>(
    collection: C,
    where: Record<string, string> = {},
  ): Promise<Collections[C][]> {
    const docs: Collections[C][] = [];
    for (;;) {
      const response = await fetch(`${this.url}/admin`, {
        method: 'POST',
        body: JSON.stringify({
          action: 'database.getDocument',
          collectionName: collection,
          queryType: 'WHERE',
          query: JSON.stringify(where),
          order: JSON.stringify({ _id: 1 }),
          offset: docs.length,
          limit: PAGE,
        }),
      });
      const answer = (await response.json()) as { data?: { list: string[] }; message?: string };
      if (!answer.data) throw new Error(`${collection}: ${answer.message ?? 'no data'}`);
      docs.push(...answer.data.list.map((doc) => EJSON.parse(doc) as unknown as Collections[C]));
      if (answer.data.list.length < PAGE) return docs;
    }
  }

  /** One document that must be there. */
  async one<C extends CollectionName>(collection: C, id: string): Promise<Collections[C]> {
    const [found] = await this.all(collection, { _id: id });
    if (!found) throw new Error(`${collection} has no ${id}`);
    return found;
  }

  /** The whole database but what records calls: the audit and denials in it, and how often each user called. */
  async dump(leaveOut: CollectionName[] = ['audit']): Promise<Dump> {
    const names = (Object.keys(schema.collections) as CollectionName[]).filter(
      (name) => !leaveOut.includes(name),
    );
    const lists = await Promise.all(
      names.map(async (name) => {
        const docs = await this.all(name);
        return [name, docs.filter(({ _id }) => !_id.startsWith('rate:'))] as const;
      }),
    );
    return Object.fromEntries(lists) as unknown as Dump;
  }

  /** Messages and other openapi calls that functions made. */
  async outbox(openid?: string): Promise<OutboxEntry[]> {
    const query = openid === undefined ? '' : `?openid=${encodeURIComponent(openid)}`;
    return (await (await fetch(`${this.url}/outbox${query}`)).json()) as OutboxEntry[];
  }

  async logs(): Promise<string> {
    return (await fetch(`${this.url}/logs`)).text();
  }
}
