/** What each viewer gets of an application: allow-lists, never the stored document. */
import type { DeviceAction, PhotoView, Role } from '../../typings/domain';
import type { ApplicationRow, ApplicationView, QuoteView } from '../../typings/api/applications';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../miniprogram/shared/labels';
import { completedYears } from '../../miniprogram/shared/age';
import { lowIncomeOn } from '../../miniprogram/shared/low-income';
import type { ApplicationDoc, ResidentDoc } from '../core/collections';
import { actionsFor } from './rules/transitions';
import { applicantVerified } from './step';
import { differenceOf } from './use-cases/decide';

/** A line of the resident's own list. */
export function applicationRow(doc: ApplicationDoc): ApplicationRow {
  return {
    applicationId: doc._id,
    itemName: doc.itemName,
    image: doc.image,
    state: doc.state,
    payFen: (doc.decision ?? doc.quote).payFen,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
    ...(doc.onBehalfBy === null ? {} : { onBehalfBy: doc.onBehalfBy }),
  };
}

/** A line of a staff queue. Staff of the village know the person: the name is shown, numbers are not. */
export function queueRow(doc: ApplicationDoc, villages: Map<string, string>, now: number): ApplicationRow {
  return {
    ...applicationRow(doc),
    residentName: doc.residentName,
    villageName: villages.get(doc.villageId) ?? '',
    overdue: doc.dueAt !== null && doc.dueAt < now,
  };
}

/** The whole story of one application; `staff` is added for staff only. */
export function applicationView(
  doc: ApplicationDoc,
  role: Role,
  links: Map<string, PhotoView>,
  version: number,
): ApplicationView {
  const photos = (ids: readonly string[] = []): PhotoView[] =>
    ids.map((id) => links.get(id)).filter((link) => link !== undefined);
  const actions: DeviceAction[] = actionsFor(doc.state, role);
  return {
    applicationId: doc._id,
    version,
    itemId: doc.itemId,
    itemName: doc.itemName,
    image: doc.image,
    state: doc.state,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
    quote: doc.quote,
    decision: doc.decision,
    difference: differenceOf(doc.quote, doc.decision),
    contactPhone: doc.contactPhone,
    deliverTo: doc.deliverTo,
    reason: doc.reason,
    timeline: doc.timeline.map((entry) => ({
      at: entry.at,
      action: entry.action,
      state: entry.state,
      actorName: entry.actorName,
      actorRole: entry.actorRole,
      ...(entry.onBehalfOf === undefined ? {} : { onBehalfOf: entry.onBehalfOf }),
      ...(entry.note === undefined ? {} : { note: entry.note }),
      photos: photos(entry.photoIds),
    })),
    deliveryPhotos: photos(doc.deliveryPhotoIds),
    feedback: doc.feedback,
    actions,
    onBehalfBy: doc.onBehalfBy,
    staff: null,
  };
}

/** What staff see besides: the person (masked numbers), the status today, the amount as it would be decided now. */
export function staffPart(
  doc: ApplicationDoc,
  resident: ResidentDoc,
  villages: Map<string, string>,
  todayQuote: QuoteView,
  dates: { appliedOn: string; evaluatedOn: string },
): NonNullable<ApplicationView['staff']> {
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
    today: todayQuote,
  };
}
