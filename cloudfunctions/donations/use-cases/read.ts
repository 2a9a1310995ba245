/** Lists and details, each for its viewer; the village of an officer is a condition of every query. */
import type { Input, Output } from '../../../typings/api';
import type { DonationState, DonationTab } from '../../../typings/api/donations';
import type { CallContext } from '../../core/actions';
import type { AllotmentDoc, DonationDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import type { VillageStaffActor, VolunteerActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { photoLinks } from '../../core/photos';
import { villageNames } from '../../core/villages';
import { figuresOf, sum } from '../../core/waiting';
import { donationRow, donationView, partsFor, photosFor } from '../views';
import { concerning, type AnyActor, type OfficerActor } from './people';

/** Parts of one donation: far more than there are villages. */
const PARTS = 500;

/** The caller's donations, newest first. */
export async function mine(
  ctx: CallContext<VolunteerActor>,
  { cursor }: Input<'donations', 'mine'>,
): Promise<Output<'donations', 'mine'>> {
  const [villages, docs] = await Promise.all([
    villageNames(ctx.reader),
    ctx.reader.find('donations', {
      where: { volunteerId: ctx.actor.volunteerId, ...(cursor ? { _id: where.lt(cursor) } : {}) },
      orderBy: [['_id', 'desc']],
      limit: PAGE_SIZE + 1,
    }),
  ]);
  return page(
    docs,
    ({ _id }) => _id,
    (doc) => donationRow(doc, villages),
  );
}

/** One donation, for those whom it concerns. */
export async function get(
  ctx: CallContext<AnyActor>,
  { donationId, knownVersion }: Input<'donations', 'get'>,
): Promise<Output<'donations', 'get'>> {
  const donation = await concerning(ctx, await ctx.reader.get('donations', donationId));
  ctx.about({ target: donationId, villageId: donation.villageId });
  if (donation.version === knownVersion) return { unchanged: true };
  const [villages, all] = await Promise.all([
    villageNames(ctx.reader),
    ctx.reader.find('allotments', { where: { donationId }, orderBy: [['_id', 'asc']], limit: PARTS }),
  ]);
  const parts = partsFor(ctx.actor, donation, all);
  const photos = await photoLinks(
    ctx.reader,
    photosFor(ctx.actor, donation, parts),
    ctx.actor.role === 'volunteer' ? 'others' : 'parties',
  );
  return { unchanged: false, donation: donationView(donation, ctx.actor, { villages, photos, parts }) };
}

const TAB_STATES: Record<DonationTab, readonly DonationState[]> = {
  toAccept: ['promised'],
  toReceive: ['accepted'],
  toHandOut: ['received', 'partlyDelivered'],
  done: ['delivered', 'cancelled', 'expired', 'declined'],
};

/** Waiting ones oldest first, those that are over newest first. */
function order(tab: DonationTab, cursor: string | null | undefined): [Condition, 'asc' | 'desc'] {
  const over = tab === 'done';
  const beyond = cursor ? { _id: over ? where.lt(cursor) : where.gt(cursor) } : {};
  return [beyond, over ? 'desc' : 'asc'];
}

/** Parts of undirected donations that a village hands over, each with its donation. */
async function parts(
  ctx: CallContext<OfficerActor>,
  { villageId }: VillageStaffActor,
  { tab, cursor }: Input<'donations', 'queue'>,
): Promise<{ part: AllotmentDoc; donation: DonationDoc }[]> {
  if (tab === 'toAccept' || tab === 'toReceive') return [];
  const [beyond, direction] = order(tab, cursor);
  const found = await ctx.reader.find(
    'allotments',
    {
      where: { villageId, directed: false, state: tab === 'done' ? 'delivered' : 'open', ...beyond },
      orderBy: [['_id', direction]],
      limit: PAGE_SIZE + 1,
    },
    { collection: 'donations', by: 'donationId' },
  );
  const donations = await ctx.reader.getEach(
    'donations',
    found.map(({ donationId }) => donationId),
  );
  return found.flatMap((part, n) => {
    const donation = donations[n];
    return donation ? [{ part, donation }] : [];
  });
}

/** Donations that wait for the caller's office, and those that are over. */
export async function queue(
  ctx: CallContext<OfficerActor>,
  input: Input<'donations', 'queue'>,
): Promise<Output<'donations', 'queue'>> {
  const { actor } = ctx;
  const { tab, directed, cursor, knownVersion } = input;
  const wanted = actor.role === 'villageStaff' ? actor.villageId : input.villageId;
  const here = wanted === undefined ? {} : { villageId: wanted };
  const counters = await figuresOf(ctx, wanted);
  const version = sum(counters, (one) => one.version);
  if (knownVersion === version) return { unchanged: true };
  const villages = await villageNames(ctx.reader);
  if (actor.role === 'villageStaff' && !directed) {
    const rows = page(
      await parts(ctx, actor, input),
      ({ part }) => part._id,
      ({ part, donation }) => donationRow(donation, villages, part),
    );
    return { unchanged: false, version, ...rows };
  }
  const [beyond, direction] = order(tab, cursor);
  const docs = await ctx.reader.find('donations', {
    where: { ...here, directed, state: where.in(TAB_STATES[tab]), ...beyond },
    orderBy: [['_id', direction]],
    limit: PAGE_SIZE + 1,
  });
  const rows = page(
    docs,
    ({ _id }) => _id,
    (doc) => donationRow(doc, villages),
  );
  return { unchanged: false, version, ...rows };
}
