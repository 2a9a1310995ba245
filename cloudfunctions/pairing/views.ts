/** What each viewer gets of a pairing and of a service: allow-lists, nothing else leaves. */
import type { PhotoView, VoiceView } from '../../typings/domain';
import type { PairingView, ServiceRow, ServiceView } from '../../typings/api/pairing';
import { maskName } from '../../miniprogram/shared/mask';
import type { PairingDoc, ServiceDoc } from '../core/collections';
import { canService } from './rules/service-life';
import { endingAction, nextPairingState } from './rules/pairing-life';
import { decidable, disputable } from './use-cases/answers';
import { isOfficer, type AnyActor } from './use-cases/people';

/** Both have agreed at some time: from then on they know each other by name. */
function agreed({ state }: PairingDoc): boolean {
  return state === 'active' || state === 'ended';
}

function seesReason(pairing: PairingDoc, actor: AnyActor): boolean {
  return actor.role !== 'volunteer' || pairing.endedBy === pairing.volunteerOpenid;
}

export interface PairingExtras {
  villages: Map<string, string>;
  /** The volunteer's number, given for the resident's side only; it is shown while the pairing holds. */
  phone: string | null;
  /** Whether the village answers for this resident: nobody can be asked by phone. */
  villageAnswers: boolean;
}

export function pairingView(
  pairing: PairingDoc,
  actor: AnyActor,
  { villages, phone, villageAnswers }: PairingExtras,
): PairingView {
  const { state } = pairing;
  const knowsResident = actor.role !== 'volunteer' || agreed(pairing);
  const knowsVolunteer = actor.role === 'volunteer' || isOfficer(actor) || agreed(pairing);
  const answers = nextPairingState(state, 'accept', actor.role) !== null;
  return {
    pairingId: pairing._id,
    state,
    residentName: knowsResident ? pairing.residentName : maskName(pairing.residentName),
    residentId: actor.role === 'volunteer' ? null : pairing.residentId,
    villageName: villages.get(pairing.villageId) ?? '',
    volunteerName: knowsVolunteer ? pairing.volunteerName : maskName(pairing.volunteerName),
    volunteerPhone: state === 'active' ? phone : null,
    askedAt: pairing.askedAt,
    since: agreed(pairing) ? pairing.decidedAt : null,
    endedAt: pairing.endedAt,
    endReason: seesReason(pairing, actor) ? pairing.endReason : null,
    services: pairing.services,
    minutes: pairing.minutes,
    can: {
      decide:
        answers &&
        pairing.volunteerOpenid !== actor.openid &&
        (actor.role !== 'villageStaff' || villageAnswers),
      end: endingAction(state, actor.role) !== null,
    },
  };
}

/** What of a service a line shows. */
export const SERVICE_FIELDS = [
  '_id',
  'state',
  'residentName',
  'villageId',
  'volunteerName',
  'startedAt',
  'endedAt',
  'minutes',
  'kinds',
  'flags',
  'feedback',
] as const satisfies readonly (keyof ServiceDoc)[];

export function serviceRow(
  service: Pick<ServiceDoc, (typeof SERVICE_FIELDS)[number]>,
  villages: Map<string, string>,
): ServiceRow {
  return {
    serviceId: service._id,
    state: service.state,
    residentName: service.residentName,
    villageName: villages.get(service.villageId) ?? '',
    volunteerName: service.volunteerName,
    startedAt: service.startedAt,
    endedAt: service.endedAt,
    minutes: service.minutes,
    kinds: service.kinds,
    flags: service.flags,
    score: service.feedback?.score ?? null,
  };
}

export interface ServiceExtras {
  villages: Map<string, string>;
  photos: Map<string, PhotoView>;
  voices: Map<string, VoiceView>;
  now: number;
  /** For so many days a confirmed service can still be disputed. */
  lateAfterDays: number;
}

function feedbackView(
  { feedback }: ServiceDoc,
  shown: (ids: readonly string[]) => PhotoView[],
  voices: Map<string, VoiceView>,
): ServiceView['feedback'] {
  if (!feedback) return null;
  const { score, words, at, photoIds, voiceId, late, onBehalfBy } = feedback;
  return {
    score,
    words,
    at,
    photos: shown(photoIds),
    voice: voiceId === null ? null : (voices.get(voiceId) ?? null),
    late,
    onBehalfBy,
  };
}

/** The photos of a service that this viewer may see. */
export function photosFor(service: ServiceDoc, actor: AnyActor): string[] {
  return [
    ...service.photoIds,
    ...(service.feedback?.photoIds ?? []),
    ...(actor.role === 'volunteer' ? [] : (service.dispute?.photoIds ?? [])),
  ];
}

export function serviceView(
  service: ServiceDoc,
  actor: AnyActor,
  { villages, photos, voices, now, lateAfterDays }: ServiceExtras,
): ServiceView {
  const shown = (ids: readonly string[]): PhotoView[] => ids.flatMap((id) => photos.get(id) ?? []);
  const { state, dispute, decision } = service;
  const { role } = actor;
  // Who did it does not judge it, whatever other roles they hold.
  const judges = service.volunteerOpenid !== actor.openid;
  return {
    serviceId: service._id,
    pairingId: service.pairingId,
    version: service.version,
    state,
    residentName: service.residentName,
    villageName: villages.get(service.villageId) ?? '',
    volunteerName: service.volunteerName,
    startedAt: service.startedAt,
    endedAt: service.endedAt,
    now,
    minutes: service.minutes,
    kinds: service.kinds,
    words: service.words,
    photos: shown(service.photoIds),
    flags: service.flags,
    feedback: feedbackView(service, shown, voices),
    dispute: dispute && {
      reason: dispute.reason,
      at: dispute.at,
      photos: shown(dispute.photoIds),
    },
    decision: decision && {
      accepted: decision.accepted,
      note: decision.note,
      by: decision.by,
      at: decision.at,
    },
    cancelled: service.cancelled,
    can: {
      end: canService(state, 'end', role),
      describe: canService(state, 'describe', role),
      confirm: judges && canService(state, 'confirm', role),
      dispute:
        judges &&
        dispute === null &&
        disputable(service, now, lateAfterDays) &&
        canService(state, 'dispute', role),
      decide: decidable(service, actor),
      cancel: canService(state, 'cancel', role),
    },
  };
}
