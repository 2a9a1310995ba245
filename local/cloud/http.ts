/** The table of addresses of the local cloud. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller } from '../types';
import { CallError, callError, ProtocolError } from './errors';
import { BrokenConnection, FAULT_KINDS, type Fault } from './faults';
import { BodyTooLargeError, header, readBody, sendJson, sendJsonText } from './http-tools';
import { serveHttpAccess } from './http-access';
import { MAX_EVENT_BYTES } from './functions/runner';
import { readMultipart } from './multipart';
import type { Script } from './openapi/outbox';
import { answerAction, type Params } from './protocol';
import type { CloudParts } from './cloud';

/** The SDK sends files apart, but a write of many documents can be large. */
const MAX_ADMIN_BYTES = 64 * 1024 * 1024;

type Route = (req: IncomingMessage, res: ServerResponse, url: URL, parts: CloudParts) => Promise<void> | void;

const ROUTES: [method: string, prefix: string, route: Route][] = [
  ['GET', '/healthz', (_req, res) => sendJson(res, 200, { ok: true })],
  ['POST', '/admin', admin],
  ['POST', '/functions/', callFunction],
  ['*', '/http/', (req, res, url, parts) => serveHttpAccess(req, res, url, parts.runner())],
  ['*', '/files/', (req, res, url, parts) => parts.files.handle(req, res, url)],
  ['POST', '/outbox/script', script],
  ['DELETE', '/outbox/script', clearScripts],
  ['GET', '/outbox', outbox],
  ['POST', '/faults', setFault],
  ['DELETE', '/faults', clearFaults],
  ['POST', '/timers/', fireTimer],
  [
    'GET',
    '/logs',
    (_req, res, url, { logs }) => sendJson(res, 200, logs.list(filter(url, ['function', 'requestId']))),
  ],
  [
    'GET',
    '/stats',
    (_req, res, url, { invocations }) =>
      sendJson(res, 200, invocations.list(filter(url, ['function', 'requestId', 'openid']))),
  ],
];

/** Answers true when the address is one of the cloud's. */
export async function handleCloud(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  parts: CloudParts,
): Promise<boolean> {
  const path = url.pathname;
  const here = ROUTES.filter(([, prefix]) =>
    prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix,
  );
  if (here.length === 0) return false;
  const found = here.find(
    ([method]) => method === '*' || method === req.method || (method === 'GET' && req.method === 'HEAD'),
  );
  if (!found) {
    sendJson(res, 405, { errCode: -1, errMsg: `${req.method ?? ''} is not possible for ${path}` });
    return true;
  }
  try {
    await found[2](req, res, url, parts);
  } catch (error) {
    if (error instanceof BrokenConnection) res.destroy();
    else sendFailure(res, error);
  }
  return true;
}

function sendFailure(res: ServerResponse, error: unknown): void {
  if (error instanceof BodyTooLargeError)
    return sendJson(res, 413, wireError(callError('tooLarge', error.message)));
  if (error instanceof BadRequest) return sendJson(res, 400, wireError(callError('tooLarge', error.message)));
  if (error instanceof ProtocolError) return sendJson(res, 400, { errCode: -1, errMsg: error.message });
  throw error;
}

class BadRequest extends Error {}

function wireError({ errCode, errMsg }: CallError): { errCode: number; errMsg: string } {
  return { errCode, errMsg };
}

async function readJson(req: IncomingMessage, limit: number): Promise<unknown> {
  const body = await readBody(req, limit);
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new BadRequest('the body is not valid JSON');
  }
}

function filter<K extends string>(url: URL, names: K[]): Partial<Record<K, string>> {
  const found = names.flatMap((name) =>
    url.searchParams.has(name) ? [[name, url.searchParams.get(name)]] : [],
  );
  return Object.fromEntries(found) as Partial<Record<K, string>>;
}

