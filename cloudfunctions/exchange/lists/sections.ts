/**
 * The sections of the three lists (三张清单): where each is read, by which index, and how a record becomes a line. What is on
 * a list follows from the records at every reading; nothing of it is stored.
 */
import type { ListKind, ListLine } from '../../../typings/api/exchange';
import type { CaseKind, CaseTab, Millis } from '../../../typings/domain';
import { caseWords } from '../../../miniprogram/shared/case-states';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { amountWords, DONATION_STATES } from '../../../miniprogram/shared/donation-words';
import { CATEGORY_LABELS, LEVEL_LABELS, VOLUNTEER_KIND_LABELS } from '../../../miniprogram/shared/labels';
import {
  durationWords,
  PAIRING_STATES,
  SERVICE_KIND_LABELS,
  SERVICE_STATES,
} from '../../../miniprogram/shared/service-words';
import { NOTICE_KIND_LABELS } from '../../../miniprogram/shared/work';
import type { AllotmentDoc, ApplicationDoc, CollectionName, Collections } from '../../core/collections';
import { where, type Condition } from '../../core/database';

/** What a section is asked for. `from`, `to`: of a month; null: what is there now. */
export interface Asked {
  villageId: string;
  villageName: string;
  month: { from: Millis; to: Millis } | null;
  now: Millis;
}

export type Line = Pick<ListLine, 'what' | 'who' | 'responsible' | 'when' | 'state' | 'late'>;

export interface Section<C extends CollectionName = CollectionName> {
  key: string;
  label: string;
  collection: C;
  where(asked: Asked): Condition;
  /** Newest first where one looks back, oldest first where something waits. */
  order: 'asc' | 'desc';
  line(doc: Collections[C], asked: Asked): Line;
}

const OPEN_TABS: readonly CaseTab[] = ['toCheck', 'toApprove', 'toCarryOut', 'waiting'];
const ALL_TABS: readonly CaseTab[] = [...OPEN_TABS, 'done'];

const stamp = (at: Millis): string => at.toString(36).padStart(9, '0');

/** Ids begin with the time of creation (core/ids.ts): a month is a range of them. */
const bornIn = ({ month }: Asked): Condition =>
  month ? { _id: where.within(stamp(month.from), stamp(month.to)) } : {};

const day = (at: Millis | null): string => (at === null ? '' : chinaDate(at));
const until = (at: Millis | null): string => (at === null ? '' : `${chinaDate(at)}前`);

/** A section of any collection; the table holds them without their type. */
function section<C extends CollectionName>(one: Section<C>): Section {
  return one as unknown as Section;
}

/** Who has to do the next step. */
function responsibleFor(doc: ApplicationDoc, villageName: string): string {
  const { facts } = doc;
  if (facts.kind === 'renovation' && facts.building && doc.tab === 'toCarryOut')
    return facts.building.builder;
  if (facts.kind === 'wish' && facts.claim) return `志愿者${facts.claim.volunteerName}`;
  if (doc.tab === 'toApprove') return '镇残联';
  if (doc.tab === 'waiting') return '等申请人';
  return doc.tab === 'done' ? '' : `${villageName}残协`;
}

function caseLine(doc: ApplicationDoc, { villageName, now }: Asked): Line {
  const { facts } = doc;
  const when =
    facts.kind === 'renovation' && facts.building
      ? `${facts.building.from}到${facts.building.to}`
      : facts.kind === 'employment' && facts.nextOn
        ? `${facts.nextOn}跟进`
        : until(doc.dueAt);
  return {
    what: doc.title,
    who: doc.residentName,
    responsible: responsibleFor(doc, villageName),
    when: when === '' ? `${day(doc.createdAt)}提出` : when,
    state: caseWords(doc.kind, doc.state).label,
    late: doc.dueAt !== null && doc.dueAt < now && doc.tab !== 'done',
  };
}

