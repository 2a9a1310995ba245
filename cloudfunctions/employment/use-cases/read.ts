/** Lists of files and one file, each for the officers who keep it. */
import type { Input, Output } from '../../../typings/api';
import type { JobFileRow } from '../../../typings/api/employment';
import type { FollowUp } from '../../../typings/api/applications';
import type { CalendarDate } from '../../../typings/domain';
import { completedYears } from '../../../miniprogram/shared/age';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { CATEGORY_LABELS, LEVEL_LABELS } from '../../../miniprogram/shared/labels';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ApplicationDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import type { EmploymentFileDoc } from '../../core/documents/employment-file';
import { newJobFile } from '../../core/employment-file';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageScope } from '../../core/identity';
import { placeCondition, villageNames } from '../../core/villages';
import { jobRule, residentOf, scopeOf, type OfficerActor } from '../people';

type Ctx = CallContext<OfficerActor>;

const DAY = 24 * 60 * 60 * 1000;
/** Applications for work of one person that are looked at for follow-ups: more than anybody has. */
const APPLICATIONS = 50;

export function ageOn(birthDate: CalendarDate, on: CalendarDate): number {
  const age = completedYears(birthDate, on);
  return age.ok ? age.years : 0;
}

function rowOf(doc: EmploymentFileDoc, villages: Map<string, string>, on: CalendarDate): JobFileRow {
  return {
    residentId: doc._id,
    residentName: doc.residentName,
    villageName: villages.get(doc.villageId) ?? '',
    age: ageOn(doc.birthDate, on),
    status: doc.status,
    helper: doc.helper,
    nextOn: doc.nextOn,
    due: doc.nextOn !== null && doc.nextOn <= on,
  };
}

/** How the list is looked up: by what is due, by name, or by status. */
function lookUp(
  { status, due, q, cursor }: Input<'employment', 'files'>,
  tomorrow: CalendarDate,
): { condition: Condition; order: [string, 'asc'][]; cursorOf: (doc: EmploymentFileDoc) => string } {
  if (due) {
    return {
      condition: { dueKey: where.within(cursor ? `${cursor}\u0000` : '0', tomorrow) },
      order: [['dueKey', 'asc']],
      cursorOf: (doc) => doc.dueKey ?? '',
    };
  }
  if (q) {
    return {
      condition: { residentName: where.startsWith(q), ...(cursor ? { _id: where.gt(cursor) } : {}) },
      order: [['_id', 'asc']],
      cursorOf: (doc) => doc._id,
    };
  }
  return {
    condition: {
      ...(status === undefined ? {} : { status }),
      ...(cursor ? { _id: where.gt(cursor) } : {}),
    },
    order: [['_id', 'asc']],
    cursorOf: (doc) => doc._id,
  };
}

/** Files of the village, or of the town. */
export async function files(
  ctx: Ctx,
  input: Input<'employment', 'files'>,
): Promise<Output<'employment', 'files'>> {
  const on = today(ctx.clock);
  const { condition, order, cursorOf } = lookUp(input, chinaDate(ctx.clock.now() + DAY));
  const docs = await ctx.reader.find('employmentFiles', {
    where: { ...scopeOf(ctx.actor, input.villageId), open: true, ...condition },
    orderBy: order,
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(docs, cursorOf, (doc) => rowOf(doc, villages, on));
}

/** '2008-05-01' with other years, for the bounds of an age. */
function yearsBefore(on: CalendarDate, years: number): string {
  return `${Number(on.slice(0, 4)) - years}${on.slice(4)}`;
}

/** Of working age and without a file, the youngest first. */
export async function withoutFile(
  ctx: Ctx,
  { villageId, cursor }: Input<'employment', 'withoutFile'>,
): Promise<Output<'employment', 'withoutFile'>> {
  const on = today(ctx.clock);
  const { fromAge, beforeAge } = await jobRule(ctx);
  // Born after the day on which somebody turns `beforeAge` today, up to the day on which somebody turns `fromAge`.
  const oldest = `${yearsBefore(on, beforeAge)}~`;
  const youngest = cursor ?? `${yearsBefore(on, fromAge)}~`;
  const place = villageScope(ctx.actor, villageId);
  const docs = await ctx.reader.find('residents', {
    where: { ...(await placeCondition(ctx.reader, place)), withoutJobFile: where.within(oldest, youngest) },
    orderBy: [['withoutJobFile', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(
    docs,
    (doc) => doc.withoutJobFile ?? '',
    (doc) => ({
      residentId: doc._id,
      residentName: doc.name,
      villageName: villages.get(doc.villageId) ?? '',
      age: ageOn(doc.birthDate, on),
    }),
  );
}

/** Where follow-ups and the outcome are written while it can be: nothing is typed twice. */
function openApplication(applications: readonly ApplicationDoc[]): ApplicationDoc | undefined {
  return applications.find(({ state }) => state === 'checked' || state === 'placed');
}

/** One file; without one yet, what is known of the person, to begin it. */
export async function file(
  ctx: Ctx,
  { residentId }: Input<'employment', 'file'>,
): Promise<Output<'employment', 'file'>> {
  const { reader } = ctx;
  const resident = await residentOf(reader, ctx.actor, residentId);
  ctx.about({ target: residentId, residentId, villageId: resident.villageId });
  const on = today(ctx.clock);
  const [kept, applications, villages, rule] = await Promise.all([
    reader.get('employmentFiles', residentId),
    reader.find('applications', {
      where: { residentId, kind: 'employment' },
      orderBy: [['_id', 'desc']],
      limit: APPLICATIONS,
    }),
    villageNames(reader),
    jobRule(ctx),
  ]);
  const doc = kept ?? newJobFile(resident, ctx.clock.now());
  const fromApplications = applications.flatMap(({ facts }): FollowUp[] =>
    facts.kind === 'employment' ? facts.followUps : [],
  );
  const { status, abilities, hours, distance, wishes, helper, policies, plan, outcome, version } = doc;
  return {
    file: {
      ...rowOf(doc, villages, on),
      status,
      abilities,
      hours,
      distance,
      wishes,
      helper,
      policies,
      plan,
      outcome,
      version,
      categoryLabel: CATEGORY_LABELS[resident.category],
      levelLabel: LEVEL_LABELS[resident.level],
      statusSince: kept ? doc.statusSince : null,
      choices: rule.policies,
      followUps: [...doc.followUps, ...fromApplications].sort((a, b) => b.at - a.at),
      applicationId: openApplication(applications)?._id ?? null,
      history: [...doc.history].reverse(),
    },
  };
}
