import type { FeedKind, FeedLine } from '../../../typings/api/dashboard';

export interface SentencePart {
  text: string;
  strong?: boolean;
}

interface Sentence {
  /** {village} and {what} are filled in, nothing else, and nothing that tells who it was. */
  text: string;
  /** Stands where {what} would, when the line names nothing. */
  nameless?: string;
  /** About someone helping: gets the warm mark. */
  isHelp: boolean;
}

/** The fixed set of sentences. */
const SENTENCES: Record<FeedKind, Sentence> = {
  deviceSubmitted: { text: '{village}有人申请了{what}', nameless: '辅具', isHelp: false },
  deviceChecked: { text: '{village}核实了一份{what}申请', nameless: '辅具', isHelp: false },
  deviceApproved: { text: '镇残联批准了{village}的{what}', nameless: '辅具', isHelp: false },
  deviceDelivered: { text: '{what}送到了{village}', nameless: '辅具', isHelp: true },
  deviceReceived: { text: '{village}居民收到了{what}', nameless: '辅具', isHelp: true },
  repairSubmitted: { text: '{village}有一件辅具等着修', isHelp: false },
  repairDone: { text: '{village}有一件辅具修好了', isHelp: true },
  employmentSubmitted: { text: '{village}有人想找份工作', isHelp: false },
  workFound: { text: '{village}有人找到了工作', isHelp: true },
  renovationSubmitted: { text: '{village}一户申请无障碍改造', isHelp: false },
  renovationApproved: { text: '镇残联批准了{village}一户改造', isHelp: false },
  renovationDone: { text: '{village}一户无障碍改造完工了', isHelp: true },
  wishPublished: { text: '{village}有个微心愿等您认领', isHelp: false },
  wishClaimed: { text: '{village}的微心愿有人认领了', isHelp: true },
  wishDelivered: { text: '{village}的微心愿送到了', isHelp: true },
  paired: { text: '志愿者{what}在{village}结了对', isHelp: true },
  serviceStarted: { text: '志愿者{what}去{village}帮忙了', isHelp: true },
  serviceDone: { text: '志愿者{what}在{village}帮了忙', isHelp: true },
  feedbackGiven: { text: '{village}居民评价了一次服务', isHelp: true },
  donationPromised: { text: '{village}志愿者{what}要捐爱心', isHelp: true },
  donationDelivered: { text: '志愿者{what}捐的送到了{village}', isHelp: true },
  volunteerJoined: { text: '{village}来了新志愿者{what}', isHelp: true },
  residentJoined: { text: '{village}又有人用上了小程序', isHelp: false },
};

/** All kinds of lines that this build can say. */
export const FEED_KINDS = Object.keys(SENTENCES) as FeedKind[];

/** Whether a line is about someone helping. */
export function isHelp(kind: FeedKind): boolean {
  return SENTENCES[kind].isHelp;
}

/** A line of the feed as parts of text, `what` standing out. */
export function feedSentence({ kind, villageName, what }: FeedLine): SentencePart[] {
  const { text, nameless = '' } = SENTENCES[kind];
  return text
    .split(/(\{village\}|\{what\})/)
    .map((part): SentencePart => {
      if (part === '{village}') return { text: villageName };
      if (part !== '{what}') return { text: part };
      return what === '' ? { text: nameless } : { text: what, strong: true };
    })
    .filter((part) => part.text !== '');
}
