/** Villages and communities, and the phones of their officers: public, they are for emergencies. */
import type { Input, Output } from '../../../typings/api';
import type { OfficeSetUp, PlaceSetUp } from '../../../typings/api/set-up';
import type { CallContext, CommandContext } from '../../core/actions';
import type { VillageDoc } from '../../core/collections';
import { emptyCounters } from '../../core/counters';
import { where } from '../../core/database';
import { AppError, must } from '../../core/errors';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../../core/identity';
import { withPhones } from '../../core/officers';
import { forgetVillageNames, TOWN_OFFICE } from '../../core/villages';

type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;
type AdminCtx = CommandContext<AdminActor>;

/** Villages, communities and the town's office: a town has tens. */
const LIMIT = 1000;

/** Villages and communities of the town that people can be registered in, with the phones of their officers. */
export async function villages(ctx: CallContext): Promise<Output<'registry', 'villages'>> {
  const docs = await ctx.reader.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: LIMIT });
  const town = docs.find(({ kind }) => kind === 'town');
  return {
    villages: docs.flatMap(({ _id, name, kind, officers, closedAt }) =>
      kind === 'town' || closedAt !== null ? [] : [{ villageId: _id, name, kind, officers }],
    ),
    town: { name: town?.name ?? '', officers: town?.officers ?? [] },
  };
}

/** The same for those who look after them: closed ones too, and how many people are in each. */
export async function places(ctx: CallContext<StaffActor>): Promise<Output<'registry', 'places'>> {
  const own = ctx.actor.role === 'villageStaff' ? { _id: ctx.actor.villageId } : {};
  const ofStaff = ctx.actor.role === 'villageStaff' ? { villageId: ctx.actor.villageId } : {};
  const [docs, counters, staff] = await Promise.all([
    ctx.reader.find('villages', { where: own, orderBy: [['order', 'asc']], limit: LIMIT }),
    ctx.reader.find('counters', { where: own, limit: LIMIT }),
    ctx.reader.find('staff', { where: { ...ofStaff, state: 'active' }, limit: LIMIT }),
  ]);
  const view = (doc: VillageDoc & { kind: PlaceSetUp['kind'] }): PlaceSetUp => {
    const { residents, volunteers } = counters.find(({ _id }) => _id === doc._id) ?? emptyCounters(doc._id);
    return {
      villageId: doc._id,
      name: doc.name,
      kind: doc.kind,
      officers: doc.officers,
      version: doc.version,
      closed: doc.closedAt !== null,
      residents,
      volunteers,
      staff: staff.filter(({ villageId }) => villageId === doc._id).length,
      phonesChanged: doc.phonesChanged,
    };
  };
  const town = docs.find(({ kind }) => kind === 'town');
  return {
    places: docs.flatMap((doc) => (doc.kind === 'town' ? [] : [view({ ...doc, kind: doc.kind })])),
    town: ctx.actor.role === 'villageStaff' ? null : officeView(town),
  };
}

function officeView(doc: VillageDoc | undefined): OfficeSetUp {
  if (!doc) return { name: '', officers: [], version: 0, phonesChanged: null };
  const { name, officers, version, phonesChanged } = doc;
  return { name, officers, version, phonesChanged };
}

/** The second of two officers is told who was first. */
function sameAsSeen(doc: VillageDoc | null, version: number): void {
  if ((doc?.version ?? 0) === version) return;
  const by = doc?.changedBy ?? '别人';
  throw new AppError('STATE_CHANGED', { message: `${by}刚刚改过${doc?.name ?? '这里'}，请看最新的内容再改` });
}

function byName({ actor }: CommandContext<StaffActor>): string {
  return `${actor.orgName} ${actor.name}`;
}

/** Whom to call at the town federation, in the order of duty. */
export async function saveTownOffice(
  ctx: CommandContext<TownStaffActor | AdminActor>,
  { name, officers, version = 0 }: Input<'registry', 'saveTownOffice'>,
): Promise<{ saved: true }> {
  ctx.about({ target: TOWN_OFFICE });
  const existing = await ctx.tx.get('villages', TOWN_OFFICE);
  sameAsSeen(existing, version);
  const office: VillageDoc = existing ?? newPlace(TOWN_OFFICE, 'town', 0);
  await ctx.tx.put('villages', { ...withPhones(office, officers, byName(ctx), ctx.clock.now()), name });
  return { saved: true };
}

