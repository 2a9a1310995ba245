/** What a random input is made to name: records that are there, dates near today, people as they stand in the register. */
import * as v from 'valibot';
import type { CollectionName, Collections } from '../../cloudfunctions/core/collections';
import { unseal } from '../../cloudfunctions/core/crypto';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { sumOf } from '../../cloudfunctions/applications/kinds/device/quote';
import type { Pick } from '../support/trust/sample';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Dates that lie ahead; the others are of what was. */
const FUTURE = /until|expires|nextOn|effective|^to$/i;

/** States from which nothing goes on, or seldom. */
const OVER = new Set(
  'closed rejected withdrawn ended placed unplaced expired cancelled confirmed collected delivered declined left settled decided approved refused done'.split(
    ' ',
  ),
);

/** Which collections' ids a field may name. */
const NAMES: Readonly<Record<string, readonly CollectionName[]>> = {
  residentId: ['residents'],
  residentIds: ['residents'],
  keepId: ['residents'],
  goneId: ['residents'],
  applicationId: ['applications'],
  applicationIds: ['applications'],
  volunteerId: ['volunteers'],
  pairingId: ['pairings'],
  serviceId: ['services'],
  verificationId: ['verifications'],
  donationId: ['donations'],
  needId: ['needs'],
  allotmentId: ['allotments'],
  goodsId: ['goods'],
  orderId: ['orders'],
  noticeId: ['notices'],
  intentionId: ['intentions'],
  findingId: ['findings'],
  mergeId: ['merges'],
  signalId: ['signals'],
  villageId: ['villages'],
  office: ['villages'],
  staffId: ['staff'],
  toStaffId: ['staff'],
  callId: ['emergencyCalls'],
  jobId: ['importJobs', 'exportJobs'],
  itemId: ['catalogue'],
  itemIds: ['catalogue'],
  photoId: ['photos'],
  photoIds: ['photos'],
  changeId: ['residentChanges'],
  certificateId: ['certificates'],
  linkId: ['screenLinks'],
  viewId: ['savedViews'],
};

type Doc = { _id: string; version?: number };

/** Whose records somebody deals with. */
export interface Scope {
  openid: string;
  villageId?: string | undefined;
  residentId?: string | undefined;
  volunteerId?: string | undefined;
}

/** Collections whose records go on, and the field by which actions name them. */
export const LIVE: readonly (readonly [field: string, collection: CollectionName])[] = [
  ...Array.from({ length: 8 }, () => ['applicationId', 'applications'] as const),
  ...Array.from({ length: 4 }, () => ['serviceId', 'services'] as const),
  ...Array.from({ length: 3 }, () => ['donationId', 'donations'] as const),
  ['pairingId', 'pairings'],
  ['pairingId', 'pairings'],
  ['verificationId', 'verifications'],
  ['needId', 'needs'],
  ['allotmentId', 'allotments'],
  ['orderId', 'orders'],
  ['noticeId', 'notices'],
  ['intentionId', 'intentions'],
  ['callId', 'emergencyCalls'],
  ['findingId', 'findings'],
  ['signalId', 'signals'],
  ['mergeId', 'merges'],
  ['residentId', 'residents'],
  ['volunteerId', 'volunteers'],
  ['goodsId', 'goods'],
];

/** Whether a record is of those: of their village, of their resident, their own. */
export function concerns(
  doc: Record<string, unknown>,
  { openid, villageId, residentId, volunteerId }: Scope,
): boolean {
  if (residentId !== undefined) return doc.residentId === residentId || doc._id === residentId;
  if (volunteerId !== undefined)
    return doc.volunteerId === volunteerId || doc.volunteerOpenid === openid || doc.state === 'published';
  return villageId === undefined || doc.villageId === villageId;
}

export class Pool {
  private readonly docs = new Map<CollectionName, Record<string, unknown>[]>();

  constructor(
    private readonly documents: (collection: string, query?: string) => Record<string, unknown>[],
    private readonly now: () => number,
  ) {}

  /** Looks again at what is there. */
  refresh(): void {
    this.docs.clear();
  }

  all<C extends CollectionName>(collection: C): Collections[C][] {
    return this.documents(collection) as unknown as Collections[C][];
  }

  one<C extends CollectionName>(collection: C, id: string): Collections[C] | undefined {
    return this.documents(collection, JSON.stringify({ _id: id }))[0] as unknown as
      | Collections[C]
      | undefined;
  }

  /** Mostly one that concerns who asks; the newest more often than the old ones: what was begun goes on. */
  id(collection: CollectionName, pick: Pick, scope?: Scope): string | undefined {
    let docs = this.docs.get(collection);
    if (!docs) this.docs.set(collection, (docs = this.documents(collection)));
    const own = scope && pick(10) > 0 ? docs.filter((doc) => concerns(doc, scope)) : docs;
    const near = own.length > 0 ? own : docs;
    const open = pick(6) > 0 ? near.filter(({ state }) => !OVER.has(String(state))) : [];
    const among = open.length > 0 ? open : near;
    if (among.length === 0) return undefined;
    const last = Math.min(among.length, 12);
    const n = pick(2) === 0 ? among.length - 1 - pick(last) : pick(among.length);
    return String(among[n]?._id);
  }

