/** What comes in, judged before anything else looks at it. */

/** The deepest input of the contract has five levels; a rule's parameters may have a few more. */
const DEEPEST = 20;

/**
 * Whether a value is nested deeper than any real input. Without recursion: what overflows the stack of JSON.stringify must not
 * overflow this.
 */
export function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) =>
      one !== null && typeof one === 'object' ? (Object.values(one) as unknown[]) : [],
    );
  }
  return false;
}
