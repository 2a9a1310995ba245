/** How a page is looked at: width of the phone, size of the words, light or dark. */
export interface Mode {
  width: 320 | 375 | 768;
  look: 'normal' | 'large' | 'dark';
}

export const WIDTHS = [375, 320, 768] as const;
export const LOOKS = ['normal', 'dark', 'large'] as const;

/** WeChat's font setting of a look: root of 27 px makes main text 30 px. */
export const ROOT_PX = { normal: 16, large: 27, dark: 16 } as const;

export const modeName = ({ width, look }: Mode): string => `${width} ${look}`;

/** All modes in the order in which the least changes from one to the next: style sheets are made anew when the theme changes. */
export const MODES: readonly Mode[] = (['normal', 'large', 'dark'] as const).flatMap((look, i) =>
  (i % 2 === 0 ? WIDTHS : [...WIDTHS].reverse()).map((width) => ({ width, look })),
);
