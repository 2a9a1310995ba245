/** Colours and sizes of the charts, read from the style sheet, so that there is one place for them. */
export interface Look {
  /** One rem: grows with the display. */
  rem: number;
  /** Size of labels, in px like all sizes of charts. */
  text: number;
  font: string;
  ink: string;
  soft: string;
  line: string;
  teal: string;
  pale: string;
  /** Stands out from `pale`, which it crosses. */
  warm: string;
  animate: boolean;
}

/** Reads the look as it is now (day, night, size). */
export function readLook(): Look {
  const root = getComputedStyle(document.documentElement);
  const value = (name: string): string => root.getPropertyValue(name).trim();
  const rem = parseFloat(root.fontSize);
  return {
    rem,
    text: parseFloat(value('--chart-text')) * rem,
    font: getComputedStyle(document.body).fontFamily,
    ink: value('--ink'),
    soft: value('--ink-soft'),
    line: value('--line'),
    teal: value('--teal'),
    pale: value('--teal-pale'),
    warm: value('--warm-ink'),
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}
