/** Subscription messages: only what the user agreed to receive, nothing sensitive in them. */
import cloud from 'wx-server-sdk';
import type { Millis } from '../../typings/domain';
import { chinaDate } from '../../miniprogram/shared/china-time';

export interface StepMessage {
  toOpenid: string;
  /** For example '轮椅申请'. WeChat allows 20 characters. */
  title: string;
  /** For example '镇残联已批准'. */
  state: string;
  /** What to do now, at most 20 characters. */
  next: string;
  page: string;
  at: Millis;
}

export interface AskMessage {
  toOpenid: string;
  /** For example '志愿者想和您结对', '请评价这次帮扶'. At most 20 characters. */
  title: string;
  /** Who asks: masked name or office. */
  from: string;
  page: string;
  at: Millis;
}

/** A message as it is kept until it is sent. */
export type Message = ({ what: 'step' } & StepMessage) | ({ what: 'ask' } & AskMessage);

export const stepMessage = (message: StepMessage): Message => ({ what: 'step', ...message });
export const askMessage = (message: AskMessage): Message => ({ what: 'ask', ...message });

/** Sends a message of either kind. Throws when WeChat refuses. */
export function sendMessage(message: Message): Promise<void> {
  return message.what === 'step' ? sendStepMessage(message) : sendAskMessage(message);
}

/** Sends one message about a step. Throws when WeChat refuses (no subscription left is the usual reason). */
async function sendStepMessage(message: StepMessage): Promise<void> {
  await cloud.openapi.subscribeMessage.send({
    touser: message.toOpenid,
    templateId: process.env.TEMPLATE_STEP ?? '',
    page: message.page,
    data: {
      thing1: { value: message.title.slice(0, 20) },
      phrase2: { value: message.state.slice(0, 5) },
      thing3: { value: message.next.slice(0, 20) },
      date4: { value: chinaDate(message.at) },
    },
  });
}

/** Tells somebody that their answer is waited for. Throws as sendStepMessage does. */
async function sendAskMessage(message: AskMessage): Promise<void> {
  await cloud.openapi.subscribeMessage.send({
    touser: message.toOpenid,
    templateId: process.env.TEMPLATE_ASK ?? '',
    page: message.page,
    data: {
      thing1: { value: message.title.slice(0, 20) },
      thing2: { value: message.from.slice(0, 20) },
      date3: { value: chinaDate(message.at) },
    },
  });
}
