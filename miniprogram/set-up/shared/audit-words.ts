/** A line of the audit as a sentence. */
import type { AuditRow } from '../../../typings/api/set-up';
import { friendlyTime } from '../../shared/china-time';

/** '谢家路村残协 陈安查看完整号码，对象李*，原因：核对证件'; who was refused only wanted to. */
export function auditSentence({ who, what, outcome, whom, villageName, reason }: AuditRow): string {
  const about = [whom === '' ? '' : `对象是${whom}`, villageName].filter(Boolean).join('，');
  const parts = [
    outcome === 'denied' ? `${who}想${what}` : `${who}${what}`,
    about,
    reason === '' ? '' : `原因：${reason}`,
    outcome === 'denied' ? '没有权限，没有办成' : '',
  ];
  return `${parts.filter(Boolean).join('，')}。`;
}

/** When, and in which role. */
export function auditNote({ at, roleLabel }: AuditRow, now: number): string {
  return [friendlyTime(at, now), roleLabel].filter(Boolean).join('，');
}
