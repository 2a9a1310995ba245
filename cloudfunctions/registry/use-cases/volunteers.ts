/** Looking volunteers up, and one of them with everything that hangs on them; ending one who cannot do it themself. */
import type { Input, Output } from '../../../typings/api';
import type { VolunteerRow } from '../../../typings/api/register';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { VolunteerDoc } from '../../core/collections';
import { unseal } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { lastHelp } from '../../core/look';
import { villageScope } from '../../core/identity';
import { page } from '../../core/paging';
import { parameterOn } from '../../core/parameters';
import { accountOf } from '../../core/points';
import { DEFAULT_PAIRING_LIMIT } from '../../core/pure/pairing-limit';
import { endVolunteering } from '../../core/volunteers';
import { villageNames } from '../../core/villages';
import { stepMessage } from '../../core/notify';
import { endObstacle } from '../rules/volunteers';
import { VOLUNTEER_ORDERS, volunteerConditions } from '../rules/look-up';
import { readPage } from './conditions';
import { volunteerInScope, type OfficerActor, type StaffActor } from './scope';

function rowView(doc: VolunteerDoc, villages: ReadonlyMap<string, string>): VolunteerRow {
  return {
    volunteerId: doc._id,
    name: doc.name,
    phoneMasked: doc.phoneMasked,
    villageName: villages.get(doc.villageId) ?? '',
    kind: doc.kind,
    skills: doc.skills,
    state: doc.state,
    pairings: doc.pairings.length,
    minutes: doc.minutes,
    lastServiceAt: lastHelp(doc.helped),
  };
}

function keyOf(doc: VolunteerDoc, field: string): string {
  if (field === '_id') return doc._id;
  return (doc.look as Record<string, string> | undefined)?.[field.replace('look.', '')] ?? '';
}

/** Volunteers of the own village (the town: of all) that fulfil all conditions. */
export async function volunteers(
  ctx: CallContext<StaffActor>,
  { cursor, sort = 'register', ...asked }: Input<'registry', 'volunteers'>,
): Promise<Output<'registry', 'volunteers'>> {
  const villageId = villageScope(ctx.actor, asked.villageId);
  // Only who looks for volunteers that have room needs the limit.
  const limit = asked.free ? await parameterOn(ctx.reader, 'pairingLimit', today(ctx.clock)) : null;
  const conditions = volunteerConditions(
    { ...asked, ...(villageId === undefined ? {} : { villageId }) },
    ctx.clock.now(),
    (limit?.value ?? DEFAULT_PAIRING_LIMIT).residentsPerVolunteer,
  );
  const order = VOLUNTEER_ORDERS[sort];
  const { docs, total } = await readPage(ctx.reader, 'volunteers', { conditions, order, cursor });
  const villages = await villageNames(ctx.reader);
  const listed = page(
    docs,
    (doc) => keyOf(doc, order.field),
    (doc) => rowView(doc, villages),
  );
  return { ...listed, total };
}

/** The newest of each kind. */
const SHOWN = 30;

/** One volunteer with pairings, services, points, donations and intentions. The read is logged. */
export async function volunteer(
  ctx: CallContext<StaffActor>,
  { volunteerId }: Input<'registry', 'volunteer'>,
): Promise<Output<'registry', 'volunteer'>> {
  const { reader, actor } = ctx;
  const doc = await volunteerInScope(reader, actor, volunteerId);
  ctx.about({ target: volunteerId, villageId: doc.villageId });
  const list = { where: { volunteerId }, orderBy: [['_id', 'desc']] as ['_id', 'desc'][], limit: SHOWN };
  const [villages, account, pairings, services, donations, intentions] = await Promise.all([
    villageNames(reader),
    accountOf(reader, volunteerId),
    reader.find('pairings', list),
    reader.find('services', list),
    reader.find('donations', list),
    reader.find('intentions', list),
  ]);
  // A resident of another village is not this village's to see: how often and how long is, the name is not.
  const named = (one: { villageId: string; residentName: string }): string =>
    actor.role === 'villageStaff' && one.villageId !== actor.villageId ? '外村残障朋友' : one.residentName;
  return {
    volunteer: {
      ...rowView(doc, villages),
      since: doc.createdAt,
      note: doc.note,
      points: { balance: account.balance, earned: account.earned, spent: account.spent },
      pairingList: pairings.map((one) => ({
        pairingId: one._id,
        residentId: one.residentId,
        residentName: named(one),
        state: one.state,
        askedAt: one.askedAt,
        services: one.services,
        minutes: one.minutes,
      })),
      services: services.map((one) => ({
        serviceId: one._id,
        residentName: named(one),
        state: one.state,
        startedAt: one.startedAt,
        minutes: one.minutes,
      })),
      donations: donations.map(({ _id, what, state, promisedAt }) => {
        return { donationId: _id, what, state, promisedAt };
      }),
      intentions: intentions.map(({ _id, state, createdAt }) => ({ intentionId: _id, state, createdAt })),
      claimedWishes: doc.claimedWishes.length,
      endObstacle: endObstacle(doc),
    },
  };
}

/** The phone in full, for a reason that is logged with who asked. */
export async function revealVolunteer(
  ctx: CallContext<StaffActor>,
  { volunteerId, reason }: Input<'registry', 'revealVolunteer'>,
): Promise<Output<'registry', 'revealVolunteer'>> {
  const doc = await volunteerInScope(ctx.reader, ctx.actor, volunteerId);
  ctx.about({ target: volunteerId, villageId: doc.villageId, reason });
  return { value: unseal(doc.phone) };
}

/** Somebody who died, moved away or misused it is no volunteer any more; the volunteer and who was paired are told. */
export async function endVolunteer(
  ctx: CommandContext<OfficerActor>,
  { volunteerId, reason }: Input<'registry', 'endVolunteer'>,
): Promise<Output<'registry', 'endVolunteer'>> {
  const doc = await volunteerInScope(ctx.tx, ctx.actor, volunteerId);
  ctx.about({ target: volunteerId, villageId: doc.villageId, reason });
  if (doc.openid === ctx.actor.openid) {
    throw new AppError('OWN_CASE', { message: '不能停用自己，请在「我的」里退出，或请别的工作人员办' });
  }
  const obstacle = endObstacle(doc);
  if (obstacle !== '') throw new AppError('STEP_NOT_ALLOWED', { message: obstacle });
  await endVolunteering(ctx, doc, reason);
  const at = ctx.clock.now();
  ctx.tell(
    stepMessage({
      toOpenid: doc.openid,
      title: '志愿者登记',
      state: '已停用',
      next: '有疑问请打电话给村残协',
      page: 'pages/home/index',
      at,
    }),
  );
  return { ended: doc.pairings.length };
}
