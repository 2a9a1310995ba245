/** The town as it is set up before the first day: villages, catalogue, rules. Names of villages are real, people are not. */
import type { Input } from '../typings/api';
import type { CatalogueItem } from '../typings/api/applications';

export const TRIAL_VILLAGE = 'xiejialu';

interface Place {
  villageId: string;
  name: string;
  kind: 'community' | 'village';
}

const community = (villageId: string, name: string): Place => ({
  villageId,
  name: `${name}社区`,
  kind: 'community',
});
const village = (villageId: string, name: string): Place => ({
  villageId,
  name: `${name}村`,
  kind: 'village',
});

export const PLACES: readonly Place[] = [
  community('xidajie', '西大街'),
  community('dongdajie', '东大街'),
  community('ruhu', '汝湖'),
  community('houtanghe', '后塘河'),
  village('xiaoluxia', '小路下'),
  village('hubei', '湖北'),
  village('lianshuxia', '楝树下'),
  village('xiejialu', '谢家路'),
  village('jiatang', '夹塘'),
  village('taojialu', '陶家路'),
  village('xianggongtan', '相公潭'),
  village('wansheng', '万圣'),
  village('shangxinwu', '上新屋'),
  village('hainan', '海南'),
  village('zhenbei', '镇北'),
  village('sibei', '泗北'),
  village('zhennan', '镇南'),
  village('dongpu', '东蒲'),
  village('damiaozhou', '大庙周'),
  village('shuigezhou', '水阁周'),
];

const device = (
  itemId: string,
  name: string,
  kind: CatalogueItem['kind'],
  priceFen: number,
  summary: string,
): CatalogueItem => ({ itemId, name, kind, priceFen, summary, image: itemId, active: true });

/** Prices are made up; some are odd in fen on purpose, so that rounding shows. */
export const CATALOGUE: readonly CatalogueItem[] = [
  device('wheelchair', '轮椅', 'mobility', 86_800, '走不动或走不远的人，坐着出门'),
  device('cane', '拐杖', 'mobility', 5_801, '走路不稳时，一只手撑着走'),
  device('crutches', '腋拐', 'mobility', 9_600, '一条腿不能用力时，夹在腋下走'),
  device('walker', '助行器', 'mobility', 21_999, '双手扶着架子，走得更稳'),
  device('bath-chair', '洗澡椅', 'bathing', 16_800, '坐着洗澡，不怕滑倒'),
  device('commode-chair', '坐便椅', 'bathing', 23_500, '蹲不下、起夜不便时，在床边如厕'),
  device('mattress', '防褥疮床垫', 'bed', 45_001, '长期卧床，防止皮肤压坏'),
  device('nursing-bed', '护理床', 'bed', 268_000, '床头能升起，方便吃饭和翻身'),
  device('hearing-aid', '助听器', 'hearing', 198_000, '听不清别人说话时戴'),
  device('white-cane', '盲杖', 'vision', 7_500, '看不见路时，用它探路'),
  device('magnifier', '助视器', 'vision', 129_900, '看不清字时，把字放大'),
  device('prosthesis', '假肢', 'prosthesis', 980_000, '缺了手或脚，由专业机构量身定做'),
];

function promise(key: string, value: unknown): Input<'registry', 'setParameter'> {
  const source = '泗门镇残联办理时限（示范数据，上线前由镇残联核对）';
  return { key, version: '2026-01', effectiveFrom: '2026-01-01', source, value };
}

/** Rules in force from the first day. The source names what the town office has to check before going live. */
export const PARAMETERS: readonly Input<'registry', 'setParameter'>[] = [
  {
    key: 'devicePayment',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇残联辅具适配规定（示范数据，上线前由镇残联核对）',
    value: { payFromAge: 60, share: { numerator: 1, denominator: 2 }, freeFor: ['dibao', 'dibian'] },
  },
  promise('devicePromise', { checkDays: 3, approveDays: 5, deliverDays: 15 }),
  promise('repairPromise', { takeDays: 3, repairDays: 10 }),
  promise('employmentPromise', { checkDays: 5, followUpDays: 30 }),
  promise('renovationPromise', { surveyDays: 7, approveDays: 10, startDays: 30 }),
  promise('emergencyPromise', { minutes: 30 }),
  promise('escalation', { afterDays: 2 }),
  {
    key: 'deviceServiceLife',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇残联辅具使用年限（示范数据，上线前由镇残联按浙江省辅助器具目录核对）',
    value: {
      defaultMonths: 36,
      months: { cane: 24, 'white-cane': 24, crutches: 24, mattress: 24, 'nursing-bed': 72 },
    },
  },
  {
    key: 'wishLimit',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇残联微心愿办法（示范数据，上线前由镇残联核对）',
    value: {
      maxFen: 20_000,
      openAtOnce: 1,
      perYear: 4,
      checkDays: 5,
      openDays: 60,
      claimDays: 20,
      claimsPerVolunteer: 2,
    },
  },
  {
    key: 'employmentPolicies',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '残疾人就业政策（示范数据，上线前由镇残联按省、市现行文件核对）',
    value: {
      fromAge: 16,
      beforeAge: 60,
      policies: ['quota', 'fund', 'selfEmployed', 'freeService', 'incomeTax'],
    },
  },
  {
    key: 'feedbackReminder',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '系统设置',
    value: { afterDays: 3, times: 2, lateAfterDays: 7 },
  },
  {
    key: 'pairingLimit',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇残联结对帮扶办法（示范数据，上线前由镇残联核对）',
    value: { residentsPerVolunteer: 2, volunteersPerResident: 3, answerDays: 7 },
  },
  {
    key: 'serviceRule',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇残联结对帮扶办法（示范数据，上线前由镇残联核对）',
    value: { maxMinutes: 240, forgottenAfterMinutes: 300, lateEntryDays: 7, minMinutes: 10 },
  },
  {
    key: 'pointRule',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇助残志愿服务积分办法（示范数据，上线前由镇残联核对）',
    value: { perHalfHour: 5, dailyCap: 40, bonus: { escort: 2, haircut: 2 } },
  },
  {
    key: 'signalRule',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇助残志愿服务积分办法（示范数据，上线前由镇残联核对）',
    value: { days: 30, capDays: 5, overlaps: 2, lateEntries: 5 },
  },
  {
    key: 'orderKeepDays',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '泗门镇助残志愿服务积分办法（示范数据，上线前由镇残联核对）',
    value: { days: 14 },
  },
  {
    key: 'bindingTries',
    version: '2026-01',
    effectiveFrom: '2026-01-01',
    source: '系统设置',
    value: { tries: 3, waitMinutes: 30 },
  },
];
