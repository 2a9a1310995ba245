import type { Health, HealthState } from '../../../typings/api/operations';
import type { Tone } from '../../components/types';

export const STATE_WORDS: Record<HealthState, { text: string; tone: Tone }> = {
  fine: { text: '正常', tone: 'success' },
  look: { text: '看一看', tone: 'warning' },
  act: { text: '要处理', tone: 'danger' },
};

/** '有2件事要处理，1件要看一看'. */
export function headline({ items }: Pick<Health, 'items'>): string {
  const of = (wanted: HealthState): number => items.filter(({ state }) => state === wanted).length;
  const [act, look] = [of('act'), of('look')];
  if (act + look === 0) return '都正常，不用做什么';
  if (act === 0) return `有${look}件事要看一看`;
  return look === 0 ? `有${act}件事要处理` : `有${act}件事要处理，${look}件要看一看`;
}

const COLLECTIONS: Record<string, string> = {
  residents: '残障朋友',
  volunteers: '志愿者',
  applications: '申请',
  services: '志愿服务',
  pairings: '结对',
  verifications: '身份核实',
  emergencyCalls: '应急求助',
  donations: '捐赠',
  pointEntries: '积分明细',
  photos: '照片',
  voices: '录音',
  notices: '公告',
  residentChanges: '名册的改动',
  audit: '操作记录',
  commands: '防止重复提交的记录',
  incidents: '出错和慢的操作',
};

/** Known collections by their names, the others together at the end. */
export function sizeRows(sizes: Health['sizes']): { label: string; value: string }[] {
  const known = sizes.filter(({ collection, documents }) => collection in COLLECTIONS && documents > 0);
  const others = sizes.filter(({ collection }) => !(collection in COLLECTIONS));
  const rest = others.reduce((total, { documents }) => total + documents, 0);
  return [
    ...known.map(({ collection, documents }) => ({
      label: COLLECTIONS[collection] ?? collection,
      value: `${documents}条`,
    })),
    ...(rest > 0 ? [{ label: '其他', value: `${rest}条` }] : []),
  ];
}
