/**
 * Records that must stay without saying any longer whose they were: counts, amounts, states and times remain, names, numbers,
 * addresses, pictures and free words go. Pure: a document in, the same document without the person out.
 */
import type {
  AllotmentDoc,
  ApplicationDoc,
  CaseFacts,
  DonationDoc,
  EmergencyCallDoc,
  IntentionDoc,
  NeedDoc,
  PairingDoc,
  ResidentDoc,
  ServiceDoc,
  VerificationDoc,
  VolunteerDoc,
} from '../../core/collections';
import type { AssistConsentDoc } from '../../core/documents/assist';
import type { EmploymentFileDoc } from '../../core/documents/employment-file';
import type { Millis } from '../../../typings/domain';

/** Stands where a name was. */
export const NOBODY = '已注销';
const GONE = '';
/** Whoever wrote: no openid is ever this. */
const NO_OPENID = 'forgotten';

/** Only the year of birth stays, for counts by age. */
const yearOf = (date: string): string => `${date.slice(0, 4)}-01-01`;

/** `sealedNothing`: nothing, sealed, so that the fields keep their shape. */
export function forgottenResident(doc: ResidentDoc, sealedNothing: string, now: Millis): ResidentDoc {
  return {
    ...doc,
    name: NOBODY,
    birthDate: yearOf(doc.birthDate),
    idNumber: sealedNothing,
    idNumberMasked: GONE,
    certificate: sealedNothing,
    certificateMasked: GONE,
    phone: sealedNothing,
    phoneMasked: GONE,
    address: GONE,
    lowIncome: null,
    devices: [],
    helped: [],
    forgottenAt: now,
    version: doc.version + 1,
    updatedAt: now,
  };
}

function withoutPerson(facts: CaseFacts): CaseFacts {
  switch (facts.kind) {
    case 'device':
      return { ...facts, deliverTo: GONE };
    case 'employment':
      return { ...facts, wishes: GONE, followUps: [], placement: null };
    case 'renovation':
      return {
        ...facts,
        address: GONE,
        beforeIds: [],
        afterIds: [],
        survey: facts.survey && { ...facts.survey, findings: GONE, photoIds: [] },
      };
    case 'wish':
      return { ...facts, publicText: null };
    case 'repair':
      return facts;
  }
}

export function forgottenApplication(doc: ApplicationDoc): ApplicationDoc {
  return {
    ...doc,
    facts: withoutPerson(doc.facts),
    residentName: NOBODY,
    filedBy: NO_OPENID,
    onBehalfBy: doc.onBehalfBy === null ? null : NOBODY,
    contactPhone: GONE,
    reason: GONE,
    voiceId: null,
    feedback: doc.feedback && { ...doc.feedback, words: GONE, photoIds: [], voiceId: null },
    timeline: doc.timeline.map(({ at, action, state, actorName, actorRole, openid }) => {
      const own = actorRole === 'resident' || actorRole === 'guardian';
      return {
        at,
        action,
        state,
        actorRole,
        actorName: own ? NOBODY : actorName,
        openid: own ? NO_OPENID : openid,
      };
    }),
  };
}

export function forgottenPairing(doc: PairingDoc): PairingDoc {
  return { ...doc, residentName: NOBODY, endReason: null, note: null };
}

export function forgottenService(doc: ServiceDoc): ServiceDoc {
  return {
    ...doc,
    residentName: NOBODY,
    words: GONE,
    photoIds: [],
    feedback: doc.feedback && {
      ...doc.feedback,
      words: GONE,
      photoIds: [],
      voiceId: null,
      onBehalfBy: null,
      openid: NO_OPENID,
    },
    dispute: doc.dispute && { ...doc.dispute, reason: GONE, photoIds: [], openid: NO_OPENID },
    decision: doc.decision && { ...doc.decision, note: GONE },
  };
}

