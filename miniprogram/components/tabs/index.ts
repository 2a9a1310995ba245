import type { TabItem } from '../types';

/** Views of the same list. They wrap to more rows instead of hiding at the edge. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    items: { type: Array, value: [] as TabItem[] },
    active: { type: String, value: '' },
    label: { type: String, value: '' },
  },
  data: { rows: [] as (TabItem & { counted: boolean; said: string })[] },
  observers: {
    items(items: TabItem[]) {
      const rows = items.map((item) => {
        const counted = item.count !== undefined;
        return { ...item, counted, said: counted ? `${item.label}，${item.count}项` : item.label };
      });
      this.setData({ rows });
    },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const key = event.currentTarget.dataset.key as string;
      if (key !== this.data.active) this.triggerEvent('change', { key });
    },
  },
});
