/** The home page of each role as tiles and lines. */
import type {
  Asked,
  HeldRole,
  NoticeLine,
  OpenCase,
  OpenRequest,
  ResidentHome,
  RunningService,
  StaffHome,
  VolunteerHome,
} from '../../../typings/api/accounts';
import type { CaseKind, CaseTab } from '../../../typings/domain';
import type { Tone } from '../../components/types';
import { ROUTES } from '../../services/nav';
import { CASE_KIND_LABELS, CASE_KINDS, caseWords, TAB_LABELS } from '../../shared/case-states';
import { friendlyDate, friendlyDay, friendlyTime } from '../../shared/china-time';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { queuesOf } from '../../shared/waiting';
import { NOTICE_KIND_LABELS } from '../../shared/work';

export interface TileView {
  key: string;
  icon: string;
  title: string;
  note: string;
  tone: string;
  url: string;
  badge: string;
  badgeLabel: string;
  big: boolean;
}

/** Tiles that belong together; without a title they need no heading. */
export interface TileGroup {
  key: string;
  title: string;
  tiles: TileView[];
}

/** A line that leads somewhere: a case, a question, a service, a notice. */
export interface LineView {
  key: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  url: string;
  label: string;
}

function tile(key: string, title: string, note: string, icon: string, tone: string, url: string): TileView {
  return { key, icon, title, note, tone, url, badge: '', badgeLabel: '', big: false };
}

const big = (base: TileView): TileView => ({ ...base, big: true });

function counted(base: TileView, count: number, unit: string): TileView {
  return count === 0 ? base : { ...base, badge: String(count), badgeLabel: `${count}${unit}` };
}

const CONTACT = tile('contact', '联系村残协', '打电话，一按就拨', 'phone', 'success', ROUTES.contact());
const ME = tile('me', '我的', '字大小、换身份', 'settings', 'neutral', ROUTES.me());

/** Choices of somebody without a role. */
export function welcomeTiles(): TileGroup[] {
  return [
    {
      key: 'welcome',
      title: '',
      tiles: [
        big(tile('bind', '我是残障朋友', '用证件号绑定，自己办', 'person', 'primary', ROUTES.bind())),
        big(tile('guardian', '我替家人办', '我是监护人', 'guardian', 'accent', ROUTES.guardianAsk())),
        tile('volunteer', '我要当志愿者', '登记帮扶意愿', 'volunteer', 'success', ROUTES.volunteerRegister()),
        tile('staff', '我是工作人员', '用邀请码加入', 'staff', 'info', ROUTES.staffJoin()),
        CONTACT,
        tile('me', '字体大小', '看不清就调大', 'text-size', 'neutral', ROUTES.me()),
      ],
    },
  ];
}

/** Tiles of a resident, or of a guardian who acts for one. */
export function residentTiles(home: ResidentHome): TileGroup[] {
  const open = home.openCases.length;
  const helpers = home.volunteers;
  return [
    {
      key: 'ask',
      title: '我要办',
      tiles: [
        big(
          tile(
            'devices',
            '申请辅具',
            '轮椅、拐杖、助听器等，先看要付多少',
            'wheelchair',
            'primary',
            ROUTES.devices(),
          ),
        ),
        tile('repair', '辅具维修', '坏了来修', 'repair', 'primary', ROUTES.repair()),
        tile('work', '就业支持', '找工作、学手艺', 'job', 'success', ROUTES.work()),
        tile('renovation', '家里改造', '扶手、坡道等', 'ramp', 'accent', ROUTES.renovation()),
        tile('wish', '微心愿', '许个小心愿', 'wish', 'warning', ROUTES.wish()),
      ],
    },
    {
      key: 'mine',
      title: '我的事',
      tiles: [
        counted(
          big(
            tile(
              'applications',
              '我的申请',
              open === 0 ? '看办理进度' : `${open}件正在办`,
              'list',
              'info',
              ROUTES.applications(),
            ),
          ),
          open,
          '件正在办',
        ),
        tile('code', '我的二维码', '给志愿者扫', 'qrcode', 'neutral', ROUTES.code()),
        tile(
          'helpers',
          '我的志愿者',
          helpers === 0 ? '结对和帮扶记录' : `${helpers}位在帮您`,
          'pair',
          'success',
          ROUTES.helpers(),
        ),
        CONTACT,
        { ...ME, note: '我的信息、字大小' },
      ],
    },
  ];
}

