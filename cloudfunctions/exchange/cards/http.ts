/** HTTP access of the card sheets: a link or a typed code opens one sheet, once. */
import { systemClock, type Clock } from '../../core/clock';
import type { CardSheetDoc } from '../../core/documents/exchange';
import type { ResidentDoc } from '../../core/collections';
import { hash, unseal } from '../../core/crypto';
import { openStore, where, type Store, type Tx } from '../../core/database';
import { AppError, ERRORS } from '../../core/errors';
import type { HttpAnswer, HttpEvent } from '../../core/http-event';
import { systemIds } from '../../core/ids';
import { scrub, writeLog } from '../../core/logger';
import { typedCode } from './link';
import { codePage, openPage, PAGE_HEADERS, sheetPage, type PrintedCard } from './page';

const PATH = /\/cards(?:\/([\w-]{20,100}))?\/?$/;
const MINUTE = 60_000;
/** Wrong codes of one address before it has to wait. */
const TRIES = 10;
const WAIT_MINUTES = 20;
const CODE = /^[2-9A-HJ-NP-Z]{8}$/;

const html = (statusCode: number, body: string): HttpAnswer => ({ statusCode, headers: PAGE_HEADERS, body });

function formOf({ body = '', isBase64Encoded = false }: HttpEvent): URLSearchParams {
  return new URLSearchParams(
    (isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body).slice(0, 2000),
  );
}

/** Who is asking, for counting wrong codes only: the address itself is not kept. */
const attemptId = (event: HttpEvent): string =>
  `cards:${hash(event.requestContext?.sourceIp ?? '').slice(0, 20)}`;

async function idOf(store: Store, form: URLSearchParams): Promise<string | null> {
  const token = form.get('token');
  if (token !== null) return hash(token);
  const code = (form.get('code') ?? '').toUpperCase().replace(/[\s-]/g, '');
  if (!CODE.test(code)) return null;
  const [sheet] = await store.find('cardSheets', { where: { codeHash: typedCode(code) }, limit: 1 });
  return sheet?._id ?? null;
}

async function wrongTry(store: Store, event: HttpEvent, now: number): Promise<void> {
  await store.transaction(async (tx) => {
    const _id = attemptId(event);
    const before = await tx.get('attempts', _id);
    const fresh = before === null || now - before.updatedAt > WAIT_MINUTES * MINUTE;
    const count = (fresh ? 0 : before.count) + 1;
    const lockedUntil = count >= TRIES ? now + WAIT_MINUTES * MINUTE : null;
    await tx.put('attempts', { _id, count, lockedUntil, updatedAt: now });
  });
}

/** Marks the sheet as opened; of two that come at once one gets it. */
async function take(tx: Tx, id: string, now: number): Promise<CardSheetDoc> {
  const sheet = await tx.get('cardSheets', id);
  if (!sheet || sheet.openedAt !== null || sheet.expiresAt < now) throw new AppError('SHEET_LINK_INVALID');
  await tx.put('cardSheets', { ...sheet, openedAt: now });
  await tx.put('audit', {
    _id: systemIds.record(now),
    at: now,
    openid: sheet.by.openid,
    role: 'none',
    action: 'exchange.openCardSheet',
    outcome: 'done',
    target: `cards:${sheet.residentIds.length}`,
    residentId: null,
    villageId: sheet.villageId,
    reason: null,
    requestId: id.slice(0, 40),
  });
  return sheet;
}

async function cardsOf(store: Store, { residentIds }: CardSheetDoc): Promise<PrintedCard[]> {
  const [residents, villages] = await Promise.all([
    store.find('residents', { where: { _id: where.in(residentIds) }, limit: residentIds.length }),
    store.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: 1000 }),
  ]);
  const byId = new Map(residents.map((resident) => [resident._id, resident]));
  return residentIds.flatMap((id): PrintedCard[] => {
    const resident: ResidentDoc | undefined = byId.get(id);
    // Who left the town in the meantime has no code any more.
    if (resident?.code == null || resident.status !== 'active') return [];
    const village = villages.find(({ _id }) => _id === resident.villageId);
    const [officer] = village?.officers ?? [];
    return [
      {
        name: resident.name,
        villageName: village?.name ?? '',
        code: unseal(resident.code.sealed),
        office: officer ? { name: officer.name, phone: officer.phone } : null,
      },
    ];
  });
}

async function open(store: Store, event: HttpEvent, back: string, now: number): Promise<HttpAnswer> {
  const attempts = await store.get('attempts', attemptId(event));
  if (attempts?.lockedUntil != null && attempts.lockedUntil > now) {
    return html(429, codePage(back, '输错太多次了，请过20分钟再试，或在手机上点「复制链接」打开'));
  }
  const id = await idOf(store, formOf(event));
  try {
    if (id === null) throw new AppError('SHEET_LINK_INVALID');
    const sheet = await store.transaction((tx) => take(tx, id, now));
    return html(200, sheetPage(await cardsOf(store, sheet)));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await wrongTry(store, event, now);
    return html(410, codePage(back, error.message));
  }
}

/** GET .../cards asks for the code, GET .../cards/<token> asks to open, POST .../cards opens. */
export async function serveCards(event: HttpEvent, clock: Clock = systemClock): Promise<HttpAnswer> {
  const store = openStore();
  const started = Date.now();
  const log = (code: string, detail?: string): void =>
    writeLog({
      level: detail === undefined ? 'info' : 'error',
      fn: 'exchange',
      action: 'cards',
      requestId: systemIds.record(clock.now()),
      code,
      ms: Date.now() - started,
      db: store.requests(),
      ...(detail === undefined ? {} : { detail }),
    });
  try {
    const path = PATH.exec(event.path);
    const token = path?.[1];
    // Relative, because the address in front of this function is not known here.
    const back = token === undefined ? 'cards' : '../cards';
    if (!path || (event.httpMethod !== 'GET' && event.httpMethod !== 'POST')) {
      return html(404, codePage('cards', '没有这个网页，请照手机上的地址再输一遍'));
    }
    if (event.httpMethod === 'GET')
      return html(200, token === undefined ? codePage(back) : openPage(back, token));
    const answer = await open(store, event, back, clock.now());
    log(answer.statusCode === 200 ? 'OK' : 'SHEET_LINK_INVALID');
    return answer;
  } catch (error) {
    log('INTERNAL', scrub(error));
    return html(500, codePage('cards', ERRORS.INTERNAL));
  }
}
