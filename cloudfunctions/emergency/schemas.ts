import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import { cursor, id, knownVersion, optionalWords, words } from '../core/schemas';

export const recordInput = v.strictObject({
  /** The phone's clock may be wrong: what lies in the future is corrected by the use case, not refused. */
  calledAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  officerName: words('被呼叫人', 20),
  officerDuty: words('职务', 20),
  town: v.boolean(),
  dialled: v.boolean(),
});

export const callsInput = v.strictObject({
  state: v.picklist(['open', 'closed']),
  cursor,
  knownVersion,
});

export const callInput = v.strictObject({ callId: id });

export const followUpInput = v.strictObject({
  callId: id,
  outcome: v.picklist(['safe', 'helped', 'hospital', 'mistake', 'notReached'], '请选择回电的结果'),
  note: optionalWords('情况说明', LIMITS.noteLength),
});
