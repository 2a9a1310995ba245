/** How people come in: as a resident, a guardian or a volunteer. */
import type { Input, Output } from '../../../typings/api';
import { VOLUNTEER_KIND_LABELS } from '../../../miniprogram/shared/labels';
import { RESIDENT_CONSENT, VOLUNTEER_CONSENT, type ConsentKey } from '../../../miniprogram/shared/consent';
import { maskIdNumber, maskPhone } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { UserDoc } from '../../core/collections';
import { withConsent } from '../../core/consent';
import { add, count } from '../../core/counters';
import { hash, seal } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { newUser, type AnyUser } from '../../core/identity';
import { villageName, villageOf } from '../../core/villages';
import { findPerson } from './tries';
import { openVerification, withRequest } from './verification';

type Ctx = CommandContext<AnyUser>;

/** What a resident agrees to, and who acts for one. */
const AS_RESIDENT = RESIDENT_CONSENT.map(({ key }) => key);
const AS_VOLUNTEER = VOLUNTEER_CONSENT.map(({ key }) => key);

/** The caller's document inside the transaction, with a consent for each purpose. */
async function consentingUser(ctx: Ctx, purposes: readonly ConsentKey[], version: string): Promise<UserDoc> {
  const now = ctx.clock.now();
  const user = (await ctx.tx.get('users', ctx.actor.openid)) ?? newUser(ctx.actor.openid, now);
  return purposes.reduce((before, purpose) => withConsent(before, purpose, version, now), user);
}

/** Binds this WeChat to a person of the register, to be verified by the village. */
export async function bind(ctx: Ctx, input: Input<'accounts', 'bind'>): Promise<Output<'accounts', 'bind'>> {
  const user = await consentingUser(ctx, AS_RESIDENT, input.consentVersion);
  if (user.resident) throw new AppError('ALREADY_HAS_ROLE');
  const lookup = await findPerson(ctx, input.name, input.document);
  if (!lookup.found) return { outcome: 'noMatch', triesLeft: lookup.triesLeft };

  const resident = lookup.found;
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (resident.binding) throw new AppError('ALREADY_BOUND');
  const verification = await openVerification(ctx, {
    kind: 'binding',
    villageId: resident.villageId,
    applicantName: input.name,
    phone: input.phone,
    residentId: resident._id,
    residentName: resident.name,
    residentIdMasked: resident.idNumberMasked,
    detail: '本人绑定',
  });
  await ctx.tx.put('users', { ...user, resident: { residentId: resident._id, state: 'toVerify' } });
  await ctx.tx.put('residents', {
    ...resident,
    binding: {
      openid: ctx.actor.openid,
      state: 'toVerify',
      verificationId: verification._id,
      phone: seal(input.phone),
    },
    version: resident.version + 1,
  });
  await count(
    ctx.tx,
    resident.villageId,
    ctx.clock.now(),
    (counters) => {
      counters.boundUsers += 1;
    },
    { feed: { kind: 'residentJoined', what: '', id: verification._id } },
  );
  return {
    outcome: 'bound',
    as: { role: 'resident', residentId: resident._id },
    residentName: resident.name,
    villageName: await villageName(ctx.reader, resident.villageId),
  };
}

/** Not in the register: asks the village to add the person. */
export async function requestRegistration(
  ctx: Ctx,
  input: Input<'accounts', 'requestRegistration'>,
): Promise<Output<'accounts', 'requestRegistration'>> {
  const { _id: villageId, name, kind } = await villageOf(ctx.tx, input.villageId);
  const user = await consentingUser(ctx, AS_RESIDENT, input.consentVersion);
  const doc = await openVerification(ctx, {
    kind: 'registration',
    villageId,
    applicantName: input.name,
    phone: input.phone,
    document: seal(input.document),
    residentIdMasked: maskIdNumber(input.document),
    detail: '名册中没有，申请登记',
  });
  await ctx.tx.put('users', withRequest(user, doc));
  return {
    verificationId: doc._id,
    village: { villageId, name, kind: kind === 'community' ? kind : 'village' },
  };
}

/** Asks to act for a resident who cannot use a phone; staff of the village decide. */
export async function askGuardian(
  ctx: Ctx,
  input: Input<'accounts', 'askGuardian'>,
): Promise<Output<'accounts', 'askGuardian'>> {
  const user = await consentingUser(ctx, AS_RESIDENT, input.consentVersion);
  const lookup = await findPerson(ctx, input.residentName, input.residentDocument);
  if (!lookup.found) return { outcome: 'noMatch', triesLeft: lookup.triesLeft };
  const resident = lookup.found;
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (user.resident?.residentId === resident._id) throw new AppError('ALREADY_HAS_ROLE');
  if (user.guardianOf.some((guarded) => guarded.residentId === resident._id)) {
    throw new AppError('ALREADY_HAS_ROLE');
  }
  const doc = await openVerification(ctx, {
    kind: 'guardian',
    villageId: resident.villageId,
    applicantName: input.guardianName,
    phone: input.guardianPhone,
    residentId: resident._id,
    residentName: resident.name,
    residentIdMasked: resident.idNumberMasked,
    detail: input.relation,
  });
  await ctx.tx.put('users', withRequest(user, doc));
  return { outcome: 'asked', verificationId: doc._id };
}

/** Registers as a volunteer of a village; staff verify. One registration per user. */
export async function registerVolunteer(
  ctx: Ctx,
  input: Input<'accounts', 'registerVolunteer'>,
): Promise<Output<'accounts', 'registerVolunteer'>> {
  const user = await consentingUser(ctx, AS_VOLUNTEER, input.consentVersion);
  if (user.volunteer && user.volunteer.state !== 'refused') throw new AppError('ALREADY_HAS_ROLE');
  await villageOf(ctx.tx, input.villageId);
  const now = ctx.clock.now();
  // One volunteer record for a user, so the id is made of the user: asked again after a refusal, it is the same record.
  const volunteerId = `v${hash(ctx.actor.openid).slice(0, 24)}`;
  const before = await ctx.tx.get('volunteers', volunteerId);
  await openVerification(ctx, {
    kind: 'volunteer',
    villageId: input.villageId,
    applicantName: input.name,
    phone: input.phone,
    volunteerId,
    detail: [VOLUNTEER_KIND_LABELS[input.kind], ...input.skills].join('、'),
  });
  await ctx.tx.put('volunteers', {
    _id: volunteerId,
    openid: ctx.actor.openid,
    name: input.name,
    phone: seal(input.phone),
    phoneMasked: maskPhone(input.phone),
    villageId: input.villageId,
    kind: input.kind,
    skills: input.skills,
    state: 'toVerify',
    note: null,
    pairings: before?.pairings ?? [],
    running: before?.running ?? null,
    toDescribe: before?.toDescribe ?? [],
    claimedWishes: before?.claimedWishes ?? [],
    intention: before?.intention ?? null,
    minutes: before?.minutes ?? 0,
    version: (before?.version ?? 0) + 1,
    createdAt: before?.createdAt ?? now,
    updatedAt: now,
  });
  await ctx.tx.put('users', { ...user, volunteer: { volunteerId, state: 'toVerify' } });
  await count(ctx.tx, input.villageId, now, (counters) => {
    counters.volunteers += 1;
    add(counters.byVolunteerKind, input.kind, 1);
  });
  return { volunteerId };
}
