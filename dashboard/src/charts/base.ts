import type { EChartsCoreOption } from 'echarts/core';
import type { Look } from './look';

/** What all charts have in common. */
export function baseOption({ font, ink, rem, animate }: Look): EChartsCoreOption {
  return {
    animation: animate,
    animationDuration: 900,
    animationDurationUpdate: 700,
    textStyle: { fontFamily: font, color: ink, fontSize: 1.25 * rem },
  };
}

/** Size of labels: 20 px on a 1920 px wide display. */
export function labelSize({ rem }: Look): number {
  return 1.25 * rem;
}
