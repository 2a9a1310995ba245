import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCell, formatCount } from '../format/numbers';
import { monthName } from '../format/time';
import { createFeed } from './feed';
import { byId, setText } from './dom';
import { createFigures } from './figures';
import { createJoin } from './join';
import { createKinds } from './kinds';
import { createLevels } from './levels';
import { createNeeds } from './needs';
import { createRanking } from './ranking';
import { createRing } from './ring';
import { createRoad } from './road';
import { fillTable } from './table';

export interface ScreenView {
  update(data: ScreenData, now: number): void;
  tick(now: number): void;
}

function fillTables({ months, categories, ages }: ScreenData): void {
  fillTable(
    'trend-table',
    ['月份', '申请', '办好'],
    months.map(({ month, submitted, done }) => [monthName(month), formatCount(submitted), formatCount(done)]),
  );
  const cells = { 'categories-table': categories, 'ages-table': ages };
  for (const [id, breakdown] of Object.entries(cells)) {
    fillTable(
      id,
      ['分组', '人数'],
      breakdown.map(({ label, count }) => [label, formatCell(count)]),
    );
  }
}

/** Everything on the screen except the charts. */
export function createScreen(): ScreenView {
  const feed = createFeed();
  const parts = [
    createFigures(),
    createRoad(),
    createNeeds(),
    createLevels(),
    createKinds(),
    createRing(),
    createJoin(),
    createRanking(),
  ];
  return {
    update(data, now) {
      setText(byId('title'), data.title);
      document.title = data.title;
      for (const part of parts) part(data);
      fillTables(data);
      feed.update(data.feed, now);
    },
    tick: feed.tick,
  };
}
