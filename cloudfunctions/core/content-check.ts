/**
 * WeChat's check of words that others will read (security.msgSecCheck, version 2). A function that uses it names the API in its
 * config.json.
 */
import cloud from 'wx-server-sdk';
import { AppError } from './errors';
import { scrub, writeLog } from './logger';

/** Characters that one check takes. */
const MOST = 2500;
/** 论坛: what people write for each other. */
const SCENE = 3;

/** pass: others may read it. held: nobody knows yet, ask again later. risky: nobody may read it. */
export type ContentVerdict = 'pass' | 'held' | 'risky';

interface SecurityCheck {
  result?: { suggest?: string };
}

async function checkPiece(openid: string, content: string): Promise<ContentVerdict> {
  const answer = (await cloud.openapi.security.msgSecCheck({
    openid,
    scene: SCENE,
    version: 2,
    content,
  })) as SecurityCheck;
  const suggest = answer.result?.suggest;
  return suggest === 'pass' || suggest === 'risky' ? suggest : 'held';
}

/** The verdict on a text. `openid`: whose words they are. A check that does not answer is no verdict: held. */
export async function checkContent(openid: string, text: string): Promise<ContentVerdict> {
  const letters = Array.from(text);
  let verdict: ContentVerdict = 'pass';
  try {
    for (let from = 0; from < letters.length; from += MOST) {
      const piece = await checkPiece(openid, letters.slice(from, from + MOST).join(''));
      if (piece === 'risky') return 'risky';
      if (piece === 'held') verdict = 'held';
    }
    return verdict;
  } catch (error) {
    writeLog({
      level: 'warn',
      fn: 'content-check',
      action: 'msgSecCheck',
      requestId: 'check',
      code: 'CONTENT_UNCHECKED',
      ms: 0,
      db: 0,
      detail: scrub(error),
    });
    return 'held';
  }
}

/** For words that staff type for many readers: risky ones are refused, and so are those that cannot be checked now. */
export async function mustPass(openid: string, text: string): Promise<void> {
  if ((await passedOrHeld(openid, text)) === 'held') throw new AppError('CONTENT_UNCHECKED');
}

/** For words that only the parties of a record read: risky ones are refused, without a verdict they go on. */
export async function mustNotBeRiskyWords(openid: string, text: string): Promise<void> {
  if (text.trim() !== '') await passedOrHeld(openid, text);
}

/** Refuses risky words; says whether the others passed or are held. */
export async function passedOrHeld(openid: string, text: string): Promise<'pass' | 'held'> {
  const verdict = await checkContent(openid, text);
  if (verdict === 'risky') throw new AppError('CONTENT_RISKY');
  return verdict;
}
