import type { EChartsCoreOption } from 'echarts/core';
import type { BreakdownCell } from '../../../typings/api/dashboard';
import { formatCell, formatShort } from '../format/numbers';
import { baseOption } from './base';
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
    label: { formatter: formatCell(count, formatShort) },
    itemStyle: { color: count === null ? look.pale : look.teal },
  }));
}

/** '60-69岁' as '60-69', '80岁以上' as '80' over '以上': the heading names the unit, and six groups stand side by side. */
function shortLabel(label: string): string {
  return label.replace('岁', '').replace(/(以上|以下)$/, '\n$1');
}

/** Standing columns, in the order of the answer. */
export function columnsOption(cells: readonly BreakdownCell[], look: Look): EChartsCoreOption {
  const { rem, text, ink, soft } = look;
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
    yAxis: { type: 'value', show: false, min: 0, max: ({ max }: { max: number }) => Math.max(10, max) },
    xAxis: {
      type: 'category',
      data: cells.map(({ label }) => shortLabel(label)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft, width: 0.0625 * rem } },
      axisLabel: { color: ink, fontSize: text, margin: 0.5 * rem, interval: 0 },
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
          fontSize: text,
          fontWeight: 600,
        },
      },
    ],
  };
}
