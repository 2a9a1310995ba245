/** Whether the program runs as it should: what is fine, and what needs whom to do what. */
import type { HealthCode, HealthItem, TimerHealth } from '../../../typings/api/operations';
import type { Tone } from '../../components/types';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDay, friendlyTime } from '../../shared/china-time';
import { health } from '../shared/calls';
import { PAGES } from '../shared/routes';
import { headline, sizeRows, STATE_WORDS } from './words';

type Shown<T> = T & { tone: Tone; status: string };

/** Where to look further. */
const LEADS: Partial<Record<HealthCode, { url: string; words: string }>> = {
  COUNTERS: { url: PAGES.nights(), words: '看每晚核对' },
  CALLS: { url: PAGES.incidents(), words: '看出错和慢的操作' },
  CONTENT_CHECK: { url: ROUTES.staffPictures(), words: '看要看的照片' },
};

function shown<T extends HealthItem | TimerHealth>(one: T): Shown<T> {
  const { text, tone } = STATE_WORDS[one.state];
  return { ...one, tone, status: text };
}

definePage({
  data: {
    note: '',
    headline: '',
    tone: 'success' as Tone,
    problems: [] as (Shown<HealthItem> & { url: string; lead: string })[],
    fine: [] as HealthItem[],
    timers: [] as Shown<TimerHealth>[],
    timersOpen: false,
    sizes: [] as { label: string; value: string }[],
    sizesNote: '',
  },

  async load() {
    const now = Date.now();
    const answer = await health({});
    const isTown = this.data.actingRole === 'townStaff';
    const leadOf = (code: HealthCode): { url: string; lead: string } => {
      const lead = LEADS[code];
      // Pictures are looked at by staff; administrators decide nothing.
      if (!lead || (code === 'CONTENT_CHECK' && !isTown)) return { url: '', lead: '' };
      return { url: lead.url, lead: lead.words };
    };
    this.setData({
      note: `${friendlyTime(answer.at, now)}的情况`,
      headline: headline(answer),
      tone: STATE_WORDS[answer.state].tone,
      problems: answer.items
        .filter(({ state }) => state !== 'fine')
        .map((item) => ({ ...shown(item), ...leadOf(item.code) })),
      fine: answer.items.filter(({ state }) => state === 'fine'),
      timers: answer.timers.map(shown),
      sizes: sizeRows(answer.sizes),
      sizesNote: answer.sizesOn === null ? '' : `写${friendlyDay(answer.sizesOn, now)}的简报时统计`,
    });
  },
  onTimers() {
    this.setData({ timersOpen: !this.data.timersOpen });
  },
  onGo(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
  onIncidents() {
    go(PAGES.incidents());
  },
});
