/** All action tables, found by their folders: a new function is tested without being named anywhere. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionDefinition } from '../../../cloudfunctions/core/actions';
import type { FunctionName } from '../../../typings/api';
import { ROOT } from '../functions/versions';

const FUNCTIONS = join(ROOT, 'cloudfunctions');

export type AnyAction = ActionDefinition<unknown, unknown>;
export type AnyTable = Record<string, AnyAction>;

/** Function name -> its table. Fails when a folder with actions.ts does not export `<name>Actions`. */
export function allTables(): Map<FunctionName, AnyTable> {
  const tables = new Map<FunctionName, AnyTable>();
  for (const name of readdirSync(FUNCTIONS).sort()) {
    const file = join(FUNCTIONS, name, 'actions.ts');
    if (name === 'core' || !existsSync(file)) continue;
    // The names are known only when the tests run: no import can name them.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const exported = require(file) as Record<string, AnyTable>;
    const table = exported[`${name}Actions`];
    if (!table) throw new Error(`${file} does not export ${name}Actions`);
    tables.set(name as FunctionName, table);
  }
  return tables;
}

/** Every action once. */
export function allActions(): { fn: FunctionName; action: string; definition: AnyAction }[] {
  return [...allTables()].flatMap(([fn, table]) =>
    Object.entries(table).map(([action, definition]) => ({ fn, action, definition })),
  );
}
