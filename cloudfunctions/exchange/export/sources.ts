/** What can be exported: its columns, and how it is read part by part, village by village, each by an index. */
import type { ExportWhat } from '../../../typings/api/exchange';
import { completedYears } from '../../../miniprogram/shared/age';
import { CASE_KIND_LABELS, caseWords, TAB_LABELS } from '../../../miniprogram/shared/case-states';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { amountWords, DONATION_STATES } from '../../../miniprogram/shared/donation-words';
import {
  CATEGORY_LABELS,
  LEVEL_LABELS,
  LOW_INCOME_LABELS,
  VOLUNTEER_KIND_LABELS,
} from '../../../miniprogram/shared/labels';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import { maskPhone } from '../../../miniprogram/shared/mask';
import { ORDER_STATES } from '../../../miniprogram/shared/order-words';
import { SERVICE_KIND_LABELS, SERVICE_STATES } from '../../../miniprogram/shared/service-words';
import type { CallContext } from '../../core/actions';
import type { ApplicationDoc, CollectionName, Collections, ResidentDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import { where, type Condition } from '../../core/database';
import { AppError } from '../../core/errors';
import { TOWN_OFFICE, villageNames } from '../../core/villages';
import { adjustmentsOf, askedFor, wholeSection } from '../lists/lists';
import { LIST_LABELS, LIST_SECTIONS } from '../lists/sections';
import { villageScope } from '../../core/identity';
import type { OfficerActor } from '../office';
import { monthRange } from '../rules/months';
import type { Column, Value } from '../workbook/write';

/** Documents of one part: their answer stays below a megabyte. */
const PART = 250;

export interface Part {
  lines: Value[][];
  next: string | null;
}

export interface Source {
  title: string;
  columns: readonly Column[];
  read(cursor: string | null): Promise<Part>;
}

type Ctx = CallContext<OfficerActor>;
type Of<K extends ExportWhat['kind']> = Extract<ExportWhat, { kind: K }>;

const col = (title: string, width: number): Column => ({ title, width });

/** '2026-11-27 09:05' in China. */
export function stampOf(at: number | null): string {
  return at === null ? '' : new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

/** Where somebody lives without the door. */
const maskAddress = (address: string): string => address.replace(/[\d\uff10-\uff19]+/g, '*');

interface Reading<C extends CollectionName> {
  collection: C;
  /** The villages to read, one after the other. */
  villages: readonly string[];
  where(villageId: string): Condition;
  line(doc: Collections[C]): Value[] | null;
}

/** Reads on from '<village>|<id>': one village after the other, so that each query is one range of an index. */
async function acrossVillages<C extends CollectionName>(
  ctx: Ctx,
  { collection, villages, where: condition, line }: Reading<C>,
  cursor: string | null,
): Promise<Part> {
  const [from = '0', after = ''] = (cursor ?? '').split('|');
  const lines: Value[][] = [];
  let last = after;
  let read = 0;
  for (let i = Number(from); i < villages.length; i += 1) {
    const base = condition(villages[i] ?? '');
    const docs = await ctx.reader.find(collection, {
      where: last === '' ? base : { ...base, _id: where.gt(last) },
      orderBy: [['_id', 'asc']],
      limit: PART,
    });
    lines.push(
      ...docs.flatMap((doc) => {
        const made = line(doc);
        return made ? [made] : [];
      }),
    );
    read += docs.length;
    if (docs.length === PART) return { lines, next: `${i}|${docs.at(-1)?._id ?? ''}` };
    last = '';
    if (read >= PART && i + 1 < villages.length) return { lines, next: `${i + 1}|` };
  }
  return { lines, next: null };
}

interface Base {
  ctx: Ctx;
  full: boolean;
  names: Map<string, string>;
  villages: readonly string[];
  place: string;
}

function numbers(resident: ResidentDoc, full: boolean): [id: string, certificate: string, phone: string] {
  return full
    ? [unseal(resident.idNumber), unseal(resident.certificate), unseal(resident.phone)]
    : [resident.idNumberMasked, resident.certificateMasked, resident.phoneMasked];
}

function residents({ ctx, full, names, villages, place }: Base, what: Of<'residents'>): Source {
  const on = chinaDate(ctx.clock.now());
  return {
    title: `残疾人名册（${place}）`,
    columns: [
      col('姓名', 12),
      col('性别', 6),
      col('年龄', 6),
      col('出生日期', 12),
      col('身份证号', 22),
      col('残疾人证号', 24),
      col('残疾类别', 10),
      col('残疾等级', 10),
      col('村社', 12),
      col('地址', 28),
      col('电话', 14),
      col('低保低边', 12),
      col('微信', 8),
      col('结对志愿者', 16),
    ],
    read: (cursor) =>
      acrossVillages(
        ctx,
        {
          collection: 'residents',
          villages,
          where: (villageId) => ({
            villageId,
            status: 'active',
            ...(what.category === undefined ? {} : { category: what.category }),
            ...(what.level === undefined ? {} : { level: what.level }),
          }),
          line: (doc) => {
            const income = lowIncomeOn(doc.lowIncome, on);
            const paired = doc.pairings.filter(({ state }) => state === 'active');
            if (what.income !== undefined && income !== what.income) return null;
            if (what.unpaired && paired.length > 0) return null;
            const age = completedYears(doc.birthDate, on);
            const [id, certificate, phone] = numbers(doc, full);
            return [
              doc.name,
              doc.sex === 'male' ? '男' : '女',
              age.ok ? age.years : null,
              full ? doc.birthDate : `${doc.birthDate.slice(0, 4)}年`,
              id,
              certificate,
              CATEGORY_LABELS[doc.category],
              LEVEL_LABELS[doc.level],
              names.get(doc.villageId) ?? '',
              full ? doc.address : maskAddress(doc.address),
              phone,
              LOW_INCOME_LABELS[income],
              doc.binding ? '已绑定' : '没有',
              paired.map(({ volunteerName }) => volunteerName).join('、'),
            ];
          },
        },
        cursor,
      ),
  };
}

function volunteers({ ctx, full, names, villages, place }: Base, what: Of<'volunteers'>): Source {
  const STATES = { toVerify: '待核实', verified: '已核实', refused: '没有通过', left: '已退出' };
  return {
    title: `志愿者（${place}）`,
    columns: [
      col('姓名', 12),
      col('村社', 12),
      col('类型', 12),
      col('特长', 24),
      col('电话', 14),
      col('状态', 10),
      col('结对人数', 10),
      col('服务小时', 10),
      col('登记日期', 12),
    ],
    read: (cursor) =>
      acrossVillages(
        ctx,
        {
          collection: 'volunteers',
          villages,
          where: (villageId) => ({ villageId, ...(what.state === undefined ? {} : { state: what.state }) }),
          line: (doc) => [
            doc.name,
            names.get(doc.villageId) ?? '',
            VOLUNTEER_KIND_LABELS[doc.kind],
            doc.skills.join('、'),
            full ? unseal(doc.phone) : doc.phoneMasked,
            STATES[doc.state],
            doc.pairings.filter(({ state }) => state === 'active').length,
            Math.floor(doc.minutes / 6) / 10,
            chinaDate(doc.createdAt),
          ],
        },
        cursor,
      ),
  };
}

function applications({ ctx, full, names, villages, place }: Base, what: Of<'applications'>): Source {
  const { caseKind, tab } = what;
  const phone = (doc: ApplicationDoc): string => (full ? doc.contactPhone : maskPhone(doc.contactPhone));
  return {
    title: `${CASE_KIND_LABELS[caseKind]}申请·${TAB_LABELS[caseKind][tab] ?? ''}（${place}）`,
    columns: [
      col('编号', 28),
      col('申请人', 12),
      col('代办人', 12),
      col('村社', 12),
      col('申请什么', 24),
      col('现在', 14),
      col('提出时间', 18),
      col('办理期限', 18),
      col('联系电话', 14),
      col('原因', 30),
    ],
    read: (cursor) =>
      acrossVillages(
        ctx,
        {
          collection: 'applications',
          villages,
          where: (villageId) => ({ villageId, kind: caseKind, tab }),
          line: (doc) => [
            doc._id,
            doc.residentName,
            doc.onBehalfBy ?? '',
            names.get(doc.villageId) ?? '',
            doc.title,
            caseWords(doc.kind, doc.state).label,
            stampOf(doc.createdAt),
            stampOf(doc.dueAt),
            phone(doc),
            doc.reason,
          ],
        },
        cursor,
      ),
  };
}

function services({ ctx, names, villages, place }: Base, what: Of<'services'>): Source {
  const { from, to } = monthRange(what.month);
  return {
    title: `服务和时长·${what.month}（${place}）`,
    columns: [
      col('日期', 12),
      col('开始', 18),
      col('结束', 18),
      col('小时', 8),
      col('志愿者', 12),
      col('残障朋友', 12),
      col('村社', 12),
      col('做了什么', 24),
      col('状态', 12),
      col('评价', 8),
    ],
    // A month is read by its days: many services may begin in the same minute, but not a thousand in one day of a village.
    read: async (cursor) => {
      const [village = '0', start = String(from)] = (cursor ?? '').split('|');
      const i = Number(village);
      const villageId = villages[i];
      if (villageId === undefined) return { lines: [], next: null };
      const days = 4 * 86_400_000;
      const begin = Number(start);
      const end = Math.min(to, begin + days);
      const docs = await ctx.reader.find('services', {
        where: {
          villageId,
          startedAt: where.within(begin, end),
          ...(what.state === undefined ? {} : { state: what.state }),
        },
        orderBy: [['startedAt', 'asc']],
        limit: 1000,
      });
      const lines = docs.map((doc): Value[] => [
        chinaDate(doc.startedAt),
        stampOf(doc.startedAt),
        stampOf(doc.endedAt),
        Math.round(doc.minutes / 6) / 10,
        doc.volunteerName,
        doc.residentName,
        names.get(doc.villageId) ?? '',
        doc.kinds.map((kind) => SERVICE_KIND_LABELS[kind]).join('、'),
        SERVICE_STATES[doc.state].label,
        doc.feedback?.score ?? null,
      ]);
      if (end < to) return { lines, next: `${i}|${end}` };
      return { lines, next: i + 1 < villages.length ? `${i + 1}|${from}` : null };
    },
  };
}

function orders({ ctx, names, villages, place }: Base, what: Of<'orders'>): Source {
  return {
    title: `积分兑换·${ORDER_STATES[what.state].label}（${place}）`,
    columns: [
      col('志愿者', 12),
      col('村社', 12),
      col('换了什么', 24),
      col('积分', 8),
      col('状态', 10),
      col('兑换时间', 18),
      col('保留到', 18),
      col('发放人', 12),
    ],
    read: (cursor) =>
      acrossVillages(
        ctx,
        {
          collection: 'orders',
          villages,
          where: (villageId) => ({ villageId, state: what.state }),
          line: (doc) => [
            doc.volunteerName,
            names.get(doc.villageId) ?? '',
            doc.goodsName,
            doc.points,
            ORDER_STATES[doc.state].label,
            stampOf(doc.at),
            stampOf(doc.until),
            doc.handedOutBy?.name ?? '',
          ],
        },
        cursor,
      ),
  };
}

function donations({ ctx, names, villages, place }: Base, what: Of<'donations'>): Source {
  if (!what.directed && ctx.actor.role === 'villageStaff') {
    throw new AppError('BAD_INPUT', { message: '不定向捐赠由镇残联统筹，请向镇残联要；您可以导出定向捐赠' });
  }
  return {
    title: `${what.directed ? '定向' : '不定向'}捐赠·${DONATION_STATES[what.state].label}（${place}）`,
    columns: [
      col('捐赠人', 12),
      col('捐什么', 24),
      col('答应', 10),
      col('收到', 10),
      col('分配', 10),
      col('送到', 10),
      col('给谁', 12),
      col('村社', 12),
      col('状态', 14),
      col('登记时间', 18),
    ],
    read: (cursor) =>
      acrossVillages(
        ctx,
        {
          collection: 'donations',
          villages: what.directed ? villages : [TOWN_OFFICE],
          where: (villageId) => ({ villageId, directed: what.directed, state: what.state }),
          line: (doc) => [
            doc.volunteerName,
            doc.what,
            amountWords(doc, doc.quantity),
            amountWords(doc, doc.received),
            amountWords(doc, doc.allotted),
            amountWords(doc, doc.delivered),
            doc.residentName ?? '',
            names.get(doc.villageId) ?? '镇残联',
            DONATION_STATES[doc.state].label,
            stampOf(doc.promisedAt),
          ],
        },
        cursor,
      ),
  };
}

async function lines({ ctx }: Base, { list, villageId, month }: Of<'list'>): Promise<Source> {
  const asked = await askedFor(ctx, villageId, month);
  const sections = LIST_SECTIONS[list];
  return {
    title: `${LIST_LABELS[list]}·${month ?? '现在'}（${asked.villageName}）`,
    columns: [
      col('类别', 16),
      col('内容', 36),
      col('对象', 16),
      col('负责', 16),
      col('时间', 22),
      col('现在', 14),
      col('超期', 6),
      col('备注', 28),
    ],
    read: async (cursor) => {
      const [at = '0', after = ''] = (cursor ?? '').split('|');
      const i = Number(at);
      const section = sections[i];
      if (!section) return { lines: [], next: null };
      const docs = await adjustmentsOf(ctx.reader, asked.villageId, list);
      const part = await wholeSection(
        ctx.reader,
        section,
        asked,
        docs,
        month,
        after === '' ? null : after,
        PART,
      );
      const made = part.lines.map((line): Value[] => [
        section.label,
        line.what,
        line.who,
        line.responsible,
        line.when,
        line.state,
        line.late ? '超期' : '',
        line.note,
      ]);
      if (part.next !== null) return { lines: made, next: `${i}|${part.next}` };
      return { lines: made, next: i + 1 < sections.length ? `${i + 1}|` : null };
    },
  };
}

/** The source of what is asked for, in the villages that this officer may read. */
export async function sourceOf(ctx: Ctx, what: ExportWhat, full: boolean): Promise<Source> {
  const names = await villageNames(ctx.reader);
  const scope = villageScope(ctx.actor, what.villageId);
  if (scope !== undefined && !names.has(scope)) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '没有这个村社，请重新选择' } });
  }
  const base: Base = {
    ctx,
    full,
    names,
    villages: scope === undefined ? [...names.keys()] : [scope],
    place: scope === undefined ? '全镇' : (names.get(scope) ?? ''),
  };
  switch (what.kind) {
    case 'residents':
      return residents(base, what);
    case 'volunteers':
      return volunteers(base, what);
    case 'applications':
      return applications(base, what);
    case 'services':
      return services(base, what);
    case 'orders':
      return orders(base, what);
    case 'donations':
      return donations(base, what);
    case 'list':
      return lines(base, what);
  }
}
