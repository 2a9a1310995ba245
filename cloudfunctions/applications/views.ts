/** What each viewer gets of an application: allow-lists, never the stored document. */
import type { PhotoView, Role, VoiceView } from '../../typings/domain';
import type {
  ApplicationRow,
  AssistProof,
  ApplicationView,
  CaseDesk,
  CaseDetail,
  QuoteView,
  StaffPart,
} from '../../typings/api/applications';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../miniprogram/shared/labels';
import { completedYears } from '../../miniprogram/shared/age';
import { lowIncomeOn } from '../../miniprogram/shared/low-income';
import { maskName } from '../../miniprogram/shared/mask';
import type { ApplicationDoc, DeviceItem, ResidentDoc } from '../core/collections';
import type { AssistConsentDoc } from '../core/documents/assist';
import { caseNumber, worksOn } from '../core/casework';
import { applicantVerified, type OfficerActor } from './engine/actors';
import { needsSecondPerson } from './engine/step';
import { differenceOf } from './kinds/device/decide';
import { sumOf } from './kinds/device/quote';
import { actionsFor, DECIDING } from './rules/tables';

export interface Links {
  photos: Map<string, PhotoView>;
  voices: Map<string, VoiceView>;
}

/** What the resident pays for all items: as decided where it is decided. */
function payOf(items: readonly DeviceItem[]): number {
  return items.reduce((sum, { quote, decision }) => sum + (decision ?? quote).payFen, 0);
}

/** What of an application a line of a staff queue shows: not the story, the notes and what was written. */
export const QUEUE_FIELDS = [
  '_id',
  'kind',
  'title',
  'image',
  'state',
  'facts',
  'createdAt',
  'updatedAt',
  'onBehalfBy',
  'assisted',
  'residentName',
  'villageId',
  'number',
  'dueAt',
  'assignee',
] as const satisfies readonly (keyof ApplicationDoc)[];
type QueueFacts = Pick<ApplicationDoc, (typeof QUEUE_FIELDS)[number]>;

/** A line of the resident's own list. */
export function applicationRow(doc: QueueFacts): ApplicationRow {
  return {
    applicationId: doc._id,
    kind: doc.kind,
    title: doc.title,
    image: doc.image,
    state: doc.state,
    payFen: doc.facts.kind === 'device' ? payOf(doc.facts.items) : null,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
    ...(doc.onBehalfBy === null ? {} : { onBehalfBy: doc.onBehalfBy }),
    ...(doc.assisted ? { assisted: true as const } : {}),
  };
}

/** A line of a staff queue. Staff of the village know the person: the name is shown, numbers are not. */
export function queueRow(
  doc: QueueFacts,
  villages: Map<string, string>,
  now: number,
  ownIds: readonly string[],
): ApplicationRow {
  return {
    ...applicationRow(doc),
    residentName: doc.residentName,
    villageName: villages.get(doc.villageId) ?? '',
    number: doc.number ?? caseNumber(doc),
    dueAt: doc.dueAt,
    overdue: isOverdue(doc, now),
    assignee: doc.assignee ? { name: doc.assignee.name, mine: ownIds.includes(doc.assignee.staffId) } : null,
  };
}

function isOverdue({ dueAt }: Pick<ApplicationDoc, 'dueAt'>, now: number): boolean {
  return dueAt !== null && dueAt < now;
}

/** The officers' side of a case. */
export function deskView(
  doc: ApplicationDoc,
  actor: OfficerActor,
  ownIds: readonly string[],
  others: readonly QueueFacts[],
  now: number,
): CaseDesk {
  const { assignee, undo } = doc;
  const mine = assignee ? ownIds.includes(assignee.staffId) : false;
  return {
    number: doc.number ?? caseNumber(doc),
    dueAt: doc.dueAt,
    overdue: isOverdue(doc, now),
    assignee: assignee ? { staffId: assignee.staffId, name: assignee.name, mine, at: assignee.at } : null,
    mayTake: worksOn(actor.role, doc) && (!assignee || (mine && assignee.staffId !== actor.staffId)),
    log: (doc.staffLog ?? []).map(({ at, what, by, to = '', note = '' }) => ({ at, what, by, to, note })),
    undo:
      undo?.openid === actor.openid && undo.until >= now ? { action: undo.action, until: undo.until } : null,
    others: others.map(applicationRow),
  };
}

/** All photos that the page of this application shows. */
export function photoIdsOf({ timeline, facts, feedback }: ApplicationDoc): string[] {
  const ofKind =
    facts.kind === 'renovation'
      ? [...facts.beforeIds, ...(facts.survey?.photoIds ?? []), ...facts.afterIds]
      : [];
  return [
    ...new Set([
      ...timeline.flatMap((entry) => entry.photoIds ?? []),
      ...ofKind,
      ...(feedback?.photoIds ?? []),
    ]),
  ];
}

export function voiceIdsOf({ voiceId, feedback }: ApplicationDoc): string[] {
  return [voiceId, feedback?.voiceId].filter((id): id is string => typeof id === 'string');
}

function photosOf(links: Links, ids: readonly string[] = []): PhotoView[] {
  return ids.map((id) => links.photos.get(id)).filter((link) => link !== undefined);
}

function voiceOf(links: Links, id: string | null): VoiceView | null {
  return id === null ? null : (links.voices.get(id) ?? null);
}

function isStaffRole(role: Role): boolean {
  return role === 'villageStaff' || role === 'townStaff';
}

