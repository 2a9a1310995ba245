import type { EChartsCoreOption } from 'echarts/core';
import type { BreakdownCell } from '../../../typings/api/dashboard';
import { baseOption } from './base';
import type { Look } from './look';

/** What a hidden cell of one to four gets, so that it is seen and its size tells nothing. */
const FEW_SHARE = 2.5;

/** A ring; names and figures stand in the list beside it. */
export function ringOption(cells: readonly BreakdownCell[], look: Look): EChartsCoreOption {
  const { ring, line } = look;
  const nobody = cells.every(({ count }) => count === 0);
  return {
    ...baseOption(look),
    series: [
      {
        type: 'pie',
        radius: ['58%', '98%'],
        silent: true,
        label: { show: false },
        emptyCircleStyle: { color: line },
        showEmptyCircle: true,
        data: nobody
          ? []
          : cells.map(({ label, count }, index) => ({
              name: label,
              value: count ?? FEW_SHARE,
              itemStyle: { color: ring[index % ring.length] },
            })),
        padAngle: cells.filter(({ count }) => count !== 0).length > 1 ? 2 : 0,
      },
    ],
  };
}
