/** Inline styles with WeChat's units. */

/** Rewrites rpx, vh and vw to sizes of the phone; leaves url(...) alone. */
export function phoneStyle(style: string): string {
  if (!/rpx|v[hw]\b/.test(style)) return style;
  return style
    .split(/(url\([^)]*\))/)
    .map((part, index) => {
      if (index % 2) return part;
      return part
        .replace(/(^|[\s,(:*/+-])([+-]?(?:\d*\.)?\d+)rpx\b/g, '$1calc($2 * var(--phone-rpx))')
        .replace(/(^|[\s,(:*/+-])([+-]?(?:\d*\.)?\d+)(vh|vw)\b/g, '$1calc($2 * var(--phone-$3))');
    })
    .join('');
}
