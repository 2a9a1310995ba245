/**
 * Messages are written in the transaction that decides on them and removed when WeChat has taken them, so that a function that
 * dies in between loses none: the timer `messages` of the function `safeguard` sends what was left.
 */
import type { MessageDoc } from './documents/safeguard';
import type { Store, Tx } from './database';
import { sendMessage, type Message } from './notify';

/** WeChat's answers that will be the same tomorrow: no subscription, unknown user, template or page that does not exist. */
const FINAL = [40003, 40037, 41030, 43101, 43107, 47003];

/** Tries of a message that WeChat does not answer. */
export const MOST_TRIES = 3;

export type Sent = 'sent' | 'refused' | 'failed';

/** What the log says of a message that was not sent. Refused: not tried again; failed: the timer tries it. */
export const NOT_SENT: Record<Exclude<Sent, 'sent'>, string> = {
  refused: 'MESSAGE_REFUSED',
  failed: 'MESSAGE_NOT_SENT',
};

/** Keeps messages of a command until they are sent; gives them back with their ids. */
export async function keepMessages(
  tx: Tx,
  commandId: string,
  messages: readonly Message[],
  at: number,
): Promise<MessageDoc[]> {
  const kept = messages.map((message, n) => ({ _id: `${commandId}-${n}`, message, tries: 0, createdAt: at }));
  for (const doc of kept) await tx.put('messages', doc);
  return kept;
}

/** Whether WeChat has said no for good. */
function isFinal(error: unknown): boolean {
  const { errCode, errcode } = error as { errCode?: unknown; errcode?: unknown };
  return FINAL.includes(Number(errCode ?? errcode));
}

/**
 * Sends a kept message. Taken, or refused for good: it is not kept any longer and never tried again. No answer: it stays, to be
 * tried by the timer.
 */
export async function deliver(store: Pick<Store, 'drop'>, { _id, message }: MessageDoc): Promise<Sent> {
  let sent: Sent = 'sent';
  try {
    await sendMessage(message);
  } catch (error) {
    if (!isFinal(error)) return 'failed';
    sent = 'refused';
  }
  await store.drop('messages', _id);
  return sent;
}
