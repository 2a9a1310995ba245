/** All action tables, found by their folders: a new function is tested without being named anywhere. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionDefinition } from '../../../cloudfunctions/core/actions';
import type { FunctionName } from '../../../typings/api';
import { ROOT } from '../functions/versions';

const FUNCTIONS = join(ROOT, 'cloudfunctions');

export type AnyAction = ActionDefinition<unknown, unknown>;
export type AnyTable = Record<string, AnyAction>;

/** Functions that have a table of actions. */
export function functionNames(): FunctionName[] {
  const names = readdirSync(FUNCTIONS).filter(
    (name) => name !== 'core' && existsSync(join(FUNCTIONS, name, 'actions.ts')),
  );
  return names.sort() as FunctionName[];
}

const known = new Map<FunctionName, AnyTable>();

/** The table of one function. Fails when its actions.ts does not export `<name>Actions`. */
export function tableOf(name: FunctionName): AnyTable {
  let table = known.get(name);
  if (!table) known.set(name, (table = loadTable(name)));
  return table;
}

function loadTable(name: FunctionName): AnyTable {
  // The names are known only when the tests run: no import can name them. esbuild takes in all files that this may mean.
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const exported = require(`../../../cloudfunctions/${name}/actions.ts`) as Record<string, AnyTable>;
  const table = exported[`${name}Actions`];
  if (!table) throw new Error(`cloudfunctions/${name}/actions.ts does not export ${name}Actions`);
  return table;
}

/** Every action once. */
export function allActions(): { fn: FunctionName; action: string; definition: AnyAction }[] {
  return functionNames().flatMap((fn) =>
    Object.entries(tableOf(fn)).map(([action, definition]) => ({ fn, action, definition })),
  );
}
