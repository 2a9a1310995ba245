/**
 * HTTP access for the screen: a revocable link's token in the Authorization header, conditional requests, not too often, read only.
 * An answer of a village costs one request for the link and one document of figures, however many records there are; of the town two.
 */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { systemClock, type Clock } from '../core/clock';
import type { CounterDoc, ScreenLinkDoc } from '../core/collections';
import { hash } from '../core/crypto';
import { openStore, type Store } from '../core/database';
import { ERRORS } from '../core/errors';
import type { HttpAnswer, HttpEvent } from '../core/http-event';
import { keepIncident } from '../core/incidents';
import { scrub, writeLog, type LogLine } from '../core/logger';
import { systemIds } from '../core/ids';
import { villageNames } from '../core/villages';
import { screenCode } from './code';
import { healthAnswer } from './health';
import { blockedUntil, countUnknown, isGuessing, isHealthAskedTooOften } from './pace';
import { BLOCK_MS, secondsToWait } from './rules/pace';
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

/** A link is made anew once a year; one that was forgotten somewhere ends by itself. */
const LINK_DAYS = 400;
const DAY = 86_400_000;

async function linkOf(store: Store, event: HttpEvent, now: number): Promise<ScreenLinkDoc | null> {
  const token = /^Bearer ([\w-]{20,100})$/.exec(header(event, 'authorization'))?.[1];
  if (token === undefined) return null;
  // A village's figures come along: most questions of a screen are one request, and screens are most of what the program costs.
  const figures = { collection: 'counters', by: 'villageId' } as const;
  const { doc: link } = await store.findWith('screenLinks', { tokenHash: hash(token) }, figures);
  const works = link?.revokedAt === null && link.createdAt > now - LINK_DAYS * DAY;
  return works ? link : null;
}

async function countersFor(store: Store, link: ScreenLinkDoc): Promise<CounterDoc[]> {
  if (link.villageId === null) return store.find('counters', { where: {}, limit: 1000 });
  const counters = await store.get('counters', link.villageId);
  return counters ? [counters] : [];
}

type Log = (code: string, detail?: string) => LogLine;

function refused(
  statusCode: number,
  code: 'NOT_FOUND' | 'SCREEN_LINK_INVALID' | 'SCREEN_TOO_OFTEN' | 'INTERNAL',
  requestId: string,
  headers: Record<string, string> = {},
): HttpAnswer {
  return answer(statusCode, { code, message: ERRORS[code], requestId }, headers);
}

/** The figures, or 304 when they are the ones the screen has. */
async function figures(
  event: HttpEvent,
  store: Store,
  link: ScreenLinkDoc,
  now: number,
  log: Log,
): Promise<HttpAnswer> {
  const counters = await countersFor(store, link);
  const version = counters.reduce((total, one) => total + one.version, 0);
  // The date is part of it: the months shown move on by themselves.
  const etag = `"${version}-${chinaDate(now)}"`;
  const emergencies = counters.reduce((total, one) => total + one.openEmergencies, 0);
  const wait = secondsToWait(process.env.SCREEN_AWAKE ?? '', now, emergencies);
  const headers: Record<string, string> = wait === 0 ? { etag } : { etag, 'retry-after': String(wait) };
  if (header(event, 'if-none-match') === etag) return answer(304, undefined, headers);
  const data = screenData(counters, await villageNames(store), link.villageId, now);
  log('OK');
  return answer(200, data, headers);
}

/** The picture of the mini-program's code. */
async function code(store: Store, clock: Clock, log: Log): Promise<HttpAnswer> {
  const { content, contentType } = await screenCode(store, clock);
  log('OK');
  return {
    statusCode: 200,
    headers: { 'content-type': contentType, 'cache-control': 'no-store' },
    body: content.toString('base64'),
    isBase64Encoded: true,
  };
}

/**
 * The page lies on another host than the functions (static hosting): browsers ask first (OPTIONS), and let the page read only what names
 * its origin. Empty where the page lies beside the data.
 */
function crossOrigin(): Record<string, string> {
  const { SCREEN_URL = '' } = process.env;
  if (SCREEN_URL === '') return {};
  return {
    'access-control-allow-origin': new URL(SCREEN_URL).origin,
    'access-control-allow-headers': 'authorization, if-none-match',
    'access-control-expose-headers': 'etag, date, retry-after',
    'access-control-max-age': '86400',
    vary: 'origin',
  };
}

/** GET .../health: 200 when the program runs as it should, 503 with codes when not; open to everybody, since it says nothing else. */
async function health(event: HttpEvent, clock: Clock): Promise<HttpAnswer> {
  const now = clock.now();
  if (event.httpMethod !== 'GET') return refused(404, 'NOT_FOUND', systemIds.record(now));
  if (isHealthAskedTooOften(now))
    return refused(429, 'SCREEN_TOO_OFTEN', systemIds.record(now), {
      'retry-after': String(BLOCK_MS / 1000),
    });
  const body = await healthAnswer(openStore(), now);
  return answer(body.ok ? 200 : 503, body);
}

/** Answers the screen; see `answerScreen`. */
export async function serveScreen(event: HttpEvent, clock: Clock = systemClock): Promise<HttpAnswer> {
  const more = crossOrigin();
  if (event.httpMethod === 'OPTIONS') return { statusCode: 204, headers: more, body: '' };
  const asked = event.path.split('/').at(-1) === 'health' ? health : answerScreen;
  const { headers, ...rest } = await asked(event, clock);
  return { ...rest, headers: { ...headers, ...more } };
}

/**
 * GET .../screen: 200 with the figures, 304 when nothing changed, with Retry-After while the office sleeps. GET .../code: the picture of the mini-program's code.
 * 401 when the link is not valid, 429 with Retry-After when it asks too often.
 */
async function answerScreen(event: HttpEvent, clock: Clock): Promise<HttpAnswer> {
  const store = openStore();
  const started = Date.now();
  const now = clock.now();
  const requestId = systemIds.record(now);
  const wanted = event.path.split('/').at(-1) ?? '';
  const log: Log = (what, detail) => {
    const line: LogLine = {
      level: detail === undefined ? 'info' : 'error',
      fn: 'dashboard',
      action: wanted,
      requestId,
      code: what,
      ms: Date.now() - started,
      db: store.requests(),
      ...(detail === undefined ? {} : { detail }),
    };
    writeLog(line);
    return line;
  };
  try {
    if ((wanted !== 'screen' && wanted !== 'code') || event.httpMethod !== 'GET')
      return refused(404, 'NOT_FOUND', requestId);
    const wait = { 'retry-after': String(BLOCK_MS / 1000) };
    if (isGuessing(now)) return refused(429, 'SCREEN_TOO_OFTEN', requestId, wait);
    const link = await linkOf(store, event, now);
    if (!link) {
      countUnknown(now);
      log('SCREEN_LINK_INVALID');
      return refused(401, 'SCREEN_LINK_INVALID', requestId);
    }
    if ((await blockedUntil(store, link, now)) !== null) {
      log('SCREEN_TOO_OFTEN');
      return refused(429, 'SCREEN_TOO_OFTEN', requestId, wait);
    }
    return wanted === 'code' ? await code(store, clock, log) : await figures(event, store, link, now, log);
  } catch (error) {
    await keepIncident(store, log('INTERNAL', scrub(error)), now);
    return refused(500, 'INTERNAL', requestId);
  }
}
