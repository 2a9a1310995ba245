/** Links to the screens: made, shown once, revoked. */
import type { ScreenLink } from '../../../typings/api/dashboard';
import type { ChoiceOption } from '../../components/types';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { villageOptions } from '../../pages/shared/village-options';
import { definePage } from '../../services/page';
import { friendlyDate } from '../../shared/china-time';
import { createScreenLink, places, revokeScreenLink, screenLinks } from '../shared/calls';
import { TOWN } from '../shared/routes';

interface Card {
  linkId: string;
  title: string;
  note: string;
  revoked: boolean;
}

definePage({
  data: {
    isVillage: false,
    cards: [] as Card[],
    offices: [] as ChoiceOption[],
    office: '',
    label: '',
    making: false,
    made: '',
    madeLabel: '',
    revoking: null as Card | null,
    asking: false,
  },

  async load() {
    this.setData({ isVillage: this.data.actingRole === 'villageStaff' });
    const [{ links }, offices] = await Promise.all([screenLinks({}), this.readOffices()]);
    const now = Date.now();
    const nameOf = (villageId: string | null): string =>
      offices.find(({ value }: ChoiceOption) => value === (villageId ?? TOWN))?.label ?? '';
    const card = ({ linkId, label, villageId, createdAt, revokedAt }: ScreenLink): Card => ({
      linkId,
      title: label,
      note: `${nameOf(villageId)}，${friendlyDate(createdAt, now)}做的${revokedAt === null ? '' : `，${friendlyDate(revokedAt, now)}停用`}`,
      revoked: revokedAt !== null,
    });
    const cards = links.map(card).sort((a, b) => Number(a.revoked) - Number(b.revoked));
    this.setData({ cards, offices, office: this.data.office || (offices[0]?.value ?? '') });
    return cards.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  async readOffices(): Promise<ChoiceOption[]> {
    if (!this.data.isVillage) return [{ value: TOWN, label: '全镇' }, ...(await villageOptions())];
    const own = (await places({})).places;
    return own.map(({ villageId, name }) => ({ value: villageId, label: name }));
  },
  onNew() {
    this.setData({ making: true, label: '', errors: {} });
  },
  onNewClose() {
    this.setData({ making: false });
  },
  onField(event: FieldEvent) {
    this.setData({ [event.detail.name]: event.detail.value, [`errors.${event.detail.name}`]: '' });
  },
  async onMake() {
    const { office, label } = this.data;
    const errors = problems({ label: label.trim() === '' ? '请写放在哪里，例如「村办公室」' : '' });
    this.setData({ errors });
    if (errors.label) return;
    const input = { villageId: office === TOWN ? null : office, label: label.trim() };
    const answer = await this.act('make', input, (requestId) => createScreenLink(input, requestId));
    if (!answer) return;
    this.setData({
      making: false,
      made: answer.url,
      madeLabel: input.label,
    });
    await this.reload();
  },
  onCopy() {
    void this.copy(this.data.made);
  },
  onMadeClose() {
    this.setData({ made: '' });
  },
  onAsk(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    this.setData({ asking: true, revoking: this.data.cards.find(({ linkId }) => linkId === id) ?? null });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onRevoke() {
    const { revoking } = this.data;
    if (!revoking) return;
    const input = { linkId: revoking.linkId };
    const done = await this.act('revoke', input, (requestId) => revokeScreenLink(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    void wx.showToast({ title: '停用了', icon: 'success' });
    await this.reload();
  },
});
