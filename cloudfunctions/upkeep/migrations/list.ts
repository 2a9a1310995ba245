/**
 * How records of earlier versions become those of this one. Only ever added to, at the end: an installation remembers which it has had.
 * Each looks at one document and gives it back in the new shape, or as it is (the same object) when it has that already; so a
 * migration that was interrupted, or runs over a record that a newer function wrote, does no harm.
 */
import type {
  ApplicationDoc,
  CollectionName,
  Collections,
  CommandDoc,
  CounterDoc,
  ResidentDoc,
  VolunteerDoc,
} from '../../core/collections';
import { CASE_KINDS } from '../../../miniprogram/shared/case-states';
import { emptyCounters } from '../../core/counters';
import type { Tx } from '../../core/database';
import type { DueFigures } from '../../core/documents/casework';
import { dueDays } from '../../core/pure/due-days';

export interface Migration {
  /** For the log and for people. */
  what: string;
  collection: CollectionName;
  change(doc: object): object;
  /** Instead: what becomes of each document somewhere else, in the transaction of its chunk. */
  move?(tx: Tx, doc: object): Promise<void>;
}

function migration<C extends CollectionName>(
  what: string,
  collection: C,
  change: (doc: Collections[C]) => Collections[C],
): Migration {
  return { what, collection, change: (doc) => change(doc as Collections[C]) };
}

/** What a record has by now, put in where an older one has nothing. The same object when nothing is missing. */
function filled<T extends object>(doc: T, parts: Partial<T>): T {
  const missing = Object.keys(parts).some((key) => !(key in doc));
  return missing ? { ...parts, ...doc } : doc;
}

/** The first counters knew applications for devices only, by their states. */
interface FirstCounters extends CounterDoc {
  devices?: CounterDoc['cases']['device'];
}

function counters(doc: FirstCounters): CounterDoc {
  const { devices, ...rest } = filled(doc, emptyCounters(doc._id));
  if (devices === undefined) return filled(doc, emptyCounters(doc._id));
  const states = Object.entries(devices).filter(([, n]) => (n ?? 0) > 0);
  return { ...rest, cases: { ...rest.cases, device: Object.fromEntries(states) } };
}

/** What is due lay by names of days, then in a list of numbers. */
function shortDays(doc: CounterDoc): CounterDoc {
  const byTab = Object.values(doc.due ?? {}).flatMap((tabs) => Object.values(tabs));
  if (byTab.every((days) => typeof days === 'string')) return doc;
  const due: DueFigures = {};
  for (const kind of CASE_KINDS) {
    const tabs = Object.entries(doc.due?.[kind] ?? {});
    if (tabs.length > 0) due[kind] = Object.fromEntries(tabs.map(([tab, days]) => [tab, dueDays(days)]));
  }
  return { ...doc, due };
}

/** Who was bound before guardians and helpers had a phone of their own has the number of the register. */
function resident(doc: ResidentDoc): ResidentDoc {
  const whole = filled(doc, {
    guardians: [],
    devices: [],
    code: null,
    pairings: [],
    asked: [],
    running: [],
    leftOn: null,
  });
  if (whole.binding === null || 'phone' in whole.binding) return whole;
  const { binding, phone } = whole as ResidentDoc & { binding: NonNullable<ResidentDoc['binding']> };
  return { ...whole, binding: { ...binding, phone } };
}

function volunteer(doc: VolunteerDoc): VolunteerDoc {
  return filled(doc, {
    pairings: [],
    running: null,
    toDescribe: [],
    claimedWishes: [],
    intention: null,
    minutes: 0,
    version: 1,
  });
}

/** So are a resident's open cases and what an application holds; the record of the resident loses what it repeated. */
const repeating = (doc: ResidentDoc): ResidentDoc =>
  'openCases' in doc || 'wishes' in doc || doc.askedCases === undefined ? { ...doc } : doc;
const placeless = (doc: ApplicationDoc): ApplicationDoc => (doc.places === undefined ? { ...doc } : doc);

/** Facts for lists and searches are made when a record is written (core/look): one that has none is written once. */
const unseen = <D extends { look?: unknown }>(doc: D): D => (doc.look === undefined ? { ...doc } : doc);

/** The first answer of a command lay beside its audit entry, under the same id. */
async function firstAnswer(tx: Tx, { _id, inputHash, data, at }: CommandDoc): Promise<void> {
  const entry = await tx.get('audit', _id);
  if (entry && !entry.first) await tx.put('audit', { ...entry, first: { inputHash, answer: data, at } });
  await tx.remove('commands', _id);
}

export const MIGRATIONS: readonly Migration[] = [
  migration('counters: applications of all kinds, services, donations', 'counters', counters),
  migration('residents: guardians, devices, pairings, what waits for them', 'residents', resident),
  migration('volunteers: pairings, wishes, minutes', 'volunteers', volunteer),
  migration('residents: facts for the look-up', 'residents', unseen),
  migration('volunteers: facts for the look-up', 'volunteers', unseen),
  {
    what: 'commands: first answers go into the audit entries',
    collection: 'commands',
    change: (doc) => doc,
    move: (tx, doc) => firstAnswer(tx, doc as CommandDoc),
  },
  migration('counters: what is due, written short', 'counters', shortDays),
  migration('counters: what is due, in one text', 'counters', shortDays),
  migration('applications: for whom they are open, and what they hold', 'applications', placeless),
  migration('residents: open cases are found among the applications', 'residents', repeating),
];
