/** One rule: what is in force, what comes, what was, each with its source and who set it. */
import type { ParameterVersion } from '../../../typings/api/set-up';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDay, friendlyTime } from '../../shared/china-time';
import { parameter, removeParameter } from '../shared/calls';
import { PAGES } from '../shared/routes';
import { linesOf, type Line } from '../shared/rule-values';

const STATES = {
  inForce: { status: '现在用的', tone: 'success' },
  future: { status: '还没到日子', tone: 'info' },
  past: { status: '以前的', tone: 'neutral' },
} as const;

interface Card {
  parameterId: string;
  title: string;
  note: string;
  source: string;
  status: string;
  tone: string;
  future: boolean;
  lines: Line[];
}

definePage({
  key: '',
  changes: 0,
  data: {
    isAdmin: false,
    title: '',
    about: '',
    cards: [] as Card[],
    removing: null as Card | null,
    asking: false,
  },

  onLoad(query) {
    this.key = query.key ?? '';
  },
  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    const { parameter: rule, versions, changes } = await parameter({ key: this.key });
    this.changes = changes;
    const now = Date.now();
    const card = (version: ParameterVersion): Card => ({
      parameterId: version.parameterId,
      title: `${friendlyDay(version.effectiveFrom, now)}起`,
      note: `${version.by || '安装时'}在${friendlyTime(version.at, now)}定的`,
      source: version.source,
      ...STATES[version.state],
      future: version.state === 'future',
      lines: linesOf(rule.fields, version.value),
    });
    this.setData({ title: rule.title, about: rule.about, cards: versions.map(card) });
  },
  onChange() {
    go(PAGES.ruleEdit(this.key));
  },
  onAsk(event: WechatMiniprogram.CustomEvent) {
    const id = String(event.currentTarget.dataset.id);
    this.setData({ asking: true, removing: this.data.cards.find((card) => card.parameterId === id) ?? null });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  async onRemove() {
    const { removing } = this.data;
    if (!removing) return;
    const input = { parameterId: removing.parameterId, changes: this.changes };
    const done = await this.act('remove', input, (requestId) => removeParameter(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    void wx.showToast({ title: '取消了', icon: 'success' });
    await this.reload();
  },
});
