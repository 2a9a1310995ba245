/** What a schema asks of each field beyond its type, in the words that a person is told or as a range. */

interface Step {
  kind: string;
  type: string;
  requirement?: unknown;
  message?: unknown;
}

interface Schema {
  type: string;
  wrapped?: Schema;
  item?: Schema;
  entries?: Record<string, Schema>;
  options?: readonly unknown[];
  pipe?: readonly (Schema | Step)[];
}

const RANGES: Record<string, string> = {
  max_length: 'at most',
  min_length: 'at least',
  min_value: '>=',
  max_value: '<=',
};

/** What says no more than the type: any id, any text without control characters, something at all. */
const SAYS_NOTHING = /^编号不对|不能识别的字符|^请填写\D*$/;

function steps(schema: Schema): string[] {
  return (schema.pipe ?? []).flatMap((step) => {
    if (!('kind' in step) || step.kind !== 'validation') return [];
    if (typeof step.message === 'string') return SAYS_NOTHING.test(step.message) ? [] : [step.message];
    const range = RANGES[step.type];
    return range === undefined ? [] : [`${range} ${String(step.requirement)}`];
  });
}

/** Path of a field -> its limits, for an input schema. */
export function limitsOf(schema: unknown, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (part: Schema, at: string): void => {
    const limits = [...new Set(steps(part))];
    if (limits.length > 0) found.set(at, [found.get(at), ...limits].filter(Boolean).join('; '));
    if (part.wrapped) visit(part.wrapped, at);
    if (part.item) visit(part.item, `${at}[]`);
    for (const [name, entry] of Object.entries(part.entries ?? {}))
      visit(entry, at === '' ? name : `${at}.${name}`);
    for (const option of part.options ?? [])
      if (typeof option === 'object' && option !== null && 'type' in option) visit(option as Schema, at);
    const [first] = part.pipe ?? [];
    if (first !== undefined && 'type' in first && first !== part && (first as Schema).pipe === undefined)
      visit({ ...(first as Schema), pipe: [] }, at);
  };
  visit(schema as Schema, path);
  return found;
}
