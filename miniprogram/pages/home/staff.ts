/** The home page of an officer: what waits, what is late, what is new. */
import type { StaffHome } from '../../../typings/api/accounts';
import type { CaseKind, CaseTab } from '../../../typings/domain';
import { ROUTES } from '../../services/nav';
import { CASE_KINDS, CASE_KIND_LABELS, TAB_LABELS } from '../../shared/case-states';
import { friendlyDay, friendlyTime } from '../../shared/china-time';
import { queuesOf } from '../../shared/waiting';
import { big, counted, ME, tile, type TileGroup, type TileView } from './tiles';

const KIND_ICONS: Record<CaseKind, [icon: string, tone: string]> = {
  device: ['wheelchair', 'primary'],
  repair: ['repair', 'primary'],
  employment: ['job', 'success'],
  renovation: ['ramp', 'accent'],
  wish: ['wish', 'warning'],
};

/** The queues of one kind: a big tile for each with work, one small one when there is none. */
function queueTiles(home: StaffHome, role: 'villageStaff' | 'townStaff', kind: CaseKind): TileView[] {
  const [icon, tone] = KIND_ICONS[kind];
  const queues = queuesOf(role, kind);
  const first = queues[0];
  if (first === undefined) return [];
  const late = home.desk.overdue[kind];
  const busy = queues.filter((tab) => home.waiting.cases[kind][tab] > 0);
  if (busy.length === 0) {
    return [tile(kind, CASE_KIND_LABELS[kind], '没有等您办的', icon, 'neutral', ROUTES.queue(kind, first))];
  }
  return busy.map((tab, i) => {
    const n = home.waiting.cases[kind][tab];
    const label = TAB_LABELS[kind][tab] ?? '';
    const note = `${n}件${label}${i === 0 && late > 0 ? `，超时${late}件` : ''}`;
    return counted(
      big(tile(`${kind}-${tab}`, CASE_KIND_LABELS[kind], note, icon, tone, ROUTES.queue(kind, tab))),
      n,
      `件${label}`,
    );
  });
}

/** One more thing that waits, with the same rule: big with work, small without. */
function waitingTile(base: TileView, n: number, unit: string): TileView {
  return n === 0 ? { ...base, tone: 'neutral' } : counted(big({ ...base, note: `${n}${unit}` }), n, unit);
}

/** What is late, and what is the officer's own: first of all, and only when there is any. */
function deskTiles({ desk }: StaffHome): TileView[] {
  const late = Object.values(desk.overdue).reduce((total, n) => total + n, 0);
  const tiles: TileView[] = [];
  if (late > 0) {
    const note = `${late}件过了办理时限`;
    const base = tile('overdue', '超时的', note, 'clock', 'warning', ROUTES.staffWork('overdue'));
    tiles.push(counted(big(base), late, '件超时'));
  }
  if (desk.mine > 0) {
    const note = `${desk.mine}件在您名下`;
    const base = tile('mine', '我领办的', note, 'staff', 'info', ROUTES.staffWork('mine'));
    tiles.push(counted(big(base), desk.mine, '件在您名下'));
  }
  return tiles;
}

/** For the town: village by village. */
function townTiles({ desk, role }: StaffHome): TileView[] {
  if (role !== 'townStaff') return [];
  const note = desk.overdueAll > 0 ? `全镇超时${desk.overdueAll}件` : '要办的、超时的';
  return [
    tile('villages', '各村情况', note, 'village', 'primary', ROUTES.staffVillages()),
    tile('daily', '每日简报', '昨天镇里的事', 'chart', 'info', ROUTES.dailyReport()),
  ];
}

const OTHER_WORK: Record<string, string> = {
  verifications: '身份核实',
  emergencies: '应急求助',
  services: '服务核对',
  pairings: '结对申请',
  intentions: '帮扶意向',
  stories: '志愿者来稿',
  donations: '爱心捐赠',
  townDonations: '爱心捐赠',
};

/** '辅具器材待核实2件、身份核实1件'; '' when nothing is new. */
function freshWords({ fresh }: StaffHome['desk']): string {
  return Object.entries(fresh)
    .map(([key, n]) => {
      const [kind, tab] = key.split('-') as [CaseKind, CaseTab];
      const label = OTHER_WORK[key] ?? `${CASE_KIND_LABELS[kind]}${TAB_LABELS[kind][tab] ?? ''}`;
      return `${label}${n}件`;
    })
    .join('、');
}

export interface DeskView {
  fresh: string;
  since: string;
  leave: string;
  standsIn: string;
}

/** What an officer reads before the tiles: what is new, who is away. */
export function deskView({ desk }: StaffHome, now: number): DeskView {
  const { leave, standsInFor, seenAt } = desk;
  const days = leave ? `${friendlyDay(leave.from, now)}到${friendlyDay(leave.to, now)}` : '';
  return {
    fresh: freshWords(desk),
    since: seenAt === null ? '' : `${friendlyTime(seenAt, now)}以后`,
    leave: leave ? `${days}，${leave.substituteName}代班` : '',
    standsIn: standsInFor.length > 0 ? `${standsInFor.join('、')}请假，事情也在「我领办的」里` : '',
  };
}

