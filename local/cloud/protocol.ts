/** The protocol that wx-server-sdk speaks: one address, a JSON body with an `action`, errors as `{code, message}`. */
import { randomUUID } from 'node:crypto';
import { newCost, type Cost, type Database } from './database/database';
import { decode, decodeDoc, encode } from './database/ejson';
import type { Doc } from './database/values';
import { CallError, messageOf, ProtocolError } from './errors';
import { BrokenConnection, type Faults } from './faults';
import type { Files } from './files';
import type { Invocation, Invocations } from './functions/invocations';
import type { FunctionRunner } from './functions/runner';
import type { Logs } from './logs';
import { callOpenApi } from './openapi/openapi';
import type { Outbox } from './openapi/outbox';
import type { MessagePush } from './openapi/push';

export interface ProtocolParts {
  database: Database;
  files: Files;
  runner: () => FunctionRunner;
  outbox: Outbox;
  messagePush: MessagePush;
  invocations: Invocations;
  logs: Logs;
  faults: Faults;
}

export type Params = Record<string, unknown>;
type Reply = Record<string, unknown> | Buffer;
type Action = (
  params: Params,
  call: { invocation: Invocation | undefined; cost: Cost; parts: ProtocolParts },
) => Reply | Promise<Reply>;

/** Answers one request of the SDK; a Buffer is a protobuf message. */
export async function answerAction(params: Params, parts: ProtocolParts): Promise<Reply> {
  const requestId = randomUUID();
  const invocation = parts.invocations.byToken(params.wxCloudApiToken);
  const name = String(params.action);
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  const cost = newCost();
  const startedAt = performance.now();
  try {
    if (!action) throw new ProtocolError('INVALID_PARAM', `the local cloud does not know the action ${name}`);
    const fault = parts.faults.take(name);
    if (fault?.how === 'refused') throw new BrokenConnection();
    if (fault?.how === 'killed') {
      parts.runner().kill(invocation?.function ?? '', invocation?.requestId ?? '');
      throw new BrokenConnection();
    }
    if (fault?.how === 'full') throw new ProtocolError('DATABASE_REQUEST_FAILED', 'database or disk is full');
    if (fault?.how === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    const reply = await action(params, { invocation, cost, parts });
    if (fault?.how === 'lost') throw new BrokenConnection();
    return Buffer.isBuffer(reply) ? reply : { requestId, ...reply };
  } catch (error) {
    if (error instanceof BrokenConnection) throw error;
    return { requestId, ...toReply(error, params, parts) };
  } finally {
    invocation?.requests.push({
      action: String(params.action),
      ...(typeof params.collectionName === 'string' ? { collection: params.collectionName } : {}),
      ...(cost.plan ? { plan: cost.plan } : {}),
      docsExamined: cost.docs,
      keysExamined: cost.keys,
      returned: cost.returned,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
    });
  }
}

function toReply(error: unknown, params: Params, parts: ProtocolParts): { code: string; message: string } {
  if (error instanceof ProtocolError) return { code: error.code, message: error.message };
  if (error instanceof CallError)
    return { code: 'FUNCTIONS_EXECUTE_FAIL', message: `${error.errCode} ${error.detail}` };
  // Not a refusal but a fault of this server: it must be seen.
  parts.logs.add({
    level: 'error',
    text: `${String(params.action)}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
  });
  return { code: 'SYS_ERR', message: messageOf(error) };
}

function text(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string' || value === '')
    throw new ProtocolError('INVALID_PARAM', `${name} is missing`);
  return value;
}

function doc(params: Params, name: string): Doc {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? decodeDoc(value) : {};
}

function optionalDoc(params: Params, name: string): Doc | undefined {
  return params[name] === undefined ? undefined : doc(params, name);
}

function count(params: Params, name: string): number | undefined {
  const value = params[name];
  if (value === undefined) return undefined;
  if (!Number.isInteger(value) || (value as number) < 0)
    throw new ProtocolError('INVALID_PARAM', `${name} must be a whole number from 0`);
  return value as number;
}

/** The transaction, which only operations on one document may use. */
function transaction(params: Params): string | undefined {
  const id = params.transactionId;
  if (typeof id !== 'string' || id === '') return undefined;
  if (params.queryType === 'WHERE') {
    throw new ProtocolError('INVALID_PARAM', 'where() is not supported in a transaction; use doc(id)');
  }
  return id;
}

const ACTIONS: Record<string, Action> = {
  'database.addCollection': (params, { parts }) => {
    parts.database.store.createCollection(text(params, 'collectionName'));
    return {};
  },

  'database.insertDocument': async (params, { parts }) => {
    const texts = params.data;
    if (!Array.isArray(texts)) throw new ProtocolError('INVALID_PARAM', 'data must be a list of documents');
    const docs = texts.map((item) => decodeDoc(String(item)));
    const insertedIds = await parts.database.insert(
      text(params, 'collectionName'),
      docs,
      transaction(params),
    );
    return { data: { insertedIds } };
  },

  'database.getDocument': (params, { parts, cost }) => {
    const [name, query, projection] = [
      text(params, 'collectionName'),
      doc(params, 'query'),
      optionalDoc(params, 'projection'),
    ];
    const id = transaction(params);
    const found = id
      ? parts.database.readInTransaction(name, query, projection, id)
      : parts.database.findContents(
          name,
          {
            query,
            projection,
            sort: optionalDoc(params, 'order'),
            skip: count(params, 'offset'),
            limit: count(params, 'limit'),
          },
          cost,
        );
    return { data: { list: found.map((one) => one.text) } };
  },

  'database.calculateDocument': (params, { parts, cost }) => ({
    data: { total: parts.database.count(text(params, 'collectionName'), doc(params, 'query'), cost) },
  }),

  'database.modifyDocument': async (params, { parts, cost }) => {
    const [name, query, data] = [text(params, 'collectionName'), doc(params, 'query'), doc(params, 'data')];
    const id = transaction(params);
    if (params.merge === false) {
      const { updated, upsertId } = await parts.database.set(name, query, data, id);
      return { data: { updated, ...(upsertId === undefined ? {} : { upsert_id: upsertId }) } };
    }
    const updated = await parts.database.update(name, query, data, params.multi === true, cost, id);
    return { data: { updated } };
  },

  'database.removeDocument': async (params, { parts, cost }) => {
    const [name, query] = [text(params, 'collectionName'), doc(params, 'query')];
    return {
      data: {
        deleted: await parts.database.remove(name, query, params.multi === true, cost, transaction(params)),
      },
    };
  },

  'database.aggregateDocuments': (params, { parts, cost }) => {
    if (!Array.isArray(params.stages)) throw new ProtocolError('INVALID_PARAM', 'stages must be a list');
    const stages = (params.stages as { stageKey: string; stageValue: string }[]).map(
      ({ stageKey, stageValue }) => ({
        [stageKey]: decode(stageValue),
      }),
    );
    return {
      data: { list: parts.database.aggregate(text(params, 'collectionName'), stages, cost).map(encode) },
    };
  },

  'database.startTransaction': (_params, { parts, invocation }) => ({
    transactionId: parts.database.transactions.start(invocation?.token ?? ''),
  }),

  'database.commitTransaction': (params, { parts }) => {
    parts.database.transactions.commit(text(params, 'transactionId'));
    return {};
  },

  'database.abortTransaction': (params, { parts }) => {
    parts.database.transactions.abort(text(params, 'transactionId'));
    return {};
  },

  'functions.invokeFunction': async (params, { parts, invocation }) => {
    const event: unknown = params.request_data ? JSON.parse(String(params.request_data)) : {};
    const outer = invocation?.caller ?? { openid: '', source: '' };
    const source = [outer.source ?? 'wx_client', 'scf'].filter(Boolean).join(',');
    const result = await parts
      .runner()
      .call(
        text(params, 'function_name'),
        event,
        { ...outer, source },
        invocation ? { parent: invocation } : {},
      );
    return { data: { response_data: result.text } };
  },

  'storage.getUploadMetadata': (params, { parts, invocation }) => ({
    data: parts.files.uploadTicket(text(params, 'path'), invocation?.caller.openid ?? ''),
  }),

  'storage.batchGetDownloadUrl': (params, { parts }) => ({
    data: { download_list: parts.files.links(params.file_list as { fileid: string; max_age?: number }[]) },
  }),

  'storage.batchDeleteFile': (params, { parts }) => ({
    data: { delete_list: parts.files.remove(params.fileid_list as string[]) },
  }),

  'wx.openApi': (params, { parts, invocation }) =>
    callOpenApi(parts.outbox, {
      api: text(params, 'apiName'),
      requestData: params.requestData as Buffer,
      permitted: invocation ? parts.runner().config(invocation.function).openapi : undefined,
      push: (push) => parts.messagePush.add(push, invocation),
    }),
};