const APPLIED: Record<CaseKind, string> = {
  device: '申请',
  repair: '',
  employment: '',
  renovation: '申请',
  wish: '心愿',
};

/** '您的轮椅申请：镇残联审核中'. */
export function caseLine(open: OpenCase, home: ResidentHome, now: number): LineView {
  const whose = home.role !== 'resident' ? `${home.residentName}的` : '您的';
  const words = caseWords(open.kind, open.state);
  const title = `${whose}${open.title}${open.title.endsWith(APPLIED[open.kind]) ? '' : APPLIED[open.kind]}`;
  const time = friendlyTime(open.updatedAt, now);
  return {
    key: open.applicationId,
    title,
    status: words.resident,
    tone: words.tone,
    note: time,
    url: ROUTES.application(open.applicationId),
    label: `${title}：${words.resident}，${time}`,
  };
}

/** What waits for an answer: '志愿者王*想和您结对', '请评价王*的帮扶'. */
export function askedLine(asked: Asked, home: ResidentHome, now: number): LineView {
  const you = home.role !== 'resident' ? home.residentName : '您';
  const time = friendlyTime(asked.at, now);
  const line =
    asked.what === 'pairing'
      ? {
          key: asked.pairingId,
          title: `志愿者${asked.volunteerName}想和${you}结对`,
          status: '同意还是不同意，请答复',
          url: ROUTES.helpers(),
        }
      : {
          key: asked.serviceId,
          title: `请评价${asked.volunteerName}的帮扶`,
          status: '有没有来、满不满意，请说一声',
          url: ROUTES.service(asked.serviceId),
        };
  return { ...line, tone: 'warning', note: time, label: `${line.title}，${line.status}，${time}` };
}

/** A service that runs now, for the side that is helped. */
export function runningLine(running: RunningService, home: ResidentHome, now: number): LineView {
  const whom = home.role !== 'resident' ? home.residentName : '您';
  const title = `志愿者${running.volunteerName}正在帮${whom}`;
  const note = `${friendlyTime(running.startedAt, now)}开始`;
  return {
    key: running.serviceId,
    title,
    status: '帮扶中',
    tone: 'progress',
    note,
    url: ROUTES.service(running.serviceId),
    label: `${title}，${note}，帮扶中`,
  };
}

/** A notice in one line. */
export function noticeLine({ noticeId, kind, title, publishedAt }: NoticeLine, now: number): LineView {
  const note = `${NOTICE_KIND_LABELS[kind]}，${friendlyDate(publishedAt, now)}`;
  return {
    key: noticeId,
    title,
    note,
    status: '',
    tone: 'info',
    url: ROUTES.notice(noticeId),
    label: `${title}，${note}`,
  };
}

/** What staff have not decided yet. */
export function requestWords({ kind, villageName, residentName }: OpenRequest): string {
  const what = kind === 'guardian' ? `您替${residentName ?? '家人'}办事的申请` : '您的登记申请';
  return `${what}已交给${villageName}的工作人员，核实后就能使用，请保持电话畅通。`;
}

const VOLUNTEER_STATES: Record<VolunteerHome['state'], { text: string; tone: Tone; note: string }> = {
  toVerify: {
    text: '等待核实',
    tone: 'progress',
    note: '村残协正在核实您的登记，一般几天内完成，请保持电话畅通。',
  },
  verified: { text: '已核实', tone: 'success', note: '您已是泗门镇助残志愿者，谢谢您。' },
  left: { text: '已退出', tone: 'neutral', note: '您已退出志愿者，谢谢您做过的一切。' },
  refused: { text: '没有通过', tone: 'danger', note: '这次登记没有通过，有疑问请打电话给村残协。' },
};

