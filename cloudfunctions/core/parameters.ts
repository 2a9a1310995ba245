/** Rules as data: the value of a parameter on a day is the newest one in force, with its version and legal source. */
import * as v from 'valibot';
import { JOB_POLICY_CODES } from '../../miniprogram/shared/job-words';
import { SERVICE_KINDS } from '../../miniprogram/shared/service-words';
import type { CalendarDate } from '../../typings/domain';
import type { ParameterDoc } from './collections';
import { where, type Find, type Reader } from './database';

const positive = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Every parameter there is, with the shape of its value. A value that does not fit cannot be stored. */
export const PARAMETERS = {
  /** Who pays what for an assistive device. */
  devicePayment: v.strictObject({
    /** Completed years from which a share is paid. */
    payFromAge: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(150)),
    /** The share as a fraction: 1/2 is half. */
    share: v.pipe(
      v.strictObject({
        numerator: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
        denominator: positive,
      }),
      v.check((share) => share.numerator <= share.denominator, 'the share is at most one'),
    ),
    /** Low-income kinds that pay nothing. */
    freeFor: v.array(v.picklist(['dibao', 'dibian'])),
  }),
  /** Days promised for each step of a device application. */
  devicePromise: v.strictObject({ checkDays: positive, approveDays: positive, deliverDays: positive }),
  /** Months before the same device can be applied for again; a broken one is repaired meanwhile. */
  deviceServiceLife: v.strictObject({ defaultMonths: positive, months: v.record(v.string(), positive) }),
  repairPromise: v.strictObject({ takeDays: positive, repairDays: positive }),
  employmentPromise: v.strictObject({ checkDays: positive, followUpDays: positive }),
  renovationPromise: v.strictObject({ surveyDays: positive, approveDays: positive, startDays: positive }),
  /** Days after the promised day until the next in line is told that a step is overdue. */
  escalation: v.strictObject({ afterDays: positive }),
  /** A micro-wish: how dear at most, how many at once and in a year, and for how many days it stays open or claimed. */
  wishLimit: v.strictObject({
    maxFen: positive,
    openAtOnce: positive,
    perYear: positive,
    checkDays: positive,
    openDays: positive,
    claimDays: positive,
    claimsPerVolunteer: positive,
  }),
  /** Minutes in which staff promise to call back after a call for help. */
  emergencyPromise: v.strictObject({ minutes: positive }),
  /** Days after which a resident is asked again for feedback, how often, and when feedback counts as late. */
  feedbackReminder: v.strictObject({ afterDays: positive, times: positive, lateAfterDays: positive }),
  /** Who may be paired with how many, and days in which a request is answered. */
  pairingLimit: v.strictObject({
    residentsPerVolunteer: positive,
    volunteersPerResident: positive,
    answerDays: positive,
  }),
  /** Village -> villages next to it. Without it villages are neighbours that are next to each other in the list. */
  villageNeighbours: v.record(v.string(), v.array(v.string())),
  /** Service records: longest service counted, when a forgotten end is asked for, how far back one may type. */
  serviceRule: v.strictObject({
    maxMinutes: positive,
    forgottenAfterMinutes: positive,
    lateEntryDays: positive,
    minMinutes: positive,
  }),
  /** Points for each full half-hour of a confirmed service, most of one day, and what some kinds bring on top. */
  pointRule: v.strictObject({
    perHalfHour: positive,
    dailyCap: positive,
    bonus: v.record(v.picklist(SERVICE_KINDS), positive),
  }),
  /** Points: within how many days so many full days of a pair, overlapping services or late entries are shown to staff. */
  signalRule: v.strictObject({
    days: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(90)),
    capDays: positive,
    overlaps: positive,
    lateEntries: positive,
  }),
  /** Days for which redeemed goods are kept. */
  orderKeepDays: v.strictObject({ days: positive }),
  /** Employment files: whom they are for (completed years from and before), and policies that are applied. */
  employmentPolicies: v.strictObject({
    fromAge: positive,
    beforeAge: positive,
    policies: v.array(v.picklist(JOB_POLICY_CODES)),
  }),
  /** Wrong tries of binding before one has to wait, and for how many minutes. */
  bindingTries: v.strictObject({ tries: positive, waitMinutes: positive }),
  /** Years after which who left is forgotten, by the rule on the federation's files; nobody is until it is set. */
  forgetAfter: v.strictObject({ residentYears: positive, volunteerYears: positive }),
  /** Days for which the audit is kept: six months at least (Cybersecurity Law, article 21). */
  auditRetention: v.strictObject({ days: v.pipe(v.number(), v.safeInteger(), v.minValue(183)) }),
} as const;

