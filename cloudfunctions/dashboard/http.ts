/** HTTP access for the screen: a revocable link's token in the Authorization header, conditional requests, read only. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { systemClock, type Clock } from '../core/clock';
import type { CounterDoc, ScreenLinkDoc } from '../core/collections';
import { hash } from '../core/crypto';
import { openStore, type Store } from '../core/database';
import { ERRORS } from '../core/errors';
import type { HttpAnswer, HttpEvent } from '../core/http-event';
import { scrub, writeLog } from '../core/logger';
import { systemIds } from '../core/ids';
import { villageNames } from '../core/villages';
import { screenData } from './screen';

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

function answer(statusCode: number, body: unknown, headers: Record<string, string> = {}): HttpAnswer {
  return {
    statusCode,
    headers: { ...JSON_HEADERS, ...headers },
    body: body === undefined ? '' : JSON.stringify(body),
  };
}

function header(event: HttpEvent, name: string): string {
  const found = Object.entries(event.headers).find(([key]) => key.toLowerCase() === name);
  return found ? String(found[1]) : '';
}

async function linkOf(store: Store, event: HttpEvent): Promise<ScreenLinkDoc | null> {
  const token = /^Bearer ([\w-]{20,100})$/.exec(header(event, 'authorization'))?.[1];
  if (token === undefined) return null;
  const [link] = await store.find('screenLinks', { where: { tokenHash: hash(token) }, limit: 1 });
  return link && link.revokedAt === null ? link : null;
}

async function countersFor(store: Store, link: ScreenLinkDoc): Promise<CounterDoc[]> {
  if (link.villageId === null) return store.find('counters', { where: {}, limit: 1000 });
  const counters = await store.get('counters', link.villageId);
  return counters ? [counters] : [];
}

/** GET .../screen: 200 with the figures, 304 when they are the ones the screen has, 401 when the link is not valid. */
export async function serveScreen(event: HttpEvent, clock: Clock = systemClock): Promise<HttpAnswer> {
  const store = openStore();
  const started = Date.now();
  const requestId = systemIds.record(clock.now());
  const log = (code: string, detail?: string): void =>
    writeLog({
      level: detail === undefined ? 'info' : 'error',
      fn: 'dashboard',
      action: 'screen',
      requestId,
      code,
      ms: Date.now() - started,
      db: store.requests(),
      ...(detail === undefined ? {} : { detail }),
    });
  try {
    if (!event.path.endsWith('/screen') || event.httpMethod !== 'GET') {
      return answer(404, { code: 'NOT_FOUND', message: ERRORS.NOT_FOUND, requestId });
    }
    const link = await linkOf(store, event);
    if (!link) {
      log('SCREEN_LINK_INVALID');
      return answer(401, { code: 'SCREEN_LINK_INVALID', message: ERRORS.SCREEN_LINK_INVALID, requestId });
    }
    const counters = await countersFor(store, link);
    const now = clock.now();
    const version = counters.reduce((total, one) => total + one.version, 0);
    // The date is part of it: the months shown move on by themselves.
    const etag = `"${version}-${chinaDate(now)}"`;
    if (header(event, 'if-none-match') === etag) return answer(304, undefined, { etag });
    log('OK');
    return answer(200, screenData(counters, await villageNames(store), link.villageId, now), { etag });
  } catch (error) {
    log('INTERNAL', scrub(error));
    return answer(500, { code: 'INTERNAL', message: ERRORS.INTERNAL, requestId });
  }
}
