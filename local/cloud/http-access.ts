/** HTTP access to a function: the request as an event, the result as a response. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CallError } from './errors';
import type { FunctionRunner } from './functions/runner';
import { MAX_EVENT_BYTES } from './functions/runner';
import { readBody, sendJson, sendJsonText } from './http-tools';

const TEXT_TYPES =
  /^(text\/|application\/(json|xml|x-www-form-urlencoded|javascript))|\+json|\+xml|charset=/i;

interface HttpResult {
  statusCode?: number;
  headers?: Record<string, string | string[]>;
  body?: unknown;
  isBase64Encoded?: boolean;
}

/** Serves `/http/<function>/...`. */
export async function serveHttpAccess(
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  runner: FunctionRunner,
): Promise<void> {
  const [, , name = '', ...rest] = url.pathname.split('/');
  const body = await readBody(req, MAX_EVENT_BYTES);
  const isText = TEXT_TYPES.test(req.headers['content-type'] ?? 'text/plain');
  const event = {
    path: `/${rest.join('/')}`,
    httpMethod: req.method,
    headers: flat(req.headers),
    queryStringParameters: Object.fromEntries(url.searchParams),
    multiValueHeaders: {},
    requestContext: {
      appId: '1300000000',
      envId: 'local-env',
      requestId: '',
      uin: '',
      sourceIp: '127.0.0.1',
    },
    body: isText ? body.toString() : body.toString('base64'),
    isBase64Encoded: !isText,
  };
  try {
    const { text, requestID } = await runner.call(name, event, { openid: '', source: 'http' });
    res.setHeader('x-request-id', requestID);
    respond(res, text);
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    sendJson(res, error.errCode === -501000 ? 404 : error.errCode === -504003 ? 504 : 500, {
      code: error.errCode,
      message: error.detail,
    });
  }
}

function respond(res: ServerResponse, text: string): void {
  const result = JSON.parse(text) as HttpResult | string | null;
  if (typeof result !== 'object' || result === null || typeof result.statusCode !== 'number') {
    if (typeof result === 'string')
      res.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(result);
    else sendJsonText(res, 200, text);
    return;
  }
  const { statusCode, headers = {}, body = '', isBase64Encoded } = result;
  const content = isBase64Encoded
    ? Buffer.from(String(body), 'base64')
    : typeof body === 'string'
      ? body
      : JSON.stringify(body);
  res.writeHead(statusCode, { ...headers, 'content-length': Buffer.byteLength(content) }).end(content);
}

function flat(headers: IncomingMessage['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}
