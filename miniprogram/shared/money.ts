import type { Fen } from '../../typings/domain';

/** 32050 -> '320.50'. */
export function yuan(fen: Fen): string {
  return `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** What a person pays, in words: '免费' or '320.50元'. */
export function payWords(fen: Fen): string {
  return fen === 0 ? '免费' : `${yuan(fen)}元`;
}

/** '200' or '99.50': round amounts in words need no fen. */
export function plainYuan(fen: Fen): string {
  return fen % 100 === 0 ? String(fen / 100) : yuan(fen);
}

/** '20' or '19.90' yuan as typed -> fen; null when it is no amount of money. */
export function fenOf(typed: string): number | null {
  const match = /^(\d{1,6})(?:\.(\d{1,2}))?$/.exec(typed.trim());
  if (!match) return null;
  return Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
}
