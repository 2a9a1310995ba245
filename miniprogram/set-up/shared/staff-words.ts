/** Staff in words. */
import type { StaffLevel, StaffRow, StaffState } from '../../../typings/api/set-up';
import type { Tone } from '../../components/types';
import { friendlyDate, friendlyTime } from '../../shared/china-time';

export const LEVEL_WORDS: Record<StaffLevel, string> = {
  village: '村残协（看自己村的）',
  town: '镇残联（看全镇的，审批）',
  admin: '管理员（管人员、目录和规则）',
};

export const STATE_WORDS: Record<StaffState, { text: string; tone: Tone }> = {
  active: { text: '在岗', tone: 'success' },
  invited: { text: '等他加入', tone: 'progress' },
  ended: { text: '已停用', tone: 'neutral' },
};

/** What is to be known of the state: until when a code works, since when somebody is gone. */
export function stateNote({ state, inviteExpiresAt, endedAt }: StaffRow, now: number): string {
  if (state === 'ended') return endedAt === null ? '' : `${friendlyDate(endedAt, now)}停用`;
  if (state !== 'invited' || inviteExpiresAt === null) return '';
  return inviteExpiresAt < now
    ? '邀请码已过期，请重新发'
    : `邀请码在${friendlyTime(inviteExpiresAt, now)}前有效`;
}
