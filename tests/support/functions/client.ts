/** Calls the functions as a phone does, and looks into the database as only a test may. */
import { randomBytes } from 'node:crypto';
import { EJSON } from 'bson';
import type { CloudError, OutboxEntry, RunningLocal } from '../../../local/types';
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

interface Answer {
  result?: CallResult<unknown>;
  errMsg?: string;
}

/** Letters, so that the SDK does not turn it into a number. */
export function newRequestId(): string {
  return `req-${randomBytes(12).toString('hex')}`;
}

export class Client {
  /** `local`: the cloud runs in this process, and is called and looked into without HTTP. */
  constructor(
    readonly url: string,
    private readonly local?: Pick<RunningLocal, 'ask' | 'cloud' | 'documents'>,
  ) {}

  /** One event as it is: for malformed ones. An answer that is not of the wire shape is an error. */
  async send(openid: string, fn: string, event: unknown): Promise<CallResult<unknown>> {
    const answer = await this.answerTo(openid, fn, event);
    if (typeof answer.result?.ok !== 'boolean') throw new Error(`no answer: ${JSON.stringify(answer)}`);
    return answer.result;
  }

  private async answerTo(openid: string, fn: string, event: unknown): Promise<Answer> {
    if (this.local)
      return this.local.cloud
        .callFunction(fn, event, { openid })
        .catch(({ errMsg }: CloudError) => ({ errMsg })) as Promise<Answer>;
    const response = await fetch(`${this.url}/functions/${fn}`, {
      method: 'POST',
      headers: { 'x-wx-openid': openid },
      body: JSON.stringify(event),
    });
    return (await response.json()) as Answer;
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

  /** Requests to the database of each call of this user to a function, the newest last. */
  async costs(fn: FunctionName, openid: string): Promise<number[]> {
    const response = await fetch(`${this.url}/stats?function=${fn}&openid=${openid}`);
    return ((await response.json()) as { dbRequests: number }[]).map(({ dbRequests }) => dbRequests);
  }

  /** All documents of a collection (or those with these values), without passing through a function. */
  async all<C extends CollectionName>(
    collection: C,
    where: Record<string, unknown> = {},
  ): Promise<Collections[C][]> {
    if (this.local)
      return this.local.documents(collection, JSON.stringify(where)) as unknown as Collections[C][];
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

  /** Puts a document in the place of the one with its id, as only a test may. */
  async put<C extends CollectionName>(collection: C, { _id, ...rest }: Collections[C]): Promise<void> {
    const body = JSON.stringify({
      action: 'database.modifyDocument',
      collectionName: collection,
      query: JSON.stringify({ _id }),
      data: EJSON.stringify(rest, { relaxed: false }),
      multi: false,
      merge: false,
      upsert: true,
    });
    const answer = this.local
      ? await this.local.ask(body)
      : await (await fetch(`${this.url}/admin`, { method: 'POST', body })).text();
    const { code, message } = JSON.parse(answer ?? '{}') as { code?: string; message?: string };
    if (code !== undefined) throw new Error(`put ${collection} ${_id}: ${message ?? code}`);
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