const LEAVE = tile('leave', '请假代班', '出门几天，请同事代办', 'calendar', 'neutral', ROUTES.leave());

const ASSIST = tile('assist', '代办', '替没有手机的人办', 'guardian', 'accent', ROUTES.assist());
const EXCHANGE = tile('exchange', '导入导出', '名册进、表格出', 'export', 'neutral', ROUTES.staffExchange());
const LISTS = tile('lists', '三张清单', '需求、资源、项目', 'list', 'info', ROUTES.staffLists());
const SET_UP = tile('set-up', '设置', '人员、电话、目录、规则', 'settings', 'primary', ROUTES.setUp());
const GOODS = tile('staff-goods', '积分商品', '放东西、加数量', 'package', 'neutral', ROUTES.staffGoods());

/** Tiles of staff: what waits comes first, with its number; calls for help before everything. */
export function staffTiles(home: StaffHome): TileGroup[] {
  const lookUp = tile(
    'residents',
    '查残障朋友',
    `登记${home.residents}人`,
    'search',
    'success',
    ROUTES.residents(),
  );
  // Administrators manage the system; they decide no cases.
  if (home.role === 'admin') {
    return [{ key: 'admin', title: '', tiles: [big(SET_UP), lookUp, EXCHANGE, LISTS, GOODS, ME] }];
  }
  const role = home.role;
  const { emergencies, services, pairings, verifications, donations, assisted } = home.waiting;
  const tiles = [
    waitingTile(
      tile('emergencies', '应急求助', '没有要回电的', 'sos', 'emergency', ROUTES.emergencies()),
      emergencies,
      '个求助等回电',
    ),
    ...deskTiles(home),
    ...CASE_KINDS.flatMap((kind) => queueTiles(home, role, kind)),
    waitingTile(
      tile('verify', '身份核实', '都核实完了', 'idcard', 'info', ROUTES.verifications()),
      verifications,
      '条待核实',
    ),
    waitingTile(
      tile('services', '服务核对', '都核对完了', 'calendar-check', 'success', ROUTES.staffServices()),
      services,
      '次服务要核对',
    ),
    waitingTile(
      tile('pairings', '结对帮扶', '看结对情况', 'pair', 'success', ROUTES.staffPairings()),
      pairings,
      '个结对等答复',
    ),
    role === 'villageStaff'
      ? waitingTile(
          tile('awaiting', '代为答复', '没有等答复的', 'hourglass', 'accent', ROUTES.awaiting()),
          assisted,
          '人等村里代为答复',
        )
      : waitingTile(
          tile('assist-log', '代办复核', '看村里代办的', 'guardian', 'accent', ROUTES.assistLog()),
          assisted,
          '件村里代办的要定',
        ),
    waitingTile(
      tile('intentions', '帮扶意向', '都安排好了', 'hand-heart', 'primary', ROUTES.staffIntentions()),
      home.waiting.intentions,
      '个意向要安排',
    ),
    waitingTile(
      tile('stories', '志愿者来稿', '没有要看的', 'edit', 'info', ROUTES.staffNotices('submitted')),
      home.waiting.stories,
      '篇故事要看',
    ),
    {
      // Never big: it can wait until the ones above are done.
      ...tile('findings', '信息核对', '登记都对得上', 'check-circle', 'neutral', ROUTES.findings()),
      ...(home.waiting.findings === 0 ? {} : { note: `${home.waiting.findings}条要看一看` }),
    },
    waitingTile(
      tile('donations', '爱心捐赠', '看捐赠、写需求', 'gift', 'accent', ROUTES.staffDonations()),
      donations,
      '份捐赠要办',
    ),
  ];
  return [
    { key: 'work', title: '等您办', tiles: tiles.filter((one) => one.big) },
    {
      key: 'rest',
      title: '其他',
      tiles: [
        ...townTiles(home),
        lookUp,
        ...(role === 'villageStaff' ? [ASSIST] : []),
        tile(
          'volunteers',
          '查志愿者',
          `登记${home.volunteers}人`,
          'volunteer',
          'success',
          ROUTES.staffVolunteers(),
        ),
        tile('counts', '人数查询', '按村、类别、年龄', 'chart', 'info', ROUTES.counts()),
        tile(
          'verify-certificate',
          '核验服务证明',
          '扫码看真假',
          'scan',
          'neutral',
          ROUTES.verifyCertificate(),
        ),
        tile('job-files', '就业档案', '一人一档、该联系谁', 'job', 'success', ROUTES.jobFiles()),
        EXCHANGE,
        LISTS,
        tile('cards', '打印二维码卡片', '给没有手机的人', 'print', 'neutral', ROUTES.cards()),
        tile('staff-orders', '发放兑换', '扫志愿者的领取码', 'gift', 'accent', ROUTES.staffOrders()),
        GOODS,
        tile('staff-notices', '公告管理', '写公告、收稿', 'news', 'info', ROUTES.staffNotices()),
        ...tiles.filter((one) => !one.big),
        LEAVE,
        { ...SET_UP, tone: 'neutral', note: role === 'villageStaff' ? '本村电话、大屏' : SET_UP.note },
        ME,
      ],
    },
  ].filter((group) => group.tiles.length > 0);
}
