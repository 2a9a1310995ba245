/** Lists and details, each for its viewer; the village of an officer is a condition of every query. */
import type { Input, Output } from '../../../typings/api';
import type { PairingView } from '../../../typings/api/pairing';
import type { CallContext } from '../../core/actions';
import type { PairingDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import { where, type Condition, type Find } from '../../core/database';
import { isHome, type VillageStaffActor, type VolunteerActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { photoLinks } from '../../core/photos';
import { villageNames } from '../../core/villages';
import { figuresOf, sum } from '../../core/waiting';
import { readStretches, type Stretch } from '../../core/stretches';
import { voiceLinks } from '../../core/voices';
import { pairingView, photosFor, SERVICE_FIELDS, serviceRow, serviceView } from '../views';
import {
  canBeAsked,
  concerning,
  feedbackReminder,
  type AnyActor,
  type HomeActor,
  type OfficerActor,
} from './people';

type Ctx<A extends AnyActor> = CallContext<A>;

const NEWEST_FIRST: [string, 'desc'][] = [['_id', 'desc']];

function before(cursor: string | null | undefined): Condition {
  return cursor ? { _id: where.lt(cursor) } : {};
}

/** The side of the caller: all that is the volunteer's, or all that is the resident's. */
function own(actor: HomeActor | VolunteerActor): Condition {
  return actor.role === 'volunteer' ? { volunteerId: actor.volunteerId } : { residentId: actor.residentId };
}

function scope(actor: OfficerActor, villageId: string | undefined): Condition {
  if (actor.role === 'villageStaff') return { villageId: actor.villageId };
  return villageId === undefined ? {} : { villageId };
}

/** Numbers of the volunteers, for the resident's side of pairings that hold. */
async function phones(ctx: Ctx<AnyActor>, pairings: readonly PairingDoc[]): Promise<Map<string, string>> {
  const active = pairings.filter(({ state }) => state === 'active');
  if (!isHome(ctx.actor) || active.length === 0) return new Map();
  const volunteers = await ctx.reader.getEach(
    'volunteers',
    active.map(({ volunteerId }) => volunteerId),
  );
  return new Map(volunteers.flatMap((one) => (one ? [[one._id, unseal(one.phone)] as const] : [])));
}

/** Residents of open requests whom nobody can ask by phone: the village answers for them. */
async function answeredByVillage(
  ctx: Ctx<AnyActor>,
  pairings: readonly PairingDoc[],
): Promise<ReadonlySet<string>> {
  const asked = pairings.filter(({ state }) => state === 'asked');
  if (ctx.actor.role !== 'villageStaff' || asked.length === 0) return new Set();
  const residents = await ctx.reader.getEach(
    'residents',
    asked.map(({ residentId }) => residentId),
  );
  return new Set(residents.flatMap((one) => (one && !canBeAsked(one) ? [one._id] : [])));
}

async function pairingPage(
  ctx: Ctx<AnyActor>,
  docs: PairingDoc[],
): Promise<{ items: PairingView[]; next: string | null }> {
  const villages = await villageNames(ctx.reader);
  const numbers = await phones(ctx, docs);
  const byVillage = await answeredByVillage(ctx, docs);
  return page(
    docs,
    (doc) => doc._id,
    (doc) =>
      pairingView(doc, ctx.actor, {
        villages,
        phone: numbers.get(doc.volunteerId) ?? null,
        villageAnswers: byVillage.has(doc.residentId),
      }),
  );
}

/** The caller's pairings: open and active ones, or with `ended` those that are over. */
export async function myPairings(
  ctx: Ctx<HomeActor | VolunteerActor>,
  { ended = false, cursor }: Input<'pairing', 'myPairings'>,
): Promise<Output<'pairing', 'myPairings'>> {
  const states: PairingDoc['state'][] = ended ? ['declined', 'cancelled', 'ended'] : ['asked', 'active'];
  const docs = await ctx.reader.find(
    'pairings',
    {
      where: { ...own(ctx.actor), state: where.in(states), ...before(cursor) },
      orderBy: NEWEST_FIRST,
      limit: PAGE_SIZE + 1,
    },
    // Whose numbers the resident's side is shown.
    ...(isHome(ctx.actor) ? [{ collection: 'volunteers' as const, by: 'volunteerId' }] : []),
  );
  return pairingPage(ctx, docs);
}

/** Pairings for staff, newest first; `q` is the beginning of either name. */
export async function pairings(
  ctx: Ctx<OfficerActor>,
  { state, villageId, q, cursor }: Input<'pairing', 'pairings'>,
): Promise<Output<'pairing', 'pairings'>> {
  const findOf = (name: Condition): Find => ({
    where: { ...scope(ctx.actor, villageId), state, ...name, ...before(cursor) },
    orderBy: NEWEST_FIRST,
    limit: PAGE_SIZE + 1,
  });
  const found = q
    ? await ctx.reader.findEach(
        'pairings',
        [{ residentName: where.startsWith(q) }, { volunteerName: where.startsWith(q) }].map(findOf),
      )
    : [
        await ctx.reader.find(
          'pairings',
          findOf({}),
          // Who of them can be asked by phone.
          ...(state === 'asked' ? [{ collection: 'residents' as const, by: 'residentId' }] : []),
        ),
      ];
  const once = new Map(found.flat().map((doc) => [doc._id, doc]));
  const docs = [...once.values()].sort((a, b) => (a._id < b._id ? 1 : -1)).slice(0, PAGE_SIZE + 1);
  return pairingPage(ctx, docs);
}

/** Verified volunteers of the officer's village, to be paired with somebody who has no phone. */
export async function volunteers(
  ctx: Ctx<VillageStaffActor>,
  { q, cursor }: Input<'pairing', 'volunteers'>,
): Promise<Output<'pairing', 'volunteers'>> {
  const docs = await ctx.reader.find('volunteers', {
    where: {
      villageId: ctx.actor.villageId,
      state: 'verified',
      ...(q ? { name: where.startsWith(q) } : {}),
      ...(cursor ? { _id: where.gt(cursor) } : {}),
    },
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  return page(
    docs,
    (doc) => doc._id,
    (doc) => ({ volunteerId: doc._id, name: doc.name, pairings: doc.pairings.length }),
  );
}

/** The caller's services, newest first. */
export async function myServices(
  ctx: Ctx<HomeActor | VolunteerActor>,
  { state, cursor }: Input<'pairing', 'myServices'>,
): Promise<Output<'pairing', 'myServices'>> {
  const docs = await ctx.reader.find('services', {
    where: { ...own(ctx.actor), ...(state === undefined ? {} : { state }), ...before(cursor) },
    orderBy: NEWEST_FIRST,
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  return page(
    docs,
    (doc) => doc._id,
    (doc) => serviceRow(doc, villages),
  );
}

/** One service, for those whom it concerns. */
export async function service(
  ctx: Ctx<AnyActor>,
  { serviceId, knownVersion }: Input<'pairing', 'service'>,
): Promise<Output<'pairing', 'service'>> {
  const doc = concerning(ctx.actor, await ctx.reader.get('services', serviceId));
  ctx.about({ target: serviceId, residentId: doc.residentId, villageId: doc.villageId });
  if (doc.version === knownVersion) return { unchanged: true };
  const voiceId = doc.feedback?.voiceId ?? null;
  const [villages, photos, voices, { lateAfterDays }] = await Promise.all([
    villageNames(ctx.reader),
    photoLinks(ctx.reader, photosFor(doc, ctx.actor)),
    voiceLinks(ctx.reader, voiceId === null ? [] : [voiceId]),
    feedbackReminder(ctx),
  ]);
  const extras = { villages, photos, voices, now: ctx.clock.now(), lateAfterDays };
  return { unchanged: false, service: serviceView(doc, ctx.actor, extras) };
}

/** What each tab of the staff's queue shows, and in which order. */
/** What waits, the oldest first; what staff decided, whatever came of it later, the last decision first. */
function stretchOf(tab: Input<'pairing', 'serviceQueue'>['tab'], here: Condition): Stretch {
  if (tab !== 'decided') return { where: { ...here, state: tab } };
  return { where: here, by: { field: 'decision.at', above: 0 }, direction: 'desc' };
}

/** Services that wait for staff, and what staff decided. */
export async function serviceQueue(
  ctx: Ctx<OfficerActor>,
  { tab, villageId, cursor, knownVersion }: Input<'pairing', 'serviceQueue'>,
): Promise<Output<'pairing', 'serviceQueue'>> {
  const here = scope(ctx.actor, villageId);
  const { villageId: only } = here as { villageId?: string };
  const counters = await figuresOf(ctx, only);
  const version = sum(counters, (one) => one.version);
  if (knownVersion === version) return { unchanged: true };
  const villages = await villageNames(ctx.reader);
  const listed = await readStretches(ctx.reader, 'services', [stretchOf(tab, here)], cursor, {
    fields: [...SERVICE_FIELDS, 'decision'],
    view: (doc) => serviceRow(doc, villages),
  });
  return { unchanged: false, version, ...listed };
}
