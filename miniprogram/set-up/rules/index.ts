/** All rules and time promises with what is in force and what comes next. */
import type { ParameterRow } from '../../../typings/api/set-up';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDay } from '../../shared/china-time';
import { parameters } from '../shared/calls';
import { PAGES } from '../shared/routes';
import { linesOf, type Line } from '../shared/rule-values';

interface Card {
  key: string;
  title: string;
  about: string;
  lines: Line[];
  /** Said when there is none of it yet. */
  unset: string;
  next: string;
  label: string;
}

function cardOf({ key, title, about, fields, inForce, next }: ParameterRow, now: number): Card {
  const lines = inForce ? linesOf(fields, inForce.value) : [];
  const coming = next ? `${friendlyDay(next.effectiveFrom, now)}起有新的规定` : '';
  const unset = inForce ? '' : '没有设，按程序自带的';
  return {
    key,
    title,
    about,
    lines,
    unset,
    next: coming,
    label: [title, about, ...lines.map(({ label, value }) => `${label} ${value}`), unset, coming]
      .filter(Boolean)
      .join('，'),
  };
}

definePage({
  all: [] as Card[],
  data: { q: '', cards: [] as Card[] },

  async load() {
    this.all = (await parameters({})).parameters.map((row) => cardOf(row, Date.now()));
    return this.show();
  },
  show() {
    const cards = this.all.filter(({ title, about }: Card) => `${title}${about}`.includes(this.data.q));
    this.setData({ cards });
    return cards.length === 0 ? ('empty' as const) : ('ready' as const);
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ q: event.detail.value.trim() });
    this.setData({ phase: this.show() });
  },
  onCard(event: WechatMiniprogram.CustomEvent) {
    go(PAGES.rule(String(event.currentTarget.dataset.key)));
  },
});
