/** Notices as their readers get them. */
import type { NoticeRow, NoticeView } from '../../typings/api/notices';
import type { PhotoView } from '../../typings/domain';
import type { NoticeDoc } from '../core/collections';

/** Characters of the text that a list shows. */
const SUMMARY_LENGTH = 60;

/** The first words of a text. */
export function summaryOf(body: string): string {
  const letters = Array.from(body.replace(/\s+/g, ' ').trim());
  return letters.length <= SUMMARY_LENGTH
    ? letters.join('')
    : `${letters.slice(0, SUMMARY_LENGTH).join('')}…`;
}

/** One line of a list. */
export function rowView(
  doc: NoticeDoc,
  villages: Map<string, string>,
  photos: Map<string, PhotoView>,
): NoticeRow {
  const { offer } = doc;
  return {
    noticeId: doc._id,
    kind: doc.kind,
    title: doc.title,
    summary: summaryOf(doc.body),
    pinned: doc.pinned,
    publishedAt: doc.publishedAt ?? doc.updatedAt,
    expiresOn: doc.expiresOn,
    offer: offer && {
      organiser: offer.organiser,
      place: offer.place,
      distance: offer.distance,
      hours: offer.hours,
      abilities: offer.abilities,
      pay: offer.pay,
    },
    villageName: doc.villageId === null ? null : (villages.get(doc.villageId) ?? ''),
    picture: photos.get(doc.photoIds[0] ?? '') ?? null,
  };
}

/** The whole notice; `forStaff` with what only those who may change it see. */
export function noticeView(
  doc: NoticeDoc,
  villages: Map<string, string>,
  photos: Map<string, PhotoView>,
  forStaff: boolean,
): NoticeView {
  return {
    ...rowView(doc, villages, photos),
    body: doc.body,
    photos: doc.photoIds.flatMap((photoId) => photos.get(photoId) ?? []),
    offer: doc.offer,
    state: doc.state,
    version: doc.version,
    by: doc.by,
    staff: forStaff
      ? {
          villageId: doc.villageId,
          changedBy: doc.changedBy,
          updatedAt: doc.updatedAt,
          reason: doc.reason,
          author: doc.author?.name ?? null,
        }
      : null,
  };
}