const cases = (key: string, label: string, kinds: readonly CaseKind[], tabs: readonly CaseTab[]): Section =>
  section<'applications'>({
    key,
    label,
    collection: 'applications',
    where: (asked) => ({
      villageId: asked.villageId,
      kind: where.in(kinds),
      tab: where.in(asked.month ? ALL_TABS : tabs),
      ...bornIn(asked),
    }),
    order: 'asc',
    line: caseLine,
  });

const unpaired = section<'residents'>({
  key: 'unpaired',
  label: '还没有结对',
  collection: 'residents',
  where: (asked) => ({ villageId: asked.villageId, status: 'active', pairings: [], ...bornIn(asked) }),
  order: 'asc',
  line: ({ name, category, level }) => ({
    what: `${CATEGORY_LABELS[category]}${LEVEL_LABELS[level]}，等志愿者结对`,
    who: name,
    responsible: '',
    when: '',
    state: '待结对',
    late: false,
  }),
});

const needs = section<'needs'>({
  key: 'goods',
  label: '缺的东西',
  collection: 'needs',
  where: (asked) => ({
    villageId: asked.villageId,
    open: asked.month ? where.in([true, false]) : true,
    ...bornIn(asked),
  }),
  order: 'asc',
  line: ({ what, quantity, unit, promised, residentName, open, openUntil }, { villageName, now }) => ({
    what: `${what}${quantity}${unit}，已有人答应${promised}${unit}`,
    who: residentName ?? '全村',
    responsible: `${villageName}残协`,
    when: `${openUntil}前`,
    state: open ? '还缺' : '已结束',
    late: open && openUntil < chinaDate(now),
  }),
});

const volunteers = section<'volunteers'>({
  key: 'volunteers',
  label: '志愿者',
  collection: 'volunteers',
  where: (asked) => ({ villageId: asked.villageId, state: 'verified', ...bornIn(asked) }),
  order: 'asc',
  line: ({ name, kind, skills, pairings, minutes }) => ({
    what: skills.length === 0 ? '没有写特长' : skills.join('、'),
    who: `${name}（${VOLUNTEER_KIND_LABELS[kind]}）`,
    responsible: '',
    when: `已服务${durationWords(minutes)}`,
    state: `结对${pairings.filter(({ state }) => state === 'active').length}位`,
    late: false,
  }),
});

const stock = section<'donations'>({
  key: 'stock',
  label: '捐来的东西',
  collection: 'donations',
  where: (asked) => ({
    villageId: asked.villageId,
    state: where.in(asked.month ? Object.keys(DONATION_STATES) : ['received', 'partlyDelivered']),
    ...bornIn(asked),
  }),
  order: 'asc',
  line: (doc, { villageName }) => ({
    what: `${doc.what}，还有${amountWords(doc, Math.max(0, doc.received - doc.delivered))}`,
    who: `${doc.volunteerName}捐`,
    responsible: `${villageName}残协`,
    when: `${day(doc.promisedAt)}登记`,
    state: DONATION_STATES[doc.state].label,
    late: false,
  }),
});

const shopGoods = section<'goods'>({
  key: 'shop',
  label: '积分商品（现在）',
  collection: 'goods',
  where: ({ villageId }) => ({ villageId: where.in([villageId, null]), active: true, stock: where.gt(0) }),
  order: 'asc',
  line: ({ name, stock: left, points, villageId }, { villageName }) => ({
    what: `${name}，还有${left}件`,
    who: `${points}积分`,
    responsible: villageId === null ? '各村都可领' : `${villageName}残协`,
    when: '',
    state: '可兑换',
    late: false,
  }),
});

const work = section<'notices'>({
  key: 'work',
  label: '岗位和培训（现在）',
  collection: 'notices',
  where: () => ({ state: 'published', kind: where.in(['job', 'training']) }),
  order: 'desc',
  line: ({ title, kind, offer, by, publishedAt }) => ({
    what: title,
    who: NOTICE_KIND_LABELS[kind],
    responsible: offer?.organiser ?? by,
    when: `${day(publishedAt)}发布`,
    state: offer && offer.places > 0 ? `要${offer.places}人` : '招人中',
    late: false,
  }),
});

