/** What a scan leads to, in words. */
import type { ScannedPerson } from '../../../typings/api/pairing';
import { friendlyTime } from '../../shared/china-time';
import type { KeptScan, ScanPurpose } from '../../services/scans';

export type Step = 'ask' | 'start' | 'end' | 'wait' | 'blocked';

export interface PersonView {
  name: string;
  village: string;
  step: Step;
  /** Why nothing can be done, or what is awaited. */
  words: string;
}

/** Who it is and the one thing to do now. */
export function personView(person: ScannedPerson): PersonView {
  const { residentName: name, villageName: village, relation, runningServiceId, obstacle } = person;
  const base = { name, village, words: '' };
  if (runningServiceId !== null) return { ...base, step: 'end' };
  if (relation === 'active') return { ...base, step: 'start' };
  if (relation === 'asked')
    return { ...base, step: 'wait', words: '您已经申请和对方结对，等对方同意后就可以开始服务。' };
  return obstacle ? { ...base, step: 'blocked', words: obstacle } : { ...base, step: 'ask' };
}

const TITLES: Record<string, string> = {
  CODE_DAMAGED: '这个码扫不出来',
  CODE_OTHER_TOWN: '这是别的乡镇的码',
  CODE_UNKNOWN: '没有找到这个码',
  CODE_OLD: '这个码已经换了',
  CODE_REVOKED: '这个码已经停用',
  CODE_OWN: '这是您自己的码',
  CODE_OWN_WARD: '这是您代办的家人',
  TOO_MANY_TRIES: '请歇一会儿再扫',
  VOLUNTEER_NOT_VERIFIED: '还在核实您的登记',
  PAIRING_NEEDED: '还没有结对',
  PAIRING_LIMIT: '结对的人数满了',
  SERVICE_RUNNING: '上一次服务还没有结束',
  SERVICE_NOT_RUNNING: '没有正在进行的服务',
  SERVICE_TIME_WRONG: '时间不对',
  NOT_ACTIVE: '登记信息有变化',
};

/** Heading of a refusal; its own words follow. */
export const refusalTitle = (code: string): string => TITLES[code] ?? '没有办成';

const PURPOSES: Record<ScanPurpose, string> = { start: '开始服务', end: '结束服务' };

export interface KeptView {
  requestId: string;
  title: string;
  note: string;
  status: string;
  refused: boolean;
}

/** A scan that waits for network, or was refused. */
export function keptView({ requestId, purpose, scannedAt, refusal }: KeptScan, now: number): KeptView {
  return {
    requestId,
    title: PURPOSES[purpose],
    note: `${friendlyTime(scannedAt, now)}扫的码`,
    status: refusal || '等待网络，连上后自动交上去',
    refused: refusal !== '',
  };
}
