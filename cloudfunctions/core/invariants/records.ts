/** Photos, voice notes, audit, emergency calls: what proves that something happened. */
import { byId, type Check, type Snapshot } from './finding';

type Used = [recordId: string, ids: readonly (string | null | undefined)[]];

/** Which photos and voice notes the records show. */
function shown(data: Snapshot): { photos: Used[]; voices: Used[] } {
  const photos: Used[] = [];
  const voices: Used[] = [];
  for (const { _id, timeline, facts, feedback, voiceId } of data.applications) {
    photos.push([_id, timeline.flatMap(({ photoIds }) => photoIds ?? [])]);
    if (facts.kind === 'renovation')
      photos.push([_id, [...facts.beforeIds, ...facts.afterIds, ...(facts.survey?.photoIds ?? [])]]);
    if (feedback) photos.push([_id, feedback.photoIds]);
    voices.push([_id, [voiceId, feedback?.voiceId]]);
  }
  for (const { _id, photoIds, feedback, dispute } of data.services) {
    photos.push([_id, [...photoIds, ...(feedback?.photoIds ?? []), ...(dispute?.photoIds ?? [])]]);
    voices.push([_id, [feedback?.voiceId]]);
  }
  for (const { _id, timeline } of data.donations)
    photos.push([_id, timeline.flatMap(({ photoIds }) => photoIds)]);
  for (const { _id, photoIds } of data.notices) photos.push([_id, photoIds]);
  for (const { _id, photoId } of [...data.goods, ...data.catalogue]) photos.push([_id, [photoId ?? null]]);
  return { photos, voices };
}

/** A photo or voice note that a record shows is there and belongs to this record and no other. */
export const media: Check = (data, found) => {
  const uses = shown(data);
  const putToUse = new Map(
    data.audit.flatMap((entry) => entry.uses ?? []).map((use) => [use.id, use.recordId]),
  );
  for (const [collection, list] of [
    ['photos', uses.photos],
    ['voices', uses.voices],
  ] as const) {
    const docs = byId<{ _id: string; usedIn: string | null }>(data[collection]);
    for (const [recordId, ids] of list) {
      for (const id of ids) {
        if (typeof id !== 'string') continue;
        const doc = docs.get(id);
        found.expect(doc !== undefined, 'shown: is there', collection, id, recordId);
        const usedIn = doc?.usedIn ?? putToUse.get(id);
        if (doc) found.expect(usedIn === recordId, 'used in one record', collection, id, recordId);
      }
    }
  }
};

/** A first answer is kept with what was done, never with what was refused or went by itself. */
export const audit: Check = ({ audit: entries }, found) => {
  for (const { _id, action, outcome, role, first } of entries)
    if (first)
      found.expect(
        outcome === 'done' && role !== 'timer',
        'a first answer: of a command that was done',
        'audit',
        _id,
        action,
      );
};

/** A call that is closed says so, one that is not waits for somebody. */
export const calls: Check = ({ emergencyCalls }, found) => {
  for (const { _id, state, closedAt, takenBy, times } of emergencyCalls) {
    found.expect(
      (state === 'closed') === (closedAt !== null),
      'closed at some time',
      'emergencyCalls',
      _id,
      state,
    );
    found.expect(state === 'open' || takenBy !== null, 'taken by somebody', 'emergencyCalls', _id, state);
    found.expect(times >= 1, 'called at least once', 'emergencyCalls', _id);
  }
};

/** Home pages list published notices only. */
export const boards: Check = ({ boards: all, notices }, found) => {
  const notice = byId(notices);
  for (const { _id, notices: lines } of all)
    for (const { noticeId } of lines)
      found.expect(
        notice.get(noticeId)?.state === 'published',
        'on a board: published',
        'boards',
        _id,
        noticeId,
      );
};
