/** How functions read the database while tests call them: what can grow is read by an index, never by looking at every document. */

/** One document for each place or timer, or set up by hand: of these every document is read on purpose. */
const SMALL: readonly string[] = [
  'boards',
  'catalogue',
  'counters',
  'goods',
  'parameters',
  'progress',
  'timerRuns',
  'villages',
];

interface Invocation {
  function: string;
  requests: { action: string; collection?: string; plan?: string }[];
}

/** 'a: index x; b: collection scan' for a lookup; the first part is of the collection that was asked. */
function scannedBy(collection: string, plan: string): string[] {
  return plan
    .split('; ')
    .map((part, n) => (n === 0 ? `${collection}: ${part}` : part))
    .filter((part) => part.includes('collection scan'))
    .map((part) => part.split(': ')[0] ?? '');
}

/** Functions and collections of which every document was looked at although they grow. */
export async function scans(url: string): Promise<string[]> {
  const invocations = (await (await fetch(`${url}/stats`)).json()) as Invocation[];
  const found = invocations.flatMap((one) =>
    one.requests.flatMap(({ collection = '', plan = '', action }) =>
      scannedBy(collection, plan)
        .filter((name) => !SMALL.includes(name))
        .map((name) => `${one.function} reads all of ${name} (${action})`),
    ),
  );
  return [...new Set(found)];
}
