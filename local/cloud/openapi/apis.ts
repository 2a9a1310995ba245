/** WeChat's own APIs as far as they are answered here. Requests and answers are in snake_case, as on WeChat's wire. */
import { createHash, randomUUID } from 'node:crypto';
import type { Push } from './push';
import { qrPng } from './qr';

export type Fields = Record<string, unknown>;
export interface Answer {
  json?: Fields;
  png?: Buffer;
  /** What WeChat sends later by itself. */
  push?: Push;
}
type Api = (request: Fields, verdict: 'pass' | 'risky' | 'review') => Answer;

const REQUIRED: Record<string, string[]> = {
  'phonenumber.getPhoneNumber': ['code'],
  'subscribeMessage.send': ['touser', 'template_id', 'data'],
  'security.msgSecCheck': ['content'],
  'security.mediaCheckAsync': ['media_url', 'media_type'],
  'ocr.printedText': ['img_url'],
  'wxacode.getUnlimited': ['scene'],
};

const APPID = 'wxlocal0000000000';
const LABELS = { pass: 100, risky: 20001, review: 21000 } as const;
const MAX_SCENE = 32;
const MAX_CHECKED_BYTES = 2500 * 4;

const APIS: Record<string, Api> = {
  'phonenumber.getPhoneNumber': (request) => {
    const number = phoneOf(String(request.code));
    return ok({
      phone_info: {
        phoneNumber: number,
        purePhoneNumber: number,
        countryCode: '86',
        watermark: { timestamp: now(), appid: APPID },
      },
    });
  },
  'subscribeMessage.send': () =>
    ok({ msgid: Number(BigInt.asUintN(40, BigInt(`0x${randomUUID().slice(0, 8)}`))) }),
  'security.msgSecCheck': (request, verdict) => {
    if (Buffer.byteLength(String(request.content)) > MAX_CHECKED_BYTES)
      return refused(40234, 'content is too long');
    // Version 1 answers by an error code, version 2 by a result.
    if (Number(request.version) !== 2) return verdict === 'risky' ? refused(87014, 'risky content') : ok({});
    const label = LABELS[verdict];
    return ok({
      trace_id: randomUUID(),
      result: { suggest: verdict, label },
      detail: [{ strategy: 'content_model', errcode: 0, suggest: verdict, label, prob: 90 }],
    });
  },
  'security.mediaCheckAsync': (request, verdict) => {
    const traceId = randomUUID();
    const label = LABELS[verdict];
    const message = {
      ToUserName: 'gh_local00000000',
      FromUserName: String(request.openid ?? ''),
      CreateTime: now(),
      MsgType: 'event',
      Event: 'wxa_media_check',
      appid: APPID,
      trace_id: traceId,
      version: 2,
      detail: [{ strategy: 'content_model', errcode: 0, suggest: verdict, label, prob: 90 }],
      errcode: 0,
      errmsg: 'ok',
      result: { suggest: verdict, label },
    };
    return { ...ok({ trace_id: traceId }), push: { message, mediaUrl: String(request.media_url) } };
  },
  // Nothing here can read pictures: without a script nothing is recognised.
  'ocr.printedText': () => ok({ items: [], img_size: { w: 0, h: 0 } }),
  'wxacode.getUnlimited': (request) => {
    const scene = String(request.scene);
    if (scene.length > MAX_SCENE) return refused(40129, 'invalid scene rid');
    return {
      png: qrPng(
        `${String(request.page ?? '')}?scene=${encodeURIComponent(scene)}`,
        Number(request.width ?? 430),
      ),
    };
  },
};

export function knownApis(): string[] {
  return Object.keys(APIS);
}

/** The default answer of an API, or undefined when it is not one of ours. */
export function answerApi(
  api: string,
  request: Fields,
  verdict: 'pass' | 'risky' | 'review',
): Answer | undefined {
  const run = Object.hasOwn(APIS, api) ? APIS[api] : undefined;
  if (!run) return undefined;
  const missing = (REQUIRED[api] ?? []).find((name) => request[name] === undefined || request[name] === '');
  if (missing)
    return refused(
      api === 'subscribeMessage.send' && missing === 'touser' ? 40003 : 47001,
      `invalid ${missing}`,
    );
  return run(request, verdict);
}

export function ok(fields: Fields): Answer {
  return { json: { errcode: 0, errmsg: 'ok', ...fields } };
}

export function refused(errcode: number, errmsg: string): Answer {
  return { json: { errcode, errmsg } };
}

/** A code may carry its number (`phone:13800000000`); any other code always gives the same invented one. */
function phoneOf(code: string): string {
  const given = /1\d{10}$/.exec(code)?.[0];
  if (given) return given;
  const digits = BigInt(`0x${createHash('sha256').update(code).digest('hex').slice(0, 12)}`) % 100_000_000n;
  return `199${String(digits).padStart(8, '0')}`;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
