/** A day's report as the town reads it: figures, what changed against the day before, and the text for a group chat. Pure. */
import type { DailyFigures, DailyReport, NightlyOutcome } from '../../../typings/api/operations';
import { ROUTES } from '../../services/nav';
import { CASE_KINDS, CASE_KIND_LABELS } from '../../shared/case-states';
import { friendlyTime } from '../../shared/china-time';
import { durationWords } from '../../shared/service-words';
import { PAGES } from '../shared/routes';

export interface Row {
  key: string;
  label: string;
  value: string;
  /** '比前一天多2件'; '' when there is nothing to compare with. */
  note: string;
  /** Its list; '' where there is none. */
  url: string;
}

export interface Section {
  title: string;
  rows: Row[];
}

const DAY = 24 * 60 * 60 * 1000;
const start = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** '11月27日 周五'. */
export function dayWords(day: string, now: number): string {
  return friendlyTime(start(day), now).split(' ').slice(0, 2).join(' ');
}

/** The day after: what is asked for when one day is to be the newest. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + DAY).toISOString().slice(0, 10);
}

const total = (submitted: DailyFigures['submitted']): number =>
  CASE_KINDS.reduce((sum, kind) => sum + submitted[kind], 0);

/** '辅具器材3、微心愿1'. */
function byKind(submitted: DailyFigures['submitted']): string {
  return CASE_KINDS.filter((kind) => submitted[kind] > 0)
    .map((kind) => `${CASE_KIND_LABELS[kind]}${submitted[kind]}`)
    .join('、');
}

/** '比前一天多2件'. A report may be missing in between: then it says which day it is compared with. */
function changeWords(now: number, before: number, unit: string, since: string): string {
  if (now === before) return `和${since}一样`;
  return now > before ? `比${since}多${now - before}${unit}` : `比${since}少${before - now}${unit}`;
}

const NIGHTLY_WORDS: Record<NightlyOutcome, string> = {
  right: '都对得上',
  repaired: '有出入，已改正',
  differs: '有对不上的记录',
  none: '这天夜里没有核对',
};

interface Line {
  key: string;
  label: string;
  of: (figures: DailyFigures) => number;
  unit: string;
  more?: (figures: DailyFigures) => string;
  url?: string;
  /** Only who decides cases has its list. */
  casework?: true;
}

/** Leads to lists that administrators do not have. */
const work = (url: string): Pick<Line, 'url' | 'casework'> => ({ url, casework: true });

const LINES: { title: string; lines: Line[] }[] = [
  {
    title: '办件',
    lines: [
      {
        key: 'submitted',
        label: '新申请',
        of: ({ submitted }) => total(submitted),
        unit: '件',
        more: ({ submitted }) => byKind(submitted),
        ...work(ROUTES.staffVillages()),
      },
      { key: 'decided', label: '审批', of: ({ decided }) => decided, unit: '件' },
      { key: 'delivered', label: '办成、送到', of: ({ delivered }) => delivered, unit: '件' },
      {
        key: 'overdue',
        label: '现在超时',
        of: ({ overdue }) => overdue,
        unit: '件',
        ...work(ROUTES.staffWork('overdueAll')),
      },
    ],
  },
  {
    title: '求助和帮扶',
    lines: [
      {
        key: 'emergencies',
        label: '应急求助',
        of: ({ emergencies }) => emergencies,
        unit: '个',
        more: ({ emergenciesOpen }) =>
          emergenciesOpen > 0 ? `还有${emergenciesOpen}个没有回电` : '都已回电',
        ...work(ROUTES.emergencies()),
      },
      {
        key: 'services',
        label: '志愿服务',
        of: ({ services }) => services,
        unit: '次',
        more: ({ minutes }) => (minutes > 0 ? `共${durationWords(minutes)}` : ''),
        ...work(ROUTES.staffServices()),
      },
      {
        key: 'lowScores',
        label: '评价不满意',
        of: ({ lowScores }) => lowScores,
        unit: '次',
        ...work(ROUTES.staffServices()),
      },
      {
        key: 'disputes',
        label: '说有问题的',
        of: ({ disputes }) => disputes,
        unit: '件',
        ...work(ROUTES.staffServices()),
      },
    ],
  },
  {
    title: '人、捐赠、积分',
    lines: [
      {
        key: 'volunteers',
        label: '新登记的志愿者',
        of: ({ volunteers }) => volunteers,
        unit: '人',
        ...work(ROUTES.verifications()),
      },
      {
        key: 'residentsBound',
        label: '新绑定的残障朋友',
        of: ({ residentsBound }) => residentsBound,
        unit: '人',
        ...work(ROUTES.verifications()),
      },
      {
        key: 'donations',
        label: '新答应的捐赠',
        of: ({ donationsPromised }) => donationsPromised,
        unit: '份',
        more: ({ donationsReceived }) => (donationsReceived > 0 ? `收到${donationsReceived}份` : ''),
        ...work(ROUTES.staffDonations()),
      },
      {
        key: 'points',
        label: '发出的积分',
        of: ({ pointsGiven }) => pointsGiven,
        unit: '分',
        more: ({ pointsSpent }) => (pointsSpent > 0 ? `用掉${pointsSpent}分` : ''),
        ...work(ROUTES.staffOrders()),
      },
    ],
  },
  {
    title: '系统',
    lines: [
      {
        key: 'calls',
        label: '出错的操作',
        of: ({ failed }) => failed,
        unit: '次',
        more: ({ slow }) => (slow > 0 ? `慢${slow}次` : ''),
        url: PAGES.incidents(),
      },
      {
        key: 'messages',
        label: '没送出的消息',
        of: ({ messagesHeld }) => messagesHeld,
        unit: '条',
        url: PAGES.health(),
      },
    ],
  },
];

