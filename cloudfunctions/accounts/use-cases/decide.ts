/** Staff decide who is who. */
import type { Input, Output } from '../../../typings/api';
import type { VerificationRow } from '../../../typings/api/accounts';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { CounterDoc, VerificationDoc } from '../../core/collections';
import { add, count, type CounterEvent } from '../../core/counters';
import { where, type Condition } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { newUser, type TownStaffActor, type VillageStaffActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';
import { closeVerification } from './verification';

type StaffActor = VillageStaffActor | TownStaffActor;
type Ctx = CommandContext<StaffActor>;

interface Effect {
  counters?: (counters: CounterDoc) => void;
  event?: CounterEvent;
}

async function decideBinding(ctx: Ctx, doc: VerificationDoc, approve: boolean): Promise<Effect> {
  const user = must(await ctx.tx.get('users', doc.openid));
  const resident = must(await ctx.tx.get('residents', must(doc.residentId)));
  if (resident.binding?.verificationId !== doc._id) throw new AppError('ALREADY_DECIDED');
  const version = resident.version + 1;
  if (approve) {
    await ctx.tx.put('users', { ...user, resident: { residentId: resident._id, state: 'verified' } });
    await ctx.tx.put('residents', {
      ...resident,
      binding: { ...resident.binding, state: 'verified' },
      version,
    });
    return {};
  }
  await ctx.tx.put('users', { ...user, resident: null });
  await ctx.tx.put('residents', { ...resident, binding: null, version });
  return {
    counters: (counters) => {
      counters.boundUsers -= 1;
    },
  };
}

async function decideGuardian(ctx: Ctx, doc: VerificationDoc, approve: boolean): Promise<Effect> {
  if (!approve) return {};
  const user = (await ctx.tx.get('users', doc.openid)) ?? newUser(doc.openid, ctx.clock.now());
  const guarded = {
    residentId: must(doc.residentId),
    residentName: must(doc.residentName),
    guardianName: doc.applicantName,
  };
  await ctx.tx.put('users', { ...user, guardianOf: [...user.guardianOf, guarded] });
  return {};
}

async function decideVolunteer(
  ctx: Ctx,
  doc: VerificationDoc,
  approve: boolean,
  note?: string,
): Promise<Effect> {
  const volunteer = must(await ctx.tx.get('volunteers', must(doc.volunteerId)));
  const user = must(await ctx.tx.get('users', doc.openid));
  const state = approve ? 'verified' : 'refused';
  await ctx.tx.put('volunteers', { ...volunteer, state, note: note ?? null, updatedAt: ctx.clock.now() });
  await ctx.tx.put('users', { ...user, volunteer: { volunteerId: volunteer._id, state } });
  if (approve)
    return { event: { feed: { kind: 'volunteerJoined', what: maskName(volunteer.name), id: doc._id } } };
  return {
    counters: (counters) => {
      counters.volunteers -= 1;
      add(counters.byVolunteerKind, volunteer.kind, -1);
    },
  };
}

/** Registration requests are settled by adding the person to the register; deciding marks them as handled. */
function decide(ctx: Ctx, doc: VerificationDoc, approve: boolean, note?: string): Promise<Effect> {
  switch (doc.kind) {
    case 'binding':
      return decideBinding(ctx, doc, approve);
    case 'guardian':
      return decideGuardian(ctx, doc, approve);
    case 'volunteer':
      return decideVolunteer(ctx, doc, approve, note);
    case 'registration':
      return Promise.resolve({});
  }
}

/** Approves or refuses a verification of the own village (the town: of any). Never one's own. */
export async function decideVerification(
  ctx: Ctx,
  { verificationId, approve, note }: Input<'accounts', 'decideVerification'>,
): Promise<Output<'accounts', 'decideVerification'>> {
  const doc = must(await ctx.tx.get('verifications', verificationId));
  if (ctx.actor.role === 'villageStaff' && doc.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  if (doc.openid === ctx.actor.openid) throw new AppError('OWN_CASE');
  if (doc.state !== 'open') throw new AppError('ALREADY_DECIDED');
  if (!approve && !note) throw new AppError('BAD_INPUT', { fields: { note: '请写明不通过的原因' } });
  ctx.about({
    target: doc._id,
    villageId: doc.villageId,
    ...(doc.residentId ? { residentId: doc.residentId } : {}),
    ...(note ? { reason: note } : {}),
  });

  await closeVerification(ctx, doc, approve, note);
  const effect = await decide(ctx, doc, approve, note);
  await count(
    ctx.tx,
    doc.villageId,
    ctx.clock.now(),
    (counters) => {
      counters.openVerifications -= 1;
      effect.counters?.(counters);
    },
    effect.event,
  );
  return { state: approve ? 'approved' : 'refused' };
}

function rowView(doc: VerificationDoc, villages: Map<string, string>): VerificationRow {
  return {
    verificationId: doc._id,
    kind: doc.kind,
    villageId: doc.villageId,
    villageName: villages.get(doc.villageId) ?? '',
    createdAt: doc.createdAt,
    applicantName: doc.applicantName,
    applicantPhoneMasked: doc.applicantPhoneMasked,
    ...(doc.residentName === null ? {} : { residentName: doc.residentName }),
    ...(doc.residentIdMasked === null ? {} : { residentIdMasked: doc.residentIdMasked }),
    detail: doc.detail,
  };
}

/** What waits for verification in the village (the town: everywhere), oldest first. */
export async function verifications(
  ctx: CallContext<StaffActor>,
  { kind, cursor, knownVersion }: Input<'accounts', 'verifications'>,
): Promise<Output<'accounts', 'verifications'>> {
  const village = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : undefined;
  const counters =
    village === undefined
      ? await ctx.reader.find('counters', { where: {}, limit: 1000 })
      : [await ctx.reader.get('counters', village)];
  const version = counters.reduce((sum, one) => sum + (one?.version ?? 0), 0);
  if (knownVersion === version) return { unchanged: true };
  const condition: Condition = {
    ...(village === undefined ? {} : { villageId: village }),
    state: 'open',
    ...(kind === undefined ? {} : { kind }),
    ...(cursor ? { _id: where.gt(cursor) } : {}),
  };
  const docs = await ctx.reader.find('verifications', {
    where: condition,
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  const villages = await villageNames(ctx.reader);
  const rows = page(
    docs,
    (doc) => doc._id,
    (doc) => rowView(doc, villages),
  );
  return { unchanged: false, version, ...rows };
}
