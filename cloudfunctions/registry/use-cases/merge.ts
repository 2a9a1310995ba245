/**
 * Two records of the register that are one person become one: everything that hangs on the record that goes is carried over, in
 * one transaction. Which documents went is remembered, so that exactly those go back when it is undone.
 */
import type { Input, Output } from '../../../typings/api';
import type { MovedThing } from '../../../typings/api/register';
import type { Millis } from '../../../typings/domain';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { Collections, ResidentDoc } from '../../core/collections';
import { count } from '../../core/counters';
import type { Reader } from '../../core/database';
import type { MergeDoc, MovedCollection } from '../../core/documents/register';
import { AppError, must } from '../../core/errors';
import { identityOf, numbersOf } from '../../core/merged';
import { signature } from '../../core/identity';
import { openCasesOf } from '../../core/open-cases';
import { slotOf } from '../../core/verifications';
import { villageNames } from '../../core/villages';
import { mergeObstacles, MOST_MOVED, undoUntil, type MergeSide } from '../rules/merging';
import { joined, parted } from '../rules/records';
import { remember } from './edit';
import { countResident, HANGS_ON } from '../../core/register';
import { detailView } from './person-views';
import { recheck } from './recheck';
import { nameFor } from './rename';
import { changeable, inScope, type OfficerActor } from './scope';

type Ctx = CommandContext<OfficerActor>;
type Ref = MergeDoc['moved'][number];

/** Everything that names this resident. */
async function recordsOf(reader: Reader, residentId: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  for (const [name, field] of Object.entries(HANGS_ON)) {
    const collection = name as MovedCollection;
    const docs = await reader.find(collection, { where: { [field]: residentId }, limit: MOST_MOVED + 1 });
    refs.push(...docs.map(({ _id }) => ({ collection, id: _id })));
  }
  return refs;
}

const number = (refs: readonly Ref[], ...collections: MovedCollection[]): number =>
  refs.filter(({ collection }) => collections.includes(collection)).length;

function movesOf(
  gone: ResidentDoc,
  open: number,
  refs: readonly Ref[],
): Output<'registry', 'mergePreview'>['moves'] {
  const all: [MovedThing, number][] = [
    ['openCases', open],
    ['pastCases', number(refs, 'applications') - open],
    ['pairings', number(refs, 'pairings')],
    ['services', number(refs, 'services')],
    ['calls', number(refs, 'emergencyCalls')],
    ['donations', number(refs, 'donations', 'allotments', 'needs')],
    ['requests', number(refs, 'verifications', 'intentions')],
    ['guardians', gone.guardians.length],
    ['binding', gone.binding ? 1 : 0],
    ['devices', gone.devices.length],
    ['code', gone.code ? 1 : 0],
  ];
  return all.filter(([, n]) => n > 0).map(([what, n]) => ({ what, n }));
}

function obstaclesOf(kept: MergeSide, gone: MergeSide, refs: readonly Ref[]): string[] {
  const tooMany =
    refs.length > MOST_MOVED
      ? [`要转的记录有${refs.length}条，超过一次能转的${MOST_MOVED}条，请反过来保留这一份`]
      : [];
  return [...mergeObstacles(kept, gone), ...tooMany];
}

/** The record with its open cases, which may stand in the way. */
async function sideOf(reader: Reader, resident: ResidentDoc): Promise<ResidentDoc & MergeSide> {
  return { ...resident, openCases: await openCasesOf(reader, resident._id) };
}

/** Both records side by side, what would move, and what stands in the way. Nothing is changed. */
export async function mergePreview(
  ctx: CallContext<OfficerActor>,
  { keepId, goneId }: Input<'registry', 'mergePreview'>,
): Promise<Output<'registry', 'mergePreview'>> {
  const kept = await inScope(ctx.reader, ctx.actor, keepId);
  const gone = await inScope(ctx.reader, ctx.actor, goneId);
  ctx.about({ target: goneId, residentId: keepId, villageId: kept.villageId });
  const refs = await recordsOf(ctx.reader, goneId);
  const sides = { kept: await sideOf(ctx.reader, kept), gone: await sideOf(ctx.reader, gone) };
  const villages = await villageNames(ctx.reader);
  const on = today(ctx.clock);
  return {
    kept: detailView(kept, villages, on),
    gone: detailView(gone, villages, on),
    moves: movesOf(gone, sides.gone.openCases.length, refs),
    obstacles: obstaclesOf(sides.kept, sides.gone, refs),
  };
}

