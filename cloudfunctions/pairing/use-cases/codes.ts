/** Personal codes: shown, made anew, printed as cards, scanned. */
import type { Input, Output } from '../../../typings/api';
import type { ResidentCard, ScannedPerson } from '../../../typings/api/pairing';
import { makeCode } from '../../../miniprogram/shared/code';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey, seal, unseal } from '../../core/crypto';
import { AppError, must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { villageName } from '../../core/villages';
import { pairingObstacle } from '../rules/limits';
import { mustSpeakFor, pairingLimit, residentFor, type HomeActor, type OfficerActor } from './people';
import { mustNotBeOwn, residentOf } from './resolve';

/** The resident with a new code; the old one is dead from this moment on, and kept so that it can be told from an unknown one. */
async function withNewCode(
  ctx: CommandContext,
  resident: ResidentDoc,
): Promise<{ code: string; issuedAt: number; resident: ResidentDoc }> {
  const issuedAt = ctx.clock.now();
  const old = resident.code ? await ctx.tx.get('codes', resident.code.hash) : null;
  if (old) await ctx.tx.put('codes', { ...old, revokedAt: issuedAt });
  const code = makeCode(ctx.ids.token());
  const hash = lookupKey('code', code);
  await ctx.tx.put('codes', { _id: hash, residentId: resident._id, issuedAt, revokedAt: null });
  const next = {
    ...resident,
    code: { hash, sealed: seal(code), issuedAt },
    version: resident.version + 1,
    updatedAt: issuedAt,
  };
  await ctx.tx.put('residents', next);
  return { code, issuedAt, resident: next };
}

/** The resident's own code, for the phone to keep and to show. */
export async function myCode(ctx: CallContext<HomeActor>): Promise<Output<'pairing', 'myCode'>> {
  const resident = must(await ctx.reader.get('residents', ctx.actor.residentId));
  mustSpeakFor(ctx.actor, resident);
  return {
    code: resident.code ? unseal(resident.code.sealed) : null,
    residentName: resident.name,
    villageName: await villageName(ctx.reader, resident.villageId),
    issuedAt: resident.code?.issuedAt ?? null,
  };
}

/** Makes the first code; with `renew` a new one in place of the old. */
export async function issueCode(
  ctx: CommandContext<HomeActor>,
  { renew }: Input<'pairing', 'issueCode'>,
): Promise<Output<'pairing', 'issueCode'>> {
  const resident = must(await ctx.tx.get('residents', ctx.actor.residentId));
  mustSpeakFor(ctx.actor, resident);
  ctx.about({ target: resident._id, residentId: resident._id, villageId: resident.villageId });
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  if (resident.code && !renew)
    return { code: unseal(resident.code.sealed), issuedAt: resident.code.issuedAt };
  const { code, issuedAt } = await withNewCode(ctx, resident);
  return { code, issuedAt };
}

/** Cards for staff to print; codes are made where there are none. */
export async function cards(
  ctx: CommandContext<OfficerActor>,
  { residentIds, renew = false }: Input<'pairing', 'cards'>,
): Promise<Output<'pairing', 'cards'>> {
  const made: ResidentCard[] = [];
  ctx.about({ target: residentIds.join() });
  for (const residentId of new Set(residentIds)) {
    const resident = await residentFor(ctx, residentId);
    if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
    ctx.about({ villageId: resident.villageId });
    const kept = renew ? null : resident.code;
    const village = await ctx.reader.get('villages', resident.villageId);
    const [officer] = village?.officers ?? [];
    made.push({
      residentId,
      residentName: resident.name,
      villageName: village?.name ?? '',
      code: kept ? unseal(kept.sealed) : (await withNewCode(ctx, resident)).code,
      officer: officer ? { name: officer.name, phone: officer.phone } : null,
    });
  }
  return { cards: made };
}

async function scannedByVolunteer(
  ctx: CallContext,
  actor: VolunteerActor,
  resident: ResidentDoc,
): Promise<Omit<ScannedPerson, 'villageName'>> {
  mustNotBeOwn(ctx, resident._id);
  const volunteer = must(await ctx.reader.get('volunteers', actor.volunteerId));
  if (volunteer.state !== 'verified') throw new AppError('VOLUNTEER_NOT_VERIFIED');
  const pairing = volunteer.pairings.find(({ residentId }) => residentId === resident._id);
  const running = resident.running.find(({ serviceId }) => serviceId === volunteer.running?.serviceId);
  return {
    residentName: pairing?.state === 'active' ? resident.name : maskName(resident.name),
    residentId: null,
    relation: pairing?.state ?? 'none',
    pairingId: pairing?.pairingId ?? null,
    runningServiceId: running?.serviceId ?? null,
    obstacle: pairingObstacle(volunteer, resident, await pairingLimit(ctx))?.message ?? '',
  };
}

/** Whose code it is, as far as the one who scans may know. The read is logged. */
export async function scan(
  ctx: CallContext<VolunteerActor | OfficerActor>,
  { code }: Input<'pairing', 'scan'>,
): Promise<Output<'pairing', 'scan'>> {
  const { actor } = ctx;
  const resident = await residentOf(ctx, code, ctx.reader);
  ctx.about({ target: resident._id, residentId: resident._id, villageId: resident.villageId });
  const name = await villageName(ctx.reader, resident.villageId);
  if (actor.role === 'volunteer') {
    return { person: { ...(await scannedByVolunteer(ctx, actor, resident)), villageName: name } };
  }
  const ofOwnVillage = actor.role === 'townStaff' || resident.villageId === actor.villageId;
  return {
    person: {
      residentName: ofOwnVillage ? resident.name : maskName(resident.name),
      villageName: name,
      residentId: ofOwnVillage ? resident._id : null,
      relation: 'none',
      pairingId: null,
      runningServiceId: null,
      obstacle: '',
    },
  };
}
