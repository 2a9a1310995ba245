/**
 * A volunteer's copy of everything that is kept about them, as text (Personal Information Protection Law art. 45). Those whom
 * they help stay masked in it.
 */
import type { Millis } from '../../../typings/domain';
import {
  DONATION_ACTIONS,
  DONATION_STATES,
  amountWords,
  giftWords,
} from '../../../miniprogram/shared/donation-words';
import { INTENTION_STATES } from '../../../miniprogram/shared/intention-words';
import { VOLUNTEER_KIND_LABELS } from '../../../miniprogram/shared/labels';
import { maskName } from '../../../miniprogram/shared/mask';
import { ORDER_STATES } from '../../../miniprogram/shared/order-words';
import {
  PAIRING_STATES,
  SERVICE_KIND_LABELS,
  SERVICE_STATES,
  durationWords,
} from '../../../miniprogram/shared/service-words';
import type {
  CertificateDoc,
  Consent,
  DonationDoc,
  IntentionDoc,
  NoticeDoc,
  OrderDoc,
  PairingDoc,
  PointAccountDoc,
  PointEntryDoc,
  ServiceDoc,
  VolunteerDoc,
} from '../../core/collections';
import { consentLine, section, time } from './copy';

/** What is kept, with the telephone number opened. */
export interface VolunteerKept {
  volunteer: VolunteerDoc;
  villageName: string;
  phone: string;
  intentions: readonly IntentionDoc[];
  pairings: readonly PairingDoc[];
  services: readonly ServiceDoc[];
  account: PointAccountDoc | null;
  entries: readonly PointEntryDoc[];
  orders: readonly OrderDoc[];
  donations: readonly DonationDoc[];
  stories: readonly NoticeDoc[];
  certificates: readonly CertificateDoc[];
  consents: readonly Consent[];
  madeAt: Millis;
}

const STATES: Record<VolunteerDoc['state'], string> = {
  toVerify: '等待核实',
  verified: '已核实',
  refused: '没有通过核实',
  left: '已退出',
};

const STORY_STATES: Record<NoticeDoc['state'], string> = {
  draft: '草稿',
  submitted: '等村残协看',
  held: '等安全检查',
  returned: '退回修改',
  published: '已发布',
  withdrawn: '已撤回',
};

function factLines({ volunteer, villageName, phone }: VolunteerKept): string[] {
  return [
    `姓名：${volunteer.name}`,
    `电话：${phone}`,
    `所在村（社区）：${villageName}`,
    `身份：${VOLUNTEER_KIND_LABELS[volunteer.kind]}`,
    `能帮的：${volunteer.skills.join('、') || '没有填'}`,
    `核实：${STATES[volunteer.state]}${volunteer.note ? `（${volunteer.note}）` : ''}`,
    `已确认的服务：${durationWords(volunteer.minutes)}`,
    `登记时间：${time(volunteer.createdAt)}`,
  ];
}

function serviceLines(doc: ServiceDoc): string[] {
  const kinds = doc.kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、');
  const said = [kinds, doc.words].filter(Boolean).join('，');
  return [
    `${time(doc.startedAt)} ${maskName(doc.residentName)}，${durationWords(doc.minutes)}，${SERVICE_STATES[doc.state].label}`,
    ...(said === '' ? [] : [`内容：${said}`]),
    ...(doc.feedback ? [`评价：${doc.feedback.score}分`] : []),
    ...(doc.decision ? [`工作人员核对：${doc.decision.note || '通过'}`] : []),
  ];
}

function pointLines({ account, entries }: VolunteerKept): string[] {
  if (!account) return [];
  const debt = account.debt > 0 ? `，还欠${account.debt}分` : '';
  return [
    `现在${account.balance}分${debt}；得过${account.earned}分，用了${account.spent}分；${account.inRanking ? '同意' : '没有同意'}进排行`,
    ...entries.map(({ at, points, balance, words }) => `${time(at)} ${words}：${points}分，剩${balance}分`),
  ];
}

function donationLines(doc: DonationDoc): string[] {
  return [
    `${time(doc.promisedAt)} ${giftWords(doc)}，${DONATION_STATES[doc.state].label}`,
    ...(doc.words === '' ? [] : [`您说：${doc.words}`]),
    ...doc.timeline.map(({ at, action, quantity, note }) => {
      const amount = quantity === null ? '' : amountWords(doc, quantity);
      return `${time(at)} ${DONATION_ACTIONS[action]}${amount}${note ? `：${note}` : ''}`;
    }),
  ];
}

/** The whole copy. */
export function volunteerCopyText(kept: VolunteerKept): string {
  return [
    `我的信息副本（志愿者）\n${time(kept.madeAt)}，为${kept.volunteer.name}本人生成\n里面有完整的电话，请自己收好。`,
    section('一、登记信息', factLines(kept)),
    section(
      '二、帮扶意向',
      kept.intentions.map(
        ({ createdAt, state, words }) =>
          `${time(createdAt)} ${INTENTION_STATES[state].label}${words === '' ? '' : `，${words}`}`,
      ),
    ),
    section(
      '三、结对',
      kept.pairings.map(
        ({ residentName, state, askedAt }) =>
          `${maskName(residentName)}：${PAIRING_STATES[state].label}，${time(askedAt)}提出`,
      ),
    ),
    section(
      '四、帮扶服务',
      kept.services.flatMap((doc) => serviceLines(doc)),
    ),
    section('五、积分', pointLines(kept)),
    section(
      '六、积分兑换',
      kept.orders.map(
        ({ at, goodsName, points, state }) =>
          `${time(at)} ${goodsName}，${points}分，${ORDER_STATES[state].label}`,
      ),
    ),
    section(
      '七、捐赠',
      kept.donations.map((doc) => donationLines(doc).join('\n')),
    ),
    section(
      '八、写的故事',
      kept.stories.map(
        ({ createdAt, title, state, body }) => `${time(createdAt)} ${title}，${STORY_STATES[state]}\n${body}`,
      ),
    ),
    section(
      '九、开过的服务证明',
      kept.certificates.map(({ issuedAt, from, to }) => `${time(issuedAt)} 从${from}到${to}`),
    ),
    section('十、您同意过的', kept.consents.map(consentLine)),
  ].join('\n\n');
}