/** Makes one document name another resident; false when it names a third one by now. */
async function rename(
  ctx: Ctx,
  { collection, id }: Ref,
  from: ResidentDoc,
  to: ResidentDoc,
): Promise<boolean> {
  const doc = await ctx.tx.get(collection, id);
  if (!doc) return false;
  if (collection === 'intentions') {
    const intention = doc as Collections['intentions'];
    if (intention.arrangement?.residentId !== from._id) return false;
    const arrangement = { ...intention.arrangement, residentId: to._id, residentName: to.name };
    await ctx.tx.put('intentions', { ...intention, arrangement, version: intention.version + 1 });
    return true;
  }
  const named = doc as {
    _id: string;
    residentId: string | null;
    residentName?: string | null;
    version?: number;
  };
  if (named.residentId !== from._id) return false;
  if (collection === 'verifications') await moveSlot(ctx, doc as Collections['verifications'], to._id);
  await ctx.tx.put(collection, {
    ...named,
    residentId: to._id,
    ...(named.residentName ? { residentName: to.name } : {}),
    ...(named.version === undefined ? {} : { version: named.version + 1 }),
  } as unknown as Collections[typeof collection]);
  return true;
}

/** What may be asked for once only is held for the other resident from now on. */
async function moveSlot(ctx: Ctx, doc: Collections['verifications'], residentId: string): Promise<void> {
  if (doc.state !== 'open') return;
  await ctx.tx.remove('openSlots', slotOf(doc));
  await ctx.tx.put('openSlots', { _id: slotOf({ ...doc, residentId }), recordId: doc._id });
}

/** The volunteers' own lists name the resident who has the pairing now. */
async function tellVolunteers(
  ctx: Ctx,
  moved: ResidentDoc['pairings'],
  to: ResidentDoc,
  now: Millis,
): Promise<void> {
  for (const { pairingId, volunteerId } of moved) {
    const volunteer = must(await ctx.tx.get('volunteers', volunteerId));
    await ctx.tx.put('volunteers', {
      ...volunteer,
      pairings: volunteer.pairings.map((one) =>
        one.pairingId === pairingId
          ? { ...one, residentId: to._id, residentName: nameFor(one.state, to.name) }
          : one,
      ),
      version: volunteer.version + 1,
      updatedAt: now,
    });
  }
}

/** The phones that act for one record act for the other. */
async function turnPhones(
  ctx: Ctx,
  phones: { own: string | null; guardians: readonly string[] },
  from: ResidentDoc,
  to: ResidentDoc,
): Promise<void> {
  for (const openid of new Set([...(phones.own === null ? [] : [phones.own]), ...phones.guardians])) {
    const user = await ctx.tx.get('users', openid);
    if (!user) continue;
    const turned = user.guardianOf.map((one) =>
      one.residentId === from._id ? { ...one, residentId: to._id, residentName: to.name } : one,
    );
    await ctx.tx.put('users', {
      ...user,
      resident:
        user.resident?.residentId === from._id ? { ...user.resident, residentId: to._id } : user.resident,
      guardianOf: turned.filter(
        (one, i) => turned.findIndex(({ residentId }) => residentId === one.residentId) === i,
      ),
    });
  }
}

/** Whoever asks by one of these numbers finds this resident. */
async function turnNumbers(ctx: Ctx, numbers: readonly string[], residentId: string): Promise<void> {
  for (const _id of numbers) await ctx.tx.put('identities', { _id, residentId });
}

/** Gives the personal code of one record to the other; when that has its own, the older card stops working. */
async function moveCode(ctx: Ctx, gone: ResidentDoc, kept: ResidentDoc, now: Millis): Promise<void> {
  if (!gone.code) return;
  const code = must(await ctx.tx.get('codes', gone.code.hash));
  await ctx.tx.put('codes', kept.code ? { ...code, revokedAt: now } : { ...code, residentId: kept._id });
}

