/** The permission matrix, from the declared tables: every action x role x own or other village, and every step x state x role. */
import { STORY_STEPS } from '../../cloudfunctions/notices/rules/story-life';
import { DONATION_STEPS } from '../../cloudfunctions/donations/rules/donation-life';
import { TABLES } from '../../cloudfunctions/applications/rules/tables';
import { INTENTION_STEPS } from '../../cloudfunctions/pairing/rules/intention-life';
import { PAIRING_STEPS } from '../../cloudfunctions/pairing/rules/pairing-life';
import { SERVICE_STEPS } from '../../cloudfunctions/pairing/rules/service-life';
import { ORDER_STEPS } from '../../cloudfunctions/points/rules/order-life';
import type { May } from '../../cloudfunctions/core/identity';
import { LIVES } from '../../cloudfunctions/core/pure/lives';
import { ACTION_TABLES } from '../action-tables';
import { VILLAGE_SCOPE, type VillageScope } from './village-scope';

export interface MatrixRow {
  fn: string;
  action: string;
  kind: 'query' | 'command';
  may: readonly May[];
  /** Of what village staff may call; undefined where they may not. */
  scope: VillageScope | undefined;
}

/** Every action of every function, in the order of the tables. */
export function matrixRows(): MatrixRow[] {
  return Object.entries(ACTION_TABLES).flatMap(([fn, table]) =>
    Object.entries(table as Record<string, { kind: MatrixRow['kind']; may: readonly May[] }>).map(
      ([action, { kind, may }]) => ({ fn, action, kind, may, scope: VILLAGE_SCOPE[`${fn}.${action}`] }),
    ),
  );
}

/** A column of the matrix: who calls, and from which village when the record's village matters. */
export const COLUMNS = [
  { who: 'nobody', title: 'no role' },
  { who: 'resident', title: 'resident' },
  { who: 'guardian', title: 'guardian' },
  { who: 'assistant', title: 'village staff for a resident' },
  { who: 'volunteer', title: 'volunteer' },
  { who: 'villageStaff', title: 'village staff, own' },
  { who: 'otherVillage', title: 'village staff, other' },
  { who: 'townStaff', title: 'town staff' },
  { who: 'admin', title: 'admin' },
] as const;
export type Column = (typeof COLUMNS)[number]['who'];

/** Whether who stands in the column may call the action, or only sees their own village's part of it. */
export function cellOf({ may, scope }: MatrixRow, column: Column): 'yes' | 'no' {
  if (may.includes('user')) return 'yes';
  if (column === 'nobody') return 'no';
  if (column !== 'otherVillage') return may.includes(column) ? 'yes' : 'no';
  return may.includes('villageStaff') && scope === 'town' ? 'yes' : 'no';
}

interface StepRow {
  record: string;
  from: string;
  action: string;
  who: readonly string[];
  to: string;
}

/** Every step of every kind of record: from which state, by whom, to which state. */
export function stepRows(): StepRow[] {
  const rows = (
    record: string,
    steps: readonly { from: string; action: string; who: string | readonly string[]; to: string }[],
  ): StepRow[] =>
    steps.map(({ from, action, who, to }) => ({
      record,
      from,
      action,
      who: typeof who === 'string' ? [who] : who,
      to,
    }));
  return [
    ...Object.entries(TABLES).flatMap(([kind, steps]) => rows(`application: ${kind}`, steps)),
    ...rows('pairing', PAIRING_STEPS),
    ...rows('service', SERVICE_STEPS),
    ...rows('intention', INTENTION_STEPS),
    ...[true, false].flatMap((directed) =>
      rows(
        directed ? 'donation, for a village' : 'donation, for the town to allot',
        DONATION_STEPS.filter((step) => step.directed === directed),
      ),
    ),
    ...rows('story', STORY_STEPS),
    ...rows('order', ORDER_STEPS),
    ...Object.entries(LIVES).flatMap(([record, steps]) => rows(record, steps)),
  ];
}

export const STEP_ROLES = [
  'resident',
  'guardian',
  'volunteer',
  'villageStaff',
  'townStaff',
  'system',
] as const;

/** 'author' and 'staff' are how stories name the volunteer and the officers. */
export function takes(who: readonly string[], role: (typeof STEP_ROLES)[number]): boolean {
  const names = who.flatMap((one) =>
    one === 'author' ? ['volunteer'] : one === 'staff' ? ['villageStaff', 'townStaff'] : [one],
  );
  return names.includes(role);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const width = head.map((title, n) => Math.max(title.length, 3, ...rows.map((row) => row[n]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, n) => cell.padEnd(width[n] ?? 0)).join(' | ')} |`;
  return [line(head), line(width.map((n) => '-'.repeat(n))), ...rows.map(line)].join('\n');
}

const mark = (yes: boolean): string => (yes ? 'yes' : '-');

/** docs/permissions.md, and what `npm run matrix` prints. */
export function matrixText(): string {
  const rows = matrixRows();
  const steps = stepRows();
  const functions = [...new Set(rows.map(({ fn }) => fn))];
  const records = [...new Set(steps.map(({ record }) => record))];
  return `${[
    '# Permissions',
    'Made by `npm run matrix` from the tables of actions and of steps; a test says when it is not up to date. What is not here does not exist: default deny.',
    'Village staff, other: the record, or what the list shows, belongs to another village. Scope: `record` = a record of another village is answered NOT_FOUND; `list` = the village is a condition of the query; `own` = written for the own village only; `town` = the same for every village.',
    `${rows.length} actions x ${COLUMNS.length} columns = ${rows.length * COLUMNS.length} cells; ${steps.length} steps x ${STEP_ROLES.length} roles = ${steps.length * STEP_ROLES.length} cells.`,
    '## Actions',
    ...functions.flatMap((fn) => [
      `### ${fn}`,
      table(
        ['action', 'kind', ...COLUMNS.map(({ title }) => title), 'scope'],
        rows
          .filter((row) => row.fn === fn)
          .map((row) => [
            row.action,
            row.kind,
            ...COLUMNS.map(({ who }) => mark(cellOf(row, who) === 'yes')),
            row.scope ?? '',
          ]),
      ),
    ]),
    '## Steps by state',
    'A step is taken by an action of the function above; from another state it is refused: STEP_NOT_ALLOWED, STATE_CHANGED or ALREADY_DECIDED. `system` is a timer.',
    ...records.flatMap((record) => [
      `### ${record}`,
      table(
        ['from', 'step', ...STEP_ROLES, 'to'],
        steps
          .filter((step) => step.record === record)
          .map(({ from, action, who, to }) => [
            from,
            action,
            ...STEP_ROLES.map((role) => mark(takes(who, role))),
            to,
          ]),
      ),
    ]),
  ].join('\n\n')}\n`;
}
