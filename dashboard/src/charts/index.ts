/** The charts: a few lines of our own, because a chart library is ten times the rest of the page. Colours are the style sheet's. */
import type { ScreenData } from '../../../typings/api/dashboard';
import { createColumns } from './columns';
import { createTrend } from './trend';

export interface Charts {
  update(data: ScreenData): void;
  dispose(): void;
}

type Draw = (data: ScreenData) => void;

/** Makes the drawing of each box of the page, by the name that is written on it. */
const MAKERS: Record<string, (box: HTMLElement) => Draw> = {
  trend: (box) => {
    const draw = createTrend(box);
    return ({ months }) => draw(months);
  },
  categories: (box) => {
    const draw = createColumns(box);
    return ({ categories }) => draw(categories);
  },
  ages: (box) => {
    const draw = createColumns(box);
    return ({ ages }) => draw(ages);
  },
};

/** Makes all charts once; later answers and sizes only move what is there. */
export function createCharts(): Charts {
  let latest: ScreenData | null = null;
  const charts = [...document.querySelectorAll<HTMLElement>('[data-chart]')].flatMap((box) => {
    const draw = MAKERS[box.dataset.chart ?? '']?.(box);
    return draw ? [{ box, draw }] : [];
  });

  function draw(): void {
    if (!latest) return;
    // A box that this scope does not show has no size.
    for (const chart of charts) if (chart.box.clientWidth > 0) chart.draw(latest);
  }

  let frame = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  });
  for (const { box } of charts) observer.observe(box);

  return {
    update(data) {
      latest = data;
      draw();
    },
    dispose() {
      observer.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