/** The employment file, of which a person has one: its id is the resident's. */
async function moveJobFile(ctx: Ctx, from: ResidentDoc, to: ResidentDoc, now: Millis): Promise<void> {
  const file = await ctx.tx.get('employmentFiles', from._id);
  if (!file) return;
  await ctx.tx.remove('employmentFiles', from._id);
  await ctx.tx.put('employmentFiles', {
    ...file,
    _id: to._id,
    residentName: to.name,
    birthDate: to.birthDate,
    dueKey: file.nextOn === null ? null : `${file.nextOn}-${to._id}`,
    version: file.version + 1,
    updatedAt: now,
  });
}

/** `gone` becomes part of `keep`: open and past cases, pairings, services, guardians, phone, devices, code, donations. */
export async function mergeResidents(
  ctx: Ctx,
  { keepId, goneId, reason }: Input<'registry', 'mergeResidents'>,
): Promise<Output<'registry', 'mergeResidents'>> {
  if (keepId === goneId) throw new AppError('BAD_INPUT', { fields: { goneId: '请选两份不同的登记' } });
  const gone = await changeable(ctx, goneId, reason);
  const kept = await changeable(ctx, keepId, reason);
  const refs = await recordsOf(ctx.reader, goneId);
  const obstacles = obstaclesOf(await sideOf(ctx.reader, kept), await sideOf(ctx.reader, gone), refs);
  if (obstacles.length > 0) throw new AppError('STEP_NOT_ALLOWED', { message: obstacles.join('。') });

  const now = ctx.clock.now();
  const moved: Ref[] = [];
  for (const ref of refs) if (await rename(ctx, ref, gone, kept)) moved.push(ref);
  await tellVolunteers(ctx, gone.pairings, kept, now);
  const guardians = gone.guardians.map(({ openid }) => openid);
  await turnPhones(ctx, { own: gone.binding?.openid ?? null, guardians }, gone, kept);
  await moveCode(ctx, gone, kept, now);
  await turnNumbers(ctx, await numbersOf(ctx, gone), keepId);
  if (gone.jobFile && !kept.jobFile) await moveJobFile(ctx, gone, kept, now);

  const lastChange = await remember(ctx, kept, `合并了${gone.name}的另一份登记：${reason}`, []);
  const both = joined(kept, gone);
  const after = {
    kept: { ...both.kept, lastChange, version: kept.version + 1, updatedAt: now },
    gone: { ...both.gone, version: gone.version + 1, updatedAt: now },
  };
  const mergeId = ctx.ids.record(now);
  await ctx.tx.put('merges', {
    _id: mergeId,
    keptId: keepId,
    goneId,
    villageId: kept.villageId,
    at: now,
    openid: ctx.actor.openid,
    by: signature(ctx.actor),
    reason,
    before: { kept, gone },
    moved,
    undone: null,
  });
  await ctx.tx.put('residents', await recheck(ctx, after.gone));
  await ctx.tx.put('residents', after.kept);
  const on = today(ctx.clock);
  await count(ctx.tx, kept.villageId, now, (counters) => {
    countResident(counters, gone, on, -1);
    countResident(counters, kept, on, -1);
    countResident(counters, after.kept, on, 1);
  });
  return { mergeId, moved: moved.length };
}

/** Why a merge cannot be undone any more, in words; '' when it can. */
function undoObstacle(
  merge: MergeDoc,
  kept: ResidentDoc,
  gone: ResidentDoc,
  { numbers, now }: { numbers: readonly string[]; now: Millis },
): string {
  if (merge.undone) return '这次合并已经撤销过了，请刷新';
  if (now > undoUntil(merge.at)) return '合并已经超过30天，不能撤销；请重新登记这个人';
  if (kept.status !== 'active') return '留下的那份登记已经不在册，不能撤销；请先办迁回';
  if (numbers.includes(identityOf(kept))) return '留下的那份登记现在用的就是这个身份证号，不能撤销';
  if (gone.status !== 'merged' || gone.mergedInto !== kept._id) return '这份登记后来又有变化，不能撤销';
  return kept.villageId === gone.villageId ? '' : '留下的那份登记后来迁了村，不能撤销；请先迁回原来的村';
}

