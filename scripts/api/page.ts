/** docs/api.md: every action with who may, what it takes and answers, and which errors; made from contract, tables and schemas. */
import { actionWords } from '../../cloudfunctions/core/action-words';
import { ERRORS } from '../../cloudfunctions/core/errors';
import { ACTION_TABLES } from '../action-tables';
import { cellOf, COLUMNS, matrixRows, type MatrixRow } from '../matrix/matrix';
import {
  openProgram,
  readContract,
  type Contract,
  type ContractAction,
  type Field,
  type NamedType,
} from './contract';
import { Errors } from './errors';
import { limitsOf } from './limits';

/** What any call may be answered, whatever the action. */
const OF_ALL = [
  'BAD_REQUEST',
  'BAD_INPUT',
  'UNKNOWN_ACTION',
  'REQUEST_ID_REQUIRED',
  'REQUEST_ID_REUSED',
  'NOT_SIGNED_IN',
  'FORBIDDEN',
  'TOO_MANY_TRIES',
  'ASSIST_CONSENT_NEEDED',
  'NOT_ACTIVE',
  'BUSY',
  'INTERNAL',
] as const;

/** What a field of this name means wherever the contract says nothing else of it. */
const USUAL_WORDS: Record<string, string> = {
  age: 'Completed years (周岁).',
  balance: 'Points.',
  contactPhone: 'As typed in for this application.',
  cursor: '`next` of the page before.',
  dailyCap: 'Points a day at most.',
  earned: 'Points.',
  knownVersion: 'The version that the caller has: `unchanged` is answered when there is no newer one.',
  minutes: 'Whole minutes.',
  next: '`cursor` of the next page; null at the end.',
  perHalfHour: 'Points for each full half-hour.',
  photoIds: 'Of photos taken in by media.',
  points: 'Points, whole.',
  quietDays: 'Days without a service.',
  score: '1 (worst) to 5.',
  seconds: 'Whole seconds.',
  spent: 'Points.',
  version: 'Of the record or list; a command with an older one is refused.',
  voiceId: 'Of a recording taken in by media.',
};

const anchor = (name: string): string => `#${name.toLowerCase()}`;
const cell = (text: string): string =>
  text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A type with links to the named ones in it. */
function typeCell(text: string, types: Contract['types']): string {
  return text
    .split(/('[^']*'|\b[A-Za-z]\w*\b)/)
    .map((part) => (types.has(part) ? `[${part}](${anchor(part)})` : cell(part)))
    .join('');
}

function table(fields: Field[], types: Contract['types'], limits?: Map<string, string>): string {
  const shapes = [...new Set(fields.map(({ shape }) => shape))];
  return shapes
    .map((shape) => {
      const lines = fields
        .filter((field) => field.shape === shape)
        .map(({ path, optional, type, words }) => {
          const own = [limits?.get(path), limits?.get(`${path}[]`)].filter(Boolean).join('; ');
          const meaning = words === '' ? (USUAL_WORDS[path.split('.').at(-1) ?? ''] ?? '') : words;
          // Units and meaning of a named type stand with the type.
          return `| \`${path}\`${optional ? ' (optional)' : ''} | ${typeCell(type, types)} | ${cell([meaning, own].filter(Boolean).join(' — '))} |`;
        });
      return ['| field | type | meaning, limits |', '| --- | --- | --- |', ...lines].join('\n');
    })
    .join('\n\nor\n\n');
}

function whoMay(row: MatrixRow): string {
  if (row.may.includes('user')) return 'everybody who has opened the program';
  const who = COLUMNS.filter(({ who: column }) => column !== 'otherVillage' && cellOf(row, column) === 'yes');
  const names = who.map(({ who: column, title }) => (column === 'villageStaff' ? 'village staff' : title));
  return `${names.join(', ')}${row.scope === undefined ? '' : ` (a village's staff: ${row.scope})`}`;
}

function actionText(
  action: ContractAction,
  row: MatrixRow,
  codes: string[],
  types: Contract['types'],
): string {
  const definition = (ACTION_TABLES as unknown as Record<string, Record<string, { input: unknown }>>)[
    action.fn
  ]?.[action.action];
  const own = codes.filter((code) => !(OF_ALL as readonly string[]).includes(code));
  return [
    `### ${action.fn}.${action.action}`,
    `${actionWords(`${action.fn}.${action.action}`)} · **${row.kind}** · ${whoMay(row)}`,
    ...(action.words === '' ? [] : [cell(action.words)]),
    action.input.length === 0
      ? 'Takes nothing.'
      : `Takes\n\n${table(action.input, types, limitsOf(definition?.input))}`,
    action.output.length === 0 ? 'Answers nothing.' : `Answers\n\n${table(action.output, types)}`,
    ...(own.length === 0 ? [] : [`Errors: ${own.map((code) => `\`${code}\``).join(', ')}`]),
  ].join('\n\n');
}

function typeSection(type: NamedType, types: Contract['types']): string {
  return [
    `### ${type.name}`,
    ...(type.words === '' ? [] : [cell(type.words)]),
    type.fields.length > 0 ? table(type.fields, types) : `= ${typeCell(type.means, types)}`,
  ].join('\n\n');
}

/** The whole page. */
export function apiText(): string {
  const functions = Object.keys(ACTION_TABLES);
  const program = openProgram([
    'typings/api/index.ts',
    ...functions.map((fn) => `cloudfunctions/${fn}/actions.ts`),
  ]);
  const { actions, types } = readContract(program);
  const errors = new Errors(program);
  const rows = new Map(matrixRows().map((row) => [`${row.fn}.${row.action}`, row]));
  const named = [...types.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = functions.flatMap((fn) => {
    const codes = errors.ofFunction(fn);
    return [
      `## ${fn}`,
      ...actions
        .filter((action) => action.fn === fn)
        .map((action) => {
          const row = rows.get(`${fn}.${action.action}`);
          const reached = codes.get(action.action);
          if (row === undefined || reached === undefined)
            throw new Error(
              `${fn}.${action.action} is in the contract, but not in the table of the function`,
            );
          return actionText(action, row, reached, types);
        }),
    ];
  });
  return `${[
    '# The functions, action by action',
    'Made by `npm run api` from the contract (`typings/`), the tables of actions and the input schemas; a test says when it is not up to date.',
    `${functions.length} functions, ${actions.length} actions. A phone calls \`wx.cloud.callFunction({ name, data: { action, input, requestId, as } })\` and gets \`{ ok: true, data }\` or \`{ ok: false, code, message, requestId, fields? }\`: [CallEnvelope](#callenvelope), [CallFailed](#callfailed). A **query** reads only; a **command** is one transaction, needs a \`requestId\`, and answers the same again when it is repeated. Limits are in the words that a person is told. Staff scope: \`record\` = records of the own village, \`list\` = the list shows the own village, \`own\` = written for the own village, \`town\` = the same for all. The whole matrix: [permissions.md](permissions.md).`,
    `Functions: ${functions.map((fn) => `[${fn}](${anchor(fn)})`).join(' · ')} · [types](#types) · [errors](#errors)`,
    `Besides those named with an action, every call may be answered ${OF_ALL.map((code) => `\`${code}\``).join(', ')}.`,
    ...sections,
    '## Types',
    ...named.map((type) => typeSection(type, types)),
    '## Errors',
    'The words may be more exact than these where more can be said.',
    [
      '| code | words |',
      '| --- | --- |',
      ...Object.entries(ERRORS).map(([code, words]) => `| \`${code}\` | ${words} |`),
    ].join('\n'),
  ].join('\n\n')}\n`;
}
