import type { Step } from '../types';

type State = 'done' | 'current' | 'todo';

const SPOKEN: Record<State, string> = { done: '已完成', current: '现在这一步', todo: '还没到' };

/** Where one is in a few named steps. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    items: { type: Array, value: [] as Step[] },
    current: { type: Number, value: 0 },
    direction: { type: String, value: 'horizontal' },
  },
  data: { rows: [] as { title: string; note: string; state: State; spoken: string }[] },
  observers: {
    'items, current'(items: Step[], current: number) {
      const rows = items.map(({ title, note = '' }, index) => {
        const state: State = index < current ? 'done' : index === current ? 'current' : 'todo';
        const place = `第${index + 1}步，共${items.length}步`;
        return { title, note, state, spoken: [place, title, note, SPOKEN[state]].filter(Boolean).join('，') };
      });
      this.setData({ rows });
    },
  },
});