const devices = section<'catalogue'>({
  key: 'devices',
  label: '可申请的辅具（现在）',
  collection: 'catalogue',
  where: () => ({ active: true }),
  order: 'asc',
  line: ({ name, summary }) => ({
    what: name,
    who: summary,
    responsible: '镇残联',
    when: '',
    state: '可申请',
    late: false,
  }),
});

const pairings = section<'pairings'>({
  key: 'pairings',
  label: '结对帮扶',
  collection: 'pairings',
  where: (asked) => ({
    villageId: asked.villageId,
    state: where.in(asked.month ? ['active', 'ended'] : ['active']),
    ...bornIn(asked),
  }),
  order: 'asc',
  line: ({ volunteerName, residentName, state, decidedAt, services, minutes }) => ({
    what: `结对帮扶，服务${services}次，共${durationWords(minutes)}`,
    who: residentName,
    responsible: `志愿者${volunteerName}`,
    when: `${day(decidedAt)}起`,
    state: PAIRING_STATES[state].label,
    late: false,
  }),
});

const services = section<'services'>({
  key: 'services',
  label: '上门服务',
  collection: 'services',
  where: (asked) => ({
    villageId: asked.villageId,
    state: where.in(
      asked.month
        ? ['running', 'ended', 'toCheck', 'toConfirm', 'confirmed', 'disputed']
        : ['running', 'ended', 'toCheck', 'toConfirm', 'disputed'],
    ),
    ...bornIn(asked),
  }),
  order: 'desc',
  line: ({ kinds, residentName, volunteerName, startedAt, state, minutes }) => ({
    what: `${kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、') || '上门服务'}${minutes > 0 ? `，${durationWords(minutes)}` : ''}`,
    who: residentName,
    responsible: `志愿者${volunteerName}`,
    when: day(startedAt),
    state: SERVICE_STATES[state].label,
    late: false,
  }),
});

const handOuts = section<'allotments'>({
  key: 'handOuts',
  label: '要送到的捐赠',
  collection: 'allotments',
  where: (asked) => ({
    villageId: asked.villageId,
    directed: where.in([true, false]),
    state: where.in(asked.month ? ['open', 'delivered'] : ['open']),
    ...bornIn(asked),
  }),
  order: 'asc',
  line: ({ quantity, residentName, state, createdAt, deliveredAt, note }: AllotmentDoc, { villageName }) => ({
    what: `捐赠的一份（${quantity}）${note === '' ? '' : `：${note}`}`,
    who: residentName ?? '全村',
    responsible: `${villageName}残协`,
    when: deliveredAt === null ? `${day(createdAt)}分到` : `${day(deliveredAt)}送到`,
    state: state === 'open' ? '待送出' : '已送到',
    late: false,
  }),
});

export const LIST_LABELS: Record<ListKind, string> = {
  needs: '需求清单',
  resources: '资源清单',
  projects: '项目服务清单',
};

/** Sections in the order of the list. */
export const LIST_SECTIONS: Record<ListKind, readonly Section[]> = {
  needs: [
    cases('device', '辅具', ['device', 'repair'], OPEN_TABS),
    cases('renovation', '家里改造', ['renovation'], OPEN_TABS),
    cases('employment', '就业', ['employment'], OPEN_TABS),
    cases('wish', '微心愿', ['wish'], OPEN_TABS),
    needs,
    unpaired,
  ],
  resources: [volunteers, stock, shopGoods, work, devices],
  projects: [
    cases('building', '改造施工', ['renovation'], ['toCarryOut', 'waiting']),
    cases('deliveries', '辅具发放和维修', ['device', 'repair'], ['toCarryOut']),
    cases('jobs', '就业跟进', ['employment'], ['toCarryOut']),
    pairings,
    services,
    handOuts,
  ],
};
