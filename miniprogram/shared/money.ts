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
