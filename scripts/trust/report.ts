/** Findings of check:data as lines to read. */
import type { Finding } from '../../cloudfunctions/core/invariants';

const SHOWN = 50;

/** What is wrong, a line each, the most frequent rules first in the sum below. */
export function report(found: readonly Finding[], documents: number): string {
  const lines = found
    .slice(0, SHOWN)
    .map(({ rule, collection, id, detail }) => `${collection}/${id}: ${rule}${detail && ` (${detail})`}`);
  const more = found.length > SHOWN ? [`... and ${found.length - SHOWN} more`] : [];
  return [...lines, ...more, `check:data: ${documents} documents, ${found.length} findings`].join('\n');
}