/** Takes a merge back: what was carried over goes back, what came since stays. */
export async function undoMerge(
  ctx: Ctx,
  { mergeId, reason }: Input<'registry', 'undoMerge'>,
): Promise<Output<'registry', 'undoMerge'>> {
  const merge = must(await ctx.tx.get('merges', mergeId));
  const kept = await changeable(ctx, merge.keptId, reason);
  const gone = must(await ctx.tx.get('residents', merge.goneId));
  const now = ctx.clock.now();
  const numbers = await numbersOf(ctx, gone);
  const obstacle = undoObstacle(merge, kept, gone, { numbers, now });
  if (obstacle !== '') throw new AppError('STEP_NOT_ALLOWED', { message: obstacle });

  const back: Ref[] = [];
  for (const ref of merge.moved) if (await rename(ctx, ref, kept, gone)) back.push(ref);
  const both = parted(kept, gone, merge.before, back);
  await tellVolunteers(ctx, both.gone.pairings, gone, now);
  await givePhonesBack(ctx, both, kept);
  await giveCodeBack(ctx, merge, both.gone);
  await turnNumbers(ctx, numbers, gone._id);
  if (both.gone.jobFile && !both.kept.jobFile) await moveJobFile(ctx, kept, gone, now);

  const lastChange = await remember(ctx, kept, `撤销合并${gone.name}：${reason}`, []);
  const after = {
    kept: { ...both.kept, lastChange, version: kept.version + 1, updatedAt: now },
    gone: { ...both.gone, version: gone.version + 1, updatedAt: now },
  };
  await ctx.tx.put('merges', { ...merge, undone: { at: now, by: signature(ctx.actor), reason } });
  await ctx.tx.put('residents', after.kept);
  // Compared with the other one at the next check: in this transaction the register still shows one person.
  await ctx.tx.put('residents', after.gone);
  const on = today(ctx.clock);
  await count(ctx.tx, kept.villageId, now, (counters) => {
    countResident(counters, kept, on, -1);
    countResident(counters, after.kept, on, 1);
    countResident(counters, after.gone, on, 1);
  });
  return { goneId: gone._id };
}

/** Phones of the record that is there again; a guardian of both acts for both. */
async function givePhonesBack(
  ctx: Ctx,
  { kept, gone }: { kept: ResidentDoc; gone: ResidentDoc },
  before: ResidentDoc,
): Promise<void> {
  const ofGone = new Set([
    ...(gone.binding ? [gone.binding.openid] : []),
    ...gone.guardians.map(({ openid }) => openid),
  ]);
  for (const openid of ofGone) {
    const user = await ctx.tx.get('users', openid);
    if (!user) continue;
    const others = user.guardianOf.filter(({ residentId }) => residentId !== before._id);
    const guarded = user.guardianOf.find(({ residentId }) => residentId === before._id);
    const acts = (doc: ResidentDoc): boolean => doc.guardians.some((one) => one.openid === openid);
    await ctx.tx.put('users', {
      ...user,
      resident:
        user.resident?.residentId === before._id && gone.binding?.openid === openid
          ? { ...user.resident, residentId: gone._id }
          : user.resident,
      guardianOf: guarded
        ? [
            ...others,
            ...(acts(kept) ? [guarded] : []),
            ...(acts(gone) ? [{ ...guarded, residentId: gone._id, residentName: gone.name }] : []),
          ]
        : others,
    });
  }
}

/** The older card works again: for the record that it was printed for. */
async function giveCodeBack(ctx: Ctx, merge: MergeDoc, gone: ResidentDoc): Promise<void> {
  if (!gone.code) return;
  const code = must(await ctx.tx.get('codes', gone.code.hash));
  const revokedAt = merge.before.kept.code ? null : code.revokedAt;
  await ctx.tx.put('codes', { ...code, residentId: gone._id, revokedAt });
}