  /** What somebody has handed in and no command has put to use. */
  private unused(collection: 'photos' | 'voices', openid: string): Record<string, unknown>[] {
    const used = new Set(
      this.documents('audit', JSON.stringify({ openid })).flatMap((entry) =>
        ((entry.uses ?? []) as { id: string }[]).map(({ id }) => id),
      ),
    );
    const own = this.documents(collection, JSON.stringify({ openid, usedIn: null }));
    return own.filter(({ _id }) => !used.has(String(_id)));
  }

  private value(key: string, given: unknown, scope: Scope, pick: Pick): unknown {
    if (typeof given === 'number') {
      if (key === 'startedAt') return this.now() - 3 * HOUR;
      return /At$/.test(key) ? this.now() - pick(60) * MINUTE : given;
    }
    if (typeof given !== 'string') return given;
    if (/^\d{4}-\d{2}-\d{2}$/.test(given)) {
      const days = pick(11) * (FUTURE.test(key) ? 1 : -1);
      return chinaDate(this.now() + (pick(8) === 0 ? -days : days) * DAY);
    }
    if (key === 'consentVersion') {
      const versions = [CONSENT_VERSION, ...Object.values(CONSENTS).map(({ version }) => version)];
      return versions[pick(versions.length)];
    }
    if (key.startsWith('photoId')) {
      const own = this.unused('photos', scope.openid);
      return own.length === 0 ? given : own[pick(own.length)]?._id;
    }
    const from = NAMES[key];
    return from ? (this.id(from[pick(from.length)] as CollectionName, pick, scope) ?? given) : given;
  }

  /** The input with names of records that are there, as far as the schema takes them. */
  filled(
    schema: v.GenericSchema,
    input: unknown,
    scope: Scope,
    pick: Pick,
    fixed: Record<string, string> = {},
  ): unknown {
    const walk = (value: unknown, key: string): unknown => {
      if (Array.isArray(value)) return [...new Set(value.map((one) => walk(one, key)))];
      if (value !== null && typeof value === 'object')
        return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
      return pick(12) === 0 ? value : this.value(key, value, scope, pick);
    };
    const named = { ...(walk(input, '') as object), ...fixed };
    const known = this.withFacts(
      this.withVersion(this.withPerson(this.withPayment(named), pick), pick),
      scope,
      pick,
    );
    for (const one of [known, named]) if (v.safeParse(schema, one).success) return one;
    return input;
  }

  /** The version of the record that the input names. */
  private withVersion(input: unknown, pick: Pick): unknown {
    if (input === null || typeof input !== 'object' || !('version' in input) || pick(12) === 0) return input;
    if (typeof input.version !== 'number') return input;
    for (const [key, id] of Object.entries(input)) {
      for (const collection of NAMES[key] ?? []) {
        const doc = typeof id === 'string' ? (this.one(collection, id) as Doc | undefined) : undefined;
        if (doc?.version !== undefined) return { ...input, version: doc.version };
      }
    }
    return input;
  }

  /** What follows from the record: the price that is seen, the version of the file, the last change; no sound that nobody recorded. */
  private withFacts(input: unknown, { openid }: Scope, pick: Pick): unknown {
    if (input === null || typeof input !== 'object' || pick(12) === 0) return input;
    const made = { ...input } as Record<string, unknown>;
    if ('voiceId' in made) {
      const own = this.unused('voices', openid)[0];
      if (own) made.voiceId = own._id;
      else delete made.voiceId;
    }
    if ('scannedAt' in made) delete made.scannedAt;
    const residentId = typeof made.residentId === 'string' ? made.residentId : '';
    if ('lastChangeId' in made)
      made.lastChangeId = this.one('residents', residentId)?.lastChange?.changeId ?? null;
    const isJobFile = 'version' in made && residentId !== '' && !('applicationId' in made);
    if (isJobFile) made.version = this.one('employmentFiles', residentId)?.version ?? 0;
    if ('goodsId' in made && 'points' in made)
      made.points = this.one('goods', String(made.goodsId))?.points ?? made.points;
    return made;
  }

  /** A name and a number that belong together. */
  private withPerson(input: unknown, pick: Pick): unknown {
    if (input === null || typeof input !== 'object') return input;
    const document = 'document' in input ? 'document' : 'residentDocument';
    const name = 'residentName' in input ? 'residentName' : 'name';
    if (!(document in input) || !(name in input)) return input;
    const id = this.id('residents', pick);
    const doc = id === undefined ? undefined : this.one('residents', id);
    return doc ? { ...input, [document]: unseal(doc.idNumber), [name]: doc.name } : input;
  }

  /** What an officer sees of the payment. */
  private withPayment(input: unknown): unknown {
    if (input === null || typeof input !== 'object' || !('seenPayFen' in input)) return input;
    const { applicationId } = input as { applicationId?: string };
    const doc = applicationId === undefined ? undefined : this.one('applications', applicationId);
    if (doc?.facts.kind !== 'device') return input;
    return { ...input, seenPayFen: sumOf(doc.facts.items.map(({ quote }) => quote.payFen)) };
  }
}
