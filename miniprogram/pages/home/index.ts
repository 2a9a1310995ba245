/** The entry for everybody: what the active role can do and what waits for it, in one call. */
import type { HeldRole, HomeView, OpenRequest } from '../../../typings/api/accounts';
import { home as readHome, markSeen } from '../../services/accounts';
import { recall, remember } from '../../services/cache';
import { keepInTouch } from '../../services/emergency';
import { guideSeen, markGuideSeen } from '../../services/guide';
import { newIntent } from '../../services/intent';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeHeldRole, actsAsStaff, heldRoles, sameRole, switchRole } from '../../services/session';
import {
  askedLine,
  caseLine,
  noticeLine,
  requestWords,
  roleChoices,
  runningLine,
  switchWords,
  type LineView,
} from './lines';
import { residentTiles } from './resident';
import { deskView, staffTiles, type DeskView } from './staff';
import { welcomeTiles, type TileGroup } from './tiles';
import { ownRunning, volunteerTiles, volunteerView } from './volunteer';

/** Of the shape of what is kept: an older one is not read. */
const CACHE_KEY = 'home-2';
/** Cases shown here; the rest are in 我的申请. */
const CASES_SHOWN = 3;

interface HomeData {
  role: HomeView['role'];
  /** The call for help comes first for everybody but staff, who take such calls. */
  emergency: boolean;
  title: string;
  subtitle: string;
  groups: TileGroup[];
  asked: LineView[];
  running: LineView[];
  cases: LineView[];
  moreCases: boolean;
  /** Residents, guardians and volunteers read notices; staff write them. */
  hasNotices: boolean;
  notices: LineView[];
  toVerify: boolean;
  volunteer: ReturnType<typeof volunteerView> | null;
  ownRunning: ReturnType<typeof ownRunning>;
  figures: { residents: number; volunteers: number } | null;
  /** Officers only. */
  desk: DeskView | null;
  /** What was asked of staff and is not decided yet. */
  requests: string[];
  /** A person whom the caller acted for until now. */
  endedFor: string;
  endedNote: string;
  severalRoles: boolean;
  roleLabel: string;
  roles: { value: string; label: string; note: string }[];
  switchTitle: string;
  switchQuestion: string;
  activeIndex: string;
  choosingRole: boolean;
  /** Nobody has read the guide on this phone yet, or put it aside. */
  newHere: boolean;
}

const NOTHING: Pick<
  HomeData,
  | 'asked'
  | 'running'
  | 'cases'
  | 'moreCases'
  | 'hasNotices'
  | 'notices'
  | 'toVerify'
  | 'volunteer'
  | 'ownRunning'
  | 'figures'
  | 'desk'
> = {
  asked: [],
  running: [],
  cases: [],
  moreCases: false,
  hasNotices: false,
  notices: [],
  toVerify: false,
  volunteer: null,
  ownRunning: null,
  figures: null,
  desk: null,
};

function viewOf(home: HomeView, now: number): Partial<HomeData> {
  switch (home.role) {
    case 'none':
      return {
        ...NOTHING,
        role: 'none',
        emergency: true,
        title: '您好，欢迎您',
        subtitle: '先告诉我们您是谁，只要选一次',
        groups: welcomeTiles(),
      };
    case 'resident':
    case 'guardian':
    case 'assistant':
      return {
        ...NOTHING,
        role: home.role,
        emergency: true,
        title: home.role !== 'resident' ? `替${home.residentName}办事` : `${home.residentName}，您好`,
        subtitle: home.villageName,
        groups: residentTiles(home),
        asked: home.asked.map((asked) => askedLine(asked, home, now)),
        running: home.running.map((running) => runningLine(running, home, now)),
        cases: home.openCases.slice(0, CASES_SHOWN).map((open) => caseLine(open, home, now)),
        moreCases: home.openCases.length > CASES_SHOWN,
        hasNotices: true,
        notices: home.notices.map((notice) => noticeLine(notice, now)),
        toVerify: home.toVerify,
      };
    case 'volunteer':
      return {
        ...NOTHING,
        role: 'volunteer',
        emergency: false,
        title: `${home.name}，您好`,
        subtitle: `${home.villageName} 志愿者`,
        groups: volunteerTiles(home),
        volunteer: volunteerView(home),
        ownRunning: ownRunning(home.running, now),
        hasNotices: true,
        notices: home.notices.map((notice) => noticeLine(notice, now)),
      };
    default:
      return {
        ...NOTHING,
        role: home.role,
        emergency: false,
        title: `${home.name}，您好`,
        subtitle: [home.villageName ?? '全镇', home.duty].filter(Boolean).join(' '),
        groups: staffTiles(home),
        figures: { residents: home.residents, volunteers: home.volunteers },
        desk: home.role === 'admin' ? null : deskView(home, now),
      };
  }
}

