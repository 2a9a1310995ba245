import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ScreenData } from '../../../typings/api/dashboard';
import { columnsOption } from './bars';
import { readLook, type Look } from './look';
import { trendOption } from './trend';

use([BarChart, LineChart, GridComponent, SVGRenderer]);

/** The option of each chart, and the part of the answer that it shows. */
const CHARTS: Record<
  string,
  { part: (data: ScreenData) => unknown; option: (data: ScreenData, look: Look) => EChartsCoreOption }
> = {
  trend: { part: ({ months }) => months, option: trendOption },
  categories: {
    part: ({ categories }) => categories,
    option: ({ categories }, look) => columnsOption(categories, look),
  },
  ages: { part: ({ ages }) => ages, option: ({ ages }, look) => columnsOption(ages, look) },
};

export interface Charts {
  update(data: ScreenData): void;
  /** Draws again in the colours of day or night. */
  retheme(): void;
  dispose(): void;
}

interface Drawn {
  name: string;
  chart: ECharts;
  box: HTMLElement;
  /** The part of the answer that is drawn, as text. */
  shown: string;
}

/** Makes all charts of the page once; later answers and sizes only change their options. */
export function createCharts(): Charts {
  let data: ScreenData | null = null;
  const drawn: Drawn[] = [...document.querySelectorAll<HTMLElement>('[data-chart]')].map((box) => ({
    name: box.dataset.chart ?? '',
    // A box that this scope does not show has no size yet.
    chart: init(box, null, { renderer: 'svg', width: box.clientWidth || 1, height: box.clientHeight || 1 }),
    box,
    shown: '',
  }));

  function draw(all: boolean): void {
    if (!data) return;
    const look = readLook();
    for (const entry of drawn) {
      const definition = CHARTS[entry.name];
      if (!definition) continue;
      const part = JSON.stringify(definition.part(data));
      if (!all && part === entry.shown) continue;
      entry.shown = part;
      entry.chart.setOption(definition.option(data, look));
    }
  }

  function fit(): void {
    for (const { chart, box } of drawn) {
      if (box.clientWidth > 0) chart.resize({ width: box.clientWidth, height: box.clientHeight });
    }
    draw(true);
  }

  let frame = 0;
  const observer = new ResizeObserver(() => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(fit);
  });
  for (const { box } of drawn) observer.observe(box);

  return {
    update(next) {
      data = next;
      draw(false);
    },
    retheme: () => draw(true),
    dispose() {
      observer.disconnect();
      cancelAnimationFrame(frame);
      for (const { chart } of drawn) chart.dispose();
    },
  };
}
