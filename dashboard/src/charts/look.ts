/** Colours and sizes of the charts, read from the style sheet, so that there is one place for them. */
export interface Look {
  /** One rem: grows with the display. */
  rem: number;
  font: string;
  ink: string;
  soft: string;
  line: string;
  teal: string;
  pale: string;
  warm: string;
  ring: string[];
  animate: boolean;
}

/** Reads the look as it is now (day, night, size). */
export function readLook(): Look {
  const root = getComputedStyle(document.documentElement);
  const value = (name: string): string => root.getPropertyValue(name).trim();
  return {
    rem: parseFloat(root.fontSize),
    font: getComputedStyle(document.body).fontFamily,
    ink: value('--ink'),
    soft: value('--ink-soft'),
    line: value('--line'),
    teal: value('--teal'),
    pale: value('--teal-pale'),
    warm: value('--warm'),
    ring: [1, 2, 3, 4, 5].map((index) => value(`--ring-${index}`)),
    animate: !matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}