/** Every proof of consent under which the steps of the case were taken. */
export function proofsOf(consents: readonly AssistConsentDoc[], links: Links): AssistProof[] {
  return consents.flatMap(({ by, proofs }) =>
    proofs.map(({ at, scopes, words, photoId, voiceId }) => ({
      at,
      by,
      scopes,
      words,
      photo: photoId === null ? null : (links.photos.get(photoId) ?? null),
      voice: voiceOf(links, voiceId),
    })),
  );
}

/** The consents that the timeline refers to. */
export function consentIdsOf({ timeline }: ApplicationDoc): string[] {
  return [...new Set(timeline.flatMap(({ consentId }) => consentId ?? []))];
}

function detailOf({ facts }: ApplicationDoc, role: Role, links: Links): CaseDetail {
  switch (facts.kind) {
    case 'device':
      return {
        kind: 'device',
        items: facts.items.map(({ itemId, name, image, quote, decision }) => ({
          itemId,
          name,
          image,
          quote,
          decision,
        })),
        quotedFen: facts.items.reduce((sum, { quote }) => sum + quote.payFen, 0),
        decidedFen: sumOf(facts.items.map(({ decision }) => decision?.payFen ?? null)),
        difference: differenceOf(facts.items),
        deliverTo: facts.deliverTo,
      };
    case 'repair': {
      const { kind, deviceApplicationId, itemId, itemName, receivedOn } = facts;
      return { kind, deviceApplicationId, itemId, itemName, receivedOn };
    }
    case 'employment': {
      const { kind, abilities, hours, distance, wishes, noticeId, noticeTitle } = facts;
      const { followUps, nextOn, placement } = facts;
      return {
        kind,
        abilities,
        hours,
        distance,
        wishes,
        noticeId,
        noticeTitle,
        followUps,
        nextOn,
        placement,
      };
    }
    case 'renovation': {
      const { kind, items, address, survey, building } = facts;
      return {
        kind,
        items,
        address,
        before: photosOf(links, facts.beforeIds),
        survey: survey && {
          items: survey.items,
          findings: survey.findings,
          photos: photosOf(links, survey.photoIds),
          at: survey.at,
        },
        building,
        after: photosOf(links, facts.afterIds),
      };
    }
    case 'wish': {
      const { kind, category, costFen, publicText, openUntil, claim } = facts;
      const staff = isStaffRole(role);
      return {
        kind,
        category,
        costFen,
        publicText,
        openUntil,
        volunteerName: claim === null ? null : staff ? claim.volunteerName : maskName(claim.volunteerName),
      };
    }
  }
}

/** The whole story of one application; `staff` is added for staff only. */
export function applicationView(
  doc: ApplicationDoc,
  { role, openid }: { role: Role; openid: string },
  links: Links,
  version: number,
): ApplicationView {
  const { feedback } = doc;
  return {
    applicationId: doc._id,
    kind: doc.kind,
    version,
    title: doc.title,
    image: doc.image,
    state: doc.state,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
    detail: detailOf(doc, role, links),
    contactPhone: doc.contactPhone,
    reason: doc.reason,
    voice: voiceOf(links, doc.voiceId),
    timeline: doc.timeline.map((entry) => ({
      at: entry.at,
      action: entry.action,
      state: entry.state,
      actorName: entry.actorName,
      actorRole: entry.actorRole,
      ...(entry.onBehalfOf === undefined ? {} : { onBehalfOf: entry.onBehalfOf }),
      ...(entry.note === undefined ? {} : { note: entry.note }),
      photos: photosOf(links, entry.photoIds),
    })),
    feedback: feedback && {
      score: feedback.score,
      words: feedback.words,
      at: feedback.at,
      photos: photosOf(links, feedback.photoIds),
      voice: voiceOf(links, feedback.voiceId),
    },
    // Feedback is given once, also where the state stays the same.
    actions: actionsFor(doc.kind, doc.state, role, doc.assisted).filter(
      (action) =>
        (action !== 'giveFeedback' || feedback === null) &&
        (!isStaffRole(role) || !needsSecondPerson(doc, action, openid)),
    ),
    onBehalfBy: doc.onBehalfBy,
    assisted: doc.assisted,
    staff: null,
  };
}

/** What staff see besides: the person (masked numbers), the status today, the amounts as they would be decided now. */
export function staffPart(
  doc: ApplicationDoc,
  resident: ResidentDoc,
  villages: Map<string, string>,
  todayQuotes: QuoteView[],
  desk: CaseDesk,
  dates: { appliedOn: string; evaluatedOn: string },
  openid: string,
): Omit<StaffPart, 'assists'> {
  const age = completedYears(resident.birthDate, dates.appliedOn);
  const verified = applicantVerified(doc, resident);
  return {
    residentId: resident._id,
    residentName: resident.name,
    idNumberMasked: resident.idNumberMasked,
    age: age.ok ? age.years : 0,
    birthDate: resident.birthDate,
    villageName: villages.get(doc.villageId) ?? '',
    categoryLabel: CATEGORY_LABELS[resident.category],
    levelLabel: LEVEL_LABELS[resident.level],
    lowIncomeLabel: LOW_INCOME_LABELS[lowIncomeOn(resident.lowIncome, dates.evaluatedOn)],
    identityVerified: verified,
    verificationId: verified ? null : (resident.binding?.verificationId ?? null),
    today: todayQuotes,
    secondPerson: DECIDING[doc.kind].some((action) => needsSecondPerson(doc, action, openid)),
    desk,
  };
}
