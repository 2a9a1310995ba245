import type { EChartsCoreOption } from 'echarts/core';
import type { Look } from './look';

/** What all charts have in common. */
export function baseOption({ font, ink, text, animate }: Look): EChartsCoreOption {
  return {
    animation: animate,
    animationDuration: 900,
    animationDurationUpdate: 700,
    textStyle: { fontFamily: font, color: ink, fontSize: text },
  };
}