async function callFunction(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  parts: CloudParts,
): Promise<void> {
  const event = await readJson(req, MAX_EVENT_BYTES);
  if (typeof event !== 'object' || event === null || Array.isArray(event))
    throw new BadRequest('the event must be a JSON object');
  const caller: Caller = {
    openid: header(req, 'x-wx-openid') ?? '',
    appid: header(req, 'x-wx-appid'),
    unionid: header(req, 'x-wx-unionid'),
    source: header(req, 'x-wx-source') ?? 'wx_client',
  };
  const name = decodeURIComponent(url.pathname.slice('/functions/'.length));
  try {
    const { text, requestID } = await parts.runner().call(name, event, caller);
    res.setHeader('x-request-id', requestID);
    sendJsonText(res, 200, `{"errMsg":"cloud.callFunction:ok","requestID":"${requestID}","result":${text}}`);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    sendJson(res, 200, wireError(error));
  }
}

async function admin(req: IncomingMessage, res: ServerResponse, _url: URL, parts: CloudParts): Promise<void> {
  const body = await readBody(req, MAX_ADMIN_BYTES);
  const type = header(req, 'content-type') ?? '';
  const params = type.startsWith('multipart/') ? formParams(body, type) : jsonParams(body);
  const reply = await answerAction(params, parts);
  if (Buffer.isBuffer(reply)) res.writeHead(200, { 'content-type': 'application/octet-stream' }).end(reply);
  else sendJson(res, 200, reply);
}

function jsonParams(body: Buffer): Params {
  try {
    return JSON.parse(body.toString()) as Params;
  } catch {
    throw new BadRequest('the body is not valid JSON');
  }
}

function formParams(body: Buffer, type: string): Params {
  const fields = [...readMultipart(body, type)];
  return Object.fromEntries(
    fields.map(([name, value]) => [name, name === 'requestData' ? value : value.toString()]),
  );
}

function outbox(_req: IncomingMessage, res: ServerResponse, url: URL, parts: CloudParts): void {
  const { openid, api, since } = filter(url, ['openid', 'api', 'since']);
  sendJson(
    res,
    200,
    parts.outbox.list({ toOpenid: openid, api, since: since === undefined ? undefined : Number(since) }),
  );
}

async function script(
  req: IncomingMessage,
  res: ServerResponse,
  _url: URL,
  parts: CloudParts,
): Promise<void> {
  const wanted = (await readJson(req, MAX_EVENT_BYTES)) as Script;
  const words = ['risky', 'review', 'pass', 'error', 'down'];
  const known = typeof wanted.answer === 'object' ? wanted.answer !== null : words.includes(wanted.answer);
  if (typeof wanted.api !== 'string' || !known) {
    throw new BadRequest(
      `a script is {"api": "security.msgSecCheck", "answer": ${words.map((word) => `"${word}"`).join(' | ')} | {...}, "times": 1}`,
    );
  }
  parts.outbox.setScript(wanted);
  sendJson(res, 200, { ok: true });
}

async function setFault(
  req: IncomingMessage,
  res: ServerResponse,
  _url: URL,
  parts: CloudParts,
): Promise<void> {
  const fault = (await readJson(req, MAX_EVENT_BYTES)) as Fault;
  if (typeof fault.action !== 'string' || !FAULT_KINDS.includes(fault.how)) {
    throw new BadRequest(
      `a fault is {"action": "database.commitTransaction", "how": ${FAULT_KINDS.map((how) => `"${how}"`).join(' | ')}, "times": 1, "skip": 0, "ms": 1000}`,
    );
  }
  parts.faults.set(fault);
  sendJson(res, 200, { ok: true });
}

function clearFaults(_req: IncomingMessage, res: ServerResponse, _url: URL, parts: CloudParts): void {
  parts.faults.clear();
  sendJson(res, 200, { ok: true });
}

async function fireTimer(
  _req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  parts: CloudParts,
): Promise<void> {
  const [, , name = '', trigger = ''] = url.pathname.split('/').map(decodeURIComponent);
  try {
    const { text, requestID } = await parts.fireTimer(name, trigger, new Date());
    sendJsonText(res, 200, `{"requestID":"${requestID}","result":${text}}`);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    sendJson(res, 200, wireError(error));
  }
}

function clearScripts(_req: IncomingMessage, res: ServerResponse, _url: URL, parts: CloudParts): void {
  parts.outbox.clearScripts();
  sendJson(res, 200, { ok: true });
}
