import type { Tone } from '../types';

/** Each tone has its own shape, so that no state is told by colour alone. */
const TONE_ICONS: Record<Tone, string> = {
  neutral: 'minus',
  info: 'info',
  progress: 'hourglass',
  success: 'check-circle',
  warning: 'warning',
  danger: 'error',
};

/** The icon asked for, else the one of the tone. */
export function toneIcon(tone: string, icon: string): string {
  return icon || TONE_ICONS[tone as Tone] || TONE_ICONS.neutral;
}
