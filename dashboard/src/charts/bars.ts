import type { EChartsCoreOption } from 'echarts/core';
import type { BreakdownCell } from '../../../typings/api/dashboard';
import { formatCell } from '../format/numbers';
import { baseOption, labelSize } from './base';
import type { Look } from './look';

interface Bar {
  value: number;
  label: { formatter: string };
  itemStyle: Record<string, unknown>;
}

/** A cell of fewer than five gets a short pale stub of always the same length, which tells nothing. */
function bars(cells: readonly BreakdownCell[], look: Look): Bar[] {
  const most = Math.max(10, ...cells.map(({ count }) => count ?? 0));
  return cells.map(({ count }) => ({
    value: count ?? most * 0.04,
    label: { formatter: formatCell(count) },
    itemStyle: { color: count === null ? look.pale : look.teal },
  }));
}

const hiddenAxis = (max: (range: { max: number }) => number): Record<string, unknown> => ({
  type: 'value',
  show: false,
  min: 0,
  max,
});

/** Lying bars, in the order of the answer. */
export function lyingBarsOption(cells: readonly BreakdownCell[], look: Look): EChartsCoreOption {
  const { rem, ink } = look;
  return {
    ...baseOption(look),
    grid: { left: 0, right: 0, top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    // The room at the right end is for the figure of the longest bar.
    xAxis: hiddenAxis(({ max }) => Math.max(10, max) * 1.45),
    yAxis: {
      type: 'category',
      inverse: true,
      data: cells.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { show: false },
      axisLabel: { color: ink, fontSize: labelSize(look), margin: 0.9 * rem, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        data: bars(cells, look),
        barWidth: '46%',
        barMaxWidth: 1.1 * rem,
        itemStyle: { borderRadius: 0.6 * rem },
        label: {
          show: true,
          position: 'right',
          distance: 0.5 * rem,
          color: ink,
          fontSize: labelSize(look),
          fontWeight: 600,
        },
      },
    ],
  };
}

/** '60-69岁' as '60-69', '80岁以上' as '80' over '以上': the heading names the unit, and six groups stand side by side. */
function shortAge(label: string): string {
  return label.replace('岁', '').replace(/(以上|以下)$/, '\n$1');
}

/** Standing columns, for groups with an order of their own. */
export function columnsOption(cells: readonly BreakdownCell[], look: Look): EChartsCoreOption {
  const { rem, ink, soft } = look;
  return {
    ...baseOption(look),
    grid: {
      left: 0,
      right: 0,
      top: 2 * rem,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    yAxis: hiddenAxis(({ max }) => Math.max(10, max)),
    xAxis: {
      type: 'category',
      data: cells.map(({ label }) => shortAge(label)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft, width: 0.0625 * rem } },
      axisLabel: { color: ink, fontSize: labelSize(look), margin: 0.5 * rem, interval: 0 },
    },
    series: [
      {
        type: 'bar',
        data: bars(cells, look),
        barWidth: '52%',
        barMaxWidth: 3.2 * rem,
        itemStyle: { borderRadius: [0.4 * rem, 0.4 * rem, 0, 0] },
        label: {
          show: true,
          position: 'top',
          distance: 0.3 * rem,
          color: ink,
          fontSize: labelSize(look),
          fontWeight: 600,
        },
      },
    ],
  };
}
