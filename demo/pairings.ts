/** The trial's thirty pairings and what came of them: services by scanning and typed in, confirmed, disputed, one under way. */
import type { Input } from '../typings/api';
import type { ServiceKind } from '../typings/domain';
import type { Stage } from './actors';
import type { Applicant } from './applications';
import { handIn, type DemoPhoto } from './photos';
import type { Random } from './random';
import { officerOf } from './staff';
import { volunteerOpenid } from './volunteers';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The trial's pairings (product.md). */
const PAIRINGS = 30;
/** So many volunteers share them: the first ones help two residents each. */
const HELPERS = 22;
/** Pairings with residents who answer for themselves or have a guardian; the village arranges the others. */
const WITH_PHONE = 20;
/** The first ones of those with a phone have two helpers. */
const RESIDENTS_WITH_PHONE = 15;
const SERVICES_EACH = 5;

interface Deed {
  kinds: ServiceKind[];
  words: string;
  photo: DemoPhoto;
}

const DEEDS: readonly Deed[] = [
  { kinds: ['visit'], words: '陪着聊天，一起看了会儿电视', photo: 'visit' },
  { kinds: ['housework'], words: '擦窗、拖地，洗了两床被套', photo: 'housework' },
  { kinds: ['shopping', 'visit'], words: '买了米、油和降压药送到家', photo: 'visit' },
  { kinds: ['escort'], words: '推轮椅去卫生院复查，取了药', photo: 'visit' },
  { kinds: ['haircut'], words: '理了发，刮了胡子', photo: 'visit' },
  { kinds: ['repair'], words: '换了灯泡，修好了水龙头', photo: 'housework' },
  { kinds: ['study'], words: '教用手机视频，和儿子通了话', photo: 'visit' },
  { kinds: ['errand'], words: '到镇上代交了电费、水费', photo: 'visit' },
  { kinds: ['housework', 'visit'], words: '收拾了厨房，包了一顿馄饨', photo: 'housework' },
];

const THANKS: readonly { score: number; words: string }[] = [
  { score: 5, words: '人很好，做事仔细。' },
  { score: 5, words: '' },
  { score: 5, words: '有人说说话，心里亮堂。' },
  { score: 4, words: '来得晚了一点，别的都好。' },
  { score: 5, words: '谢谢，家里干净多了。' },
  { score: 4, words: '' },
  { score: 3, words: '时间短了点。' },
];

interface Pair {
  volunteer: string;
  pairingId: string;
  code: string;
  since: number;
  /** Who answers for the resident; null: the village does. */
  home: Applicant | null;
}

/** How the last service of some pairings stands; all others are confirmed. */
type Ending = 'toConfirm' | 'disputed' | 'toCheck' | 'twice' | 'ended' | 'running';
const ENDINGS: Partial<Record<number, Ending>> = {
  0: 'running',
  1: 'toConfirm',
  2: 'toConfirm',
  4: 'disputed',
  5: 'ended',
  6: 'toConfirm',
  9: 'twice',
  25: 'toCheck',
};

export interface PairingCast {
  /** Those with a phone, the guardians first. */
  applicants: readonly Applicant[];
  /** Residents who have neither phone nor guardian. */
  withoutPhone: readonly string[];
  /** When each volunteer registered, oldest first. */
  volunteerTimes: readonly number[];
}

class Builder {
  constructor(
    private readonly stage: Stage,
    private readonly random: Random,
    private readonly officer: string,
    private readonly until: number,
  ) {}

  /** Asked by scanning, accepted by the resident or the guardian. */
  async pairAtHome(at: number, volunteer: string, home: Applicant): Promise<Pair> {
    const { openid, as } = home;
    const { code } = await this.stage.act(at, openid, 'pairing', 'issueCode', { renew: false }, as);
    const { pairingId } = await this.stage.act(at + HOUR, volunteer, 'pairing', 'askPairing', { code });
    const since = at + this.random.int(2, 30) * HOUR;
    await this.stage.act(since, openid, 'pairing', 'decidePairing', { pairingId, accept: true }, as);
    return { volunteer, pairingId, code, since, home };
  }

  /** The village prints the card, the volunteer scans it, the village answers. */
  async pairByVillage(at: number, volunteer: string, residentId: string): Promise<Pair> {
    const { cards } = await this.stage.act(at, this.officer, 'pairing', 'cards', {
      residentIds: [residentId],
    });
    const code = cards[0]?.code ?? '';
    const { pairingId } = await this.stage.act(at + HOUR, volunteer, 'pairing', 'askPairing', { code });
    const since = at + this.random.int(2, 40) * HOUR;
    await this.stage.act(since, this.officer, 'pairing', 'decidePairing', {
      pairingId,
      accept: true,
      note: '上门问过，本人愿意',
    });
    return { volunteer, pairingId, code, since, home: null };
  }

  /** Asked yesterday and not answered yet: by a resident with a phone, or by the village for one without (an id). */
  async ask(volunteer: string, home: Applicant | string | undefined): Promise<void> {
    if (home === undefined) throw new Error('demo: too few people to ask');
    const at = this.until - DAY;
    const code =
      typeof home === 'string'
        ? (await this.stage.act(at, this.officer, 'pairing', 'cards', { residentIds: [home] })).cards[0]?.code
        : (await this.stage.act(at, home.openid, 'pairing', 'issueCode', { renew: false }, home.as)).code;
    await this.stage.act(at + HOUR, volunteer, 'pairing', 'askPairing', { code: code ?? '' });
  }

