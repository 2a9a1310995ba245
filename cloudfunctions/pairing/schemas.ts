import * as v from 'valibot';
import { readCertificateCode } from '../../miniprogram/shared/certificate-code';
import { INTENTION_TIMES } from '../../miniprogram/shared/intention-words';
import { SERVICE_KINDS } from '../../miniprogram/shared/service-words';
import { LIMITS } from '../../miniprogram/shared/limits';
import { calendarDate, cursor, id, knownVersion, optionalWords, words } from '../core/schemas';

/** As it was scanned: whatever a camera reads. What it is, says the use case in its own words. */
const code = v.pipe(v.string('请扫二维码'), v.maxLength(2000, '这个二维码太长，不是本程序的，请重新扫'));

const instant = v.pipe(v.number('请选择时间'), v.safeInteger('时间不对，请重新选择'), v.minValue(0));

const photoIds = v.pipe(
  v.array(id),
  v.maxLength(LIMITS.photosPerStep, `最多放${LIMITS.photosPerStep}张照片`),
  v.check((ids) => new Set(ids).size === ids.length, '同一张照片放了两次，请去掉一张'),
);

const kinds = v.pipe(
  v.array(v.picklist(SERVICE_KINDS)),
  v.minLength(1, '请选择帮了什么忙'),
  v.check((list) => new Set(list).size === list.length, '同一项选了两次，请检查'),
);

const did = optionalWords('做了什么', LIMITS.noteLength);

const serviceState = v.picklist([
  'running',
  'ended',
  'toCheck',
  'toConfirm',
  'unanswered',
  'confirmed',
  'disputed',
  'rejected',
  'cancelled',
]);

export const issueCodeInput = v.strictObject({ renew: v.boolean() });

export const cardsInput = v.strictObject({
  residentIds: v.pipe(v.array(id), v.minLength(1, '请选择要打印的人'), v.maxLength(50, '一次最多打印50张')),
  renew: v.optional(v.boolean()),
});

export const codeInput = v.strictObject({ code });

export const pairForResidentInput = v.strictObject({
  residentId: id,
  volunteerId: id,
  note: words('怎么商量的', LIMITS.noteLength),
});

export const volunteersInput = v.strictObject({ q: v.optional(optionalWords('姓名', 20)), cursor });

export const decidePairingInput = v.strictObject({
  pairingId: id,
  accept: v.boolean(),
  note: v.optional(optionalWords('说明', LIMITS.noteLength)),
});

export const endPairingInput = v.strictObject({ pairingId: id, reason: words('原因', LIMITS.noteLength) });

export const myPairingsInput = v.strictObject({ ended: v.optional(v.boolean()), cursor });

export const pairingsInput = v.strictObject({
  state: v.picklist(['asked', 'active', 'declined', 'cancelled', 'ended']),
  villageId: v.optional(id),
  q: v.optional(optionalWords('姓名', 20)),
  cursor,
});

export const scannedInput = v.strictObject({ code, scannedAt: v.optional(instant) });

export const describeInput = v.strictObject({ serviceId: id, kinds, words: did, photoIds });

export const recordInput = v.strictObject({
  pairingId: id,
  startedAt: instant,
  endedAt: instant,
  kinds,
  words: did,
  photoIds,
});

export const cancelInput = v.strictObject({ serviceId: id, reason: words('原因', LIMITS.noteLength) });

export const myServicesInput = v.strictObject({ state: v.optional(serviceState), cursor });

export const serviceInput = v.strictObject({ serviceId: id, knownVersion });

export const confirmInput = v.strictObject({
  serviceId: id,
  score: v.pipe(
    v.number('请选一个笑脸'),
    v.safeInteger(),
    v.minValue(1, '请选一个笑脸'),
    v.maxValue(5, '请选一个笑脸'),
  ),
  words: optionalWords('评价', LIMITS.feedbackLength),
  photoIds: v.optional(photoIds),
  voiceId: v.optional(id),
});

export const disputeInput = v.strictObject({
  serviceId: id,
  reason: words('哪里不对', LIMITS.noteLength),
  photoIds: v.optional(photoIds),
});

export const queueInput = v.strictObject({
  tab: v.picklist(['toCheck', 'disputed', 'unanswered', 'decided']),
  villageId: v.optional(id),
  cursor,
  knownVersion,
});

export const decideServiceInput = v.strictObject({
  serviceId: id,
  accept: v.boolean(),
  minutes: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
  note: optionalWords('说明', LIMITS.noteLength),
});

/** Made of what the signal is about: longer than the ids of records. */
const signalId = v.pipe(v.string(), v.minLength(1), v.maxLength(160));

export const signalsInput = v.strictObject({
  state: v.picklist(['open', 'settled']),
  villageId: v.optional(id),
  cursor,
});
export const settleSignalInput = v.strictObject({ signalId, reason: words('核实的结果', LIMITS.noteLength) });
export const reopenSignalInput = v.strictObject({ signalId });

const intention = {
  kinds,
  times: v.pipe(
    v.array(v.picklist(INTENTION_TIMES)),
    v.minLength(1, '请选择什么时候有空'),
    v.check((list) => new Set(list).size === list.length, '同一个时间选了两次，请检查'),
  ),
  villageId: v.nullable(id),
  words: optionalWords('想说的话', LIMITS.noteLength),
};

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const submitIntentionInput = v.strictObject(intention);
export const changeIntentionInput = v.strictObject({ ...intention, intentionId: id, version });
export const intentionInput = v.strictObject({ intentionId: id });
export const answerIntentionInput = v.pipe(
  v.strictObject({
    intentionId: id,
    accept: v.boolean(),
    reason: v.optional(words('不能去的原因', LIMITS.noteLength)),
  }),
  v.forward(
    v.check(({ accept, reason }) => accept || reason !== undefined, '请写一句不能去的原因'),
    ['reason'],
  ),
);
export const intentionsInput = v.strictObject({
  tab: v.picklist(['submitted', 'arranged', 'done']),
  villageId: v.optional(id),
  cursor,
});
export const suggestionsInput = v.strictObject({
  intentionId: id,
  q: v.optional(optionalWords('姓名', 20)),
});
export const arrangeIntentionInput = v.strictObject({
  intentionId: id,
  version,
  residentId: id,
  note: optionalWords('给志愿者的话', LIMITS.noteLength),
});
export const closeIntentionInput = v.strictObject({
  intentionId: id,
  reason: words('原因', LIMITS.noteLength),
});

const checkCode = v.pipe(
  v.string('请填写核验码'),
  v.maxLength(200, '核验码是8位字母和数字，请核对'),
  v.transform(readCertificateCode),
  v.check((code) => code !== '', '核验码是8位字母和数字，请核对'),
);

export const myRecordInput = v.strictObject({
  year: v.optional(v.pipe(v.string(), v.regex(/^20\d\d$/, '请选择年份'))),
});
export const issueCertificateInput = v.pipe(
  v.strictObject({ from: calendarDate, to: calendarDate }),
  v.forward(
    v.check(({ from, to }) => from <= to, '结束的日期要晚于开始的日期'),
    ['to'],
  ),
);
export const myCertificateInput = v.strictObject({ certificateId: id });
export const verifyCertificateInput = v.strictObject({ code: checkCode });
