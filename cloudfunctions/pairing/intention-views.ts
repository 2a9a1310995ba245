/** What each viewer gets of an intention: allow-lists, nothing else leaves. */
import type { IntentionView } from '../../typings/api/intentions';
import { maskName } from '../../miniprogram/shared/mask';
import type { IntentionDoc } from '../core/collections';
import type { VolunteerActor } from '../core/identity';
import { nextIntentionState, type IntentionAction } from './rules/intention-life';
import type { OfficerActor } from './use-cases/people';

/** The volunteer reads the resident's name masked: whether they pair is not agreed on yet. */
export function intentionView(
  doc: IntentionDoc,
  actor: VolunteerActor | OfficerActor,
  villages: Map<string, string>,
): IntentionView {
  const { arrangement } = doc;
  const shown = (name: string): string => (actor.role === 'volunteer' ? maskName(name) : name);
  const own = doc.volunteerOpenid === actor.openid;
  const may = (action: IntentionAction): boolean =>
    nextIntentionState(doc.state, action, actor.role) !== null && own === (actor.role === 'volunteer');
  return {
    intentionId: doc._id,
    version: doc.version,
    state: doc.state,
    kinds: doc.kinds,
    times: doc.times,
    villageId: doc.villageId,
    villageName: doc.villageId === null ? null : (villages.get(doc.villageId) ?? ''),
    words: doc.words,
    volunteerName: doc.volunteerName,
    createdAt: doc.createdAt,
    updatedAt: doc.updatedAt,
    arrangement: arrangement && {
      residentName: shown(arrangement.residentName),
      villageName: villages.get(arrangement.villageId) ?? '',
      note: arrangement.note,
      by: arrangement.by,
      at: arrangement.at,
    },
    declined: doc.declined.map(({ residentName, reason, at }) => ({
      residentName: shown(residentName),
      reason,
      at,
    })),
    closedReason: doc.closedReason,
    can: {
      change: may('change'),
      withdraw: may('withdraw'),
      answer: may('accept'),
      arrange: may('arrange'),
      close: may('close'),
    },
  };
}
