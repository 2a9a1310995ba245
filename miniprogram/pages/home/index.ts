/** The entry for everybody: what the active role can do and what waits for it, in one call. */
import type { HomeView } from '../../../typings/api/accounts';
import { home as readHome } from '../../services/accounts';
import { recall, remember } from '../../services/cache';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeHeldRole, heldRoles, sameRole, switchRole } from '../../services/session';
import { loadDraft } from '../../services/drafts';
import {
  caseLine,
  residentTiles,
  roleChoices,
  staffTiles,
  volunteerTiles,
  volunteerView,
  welcomeTiles,
  type CaseLine,
  type TileView,
} from './home-view';

const CACHE_KEY = 'home';

interface HomeData {
  role: HomeView['role'];
  title: string;
  subtitle: string;
  tiles: TileView[];
  cases: CaseLine[];
  toVerify: boolean;
  volunteer: ReturnType<typeof volunteerView> | null;
  figures: { residents: number; volunteers: number } | null;
  /** What was asked of staff and is not decided yet, as far as this phone knows. */
  asked: string;
  severalRoles: boolean;
  roleLabel: string;
  roles: { value: string; label: string; note: string }[];
  activeIndex: string;
  choosingRole: boolean;
}

const NOTHING: Pick<HomeData, 'cases' | 'toVerify' | 'volunteer' | 'figures' | 'asked'> = {
  cases: [],
  toVerify: false,
  volunteer: null,
  figures: null,
  asked: '',
};

function viewOf(home: HomeView): Partial<HomeData> {
  switch (home.role) {
    case 'none':
      return {
        ...NOTHING,
        role: 'none',
        title: '您好，欢迎您',
        subtitle: '先告诉我们您是谁，只要选一次',
        tiles: welcomeTiles(),
        asked: loadDraft('asked')?.words ?? '',
      };
    case 'resident':
    case 'guardian':
      return {
        ...NOTHING,
        role: home.role,
        title: home.role === 'guardian' ? `替${home.residentName}办事` : `${home.residentName}，您好`,
        subtitle: home.villageName,
        tiles: residentTiles(home),
        cases: home.openCases.map((open) => caseLine(open, home, Date.now())),
        toVerify: home.toVerify,
      };
    case 'volunteer':
      return {
        ...NOTHING,
        role: 'volunteer',
        title: `${home.name}，您好`,
        subtitle: `${home.villageName} 志愿者`,
        tiles: volunteerTiles(),
        volunteer: volunteerView(home),
      };
    default:
      return {
        ...NOTHING,
        role: home.role,
        title: `${home.name}，您好`,
        subtitle: [home.villageName ?? '全镇', home.duty].filter(Boolean).join(' '),
        tiles: staffTiles(home),
        figures: { residents: home.residents, volunteers: home.volunteers },
      };
  }
}

function rolesView(): Pick<HomeData, 'roles' | 'severalRoles' | 'activeIndex' | 'roleLabel'> {
  const roles = heldRoles();
  const active = activeHeldRole();
  return {
    roles: roleChoices(roles),
    severalRoles: roles.length > 1,
    activeIndex: String(roles.findIndex((held) => sameRole(held.as, active?.as ?? null))),
    roleLabel: active?.label ?? '',
  };
}

definePage({
  data: {
    ...NOTHING,
    role: 'none',
    title: '',
    subtitle: '',
    tiles: [],
    severalRoles: false,
    roleLabel: '',
    roles: [],
    activeIndex: '0',
    choosingRole: false,
  } as HomeData,
  pollMs: 6_000,

  async load() {
    const last = this.data.phase === 'loading' ? recall<HomeView>(CACHE_KEY) : null;
    if (last) this.setData({ ...viewOf(last), ...rolesView(), phase: 'ready' });
    await this.poll();
  },
  async poll() {
    const { home } = await readHome();
    remember(CACHE_KEY, home);
    this.setData({ ...viewOf(home), ...rolesView() });
  },
  onShow() {
    // After binding, joining or switching elsewhere the first look must be right, not six seconds late.
    if (this.data.phase === 'ready') void this.reload();
  },
  onTile(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
  onCase(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.application(String(event.currentTarget.dataset.id)));
  },
  onAgain() {
    go(ROUTES.volunteerRegister());
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
    this.setData({ choosingRole: false, phase: 'loading' });
    void this.reload();
  },
});
