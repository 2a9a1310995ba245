/**
 * The conformance cases of the local cloud, asked of a real environment: each case is code that runs inside a function through the SDK and
 * expects what the local server does. A case that fails there is a difference between the two.
 */
import type { Environment } from '../deploy/cloud';
import { planOf } from '../deploy/plan';
import type { Wanted } from '../deploy/wanted';

export interface Difference {
  name: string;
  /** What the case said. */
  words: string;
}

export interface Probed {
  cases: number;
  differences: Difference[];
}

const FUNCTION = 'conformance';

/** What the cases stand on comes first; what else the environment has is not looked at. */
async function prepare(environment: Environment, wanted: Wanted): Promise<void> {
  const found = await environment.look([FUNCTION]);
  const own = Object.fromEntries(
    wanted.collections.flatMap(({ name }) => {
      const there = found.collections[name];
      return there ? [[name, there]] : [];
    }),
  );
  const there = found.functions[FUNCTION];
  const { steps, refusals } = planOf(wanted, {
    collections: own,
    functions: there ? { [FUNCTION]: there } : {},
    paths: {},
  });
  if (refusals.length > 0) throw new Error(refusals.join('\n'));
  for (const step of steps)
    if (step.kind !== 'migrate' && step.kind !== 'screen' && step.kind !== 'mini-program')
      await environment.apply(step);
}

/** Runs every case, one after the other, and takes away what it has made (unless `keep`). */
export async function probe(
  environment: Environment,
  wanted: Wanted,
  { keep, log }: { keep: boolean; log: (line: string) => void },
): Promise<Probed> {
  await prepare(environment, wanted);
  try {
    const names = (await environment.invoke(FUNCTION, { list: true })) as string[];
    const differences: Difference[] = [];
    for (const name of names) {
      try {
        const answer = await environment.invoke(FUNCTION, { case: name });
        if (answer !== 'ok') throw new Error(`answered ${JSON.stringify(answer)}`);
        log(`same       ${name}`);
      } catch (error) {
        const words = (error as Error).message;
        differences.push({ name, words });
        log(`DIFFERENT  ${name}\n           ${words.replaceAll('\n', '\n           ')}`);
      }
    }
    return { cases: names.length, differences };
  } finally {
    if (!keep)
      await environment.remove(
        FUNCTION,
        wanted.collections.map(({ name }) => name),
      );
  }
}
