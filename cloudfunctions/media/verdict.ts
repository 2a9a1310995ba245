/** The result of a picture's check, as WeChat's message push brings it. */
import * as v from 'valibot';
import type { AuditDoc, PhotoDoc } from '../core/collections';
import { systemClock, type Clock } from '../core/clock';
import { openStore, type Store } from '../core/database';
import { systemIds, type Ids } from '../core/ids';
import { stepMessage, type Message } from '../core/notify';
import { writeLog } from '../core/logger';
import { deliver, keepMessages, NOT_SENT } from '../core/outbox';
import type { Main } from '../core/time-limit';

const eventSchema = v.object({
  MsgType: v.literal('event'),
  Event: v.literal('wxa_media_check'),
  trace_id: v.pipe(v.string(), v.minLength(8), v.maxLength(200)),
  errcode: v.number(),
  result: v.optional(v.object({ suggest: v.string() })),
});

/** The result as the officers' log of actions says it. */
const VERDICT_WORDS = {
  waiting: '没有结果，再查一次',
  passed: '通过',
  review: '拿不准，请人看',
  risky: '没有通过',
} as const;

export type VerdictEvent = v.InferOutput<typeof eventSchema>;

/** Whether an event is WeChat's result of a check. */
function isVerdictEvent(event: unknown): event is VerdictEvent {
  return v.is(eventSchema, event);
}

/** Without a result (WeChat could not open the link, or failed) the picture waits on, to be asked for again by the timer. */
function settled(
  check: NonNullable<PhotoDoc['check']>,
  { errcode, result }: VerdictEvent,
): PhotoDoc['check'] {
  if (errcode !== 0 || result === undefined) return { ...check, traceId: null, askedAt: 0 };
  const state =
    result.suggest === 'pass'
      ? ('passed' as const)
      : result.suggest === 'risky'
        ? ('risky' as const)
        : ('review' as const);
  return { ...check, state };
}

/** Where whoever handed the picture in can put another one. */
const PAGES: Readonly<Record<string, string>> = {
  notice: 'pages/home/index',
  goods: 'staff/goods/index',
  donation: 'staff/donations/index',
};

/** Says to whoever handed a picture in that it is not shown. */
export function refusedMessage({ openid, purpose }: PhotoDoc, at: number): Message {
  return stepMessage({
    toOpenid: openid,
    title: '您放的照片',
    state: '没有通过',
    next: '别人看不到，请换一张照片',
    page: PAGES[purpose] ?? 'pages/home/index',
    at,
  });
}

/**
 * Marks the picture of this trace. Only who knows the trace can: it is known to WeChat and the database alone. A result that
 * comes twice, or after staff have decided, changes nothing.
 */
export async function takeVerdict(
  event: VerdictEvent,
  {
    clock = systemClock,
    ids = systemIds,
    store = openStore(),
  }: { clock?: Clock; ids?: Ids; store?: Store } = {},
): Promise<void> {
  const [found] = await store.find('photos', { where: { 'check.traceId': event.trace_id }, limit: 1 });
  if (!found) return;
  const at = clock.now();
  const told = await store.transaction(async (tx) => {
    const photo = await tx.get('photos', found._id);
    if (photo?.check?.state !== 'waiting' || photo.check.traceId !== event.trace_id) return [];
    const check = settled(photo.check, event);
    await tx.put('photos', { ...photo, check });
    const audit: AuditDoc = {
      _id: ids.record(at),
      at,
      openid: 'wechat',
      role: 'timer',
      action: 'media.verdict',
      outcome: 'done',
      target: photo._id,
      residentId: null,
      villageId: photo.check.villageId,
      reason: check ? VERDICT_WORDS[check.state] : null,
      requestId: event.trace_id.slice(0, 64),
    };
    await tx.put('audit', audit);
    const messages = check?.state === 'risky' ? [refusedMessage(photo, at)] : [];
    return keepMessages(tx, audit._id, messages, at);
  });
  for (const doc of told) {
    const sent = await deliver(store, doc);
    if (sent === 'sent') continue;
    writeLog({
      level: 'warn',
      fn: 'media',
      action: 'verdict',
      requestId: doc._id,
      code: NOT_SENT[sent],
      ms: 0,
      db: store.requests(),
    });
  }
}

/** A function that also takes the results of checks. */
export function withVerdicts(main: Main): Main {
  return async (event, context) => {
    if (!isVerdictEvent(event)) return main(event, context);
    await takeVerdict(event);
    // WeChat sends a message again until it reads this word.
    return 'success';
  };
}
