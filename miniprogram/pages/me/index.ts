/** Size of the words, the roles one holds, further roles, and what was agreed to. */
import { home as readHome } from '../../services/accounts';
import { go, goHome, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeHeldRole, heldRoles, sameRole, switchRole } from '../../services/session';
import { rootFontSize, setTextSize, textSize, type TextSize } from '../../services/text-size';
import { versionWords } from '../../shared/china-time';
import { CONSENTS, CONSENT_RIGHTS } from '../../shared/consent';
import { CONSENT_VERSION } from '../../shared/limits';
import type { Role } from '../../../typings/domain';

interface Entry {
  key: string;
  icon: string;
  label: string;
  url: string;
}

/** Roles one may still take on. */
function entriesFor(held: readonly Role[]): Entry[] {
  const entries: (Entry & { unless: readonly Role[] })[] = [
    { key: 'bind', icon: 'person', label: '绑定我自己的登记', url: ROUTES.bind(), unless: ['resident'] },
    { key: 'guardian', icon: 'guardian', label: '替家人办', url: ROUTES.guardianAsk(), unless: [] },
    {
      key: 'volunteer',
      icon: 'volunteer',
      label: '当志愿者',
      url: ROUTES.volunteerRegister(),
      unless: ['volunteer'],
    },
    {
      key: 'staff',
      icon: 'staff',
      label: '工作人员加入',
      url: ROUTES.staffJoin(),
      unless: ['villageStaff', 'townStaff', 'admin'],
    },
  ];
  return entries.filter((entry) => !entry.unless.some((role) => held.includes(role)));
}

definePage({
  data: {
    size: 'normal' as TextSize,
    /** Who is or acts for a resident can look at what is kept. */
    hasData: false,
    rolesTitle: '我的身份',
    sizes: [
      { value: 'normal', label: '普通' },
      { value: 'large', label: '大' },
      { value: 'huge', label: '特大' },
    ],
    roles: [] as { value: string; label: string; note: string }[],
    activeIndex: '0',
    entries: [] as Entry[],
    consents: Object.values(CONSENTS),
    consentRights: CONSENT_RIGHTS,
    consentVersion: versionWords(CONSENT_VERSION),
    readingConsent: false,
  },

  async load() {
    this.setData({ size: textSize() });
    this.showRoles();
    // What the phone knows is enough to show the page; a lost line only makes it older.
    this.setData({ phase: 'ready' });
    await readHome();
    this.showRoles();
  },
  showRoles() {
    const roles = heldRoles();
    const active = activeHeldRole();
    const role = active?.as.role;
    this.setData({
      roles: roles.map((held, i) => ({
        value: String(i),
        label: held.label,
        note: held.toVerify ? '等待核实' : '',
      })),
      activeIndex: String(roles.findIndex((held) => sameRole(held.as, active?.as ?? null))),
      hasData: role === 'resident' || role === 'guardian',
      rolesTitle:
        roles.length > 1 && roles.every(({ as }) => as.role === 'guardian') ? '您替谁办' : '我的身份',
      entries: entriesFor(roles.map((held) => held.as.role)),
    });
  },
  onSize(event: WechatMiniprogram.CustomEvent<{ value: TextSize }>) {
    setTextSize(event.detail.value);
    this.setData({ size: event.detail.value, rootFontSize: rootFontSize() });
  },
  onRole(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const held = heldRoles()[Number(event.detail.value)];
    if (!held) return;
    switchRole(held.as);
    goHome();
  },
  onEntry(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
  onMyData() {
    go(ROUTES.myData());
  },
  onGuide() {
    go(ROUTES.guide());
  },
  onContact() {
    go(ROUTES.contact());
  },
  onReadConsent() {
    this.setData({ readingConsent: true });
  },
  onConsentClose() {
    this.setData({ readingConsent: false });
  },
});
