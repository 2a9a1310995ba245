/** Size of the words: WeChat's own setting, or larger by the switch in 我的. Everything is sized in rem, so one number does it. */
import { readStored, writeStored } from './storage';

export type TextSize = 'normal' | 'large' | 'huge';

const KEY = 'text-size';
/** Root size in px; main text is 1.125 of it: 18, 24 and 30 px. */
const ROOT_PX: Record<TextSize, number> = { normal: 16, large: 21.5, huge: 27 };

/** What the person chose. */
export function textSize(): TextSize {
  return readStored<TextSize>(KEY) ?? 'normal';
}

/** Keeps the choice; pages take it over when they are shown next. */
export function setTextSize(size: TextSize): void {
  writeStored(KEY, size);
}

function systemPx(): number {
  try {
    return wx.getAppBaseInfo().fontSizeSetting ?? ROOT_PX.normal;
  } catch {
    return ROOT_PX.normal;
  }
}

/** Value of `root-font-size` for the page: never smaller than what WeChat itself is set to. */
export function rootFontSize(): string {
  return `${Math.max(systemPx(), ROOT_PX[textSize()])}px`;
}
