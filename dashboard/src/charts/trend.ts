import type { EChartsCoreOption } from 'echarts/core';
import type { ScreenData } from '../../../typings/api/dashboard';
import { formatCount } from '../format/numbers';
import { monthName } from '../format/time';
import { baseOption } from './base';
import type { Look } from './look';

/** Applications per month as columns, finished ones as a line over them. */
export function trendOption({ months }: ScreenData, look: Look): EChartsCoreOption {
  const { rem, text, soft, line, warm, pale } = look;
  const most = Math.max(0, ...months.map(({ submitted, done }) => Math.max(submitted, done)));
  return {
    ...baseOption(look),
    grid: {
      left: 0,
      right: 0,
      top: 0.75 * rem,
      bottom: 0,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: {
      type: 'category',
      data: months.map(({ month }) => monthName(month)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: soft, width: 0.0625 * rem } },
      axisLabel: { color: soft, fontSize: text, margin: 0.6 * rem, hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      minInterval: 1,
      splitNumber: 3,
      // An empty year still gets a scale instead of 0 to 1.
      max: most < 4 ? 4 : undefined,
      axisLabel: { color: soft, fontSize: text, formatter: formatCount },
      splitLine: { lineStyle: { color: line } },
    },
    series: [
      {
        type: 'bar',
        data: months.map(({ submitted }) => submitted),
        barMaxWidth: 1.6 * rem,
        itemStyle: { color: pale, borderRadius: [0.3 * rem, 0.3 * rem, 0, 0] },
      },
      {
        type: 'line',
        data: months.map(({ done }) => done),
        symbol: 'circle',
        symbolSize: 0.6 * rem,
        lineStyle: { color: warm, width: 0.25 * rem },
        itemStyle: { color: warm },
      },
    ],
  };
}
