import * as v from 'valibot';
import type { Input } from '../../typings/api';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { CORRECTABLE, correctionProblem, normaliseCorrection } from '../../miniprogram/shared/corrections';
import { LIMITS } from '../../miniprogram/shared/limits';
import {
  calendarDate,
  consentVersion,
  cursor,
  document,
  id,
  knownVersion,
  optionalWords,
  personName,
  phone,
  words,
} from '../core/schemas';
import { RESIDENT_PURPOSES } from './rules/purposes';

export const bindInput = v.strictObject({ name: personName, document, phone, consentVersion });

export const registrationInput = v.strictObject({
  name: personName,
  document,
  phone,
  villageId: id,
  consentVersion,
});

export const guardianInput = v.strictObject({
  guardianName: personName,
  guardianPhone: phone,
  relation: words('与残障朋友的关系', 10),
  residentName: personName,
  residentDocument: document,
  consentVersion,
});

const volunteer = {
  phone,
  villageId: id,
  kind: v.picklist(
    ['partyMember', 'villageDelegate', 'veteran', 'villageCadre', 'other'],
    '请选择志愿者类别',
  ),
  skills: v.pipe(v.array(words('特长', 20)), v.maxLength(10, '最多填10项特长')),
};

export const volunteerInput = v.strictObject({ name: personName, ...volunteer, consentVersion });

export const changeVolunteerInput = v.strictObject({
  ...volunteer,
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
});

export const leaveVolunteerInput = v.strictObject({ reason: words('原因', LIMITS.noteLength) });

export const verificationsInput = v.strictObject({
  kind: v.optional(v.picklist(['binding', 'guardian', 'volunteer', 'registration', 'correction'])),
  cursor,
  knownVersion,
});

export const decideInput = v.strictObject({
  verificationId: id,
  approve: v.boolean(),
  note: v.optional(optionalWords('说明', LIMITS.noteLength)),
});

/** The value is judged by the same rules as on the phone, and kept without spaces. */
export const correctionInput: v.GenericSchema<unknown, Input<'accounts', 'askCorrection'>> = v.pipe(
  v.strictObject({
    field: v.picklist(CORRECTABLE, '请选择要更正哪一项'),
    value: v.pipe(v.string('请填写正确的内容'), v.maxLength(200, '内容太长，请写短一些')),
    note: optionalWords('说明', LIMITS.noteLength),
  }),
  v.forward(
    v.partialCheck(
      [['field'], ['value']],
      ({ field, value }) => correctionProblem(field, value) === '',
      ({ input }) => correctionProblem(input.field, input.value),
    ),
    ['value'],
  ),
  v.transform(({ field, value, note }) => ({ field, value: normaliseCorrection(field, value), note })),
);

const purpose = v.picklist(RESIDENT_PURPOSES, '没有这一项同意书');

export const giveConsentInput: v.GenericSchema<unknown, { purpose: string; version: string }> = v.pipe(
  v.strictObject({ purpose, version: v.string('请先阅读并同意') }),
  v.forward(
    v.check((input) => CONSENTS[input.purpose].version === input.version, '同意书已更新，请重新阅读并同意'),
    ['version'],
  ),
);

export const withdrawConsentInput = v.strictObject({ purpose });
export const unbindInput = v.strictObject({ reason: optionalWords('原因', LIMITS.noteLength) });
export const guardiansInput = v.strictObject({ residentId: id });
export const endGuardianInput = v.strictObject({
  residentId: id,
  guardianId: id,
  reason: words('原因', LIMITS.noteLength),
});

export const inviteInput = v.strictObject({
  name: personName,
  level: v.picklist(['village', 'town', 'admin']),
  villageId: v.nullable(id),
  duty: words('职务', 20),
  phone,
});

const code = v.pipe(
  v.string('请填写邀请码'),
  v.trim(),
  v.toUpperCase(),
  v.regex(/^[\w-]{8,80}$/, '邀请码是8位字母和数字，请核对'),
);

export const acceptInviteInput = v.strictObject({ code });

const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

export const endStaffInput = v.strictObject({
  staffId: id,
  handTo: v.optional(v.nullable(id)),
  offDuty: v.optional(v.boolean()),
});

export const staffListInput = v.strictObject({
  state: v.picklist(['invited', 'active', 'ended']),
  office: v.optional(id),
  q: v.optional(optionalWords('查找内容', 20)),
  cursor,
});

export const staffMemberInput = v.strictObject({ staffId: id });
export const reissueInput = v.strictObject({ staffId: id, version });
export const changeStaffInput = v.strictObject({
  ...inviteInput.entries,
  staffId: id,
  version,
  alsoOnDuty: v.boolean(),
});

export const auditInput = v.pipe(
  v.strictObject({
    from: v.optional(calendarDate),
    to: v.optional(calendarDate),
    staffId: v.optional(id),
    residentId: v.optional(id),
    action: v.optional(v.pipe(v.string(), v.regex(/^[a-zA-Z]{1,40}\.[a-zA-Z]{1,40}$/, '请从列表里选择'))),
    outcome: v.optional(v.picklist(['done', 'denied'])),
    cursor,
  }),
  v.forward(
    v.check(
      ({ from, to }) => from === undefined || to === undefined || from <= to,
      '结束日期不能早于开始日期',
    ),
    ['to'],
  ),
);
const ofStaff = { staffId: v.optional(id) };
export const leaveInput = v.strictObject(ofStaff);
export const setLeaveInput: v.GenericSchema<unknown, Input<'accounts', 'setLeave'>> = v.pipe(
  v.strictObject({ ...ofStaff, from: calendarDate, to: calendarDate, substituteId: id }),
  v.forward(
    v.partialCheck([['from'], ['to']], ({ from, to }) => from <= to, '最后一天不能早于第一天'),
    ['to'],
  ),
);

export const firstAdminInput = v.strictObject({
  // As it stands in the environment: not turned into capitals like an invitation code.
  code: v.pipe(v.string('请填写初始码'), v.trim(), v.maxLength(200)),
  name: personName,
  phone,
});

export const assistStateInput = v.strictObject({ residentId: id });

export const assistConsentInput = v.pipe(
  v.strictObject({
    residentId: id,
    scopes: v.pipe(
      v.array(v.picklist(['file', 'answer'])),
      v.minLength(1, '请选本人同意代办什么'),
      v.maxLength(2),
    ),
    words: words('今天办什么事', LIMITS.noteLength),
    photoId: v.optional(id),
    voiceId: v.optional(id),
  }),
  v.forward(
    v.check(
      ({ photoId, voiceId }) => photoId !== undefined || voiceId !== undefined,
      '请拍下本人的签名，或录一段本人同意的话',
    ),
    ['photoId'],
  ),
);

export const awaitingInput = v.strictObject({ villageId: v.optional(id), cursor });
export const assistLogInput = v.strictObject({ villageId: v.optional(id), answers: v.boolean(), cursor });
