/** Employment files of residents of working age beside those who asked for work: in all states, with plans and contacts that are due. */
import type { JobStatus, Measure } from '../typings/api/employment';
import type { Ability, WorkDistance, WorkHours } from '../typings/domain';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import { officerOf } from './staff';

const DAY = 86_400_000;

interface Life {
  daysAgo: number;
  status: JobStatus;
  abilities: Ability[];
  hours: WorkHours | null;
  distance: WorkDistance | null;
  wishes: string;
  policies: string[];
  /** What is to be done, by whom, in how many days from today; done: so many days ago. */
  plan: { what: string; by: string; inDays: number; doneAgo?: number }[];
  /** What was said, and in how many days from today to ask again. */
  contact?: { words: string; inDays: number };
  outcome?: { employer: string; post: string };
}

const LIVES: readonly Life[] = [
  {
    daysAgo: 60,
    status: 'looking',
    abilities: ['handwork', 'packing'],
    hours: 'fewHours',
    distance: 'home',
    wishes: '要照顾老人，只能在家做',
    policies: ['freeService'],
    plan: [
      { what: '联系来料加工点，送料上门试做', by: '专职委员', inDays: -20, doneAgo: 25 },
      { what: '介绍参加手工编织培训', by: '镇残联', inDays: 20 },
    ],
    contact: { words: '试做了两批，做得慢一点，质量可以', inDays: -2 },
  },
  {
    daysAgo: 45,
    status: 'training',
    abilities: ['computer', 'online'],
    hours: 'halfDay',
    distance: 'town',
    wishes: '想学电商客服',
    policies: ['fund'],
    plan: [{ what: '报名镇里的电商培训班', by: '镇残联', inDays: -5 }],
    contact: { words: '已经上了两次课', inDays: 5 },
  },
  {
    daysAgo: 90,
    status: 'employed',
    abilities: ['shop'],
    hours: 'fullTime',
    distance: 'village',
    wishes: '',
    policies: ['selfEmployed'],
    plan: [{ what: '帮办营业执照，申请个体扶持', by: '专职委员', inDays: -60, doneAgo: 62 }],
    outcome: { employer: '自己开的小店', post: '店主' },
  },
  {
    daysAgo: 30,
    status: 'unable',
    abilities: [],
    hours: null,
    distance: null,
    wishes: '身体好一些再说',
    policies: [],
    plan: [],
    contact: { words: '在家康复，下个月再问', inDays: 0 },
  },
  {
    daysAgo: 20,
    status: 'looking',
    abilities: ['cleaning', 'kitchen'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '食堂、保洁都可以',
    policies: ['freeService'],
    plan: [{ what: '问一问村食堂要不要人', by: '村食堂负责人', inDays: 7 }],
    contact: { words: '本人愿意先试三天', inDays: 3 },
  },
];

export async function addJobFiles(stage: Stage, villageId: string, until: number): Promise<void> {
  const officer = officerOf(villageId);
  const { items } = await stage.act(until, officer, 'employment', 'withoutFile', {});
  const day = (days: number): string => chinaDate(until + days * DAY);
  for (const [n, life] of LIVES.entries()) {
    const person = items[n * 3 + 2];
    if (!person) throw new Error('demo: too few residents of working age');
    const { residentId } = person;
    const { daysAgo, plan, contact, outcome, ...facts } = life;
    let at = until - daysAgo * DAY;
    let { version } = await stage.act(at, officer, 'employment', 'saveFile', {
      residentId,
      version: 0,
      ...facts,
      helper: '专职委员',
    });
    if (plan.length > 0) {
      const measures: Measure[] = plan.map(({ what, by, inDays, doneAgo }) => ({
        what,
        by,
        dueOn: day(inDays),
        doneOn: doneAgo === undefined ? null : day(-doneAgo),
      }));
      at = Math.max(at + DAY, until - 15 * DAY);
      ({ version } = await stage.act(at, officer, 'employment', 'savePlan', {
        residentId,
        version,
        plan: measures,
      }));
    }
    if (outcome) {
      const since = chinaDate(until - (daysAgo - 10) * DAY);
      await stage.act(at + DAY, officer, 'employment', 'recordOutcome', {
        residentId,
        version,
        ...outcome,
        since,
      });
    }
    if (contact) {
      // Said some days before it is due again: a contact is never agreed on for the past.
      at = until - 12 * DAY;
      const { words, inDays } = contact;
      await stage.act(at, officer, 'employment', 'addFollowUp', {
        residentId,
        version,
        words,
        nextOn: day(inDays),
      });
    }
  }
}
