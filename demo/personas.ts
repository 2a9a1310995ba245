/** Whose phones the workbench offers: five side by side, the others in the chooser. */
import type { Persona } from '../local/types';
import type { RegisterRow } from '../typings/api/registry';
import type { BoundGuardian, BoundResident } from './seed';
import { ADMIN, officerOf, TOWN_OFFICER, TOWN_OFFICER_2 } from './staff';
import { PLACES, TRIAL_VILLAGE } from './town';
import { volunteerOpenid } from './volunteers';

interface Cast {
  newcomer: RegisterRow;
  bound: readonly BoundResident[];
  guardians: readonly BoundGuardian[];
  volunteers: readonly string[];
}

/** Openid of the resident who has not bound a phone yet. */
const NEWCOMER = 'demo-resident-new';

export function personas({ newcomer, bound, guardians, volunteers }: Cast): Persona[] {
  const [guardian] = guardians;
  const first = volunteers[0] ?? '';
  return [
    {
      openid: NEWCOMER,
      label: `残障朋友 ${newcomer.name}`,
      note: `还没绑定：姓名 ${newcomer.name}，身份证 ${newcomer.idNumber}`,
      group: '残障朋友',
      pinned: true,
    },
    {
      openid: guardian?.openid ?? '',
      label: `监护人 ${guardian?.name ?? ''}`,
      note: `代 ${guardian?.residentName ?? ''} 办理`,
      group: '监护人',
      pinned: true,
    },
    { openid: volunteerOpenid(1), label: `志愿者 ${first}`, note: '谢家路村', group: '志愿者', pinned: true },
    {
      openid: officerOf(TRIAL_VILLAGE),
      label: '谢家路村残协',
      note: '专职委员',
      group: '村残协',
      pinned: true,
    },
    { openid: TOWN_OFFICER, label: '泗门镇残联', note: '理事长', group: '镇残联', pinned: true },
    { openid: TOWN_OFFICER_2, label: '泗门镇残联', note: '工作人员', group: '镇残联' },
    { openid: ADMIN, label: '管理员', note: '泗门镇残联', group: '镇残联' },
    { openid: 'demo-stranger', label: '新用户', note: '第一次打开小程序', group: '其他' },
    ...bound.map(({ openid, row }) => ({ openid, label: row.name, note: '已绑定', group: '残障朋友' })),
    ...guardians.slice(1).map(({ openid, name, residentName }) => ({
      openid,
      label: name,
      note: `代 ${residentName} 办理`,
      group: '监护人',
    })),
    ...volunteers.slice(1).map((name, n) => ({
      openid: volunteerOpenid(n + 2),
      label: name,
      note: '谢家路村',
      group: '志愿者',
    })),
    ...PLACES.filter(({ villageId }) => villageId !== TRIAL_VILLAGE).map(({ villageId, name }) => ({
      openid: officerOf(villageId),
      label: `${name}残协`,
      note: '专职委员',
      group: '村残协',
    })),
  ];
}