type RoleData = Pick<
  HomeData,
  'roles' | 'severalRoles' | 'activeIndex' | 'roleLabel' | 'switchTitle' | 'switchQuestion'
>;

function rolesView(): RoleData {
  const roles = heldRoles();
  const active = activeHeldRole();
  const { title, question } = switchWords(roles);
  return {
    roles: roleChoices(roles),
    severalRoles: roles.length > 1,
    activeIndex: String(roles.findIndex((held) => sameRole(held.as, active?.as ?? null))),
    roleLabel: active?.label ?? '',
    switchTitle: title,
    switchQuestion: question,
  };
}

/** What happened to the role. */
function endedNote(before: HeldRole | null): string {
  return before?.as.role === 'assistant'
    ? '本人的同意只在当天有效。还要代办，请重新记下本人的同意。'
    : '代办已经终止。您提交过的事不会停，有疑问请打电话给村残协。';
}

/** Whether acting for somebody, possible a moment ago, is over. */
function actingEnded(before: HeldRole | null): boolean {
  const other = before?.as.role === 'guardian' || before?.as.role === 'assistant';
  return other && !heldRoles().some(({ as }) => sameRole(as, before.as));
}

definePage({
  /** Of the answer on show: the same one is not rendered again. */
  version: null as number | null,
  data: {
    ...NOTHING,
    role: 'none',
    emergency: true,
    title: '',
    subtitle: '',
    groups: [],
    requests: [],
    endedFor: '',
    endedNote: '',
    severalRoles: false,
    roleLabel: '',
    roles: [],
    switchTitle: '',
    switchQuestion: '',
    activeIndex: '0',
    choosingRole: false,
    newHere: false,
  } as HomeData,
  pollMs: 6_000,

  onLoad() {
    // An officer's home never shows the call for help, not even for a moment; everybody else's does from the start.
    if (actsAsStaff()) this.setData({ emergency: false });
  },
  async load() {
    // The emergency numbers follow the role; nothing here waits for them.
    keepInTouch();
    this.version = null;
    const last = this.data.phase === 'loading' ? recall<HomeView>(CACHE_KEY) : null;
    if (last) this.setData({ ...viewOf(last, Date.now()), ...rolesView(), phase: 'ready' });
    await this.poll();
  },
  async poll() {
    const before = activeHeldRole();
    const { home, requests, version } = await readHome();
    if (actingEnded(before)) this.setData({ endedFor: before?.label ?? '', endedNote: endedNote(before) });
    if (version === this.version) return;
    this.version = version;
    this.show(home, requests);
    // From the first look on what comes in is new.
    if ((home.role === 'villageStaff' || home.role === 'townStaff') && home.desk.seenAt === null)
      void markSeen(newIntent().idFor({})).catch(() => undefined);
  },
  async onSeen() {
    if (await this.act('seen', {}, (requestId) => markSeen(requestId))) await this.poll();
  },
  show(home: HomeView, requests: OpenRequest[]) {
    remember(CACHE_KEY, home);
    this.setData({
      ...viewOf(home, Date.now()),
      ...rolesView(),
      requests: requests.map(requestWords),
      newHere: !guideSeen(),
      phase: 'ready',
    });
  },
  onShow() {
    // After binding, joining or switching elsewhere the first look must be right, not six seconds late.
    if (this.data.phase !== 'ready') return;
    if (this.data.newHere === guideSeen()) this.setData({ newHere: !guideSeen() });
    void this.reload();
  },
  onGuide() {
    go(ROUTES.guide());
  },
  onGuideLater() {
    markGuideSeen();
    this.setData({ newHere: false });
  },
  onEmergency() {
    go(ROUTES.emergency());
  },
  onGo(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
  onAllCases() {
    go(ROUTES.applications());
  },
  onNotices() {
    go(ROUTES.notices());
  },
  onScan() {
    go(ROUTES.scan());
  },
  onAgain() {
    go(ROUTES.volunteerRegister());
  },
  onEndedRead() {
    this.setData({ endedFor: '' });
  },
  onChooseRole() {
    this.setData({ choosingRole: true });
  },
  onRoleSheetClose() {
    this.setData({ choosingRole: false });
  },
  onRole(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const held = heldRoles()[Number(event.detail.value)];
    if (!held) return;
    switchRole(held.as);
    this.setData({ choosingRole: false, endedFor: '', phase: 'loading' });
    void this.reload();
  },
});
