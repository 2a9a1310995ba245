import type { TimelineItem } from '../types';

const MARKS: Record<TimelineItem['state'], { icon: string; spoken: string }> = {
  done: { icon: 'check', spoken: '已完成' },
  current: { icon: 'hourglass', spoken: '正在办' },
  todo: { icon: '', spoken: '还没到' },
  bad: { icon: 'cross', spoken: '请留意' },
};

/** What has happened and what comes next; the newest state stands out by shape, weight and words. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    items: { type: Array, value: [] as TimelineItem[] },
    label: { type: String, value: '办理进度' },
  },
  data: { rows: [] as unknown[] },
  observers: {
    items(items: TimelineItem[]) {
      const rows = items.map((item, index) => ({
        ...item,
        ...MARKS[item.state],
        last: index === items.length - 1,
        said: [item.title, MARKS[item.state].spoken, item.time, item.actor, item.note]
          .filter(Boolean)
          .join('，'),
      }));
      this.setData({ rows });
    },
  },
});
