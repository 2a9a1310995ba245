/** What each viewer gets of a donation: allow-lists, nothing else leaves. */
import type { PhotoView } from '../../typings/domain';
import type { Allotment, DonationRow, DonationView } from '../../typings/api/donations';
import { maskName } from '../../miniprogram/shared/mask';
import type { AllotmentDoc, DonationDoc } from '../core/collections';
import { donationStep, left } from './rules/donation-life';
import type { AnyActor } from './use-cases/people';

/** States in which the donor may know a masked name: the village has said yes. */
const NAMED: readonly DonationDoc['state'][] = ['accepted', 'received', 'partlyDelivered', 'delivered'];

function nameFor(actor: AnyActor, name: string | null): string | null {
  return name === null || actor.role !== 'volunteer' ? name : maskName(name);
}

export function donationRow(
  donation: DonationDoc,
  villages: Map<string, string>,
  part: AllotmentDoc | null = null,
): DonationRow {
  return {
    donationId: donation._id,
    directed: donation.directed,
    kind: donation.kind,
    what: donation.what,
    quantity: part?.quantity ?? donation.quantity,
    unit: donation.unit,
    state: donation.state,
    villageName: donation.directed ? (villages.get(donation.villageId) ?? '') : null,
    donorName: donation.volunteerName,
    promisedAt: donation.promisedAt,
    allotmentId: part?._id ?? null,
  };
}

export interface DonationExtras {
  villages: Map<string, string>;
  photos: Map<string, PhotoView>;
  /** Those the viewer may see. */
  parts: readonly AllotmentDoc[];
}

/** The parts that this viewer may see: a village those of its own, if the donation is not its own. */
export function partsFor(
  actor: AnyActor,
  donation: DonationDoc,
  parts: readonly AllotmentDoc[],
): AllotmentDoc[] {
  const all = actor.role !== 'villageStaff' || donation.directed;
  return parts.filter(({ villageId }) => all || villageId === actor.villageId);
}

/** A village sees of an undirected donation what others did with other parts only as numbers, not in the story. */
function storyFor(actor: AnyActor, donation: DonationDoc): DonationDoc['timeline'] {
  const hidden = actor.role === 'villageStaff' && !donation.directed;
  return donation.timeline.filter(({ action }) => !hidden || (action !== 'allot' && action !== 'deliver'));
}

/** The photos of a donation that this viewer may see. */
export function photosFor(actor: AnyActor, donation: DonationDoc, parts: readonly AllotmentDoc[]): string[] {
  const ids = [...parts, ...storyFor(actor, donation)].flatMap(({ photoIds }) => photoIds);
  return [...new Set(ids)];
}

export function donationView(
  donation: DonationDoc,
  actor: AnyActor,
  { villages, photos, parts }: DonationExtras,
): DonationView {
  const shown = (ids: readonly string[]): PhotoView[] => ids.flatMap((id) => photos.get(id) ?? []);
  const isDonor = actor.role === 'volunteer';
  // Who gave it decides nothing about it, whatever other roles they hold.
  const own = donation.volunteerOpenid === actor.openid;
  const may = (action: keyof DonationView['can']): boolean =>
    donationStep(donation, action, actor.role) !== null && (isDonor || !own);
  const somethingLeft = left(donation) > 0;
  const handsOut = !donation.directed && may('deliver');
  return {
    donationId: donation._id,
    version: donation.version,
    directed: donation.directed,
    kind: donation.kind,
    what: donation.what,
    quantity: donation.quantity,
    unit: donation.unit,
    valueFen: donation.valueFen,
    words: donation.words,
    villageName: donation.directed ? (villages.get(donation.villageId) ?? '') : null,
    villageId: donation.directed ? donation.villageId : null,
    residentName: isDonor && !NAMED.includes(donation.state) ? null : nameFor(actor, donation.residentName),
    donorName: donation.volunteerName,
    state: donation.state,
    received: donation.received,
    allotted: donation.allotted,
    delivered: donation.delivered,
    promisedAt: donation.promisedAt,
    promisedUntil: donation.promisedUntil,
    allotments: parts.map((part): Allotment => ({
      allotmentId: part._id,
      villageId: part.villageId,
      villageName: villages.get(part.villageId) ?? '',
      residentName: nameFor(actor, part.residentName),
      quantity: part.quantity,
      deliveredAt: part.deliveredAt,
      photos: shown(part.photoIds),
      note: part.note,
      canDeliver: handsOut && part.state === 'open',
    })),
    picturesHeld: photosFor(actor, donation, parts).filter((id) => !photos.has(id)).length,
    timeline: storyFor(actor, donation).map(({ at, action, state, quantity, actorName, note, photoIds }) => ({
      at,
      action,
      state,
      quantity,
      actorName,
      note,
      photos: shown(photoIds),
    })),
    can: {
      accept: may('accept'),
      decline: may('decline'),
      receive: may('receive'),
      allot: may('allot') && somethingLeft,
      deliver: donation.directed && may('deliver') && somethingLeft,
      cancel: may('cancel'),
    },
  };
}
