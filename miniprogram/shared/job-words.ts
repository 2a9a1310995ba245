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