function newPlace(_id: string, kind: VillageDoc['kind'], order: number): VillageDoc {
  return {
    _id,
    name: '',
    kind,
    officers: [],
    order,
    phonesChanged: null,
    closedAt: null,
    version: 0,
    changedBy: '',
    changedAt: 0,
  };
}

/** Adds or changes a village. */
export async function saveVillage(
  ctx: AdminCtx,
  { villageId, name, kind, officers, version = 0 }: Input<'registry', 'saveVillage'>,
): Promise<{ saved: true }> {
  ctx.about({ target: villageId, villageId });
  const existing = await ctx.tx.get('villages', villageId);
  sameAsSeen(existing, version);
  const now = ctx.clock.now();
  const place = existing ?? newPlace(villageId, kind, now);
  const changed =
    officers === undefined
      ? { ...place, version: place.version + 1, changedBy: byName(ctx), changedAt: now }
      : withPhones(place, officers, byName(ctx), now);
  await ctx.tx.put('villages', { ...changed, name, kind });
  ctx.after(() => Promise.resolve(forgetVillageNames()));
  return { saved: true };
}

/** A village with nobody in it takes nothing new from now on; what was done there keeps its name. Or opens it again. */
export async function closeVillage(
  ctx: AdminCtx,
  { villageId, closed, version }: Input<'registry', 'closeVillage'>,
): Promise<Output<'registry', 'closeVillage'>> {
  const place = must(await ctx.tx.get('villages', villageId));
  ctx.about({ target: villageId, villageId });
  sameAsSeen(place, version);
  if (closed) await requireEmpty(ctx, villageId);
  const now = ctx.clock.now();
  await ctx.tx.put('villages', {
    ...place,
    closedAt: closed ? now : null,
    version: place.version + 1,
    changedBy: byName(ctx),
    changedAt: now,
  });
  return { closed };
}

async function requireEmpty(ctx: AdminCtx, villageId: string): Promise<void> {
  const counters = (await ctx.tx.get('counters', villageId)) ?? emptyCounters(villageId);
  const [officer] = await ctx.reader.find('staff', {
    where: { villageId, state: where.in(['active', 'invited']) },
    limit: 1,
  });
  const { residents, volunteers } = counters;
  const left = [
    ...(residents > 0 ? [`${residents}位残障朋友`] : []),
    ...(volunteers > 0 ? [`${volunteers}位志愿者`] : []),
    ...(officer ? ['工作人员'] : []),
  ];
  if (left.length > 0) {
    throw new AppError('STATE_CHANGED', {
      message: `这里还有${left.join('、')}，要先转到别的村社，才能停用`,
    });
  }
  // Written, so that somebody who is registered here at this moment and the closing notice each other.
  await ctx.tx.put('counters', counters);
}

/** All villages in their new order; the town's office has none. */
export async function orderVillages(
  ctx: AdminCtx,
  { villageIds }: Input<'registry', 'orderVillages'>,
): Promise<{ saved: true }> {
  const now = ctx.clock.now();
  ctx.about({ target: TOWN_OFFICE });
  for (const [n, villageId] of villageIds.entries()) {
    const place = must(await ctx.tx.get('villages', villageId));
    if (place.order === n + 1) continue;
    await ctx.tx.put('villages', {
      ...place,
      order: n + 1,
      version: place.version + 1,
      changedBy: byName(ctx),
      changedAt: now,
    });
  }
  return { saved: true };
}

/**
 * The phones of a village, in the order of duty. Its own staff keep them, since nobody else knows who is there tonight; who
 * changed them when is shown to the town.
 */
export async function saveVillagePhones(
  ctx: CommandContext<StaffActor>,
  { villageId, officers, version }: Input<'registry', 'saveVillagePhones'>,
): Promise<Output<'registry', 'saveVillagePhones'>> {
  if (ctx.actor.role === 'villageStaff' && ctx.actor.villageId !== villageId) throw new AppError('NOT_FOUND');
  const place = must(await ctx.tx.get('villages', villageId));
  ctx.about({ target: villageId, villageId });
  sameAsSeen(place, version);
  await ctx.tx.put('villages', withPhones(place, officers, byName(ctx), ctx.clock.now()));
  return { version: place.version + 1 };
}