/** The report in sections. `before`: the report it is compared with. */
export function sectionsOf(report: DailyReport, before: DailyReport | null, isTown: boolean): Section[] {
  const since =
    before === null ? '' : nextDay(before.day) === report.day ? '前一天' : dayWords(before.day, report.at);
  const sections = LINES.map(({ title, lines }) => ({
    title,
    rows: lines.map(({ key, label, of, unit, more, url = '', casework }) => {
      const words = more?.(report.figures) ?? '';
      const [now, then] = [of(report.figures), before === null ? null : of(before.figures)];
      // That nothing changed is said where there is nothing else to say.
      const change = then === null || (now === then && words) ? '' : changeWords(now, then, unit, since);
      return {
        key,
        label,
        value: `${now}${unit}`,
        note: [words, change].filter(Boolean).join('，'),
        url: casework && !isTown ? '' : url,
      };
    }),
  }));
  const [cases] = sections;
  for (const { villageId, villageName, overdue } of report.overdueBy) {
    cases?.rows.push({
      key: `overdue-${villageId}`,
      label: `${villageName}超时`,
      value: `${overdue}件`,
      note: '',
      url: isTown ? ROUTES.staffWork('overdueAll', villageId) : '',
    });
  }
  sections.at(-1)?.rows.push({
    key: 'nightly',
    label: '每晚核对',
    value: NIGHTLY_WORDS[report.nightly],
    note: '',
    url: PAGES.nights(),
  });
  return sections;
}

/** One line of the list of days: '新申请5件，超时3件'. */
export function summary({ figures }: DailyReport): string {
  const { submitted, overdue, emergencies } = figures;
  const words = [`新申请${total(submitted)}件`, `超时${overdue}件`];
  if (emergencies > 0) words.push(`求助${emergencies}个`);
  return words.join('，');
}

/** The report for a group chat: places and numbers, nobody's name. */
export function textOf({ day, at, figures, overdueBy, nightly }: DailyReport): string {
  const kinds = byKind(figures.submitted);
  const late = overdueBy.map(({ villageName, overdue }) => `${villageName}${overdue}件`).join('、');
  const { emergencies, emergenciesOpen, services, minutes } = figures;
  const lines = [
    `新申请${total(figures.submitted)}件${kinds ? `（${kinds}）` : ''}，审批${figures.decided}件，办成、送到${figures.delivered}件。`,
    figures.overdue > 0 ? `超时${figures.overdue}件：${late}。请抓紧办。` : '没有超时的。',
    `应急求助${emergencies}个，${emergenciesOpen > 0 ? `还有${emergenciesOpen}个没有回电，请马上回电` : '都已回电'}。`,
    `志愿服务${services}次${minutes > 0 ? `，共${durationWords(minutes)}` : ''}。不满意${figures.lowScores}次，说有问题的${figures.disputes}件。`,
    `新登记志愿者${figures.volunteers}人，新绑定残障朋友${figures.residentsBound}人。`,
    `新答应捐赠${figures.donationsPromised}份，收到${figures.donationsReceived}份。积分发出${figures.pointsGiven}分，用掉${figures.pointsSpent}分。`,
    `每晚核对：${NIGHTLY_WORDS[nightly]}。`,
  ];
  return [`【泗门镇助残简报】${dayWords(day, at)}`, ...lines.map((line, n) => `${n + 1}. ${line}`)].join(
    '\n',
  );
}
