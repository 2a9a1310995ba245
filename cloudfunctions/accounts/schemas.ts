import * as v from 'valibot';
import { LIMITS } from '../../miniprogram/shared/limits';
import {
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

export const volunteerInput = v.strictObject({
  name: personName,
  phone,
  villageId: id,
  kind: v.picklist(
    ['partyMember', 'villageDelegate', 'veteran', 'villageCadre', 'other'],
    '请选择志愿者类别',
  ),
  skills: v.pipe(v.array(words('特长', 20)), v.maxLength(10, '最多填10项特长')),
  consentVersion,
});

export const verificationsInput = v.strictObject({
  kind: v.optional(v.picklist(['binding', 'guardian', 'volunteer', 'registration'])),
  cursor,
  knownVersion,
});

export const decideInput = v.strictObject({
  verificationId: id,
  approve: v.boolean(),
  note: v.optional(optionalWords('说明', LIMITS.noteLength)),
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
export const endStaffInput = v.strictObject({ staffId: id });

export const firstAdminInput = v.strictObject({
  // As it stands in the environment: not turned into capitals like an invitation code.
  code: v.pipe(v.string('请填写初始码'), v.trim(), v.maxLength(200)),
  name: personName,
  phone,
});
