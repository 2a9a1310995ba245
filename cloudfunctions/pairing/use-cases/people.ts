/** Whom a call is about and what the caller may do for them: shared by all use cases of pairing. */
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { PairingDoc, ResidentDoc, ServiceDoc } from '../../core/collections';
import { AppError, must } from '../../core/errors';
import {
  isHome,
  type HomeActor,
  type TownStaffActor,
  type VillageStaffActor,
  type VolunteerActor,
} from '../../core/identity';
import { phonesOf } from '../../core/pairings';
import { parameterOn } from '../../core/parameters';
import type { CallContext } from '../../core/actions';
import { DEFAULT_PAIRING_LIMIT, type PairingLimit } from '../../core/pure/pairing-limit';
import { DEFAULT_SERVICE_RULE, type ServiceRule } from '../rules/times';

export type { HomeActor } from '../../core/identity';
export type OfficerActor = VillageStaffActor | TownStaffActor;
export type AnyActor = HomeActor | OfficerActor | VolunteerActor;

export type Facts = Pick<CallContext, 'reader' | 'clock'>;

/** Days after which one is asked again for feedback, how often, and when it counts as late. */
export interface FeedbackReminder {
  afterDays: number;
  times: number;
  lateAfterDays: number;
}
/** Until the parameter `feedbackReminder` is set. */
const DEFAULT_FEEDBACK_REMINDER: FeedbackReminder = { afterDays: 3, times: 2, lateAfterDays: 14 };

export async function pairingLimit({ reader, clock }: Facts): Promise<PairingLimit> {
  return (await parameterOn(reader, 'pairingLimit', today(clock)))?.value ?? DEFAULT_PAIRING_LIMIT;
}

export async function serviceRule({ reader, clock }: Facts): Promise<ServiceRule> {
  return (await parameterOn(reader, 'serviceRule', today(clock)))?.value ?? DEFAULT_SERVICE_RULE;
}

export async function feedbackReminder({ reader, clock }: Facts): Promise<FeedbackReminder> {
  return (await parameterOn(reader, 'feedbackReminder', today(clock)))?.value ?? DEFAULT_FEEDBACK_REMINDER;
}

/** Whether the resident or a guardian can be asked by phone; for the others the village answers. */
export function canBeAsked(resident: Pick<ResidentDoc, 'binding' | 'guardians'>): boolean {
  return phonesOf(resident).length > 0;
}

/** A phone that says it is the resident's must have been verified by staff before it speaks for the resident. */
export function mustSpeakFor(actor: HomeActor, { binding }: Pick<ResidentDoc, 'binding'>): void {
  if (actor.role !== 'resident') return;
  if (binding?.openid !== actor.openid || binding.state !== 'verified') {
    throw new AppError('IDENTITY_NOT_VERIFIED', {
      message: '村残协还在核实您的身份，核实后才能办理，请先等一等',
    });
  }
}

export function isOfficer(actor: AnyActor): actor is OfficerActor {
  return actor.role === 'villageStaff' || actor.role === 'townStaff';
}

/** The pairing or service if this actor has to do with it; to others it does not exist. */
export function concerning<D extends PairingDoc | ServiceDoc>(actor: AnyActor, doc: D | null): D {
  const found = must(doc);
  const concerns =
    actor.role === 'townStaff' ||
    (actor.role === 'villageStaff' && found.villageId === actor.villageId) ||
    (actor.role === 'volunteer' && found.volunteerId === actor.volunteerId) ||
    (isHome(actor) && found.residentId === actor.residentId);
  if (!concerns) throw new AppError('NOT_FOUND');
  return found;
}

/** A resident within the reach of this officer. */
export async function residentFor(
  ctx: CommandContext<OfficerActor>,
  residentId: string,
): Promise<ResidentDoc> {
  const resident = must(await ctx.tx.get('residents', residentId));
  if (ctx.actor.role === 'villageStaff' && resident.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  return resident;
}
