/** Every parameter in words: what it decides, what its parts mean, in which unit. The type has all of them: none is without. */
import { JOB_POLICIES, JOB_POLICY_CODES } from '../../../miniprogram/shared/job-words';
import { SERVICE_KIND_LABELS } from '../../../miniprogram/shared/service-words';
import type { ParameterKey, ParameterValue } from '../../core/parameters';

/** Where the keys of a table come from when they are records and not words of the program. */
export type KeySource = 'catalogue' | 'villages';

export interface FieldWords {
  label: string;
  unit?: string;
  /** Words for what can be chosen, or for the keys of a table. */
  options?: Record<string, string>;
  keys?: KeySource;
  /** Parts of a part. */
  fields?: Record<string, FieldWords>;
}

interface Words<Value> {
  title: string;
  about: string;
  /** By part of the value; a value that is one table has the part ''. */
  fields: string extends keyof Value ? Record<'', FieldWords> : Record<keyof Value & string, FieldWords>;
}

export const PARAMETER_WORDS: { [K in ParameterKey]: Words<ParameterValue<K>> } = {
  devicePayment: {
    title: '辅具收费',
    about: '申请辅具要付多少钱：多大年纪开始付、付几分之几、哪些家庭不付',
    fields: {
      payFromAge: { label: '从多少周岁开始付', unit: '周岁' },
      share: {
        label: '自己付',
        fields: {
          numerator: { label: '几份（分子）', unit: '份' },
          denominator: { label: '一共几份（分母）', unit: '份' },
        },
      },
      freeFor: { label: '哪些家庭不付', options: { dibao: '低保家庭', dibian: '低保边缘家庭' } },
    },
  },
  devicePromise: {
    title: '辅具申请的时限',
    about: '每一步最多几天办好，过了就算超时',
    fields: {
      checkDays: { label: '村里核实', unit: '天' },
      approveDays: { label: '镇里审批', unit: '天' },
      deliverDays: { label: '送到家里', unit: '天' },
    },
  },
  deviceServiceLife: {
    title: '辅具使用年限',
    about: '领过以后，几个月内不能再申请同一种；坏了可以修',
    fields: {
      defaultMonths: { label: '一般的辅具', unit: '个月' },
      months: { label: '单独规定的辅具', unit: '个月', keys: 'catalogue' },
    },
  },
  repairPromise: {
    title: '辅具维修的时限',
    about: '每一步最多几天办好',
    fields: {
      takeDays: { label: '村里接下', unit: '天' },
      repairDays: { label: '修好', unit: '天' },
    },
  },
  employmentPromise: {
    title: '就业支持的时限',
    about: '多久了解情况、多久联系一次',
    fields: {
      checkDays: { label: '村里了解情况', unit: '天' },
      followUpDays: { label: '两次跟进之间', unit: '天' },
    },
  },
  renovationPromise: {
    title: '无障碍改造的时限',
    about: '每一步最多几天办好',
    fields: {
      surveyDays: { label: '村里上门查看', unit: '天' },
      approveDays: { label: '镇里审批', unit: '天' },
      startDays: { label: '开工', unit: '天' },
    },
  },
  wishLimit: {
    title: '微心愿',
    about: '一个心愿最多多少钱、每人能提几个、公开多久',
    fields: {
      maxFen: { label: '一个心愿最多' },
      openAtOnce: { label: '一个人同时最多', unit: '个' },
      perYear: { label: '一个人一年最多', unit: '个' },
      checkDays: { label: '村里核对', unit: '天' },
      openDays: { label: '公开等人认领', unit: '天' },
      claimDays: { label: '认领后送到', unit: '天' },
      claimsPerVolunteer: { label: '一位志愿者同时认领', unit: '个' },
    },
  },
  emergencyPromise: {
    title: '应急求助的回电',
    about: '接到求助后，最多多少分钟回电；没人接就报告镇里',
    fields: { minutes: { label: '回电', unit: '分钟' } },
  },
  escalation: {
    title: '超时报告镇里',
    about: '过了时限几天还没办，就报告镇残联；当天先提醒办的人',
    fields: { afterDays: { label: '超时以后', unit: '天' } },
  },
  feedbackReminder: {
    title: '提醒评价',
    about: '办完以后没有评价的，几天提醒一次、提醒几次',
    fields: {
      afterDays: { label: '隔几天提醒', unit: '天' },
      times: { label: '最多提醒', unit: '次' },
      lateAfterDays: { label: '多少天后算迟', unit: '天' },
    },
  },
  pairingLimit: {
    title: '结对的人数',
    about: '一位志愿者帮几位、一位残障朋友有几位志愿者',
    fields: {
      residentsPerVolunteer: { label: '一位志愿者最多帮', unit: '位' },
      volunteersPerResident: { label: '一位残障朋友最多有', unit: '位' },
      answerDays: { label: '几天内答复', unit: '天' },
    },
  },
  villageNeighbours: {
    title: '相邻的村社',
    about: '给志愿者安排时，本村没有合适的，先看相邻的村社',
    fields: { '': { label: '每个村社的邻村', keys: 'villages' } },
  },
  serviceRule: {
    title: '帮扶服务的时间',
    about: '一次服务最长最短多少分钟、几天内可以补记',
    fields: {
      maxMinutes: { label: '一次最多算', unit: '分钟' },
      forgottenAfterMinutes: { label: '多久没结束就问一声', unit: '分钟' },
      lateEntryDays: { label: '几天内可以补记', unit: '天' },
      minMinutes: { label: '一次最少', unit: '分钟' },
    },
  },
  pointRule: {
    title: '积分',
    about: '确认过的服务，每满半小时得几分、一天最多几分',
    fields: {
      perHalfHour: { label: '每满半小时', unit: '分' },
      dailyCap: { label: '一天最多', unit: '分' },
      bonus: { label: '这些服务每半小时另加', unit: '分', options: SERVICE_KIND_LABELS },
    },
  },
  signalRule: {
    title: '积分提醒',
    about: '服务记录出现这些情况，就列给工作人员看一看',
    fields: {
      days: { label: '看最近', unit: '天' },
      capDays: { label: '同一对得满一天最多的积分', unit: '天' },
      overlaps: { label: '时间重叠的服务', unit: '次' },
      lateEntries: { label: '事后补记的服务', unit: '次' },
    },
  },
  employmentPolicies: {
    title: '就业档案',
    about: '多大年纪的人要建就业档案、哪些政策可以享受',
    fields: {
      fromAge: { label: '从多少周岁', unit: '周岁' },
      beforeAge: { label: '到多少周岁以前', unit: '周岁' },
      policies: {
        label: '可以享受的政策',
        options: Object.fromEntries(JOB_POLICY_CODES.map((code) => [code, JOB_POLICIES[code].name])),
      },
    },
  },
  orderKeepDays: {
    title: '兑换保留',
    about: '换好的东西留几天，过了就退回积分',
    fields: { days: { label: '保留', unit: '天' } },
  },
  bindingTries: {
    title: '绑定试错',
    about: '证件号填错几次以后要等一会儿，防止有人乱试',
    fields: {
      tries: { label: '最多试', unit: '次' },
      waitMinutes: { label: '然后等', unit: '分钟' },
    },
  },
  forgetAfter: {
    title: '离开后保存几年',
    about:
      '迁出、去世的残障朋友和退出的志愿者，过几年以后记录里不再留姓名、证件、电话、住址和照片（只留数字）；没有设置就一直保存',
    fields: {
      residentYears: { label: '残障朋友', unit: '年' },
      volunteerYears: { label: '志愿者', unit: '年' },
    },
  },
  auditRetention: {
    title: '操作记录保存',
    about: '谁看过、改过什么的记录保存多久，不能少于半年（网络安全法第二十一条）',
    fields: { days: { label: '保存', unit: '天' } },
  },
};
