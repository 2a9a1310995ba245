/** What the federation and the trial village told people over the months: written and published by the officers themselves. */
import type { NoticeInput, WorkOffer } from '../typings/api/notices';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import { handIn } from './photos';
import { officerOf, TOWN_OFFICER } from './staff';
import { TRIAL_VILLAGE } from './town';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Told {
  daysAgo: number;
  /** By the village for itself; otherwise by the town for everybody. */
  byVillage?: true;
  kind: NoticeInput['kind'];
  title: string;
  body: string;
  pinned?: true;
  withPhoto?: true;
  /** Days from publishing to the last day. */
  holdsDays?: number;
  offer?: WorkOffer;
}

/** Oldest first. Amounts, firms and numbers are made up; nobody can be reached under them. */
const TOLD: readonly Told[] = [
  {
    daysAgo: 190,
    kind: 'policy',
    pinned: true,
    title: '申请辅具要付多少钱',
    body: '不满60周岁：免费。\n满60周岁：付一半。\n满60周岁，家里是低保或低边的：免费。\n\n在“申请辅具”里选一种，马上看到您要付多少、为什么。有疑问打电话问村残协。',
  },
  {
    daysAgo: 150,
    kind: 'policy',
    title: '低保、低边怎么申请',
    body: '1. 带上全家的身份证、户口本、残疾人证，到村里办公室填表。\n2. 村里上门了解情况，公示7天。\n3. 镇里审核，一般30天内有结果。\n\n走不动的，打电话给村残协，我们上门来填。',
  },
  {
    daysAgo: 120,
    kind: 'training',
    title: '盲人按摩初级班',
    body: '学三个月，每周两天，学会考证。老师手把手教，有志愿者接送。',
    holdsDays: 30,
    offer: {
      organiser: '泗门镇残联',
      place: '泗门镇文化中心二楼',
      distance: 'town',
      hours: ['halfDay'],
      abilities: [],
      pay: '免费，包午饭',
      contactPhone: '19900001001',
      places: 12,
    },
  },
  {
    daysAgo: 64,
    byVillage: true,
    kind: 'story',
    withPhoto: true,
    title: '轮椅送到家，老罗又去看戏了',
    body: '老罗三年没出过院子。上个月，村残协帮他在手机上申请了轮椅，十天就送到家。\n志愿者小陈每个星期天推他去文化礼堂看戏。\n老罗说：“坐在门口晒晒太阳，看看人，心里就亮堂了。”',
  },
  {
    daysAgo: 21,
    kind: 'job',
    title: '服装厂招缝纫工，残疾人优先',
    body: '缝袖口、钉扣子，坐着做。\n厂里有坡道，有电梯，厕所有扶手。\n不会的可以先学一个星期，学的时候也有工资。',
    holdsDays: 60,
    offer: {
      organiser: '明珠服装厂',
      place: '泗门镇光明路8号',
      distance: 'town',
      hours: ['fullTime', 'halfDay'],
      abilities: ['sewing', 'handwork'],
      pay: '每月2800元到3500元',
      contactPhone: '19900001002',
      places: 5,
    },
  },
  {
    daysAgo: 16,
    kind: 'training',
    title: '手机直播卖货，教到会为止',
    body: '教怎么开直播、怎么说话、怎么发货。\n每个星期三、星期五下午上课，一共八次。\n听不清的有字幕，看不清的坐前排。',
    holdsDays: 45,
    offer: {
      organiser: '泗门镇残联',
      place: '谢家路村文化礼堂',
      distance: 'village',
      hours: ['halfDay'],
      abilities: [],
      pay: '免费，发学习材料',
      contactPhone: '19900001001',
      places: 20,
    },
  },
  {
    daysAgo: 12,
    byVillage: true,
    kind: 'job',
    title: '在家串珠子、装圆珠笔',
    body: '材料送到家，做好来收。做多少算多少，每个月10日结账。\n手慢也没关系，不催。',
    holdsDays: 90,
    offer: {
      organiser: '谢家路村来料加工点',
      place: '在自己家里做',
      distance: 'home',
      hours: ['atHome'],
      abilities: ['handwork', 'packing'],
      pay: '按件算，一天30元到60元',
      contactPhone: '19900001003',
      places: 0,
    },
  },
  {
    daysAgo: 8,
    kind: 'job',
    title: '超市理货员',
    body: '摆货、贴价格，上午或下午选一段。\n听力、言语不便的也能做，店里的人会写字跟您说。',
    holdsDays: 40,
    offer: {
      organiser: '惠民超市泗门店',
      place: '泗门镇四海大道',
      distance: 'town',
      hours: ['halfDay', 'fewHours'],
      abilities: ['shop', 'packing'],
      pay: '每小时20元',
      contactPhone: '19900001004',
      places: 2,
    },
  },
  {
    daysAgo: 5,
    kind: 'training',
    title: '家庭面点班：包子、烧卖、青团',
    body: '一共四个半天。学会了可以在家做，村里帮忙卖。\n坐轮椅的有矮灶台。',
    holdsDays: 30,
    offer: {
      organiser: '余姚市残联培训中心',
      place: '余姚市区南滨江路',
      distance: 'city',
      hours: ['halfDay'],
      abilities: ['kitchen'],
      pay: '免费，车费补20元一次',
      contactPhone: '19900001005',
      places: 15,
    },
  },
  {
    daysAgo: 2,
    byVillage: true,
    kind: 'notice',
    pinned: true,
    title: '这个星期六，医生到村里来看',
    body: '时间：星期六上午8点半到11点。\n地点：谢家路村文化礼堂。\n看血压、眼睛、骨头，免费。\n走不动的打电话给村残协，志愿者来接。',
    holdsDays: 6,
  },
];

/** Writes and publishes everything that was told until `until`. */
export async function addNotices(stage: Stage, until: number): Promise<void> {
  for (const [n, told] of TOLD.entries()) {
    const at = until - told.daysAgo * DAY + (n % 6) * HOUR;
    const openid = told.byVillage ? officerOf(TRIAL_VILLAGE) : TOWN_OFFICER;
    const photoIds = told.withPhoto ? [await handIn(stage, at, openid, 'notice', 'delivery')] : [];
    const saved = await stage.act(at, openid, 'notices', 'save', {
      kind: told.kind,
      title: told.title,
      body: told.body,
      photoIds,
      pinned: told.pinned ?? false,
      expiresOn: told.holdsDays === undefined ? null : chinaDate(at + told.holdsDays * DAY),
      offer: told.offer ?? null,
    });
    await stage.act(at + HOUR, openid, 'notices', 'publish', saved);
  }
}
