/**
 * Checks one record of the register against itself and against the others, and keeps the findings in step: new ones are opened,
 * those that no longer hold go, settled ones stay settled as long as what they rest on stays. Called by whoever changes a
 * record here, and by a timer for what changed elsewhere.
 */
import type { CalendarDate } from '../../../typings/domain';
import { maskPhone } from '../../../miniprogram/shared/mask';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { today, type Clock } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey, unseal } from '../../core/crypto';
import type { Reader, Tx } from '../../core/database';
import type { FindingDoc } from '../../core/documents/register';
import { moveFinding, openAt } from '../../core/findings';
import { checkedFacts, phoneKey } from '../../core/look';
import { TOWN_OFFICE } from '../../core/villages';
import { likeness, type Likeness } from '../rules/duplicates';
import { checkRecord, SHARED_FROM, type CheckedRecord } from '../rules/findings';

interface Ctx {
  tx: Tx;
  reader: Reader;
  clock: Clock;
}

/** A finding as it should be; state and dates come from what is stored. */
type Wanted = Pick<FindingDoc, '_id' | 'kind' | 'villageId' | 'people' | 'facts' | 'words'>;

/** People of one name, or with one phone, that are compared. More than a town has. */
const COMPARED = 200;

/** Kept instead of the facts, which may hold numbers; with the key, since numbers could be guessed. */
const sealedFacts = (facts: string): string => lookupKey('finding', facts);

const person = (doc: ResidentDoc, note = ''): FindingDoc['people'][number] => ({
  residentId: doc._id,
  name: doc.name,
  note,
});

function placeOf(docs: readonly ResidentDoc[]): string {
  const villages = new Set(docs.map(({ villageId }) => villageId));
  const [only] = villages;
  return villages.size === 1 && only !== undefined ? only : TOWN_OFFICE;
}

async function readOpen(ctx: Ctx, doc: ResidentDoc): Promise<CheckedRecord> {
  const { binding, villageId } = doc;
  const village = await ctx.reader.get('villages', villageId);
  const waiting =
    binding?.state === 'toVerify' ? await ctx.reader.get('verifications', binding.verificationId) : null;
  return {
    idNumber: unseal(doc.idNumber),
    certificate: unseal(doc.certificate),
    birthDate: doc.birthDate,
    sex: doc.sex,
    category: doc.category,
    level: doc.level,
    lowIncome: doc.lowIncome,
    incomeCheckedOn: doc.incomeCheckedOn ?? chinaDate(doc.createdAt),
    certificateUntil: doc.certificateUntil ?? null,
    villageKnown: village !== null && village.kind !== 'town',
    waitingSince: waiting?.createdAt ?? null,
  };
}

const likenessOf = (doc: ResidentDoc): Likeness => ({
  name: doc.name,
  birthDate: doc.birthDate,
  idNumber: unseal(doc.idNumber),
  phone: unseal(doc.phone),
});

/** Others who live here now, without this record as it is stored. */
async function others(ctx: Ctx, doc: ResidentDoc, where: object): Promise<ResidentDoc[]> {
  const found = await ctx.reader.find('residents', { where: { ...where }, limit: COMPARED });
  return found.filter(({ _id, status }) => status === 'active' && _id !== doc._id);
}

/** Records that may be the same person as this one. */
function duplicatesOf(doc: ResidentDoc, candidates: readonly ResidentDoc[]): Wanted[] {
  const own = likenessOf(doc);
  return candidates.flatMap((other) => {
    const reasons = likeness(own, likenessOf(other));
    if (reasons.length === 0) return [];
    const pair = [doc, other].sort((a, b) => (a._id < b._id ? -1 : 1));
    return {
      _id: `duplicate:${pair.map(({ _id }) => _id).join(':')}`,
      kind: 'duplicate' as const,
      villageId: placeOf(pair),
      people: pair.map((one) => person(one, one.idNumberMasked)),
      facts: pair.map((one) => Object.values(likenessOf(one)).join('|')).join('||'),
      words: `可能是同一个人：${reasons.join('；')}`,
    };
  });
}

function sharedPhone(key: string, sharing: readonly ResidentDoc[]): Wanted | null {
  const first = sharing[0];
  if (!first || sharing.length < SHARED_FROM) return null;
  const people = [...sharing].sort((a, b) => (a._id < b._id ? -1 : 1));
  return {
    _id: `sharedPhone:${key}`,
    kind: 'sharedPhone',
    villageId: placeOf(people),
    people: people.map((one) => person(one)),
    facts: people.map(({ _id }) => _id).join('|'),
    words: `${people.length}个人留的是同一个电话${maskPhone(unseal(first.phone))}`,
  };
}

/** Writes a finding, or removes it, with the figures of the village in whose list it is. */
async function keep(ctx: Ctx, id: string, wanted: Wanted | null): Promise<void> {
  const before = await ctx.tx.get('findings', id);
  if (!before && !wanted) return;
  const now = ctx.clock.now();
  let after: FindingDoc | null = null;
  if (wanted) {
    const facts = sealedFacts(wanted.facts);
    const same = before?.facts === facts ? before : null;
    after = {
      ...wanted,
      facts,
      residentIds: wanted.people.map(({ residentId }) => residentId),
      state: same?.state ?? 'open',
      foundAt: same?.foundAt ?? now,
      settled: same?.settled ?? null,
    };
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return;
  if (after) await ctx.tx.put('findings', after);
  else await ctx.tx.remove('findings', id);
  await moveFinding(ctx, openAt(before), openAt(after));
}

/** What should be found for this record now, and until when that holds. */
async function wantedFor(
  ctx: Ctx,
  doc: ResidentDoc,
  sharing: readonly ResidentDoc[],
): Promise<{ wanted: Wanted[]; until: CalendarDate }> {
  const { found, until } = checkRecord(await readOpen(ctx, doc), today(ctx.clock));
  const own = found.map(({ kind, facts, words }) => ({
    _id: `${kind}:${doc._id}`,
    kind,
    villageId: doc.villageId,
    people: [person(doc)],
    facts,
    words,
  }));
  const named = await others(ctx, doc, { name: doc.name });
  const known = new Set(named.map(({ _id }) => _id));
  const candidates = [...named, ...sharing.filter(({ _id }) => !known.has(_id))];
  const shared = sharedPhone(phoneKey(unseal(doc.phone)), [doc, ...sharing]);
  return { wanted: [...own, ...duplicatesOf(doc, candidates), ...(shared ? [shared] : [])], until };
}

/** Checks the record as it will be written; gives it with what was checked, for the caller to write. */
export async function recheck(ctx: Ctx, doc: ResidentDoc): Promise<ResidentDoc> {
  const key = phoneKey(unseal(doc.phone));
  const active = doc.status === 'active';
  const sharing = active ? await others(ctx, doc, { 'look.phone': key }) : [];
  const { wanted, until } = active ? await wantedFor(ctx, doc, sharing) : { wanted: [], until: '9999-12-31' };

  const stored = await ctx.reader.find('findings', { where: { residentIds: doc._id }, limit: COMPARED });
  const kept = new Set(wanted.map(({ _id }) => _id));
  for (const { _id, kind } of stored.filter((one) => !kept.has(one._id))) {
    // The others who share the phone that this person no longer has may still be many.
    const left = kind === 'sharedPhone' ? await others(ctx, doc, { 'look.phone': _id.split(':')[1] }) : [];
    await keep(ctx, _id, sharedPhone(_id.split(':')[1] ?? '', left));
  }
  for (const finding of wanted) await keep(ctx, finding._id, finding);
  return { ...doc, checked: { facts: checkedFacts(doc), until } };
}
