import type { FeedKind, FeedLine } from '../../../typings/api/dashboard';

export interface SentencePart {
  text: string;
  strong?: boolean;
}

/** The fixed set of sentences: {village} and {what} are filled in, nothing else, and nothing that tells who it was. */
const SENTENCES: Record<FeedKind, string> = {
  deviceSubmitted: '{village}有人申请了{what}',
  deviceChecked: '{village}核实了一份{what}申请',
  deviceApproved: '镇残联批准了{village}的{what}',
  deviceDelivered: '{what}送到了{village}居民家中',
  deviceReceived: '{village}居民收到了{what}',
  feedbackGiven: '{village}居民给这次服务打了分',
  volunteerJoined: '{village}来了新志愿者{what}',
  residentJoined: '{village}有残障朋友用上了',
};

/** Whether a line is about someone helping: those get the warm mark. */
export const IS_HELP: Record<FeedKind, boolean> = {
  deviceSubmitted: false,
  deviceChecked: false,
  deviceApproved: false,
  deviceDelivered: true,
  deviceReceived: true,
  feedbackGiven: true,
  volunteerJoined: true,
  residentJoined: false,
};

/** A line of the feed as parts of text, `what` standing out. */
export function feedSentence({ kind, villageName, what }: FeedLine): SentencePart[] {
  return SENTENCES[kind]
    .split(/(\{village\}|\{what\})/)
    .map((part): SentencePart => {
      if (part === '{village}') return { text: villageName };
      return part === '{what}' ? { text: what, strong: true } : { text: part };
    })
    .filter((part) => part.text !== '');
}