/** The volunteer's own record. */
export function volunteerView(home: VolunteerHome) {
  const state = VOLUNTEER_STATES[home.state];
  return {
    kind: VOLUNTEER_KIND_LABELS[home.kind],
    skills: home.skills.length === 0 ? '还没有填' : home.skills.join('、'),
    stateText: state.text,
    tone: state.tone,
    note: home.note ? `${state.note}原因：${home.note}` : state.note,
    refused: home.state === 'refused',
    verified: home.state === 'verified',
  };
}

/** A service of the volunteer that runs now. */
export function ownRunning(running: RunningService | null, now: number) {
  if (!running) return null;
  return {
    title: `正在帮${running.residentName}`,
    note: `${friendlyTime(running.startedAt, now)}开始，做完请扫码结束`,
  };
}

const INTENTION_NOTES = {
  none: '说说想帮什么忙',
  submitted: '正在帮您安排',
  arranged: '找到一位，请您答复',
} as const;

/** Tiles of a volunteer; one who is not verified yet can read and call. */
export function volunteerTiles(home: VolunteerHome): TileGroup[] {
  const rest = [CONTACT, tile('emergency', '应急求助', '一按就拨', 'sos', 'neutral', ROUTES.emergency()), ME];
  const profile = tile(
    'profile',
    '我的资料',
    '改电话、换村、退出',
    'person',
    'neutral',
    ROUTES.volunteerProfile(),
  );
  if (home.state !== 'verified') return [{ key: 'rest', title: '', tiles: [profile, ...rest] }];
  const paired = home.pairings.filter(({ state }) => state === 'active').length;
  const hours = Math.floor(home.minutes / 60);
  return [
    {
      key: 'help',
      title: '',
      tiles: [
        big(tile('scan', '扫一扫', '上门、离开都扫对方的二维码', 'scan', 'primary', ROUTES.scan())),
        counted(
          tile(
            'services',
            '我的服务',
            home.toDescribe > 0 ? `${home.toDescribe}次还没写内容` : `已确认${hours}小时`,
            'calendar-check',
            'info',
            ROUTES.volunteerServices(),
          ),
          home.toDescribe,
          '次还没写内容',
        ),
        tile(
          'pairings',
          '我的结对',
          paired === 0 ? '还没有结对' : `和${paired}位结对`,
          'pair',
          'success',
          ROUTES.volunteerPairings(),
        ),
        counted(
          tile(
            'intention',
            '帮扶意向',
            INTENTION_NOTES[home.intention ?? 'none'],
            'hand-heart',
            'primary',
            ROUTES.intention(),
          ),
          home.intention === 'arranged' ? 1 : 0,
          '位等您答复',
        ),
        counted(
          tile('wishes', '微心愿', '认领一个心愿', 'wish', 'warning', ROUTES.wishes()),
          home.claimedWishes,
          '个正在准备',
        ),
        tile('donate', '爱心捐赠', '捐东西、捐钱，看送到哪里', 'gift', 'accent', ROUTES.donate()),
        tile('points', '我的积分', '看积分、换东西', 'star', 'accent', ROUTES.points()),
        tile('record', '我的记录', '服务证明、每年做了多少', 'document', 'neutral', ROUTES.myRecord()),
        tile('stories', '写故事', '写给大家看', 'edit', 'neutral', ROUTES.stories()),
        profile,
        ...rest,
      ],
    },
  ];
}

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

/** Index and words of the other roles for the switch. */
export function roleChoices(roles: HeldRole[]): { value: string; label: string; note: string }[] {
  return roles.map((held, i) => ({
    value: String(i),
    label: held.label,
    note: held.toVerify ? '等待核实' : '',
  }));
}

/** What the switch is called: who only acts for others chooses for whom. */
export function switchWords(roles: HeldRole[]): { title: string; question: string } {
  return roles.every(({ as }) => as.role === 'guardian')
    ? { title: '您替谁办', question: '您现在替谁办事' }
    : { title: '换一个身份', question: '您要以哪个身份办事' };
}