  /** By scanning at the door: begun, ended, described. Gives its id and when it was described. */
  private async byScan(pair: Pair, start: number, minutes: number, deed: Deed): Promise<[string, number]> {
    const { volunteer, code } = pair;
    const end = start + minutes * MINUTE;
    const { serviceId } = await this.stage.act(start, volunteer, 'pairing', 'startService', { code });
    await this.stage.act(end, volunteer, 'pairing', 'endService', { code });
    const at = end + 10 * MINUTE;
    const { kinds, words } = deed;
    const photoIds = [await handIn(this.stage, at, volunteer, 'service', deed.photo)];
    await this.stage.act(at, volunteer, 'pairing', 'describeService', { serviceId, kinds, words, photoIds });
    return [serviceId, at];
  }

  /** Typed in the evening. */
  private async typed(pair: Pair, start: number, minutes: number, deed: Deed): Promise<[string, number]> {
    const at = start + 8 * HOUR;
    const { kinds, words } = deed;
    const { serviceId } = await this.stage.act(at, pair.volunteer, 'pairing', 'recordService', {
      pairingId: pair.pairingId,
      startedAt: start,
      endedAt: start + minutes * MINUTE,
      kinds,
      words,
      photoIds: [],
    });
    return [serviceId, at];
  }

  private async accept(at: number, serviceId: string): Promise<void> {
    const decision: Input<'pairing', 'decideService'> = { serviceId, accept: true, note: '打电话核对过' };
    await this.stage.act(at, this.officer, 'pairing', 'decideService', decision);
  }

  private async confirm(at: number, serviceId: string, { openid, as }: Applicant): Promise<void> {
    const thanks = this.random.pick(THANKS);
    await this.stage.act(at, openid, 'pairing', 'confirmService', { serviceId, ...thanks }, as);
  }

  /** One service with its usual way: staff look at what was typed or has nobody to ask, the others confirm. */
  async finished(pair: Pair, start: number): Promise<void> {
    const { home } = pair;
    const deed = this.random.pick(DEEDS);
    const minutes = this.random.int(6, 26) * 5;
    const scanned = this.random.next() < 0.6;
    const [serviceId, told] = await (scanned
      ? this.byScan(pair, start, minutes, deed)
      : this.typed(pair, start, minutes, deed));
    let at = told;
    if (!scanned || home === null) await this.accept((at += this.random.int(3, 30) * HOUR), serviceId);
    if (home) await this.confirm(at + this.random.int(1, 40) * HOUR, serviceId, home);
  }

  /** The newest service of a pairing, which is not finished yet. */
  async unfinished(pair: Pair, ending: Ending): Promise<void> {
    const [deed] = DEEDS;
    if (!deed) throw new Error('demo: nothing was done');
    const { volunteer, code, home } = pair;
    if (ending === 'running') {
      await this.stage.act(this.until, volunteer, 'pairing', 'startService', { code });
      return;
    }
    const start = this.until - this.random.int(14, 20) * HOUR;
    if (ending === 'ended') {
      await this.stage.act(start, volunteer, 'pairing', 'startService', { code });
      await this.stage.act(start + 50 * MINUTE, volunteer, 'pairing', 'endService', { code });
      return;
    }
    if (ending === 'toCheck' || ending === 'twice') {
      await this.typed(pair, start, 60, deed);
      // Half of the hour is typed in a second time: the village is shown that they overlap.
      if (ending === 'twice') await this.typed(pair, start + 30 * MINUTE, 60, deed);
      return;
    }
    const [serviceId, at] = await this.byScan(pair, start, 45, deed);
    if (ending === 'disputed' && home) {
      const reason = '那天只来了一会儿，没有45分钟';
      const { openid, as } = home;
      await this.stage.act(at + HOUR, openid, 'pairing', 'disputeService', { serviceId, reason }, as);
    }
  }
}

/** Makes the pairings one after the other over the months, each with its services until now. */
export async function addPairings(
  stage: Stage,
  random: Random,
  villageId: string,
  { applicants, withoutPhone, volunteerTimes }: PairingCast,
  until: number,
): Promise<void> {
  const builder = new Builder(stage, random, officerOf(villageId), until);
  const open: [Pair, Ending][] = [];
  for (let n = 0; n < PAIRINGS; n += 1) {
    const helper = n % HELPERS;
    const volunteer = volunteerOpenid(helper + 1);
    const known = (volunteerTimes[helper] ?? until) + 3 * DAY;
    const at = Math.max(known, until - (150 - 4 * n) * DAY) + random.int(0, 10) * HOUR;
    const home = applicants[n % RESIDENTS_WITH_PHONE];
    const alone = withoutPhone[n - WITH_PHONE];
    if (!home || (n >= WITH_PHONE && alone === undefined)) throw new Error('demo: too few people to pair');
    const pair =
      n < WITH_PHONE || alone === undefined
        ? await builder.pairAtHome(at, volunteer, home)
        : await builder.pairByVillage(at, volunteer, alone);
    const ending = ENDINGS[n];
    const count = SERVICES_EACH - (ending === undefined ? 0 : 1);
    const last = until - 3 * DAY;
    for (let k = 0; k < count; k += 1) {
      const day = pair.since + ((k + 0.5) * (last - pair.since)) / count;
      await builder.finished(pair, morning(day) + random.int(0, 16) * 15 * MINUTE);
    }
    if (ending !== undefined) open.push([pair, ending]);
  }
  await builder.ask(volunteerOpenid(HELPERS + 1), applicants[3]);
  await builder.ask(volunteerOpenid(HELPERS + 2), withoutPhone[PAIRINGS - WITH_PHONE]);
  // Last of all: a volunteer with two residents has one service at a time.
  for (const [pair, ending] of open) await builder.unfinished(pair, ending);
}

/** Half past eight of the day, in China. */
function morning(at: number): number {
  return Math.floor((at + 8 * HOUR) / DAY) * DAY - 8 * HOUR + 8.5 * HOUR;
}
