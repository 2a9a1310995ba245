/** The difference between what the tree wants and what an environment has, as steps in the order in which they are safe. Pure. */
import { RUNTIME, type Index, type Wanted, type WantedFunction } from './wanted';

export interface Found {
  /** Collection -> its indexes without the one of _id, and who may use it from a phone. */
  collections: Record<string, { access: string; indexes: Index[] }>;
  functions: Record<
    string,
    { fingerprint: string; runtime: string; triggers: { name: string; config: string }[] }
  >;
  /** Path of HTTP access -> function. */
  paths: Record<string, string>;
}

export const EMPTY: Found = { collections: {}, functions: {}, paths: {} };

export type Step =
  | { kind: 'collection'; name: string }
  | { kind: 'indexes'; collection: string; indexes: Index[] }
  | { kind: 'drop-index'; collection: string; name: string }
  | { kind: 'access'; collection: string; access: string }
  | { kind: 'function'; fn: WantedFunction; isNew: boolean }
  | { kind: 'drop-trigger'; fn: string; name: string }
  | { kind: 'triggers'; fn: string; triggers: WantedFunction['triggers'] }
  | { kind: 'migrate' }
  | { kind: 'late-index'; collection: string; index: Index }
  | { kind: 'path'; path: string; fn: string }
  | { kind: 'screen' }
  | { kind: 'mini-program' };

export interface Plan {
  steps: Step[];
  /** Why nothing may be done; empty when all is well. */
  refusals: string[];
  /** What somebody should look at, though it is no reason to stop. */
  notes: string[];
}

const shape = ({ keys, unique }: Index): string => JSON.stringify([Object.entries(keys), unique ?? false]);

/** What WeChat's published quotas allow on one collection (docs/scale.md); plans may allow more. */
const MOST_INDEXES = 20;

type LateIndex = Extract<Step, { kind: 'late-index' }>;

/** An index that is gone or different in the schema: removing it may take minutes away from every list, so it is asked for by name. */
function planIndexes(
  collection: Wanted['collections'][number],
  found: Found['collections'][string] | undefined,
  allowed: ReadonlySet<string>,
): Plan & { late: LateIndex[] } {
  const plan: Plan = { steps: [], refusals: [], notes: [] };
  const there = found?.indexes ?? [];
  const gone = new Set<string>();
  for (const index of there) {
    const wanted = collection.indexes.find(({ name }) => name === index.name);
    if (wanted && shape(wanted) === shape(index)) continue;
    const id = `${collection.name}.${index.name}`;
    if (allowed.has(id)) {
      gone.add(index.name);
      plan.steps.push({ kind: 'drop-index', collection: collection.name, name: index.name });
    } else {
      const why = wanted ? 'is another one in schema.json' : 'is not in schema.json';
      plan.refusals.push(`index ${id} ${why}; to remove it there, add --drop-index ${id}`);
    }
  }
  const kept = there.filter(({ name }) => !gone.has(name)).map(({ name }) => name);
  const missing = collection.indexes.filter(({ name }) => !kept.includes(name));
  // In a collection that is new there is nothing to be migrated.
  const isLate = ({ afterMigration = false }: Index): boolean => afterMigration && found !== undefined;
  const now = missing.filter((index) => !isLate(index));
  if (now.length > 0) plan.steps.push({ kind: 'indexes', collection: collection.name, indexes: now });
  const late = missing
    .filter(isLate)
    .map((index): LateIndex => ({ kind: 'late-index', collection: collection.name, index }));
  return { ...plan, late };
}

function planTriggers(fn: WantedFunction, there: { name: string; config: string }[]): Step[] {
  const same = (one: { name: string; config: string }): boolean =>
    fn.triggers.some(({ name, config }) => name === one.name && config === one.config);
  const old = there.filter((one) => !same(one));
  const missing = fn.triggers.filter(
    ({ name, config }) => !there.some((one) => one.name === name && one.config === config),
  );
  return [
    ...old.map(({ name }): Step => ({ kind: 'drop-trigger', fn: fn.name, name })),
    ...(missing.length > 0 ? [{ kind: 'triggers' as const, fn: fn.name, triggers: missing }] : []),
  ];
}

