/** Words of the employment file. */
import type { JobStatus } from '../../typings/api/employment';

export const JOB_STATUSES = [
  'unknown',
  'looking',
  'training',
  'employed',
  'unable',
  'student',
  'retired',
] as const satisfies readonly JobStatus[];

export const JOB_STATUS_LABELS: Record<JobStatus, string> = {
  unknown: '还没有了解',
  looking: '想找工作',
  training: '正在培训',
  employed: '已就业',
  unable: '暂时不能工作',
  student: '在上学',
  retired: '已退休',
};

/**
 * Policies for people with a disability who work or look for work, with their legal source. Which of them are applied here says the
 * parameter `employmentPolicies`; the town checks the list against the rules of province and city.
 */
export const JOB_POLICIES = {
  quota: { name: '按比例安排就业', source: '《残疾人就业条例》第八条' },
  fund: {
    name: '就业保障金补贴（岗位、培训）',
    source: '《残疾人就业保障金征收使用管理办法》（财税〔2015〕72号）',
  },
  selfEmployed: { name: '个体经营扶持', source: '《残疾人就业条例》第十九条' },
  freeService: { name: '免费职业介绍和指导', source: '《残疾人保障法》第三十七条' },
  incomeTax: { name: '个人所得税减征', source: '《个人所得税法》第五条' },
} as const;

export type JobPolicyCode = keyof typeof JOB_POLICIES;
export const JOB_POLICY_CODES = Object.keys(JOB_POLICIES) as JobPolicyCode[];