export type ParameterKey = keyof typeof PARAMETERS;
export type ParameterValue<K extends ParameterKey> = v.InferOutput<(typeof PARAMETERS)[K]>;

export interface ParameterInForce<K extends ParameterKey> {
  version: string;
  source: string;
  value: ParameterValue<K>;
}

/** Two versions of one day: the one set later counts. */
export const NEWEST_FIRST: [string, 'desc'][] = [
  ['effectiveFrom', 'desc'],
  ['setAt', 'desc'],
];

/**
 * What a call has read, by its reader: a call has one of its own, so nothing is kept from one call to the next. Rules never begin in
 * the past but may begin today; a copy that is a minute old could pay by yesterday's rule.
 */
const readBy = new WeakMap<Reader, Map<ParameterKey, Promise<ParameterDoc[]>>>();

function knownTo(reader: Reader): Map<ParameterKey, Promise<ParameterDoc[]>> {
  const known = readBy.get(reader) ?? new Map<ParameterKey, Promise<ParameterDoc[]>>();
  readBy.set(reader, known);
  return known;
}

/** All versions of several parameters: also what comes along with the caller for a use case that reads them together. */
export function versionsFind(keys: readonly ParameterKey[]): Find {
  return { where: { key: where.in(keys) }, orderBy: NEWEST_FIRST, limit: 1000 };
}

/** Reads several parameters in one request, for a call that needs all of them: `parameterOn` then has them. */
export async function readTogether(reader: Reader, keys: readonly ParameterKey[]): Promise<void> {
  const found = await reader.find('parameters', versionsFind(keys));
  for (const key of keys) {
    const versions = found.filter((doc) => doc.key === key);
    knownTo(reader).set(key, Promise.resolve(versions));
  }
}

/**
 * The parameter in force on `on`; null when none was set yet or the stored value does not fit any more. Asked for once in a call,
 * for whatever days.
 */
export async function parameterOn<K extends ParameterKey>(
  reader: Reader,
  key: K,
  on: CalendarDate,
): Promise<ParameterInForce<K> | null> {
  return inForce(key, await versionsOf(reader, key), on);
}

function versionsOf(reader: Reader, key: ParameterKey): Promise<ParameterDoc[]> {
  const known = knownTo(reader);
  const asked = known.get(key) ?? reader.find('parameters', versionsFind([key]));
  known.set(key, asked);
  return asked;
}

function inForce<K extends ParameterKey>(
  key: K,
  versions: readonly ParameterDoc[],
  on: CalendarDate,
): ParameterInForce<K> | null {
  const doc = versions.find((candidate) => candidate.effectiveFrom <= on);
  return doc ? parse(key, doc) : null;
}

/** Days promised: what a kept copy may be asked for. */
export type PromiseKey = 'devicePromise' | 'repairPromise' | 'employmentPromise' | 'renovationPromise';

const KEPT_MS = 60_000;
const kept = new Map<PromiseKey, { at: number; versions: ParameterDoc[] }>();

/**
 * The days promised for the steps of an application, from a copy that may be a minute old: a promise is a date that the office sets
 * itself, and an application of this minute may still get the one of the minute before. Nothing is paid, counted or refused by it.
 */
export async function promiseOn<K extends PromiseKey>(
  reader: Reader,
  key: K,
  on: CalendarDate,
): Promise<ParameterInForce<K> | null> {
  const now = Date.now();
  const known = kept.get(key);
  if (known && now - known.at < KEPT_MS) return inForce(key, known.versions, on);
  const versions = await versionsOf(reader, key);
  // None yet is no copy to keep: a town that is being set up gets its first promise at once.
  if (versions.length > 0) kept.set(key, { at: now, versions });
  return inForce(key, versions, on);
}

function parse<K extends ParameterKey>(key: K, doc: ParameterDoc): ParameterInForce<K> | null {
  const value = v.safeParse(PARAMETERS[key], doc.value);
  return value.success
    ? { version: doc.version, source: doc.source, value: value.output as ParameterValue<K> }
    : null;
}