/**
 * The steps. Data first (what old functions do not know does not hurt them), then functions, then the records are brought to the new shape
 * and only then timers run and people get the new screen and mini-program.
 */
export function planOf(wanted: Wanted, found: Found, dropIndexes: readonly string[] = []): Plan {
  const plan: Plan = { steps: [], refusals: [], notes: [] };
  const allowed = new Set(dropIndexes);
  const late: LateIndex[] = [];
  for (const collection of wanted.collections) {
    const there = found.collections[collection.name];
    if (collection.indexes.length > MOST_INDEXES)
      plan.notes.push(
        `${collection.name} wants ${collection.indexes.length} indexes; the published limit is ${MOST_INDEXES}, look at what the environment's plan allows`,
      );
    if (!there) plan.steps.push({ kind: 'collection', name: collection.name });
    const { steps, refusals, late: waiting } = planIndexes(collection, there, allowed);
    plan.steps.push(...steps);
    late.push(...waiting);
    plan.refusals.push(...refusals);
    if (there?.access !== collection.access)
      plan.steps.push({ kind: 'access', collection: collection.name, access: collection.access });
  }
  for (const name of Object.keys(found.collections))
    if (!wanted.collections.some((one) => one.name === name))
      plan.notes.push(`collection ${name} is not in schema.json; it is left as it is`);

  for (const fn of wanted.functions) {
    const there = found.functions[fn.name];
    if (there && there.runtime !== RUNTIME)
      plan.refusals.push(
        `function ${fn.name} runs on ${there.runtime}, wanted is ${RUNTIME}: a runtime cannot be changed; delete the function in the console`,
      );
    if (there?.fingerprint !== fn.fingerprint) plan.steps.push({ kind: 'function', fn, isNew: !there });
  }
  for (const name of Object.keys(found.functions))
    if (!wanted.functions.some((fn) => fn.name === name))
      plan.notes.push(`function ${name} is not in this tree; it goes on running`);

  plan.steps.push({ kind: 'migrate' }, ...late);
  for (const fn of wanted.functions)
    plan.steps.push(...planTriggers(fn, found.functions[fn.name]?.triggers ?? []));
  for (const [path, fn] of Object.entries(wanted.paths)) {
    if (found.paths[path] === fn) continue;
    if (found.paths[path] === undefined) plan.steps.push({ kind: 'path', path, fn });
    else plan.refusals.push(`${path} leads to ${found.paths[path]}, wanted is ${fn}`);
  }
  plan.steps.push({ kind: 'screen' }, { kind: 'mini-program' });
  return plan;
}

/** One line for people. No value of the environment is in it. */
export function describeStep(step: Step): string {
  switch (step.kind) {
    case 'collection':
      return `create collection ${step.name}`;
    case 'indexes':
      return `create indexes of ${step.collection}: ${step.indexes.map(({ name, unique }) => `${name}${unique ? ' (unique)' : ''}`).join(', ')}`;
    case 'drop-index':
      return `remove index ${step.collection}.${step.name}`;
    case 'access':
      return `access of ${step.collection}: ${step.access}`;
    case 'function': {
      const { name, memorySize, timeout, environment } = step.fn;
      return `${step.isNew ? 'create' : 'update'} function ${name}: ${RUNTIME}, ${memorySize} MB, ${timeout} s, environment ${Object.keys(environment).join(' ')}`;
    }
    case 'drop-trigger':
      return `remove timer ${step.fn}.${step.name}`;
    case 'triggers':
      return `create timers of ${step.fn}: ${step.triggers.map(({ name, config }) => `${name} (${config})`).join(', ')}`;
    case 'migrate':
      return 'bring the records to the shape of this version (upkeep, migrate)';
    case 'late-index':
      return `create index ${step.collection}.${step.index.name}${step.index.unique ? ' (unique)' : ''}, which records of before would have broken`;
    case 'path':
      return `open ${step.path} of HTTP access for ${step.fn}`;
    case 'screen':
      return 'upload the village screen to static hosting';
    case 'mini-program':
      return 'upload the mini-program';
  }
}
