/**
 * One tap calls for help. Nothing here waits: no network, no login, no consent. So the page has neither a loading state nor an
 * offline bar; what it shows is on the phone, and newer numbers take its place when they come.
 */
import type { CallRecorded } from '../../../typings/api/emergency';
import {
  callForHelp,
  dialNumber,
  hasUntoldCalls,
  keepInTouch,
  knownNumbers,
  watchEmergency,
  type DialOutcome,
} from '../../services/emergency';
import { definePage } from '../../services/page';
import { contacts, hintOf, PUBLIC_NUMBERS, type ContactView } from './view';

interface Told {
  tone: 'success' | 'progress' | 'warning';
  text: string;
}

const WAITING: Told = { tone: 'progress', text: '记下了您的求助，一连上网络就告诉村残协' };

function toldOf({ told, canCallBack }: CallRecorded): Told {
  const whom = told === 'village' ? '村残协' : '镇残联';
  return canCallBack
    ? { tone: 'success', text: `已告诉${whom}，他们会回电` }
    : { tone: 'warning', text: `已告诉${whom}，但他们没有您的电话，没法回电。没打通请接着打下一位` };
}

definePage({
  stopWatching: () => undefined as void,
  data: {
    first: null as ContactView | null,
    others: [] as ContactView[],
    publics: PUBLIC_NUMBERS,
    hint: '',
    told: null as Told | null,
  },

  onLoad() {
    this.show();
    if (hasUntoldCalls()) this.setData({ told: WAITING });
    this.stopWatching = watchEmergency(({ numbers, recorded }) => {
      if (numbers) this.show();
      if (recorded) this.setData({ told: toldOf(recorded) });
    });
  },
  onShow() {
    keepInTouch();
  },
  onUnload() {
    this.stopWatching();
  },
  show() {
    const numbers = knownNumbers();
    const [first = null, ...others] = contacts(numbers);
    this.setData({ first, others, hint: hintOf(numbers) });
  },

  async onCall(event: WechatMiniprogram.CustomEvent) {
    const { key } = event.currentTarget.dataset as { key: string };
    const { first, others } = this.data;
    const chosen = [first, ...others].find((one) => one?.key === key);
    if (!chosen) return;
    const outcome = await callForHelp(chosen.officer, chosen.town);
    if (outcome !== 'cancelled' && hasUntoldCalls()) this.setData({ told: WAITING });
    this.tellFailure(outcome, chosen.officer.phone);
  },
  async onPublic(event: WechatMiniprogram.CustomEvent) {
    const { phone } = event.currentTarget.dataset as { phone: string };
    this.tellFailure(await dialNumber(phone), phone);
  },
  tellFailure(outcome: DialOutcome, phone: string) {
    if (outcome === 'failed') this.say('没有拨出去', `请退出微信，用手机的电话直接拨 ${phone}`);
  },
});