export function forgottenVerification(doc: VerificationDoc, sealedNothing: string): VerificationDoc {
  return {
    ...doc,
    applicantName: NOBODY,
    applicantPhone: sealedNothing,
    applicantPhoneMasked: GONE,
    residentName: doc.residentName === null ? null : NOBODY,
    residentIdMasked: null,
    document: null,
    detail: GONE,
    correction: doc.correction && { ...doc.correction, value: sealedNothing },
    note: null,
  };
}

export function forgottenCall(doc: EmergencyCallDoc): EmergencyCallDoc {
  return {
    ...doc,
    openid: NO_OPENID,
    callerName: NOBODY,
    onBehalfOf: null,
    phone: null,
    notes: doc.notes.map((note) => ({ ...note, note: GONE })),
  };
}

/** Donations, their parts and needs name a resident beside the village. */
export function withoutResidentName<T extends DonationDoc | AllotmentDoc | NeedDoc>(doc: T): T {
  return { ...doc, residentName: NOBODY };
}

export function forgottenArrangement(doc: IntentionDoc, residentId: string): IntentionDoc {
  const { arrangement, declined } = doc;
  return {
    ...doc,
    arrangement:
      arrangement?.residentId === residentId
        ? { ...arrangement, residentName: NOBODY, note: GONE }
        : arrangement,
    declined: declined.map((one) =>
      one.residentId === residentId ? { ...one, residentName: NOBODY, reason: GONE } : one,
    ),
  };
}

/** The consent and what was done under it stay as a fact; who, in whose words and with which signature goes. */
export function forgottenConsent(doc: AssistConsentDoc): AssistConsentDoc {
  return {
    ...doc,
    residentName: NOBODY,
    proofs: doc.proofs.map((proof) => ({ ...proof, words: GONE, photoId: null, voiceId: null })),
  };
}

/** Status, abilities and measures are counted; wishes, notes and the employer are not kept. */
export function forgottenEmploymentFile(doc: EmploymentFileDoc): EmploymentFileDoc {
  return {
    ...doc,
    residentName: NOBODY,
    birthDate: yearOf(doc.birthDate),
    wishes: GONE,
    helper: GONE,
    plan: [],
    followUps: [],
    nextOn: null,
    dueKey: null,
    outcome: null,
    history: doc.history.map((step) => ({ ...step, what: GONE })),
  };
}

/** A volunteer who has left: what was done stays counted; certificates say what they said. */
export function forgottenVolunteer(doc: VolunteerDoc, sealedNothing: string, now: Millis): VolunteerDoc {
  return {
    ...doc,
    name: NOBODY,
    phone: sealedNothing,
    phoneMasked: GONE,
    skills: [],
    note: null,
    forgottenAt: now,
    version: doc.version + 1,
    updatedAt: now,
  };
}

/** Photos and voice notes that these records show: they go with the words. */
export function mediaOf(
  docs: readonly (ApplicationDoc | ServiceDoc)[],
  consents: readonly AssistConsentDoc[],
): {
  photos: string[];
  voices: string[];
} {
  const photos: (string | null | undefined)[] = [];
  const voices: (string | null | undefined)[] = [];
  for (const doc of docs) {
    photos.push(...(doc.feedback?.photoIds ?? []));
    voices.push(doc.feedback?.voiceId);
    if ('facts' in doc) {
      photos.push(...doc.timeline.flatMap(({ photoIds }) => photoIds ?? []));
      voices.push(doc.voiceId);
      if (doc.facts.kind === 'renovation')
        photos.push(...doc.facts.beforeIds, ...doc.facts.afterIds, ...(doc.facts.survey?.photoIds ?? []));
    } else photos.push(...doc.photoIds, ...(doc.dispute?.photoIds ?? []));
  }
  for (const { photoId, voiceId } of consents.flatMap(({ proofs }) => proofs)) {
    photos.push(photoId);
    voices.push(voiceId);
  }
  const ids = (list: typeof photos): string[] => [
    ...new Set(list.filter((id): id is string => typeof id === 'string')),
  ];
  return { photos: ids(photos), voices: ids(voices) };
}
