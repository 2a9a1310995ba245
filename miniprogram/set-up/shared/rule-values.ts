/** Values of rules: as lines to read, as fields to type in, and back. The fields come from the function, made of the schema. */
import type { ParameterField } from '../../../typings/api/set-up';
import { fenOf, plainYuan } from '../../shared/money';

export interface Line {
  label: string;
  value: string;
}

/** What is at `path` ('share.numerator') of a value; '' is the value itself. */
function partOf(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path
    .split('.')
    .reduce<unknown>((whole, name) => (whole as Record<string, unknown> | null | undefined)?.[name], value);
}

function withPart(value: unknown, path: string, part: unknown): unknown {
  if (path === '') return part;
  const [name = '', ...rest] = path.split('.');
  const whole = (value ?? {}) as Record<string, unknown>;
  return { ...whole, [name]: withPart(whole[name], rest.join('.'), part) };
}

const table = (part: unknown): Record<string, unknown> => (part ?? {}) as Record<string, unknown>;
const labelOf = (options: readonly { value: string; label: string }[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;

function words(field: ParameterField, part: unknown): string {
  switch (field.kind) {
    case 'whole':
      return `${String(part)}${field.unit}`;
    case 'money':
      return `${plainYuan(Number(part))}元`;
    case 'choices': {
      const chosen = (part as string[]).map((value) => labelOf(field.options, value));
      return chosen.length === 0 ? '没有' : chosen.join('、');
    }
    case 'numbers': {
      const set = Object.entries(table(part)).map(
        ([key, n]) => `${labelOf(field.keys, key)}${String(n)}${field.unit}`,
      );
      return set.length === 0 ? '没有' : set.join('、');
    }
    case 'lists': {
      const set = Object.entries(table(part)).filter(([, list]) => (list as string[]).length > 0);
      return set.length === 0 ? '没有' : `${set.length}个已经写明`;
    }
  }
}

/** A value as lines. */
export function linesOf(fields: readonly ParameterField[], value: unknown): Line[] {
  return fields.map((field) => ({ label: field.label, value: words(field, partOf(value, field.path)) }));
}

/** What is typed: by path, and for tables by path and key ('months|cane'). Lists are kept as JSON. */
export type Typed = Record<string, string>;

const cell = (path: string, key: string): string => `${path}|${key}`;

/** A value as it is typed. */
export function typedOf(fields: readonly ParameterField[], value: unknown): Typed {
  const typed: Typed = {};
  for (const field of fields) {
    const part = partOf(value, field.path);
    if (part === undefined) continue;
    if (field.kind === 'whole') typed[field.path] = String(part);
    else if (field.kind === 'money') typed[field.path] = plainYuan(Number(part));
    else if (field.kind === 'choices') typed[field.path] = JSON.stringify(part);
    else if (field.kind === 'numbers') {
      for (const [key, n] of Object.entries(table(part))) typed[cell(field.path, key)] = String(n);
    } else {
      for (const [key, list] of Object.entries(table(part)))
        typed[cell(field.path, key)] = JSON.stringify(list);
    }
  }
  return typed;
}

export const listOf = (typed: string | undefined): string[] =>
  typed === undefined || typed === '' ? [] : (JSON.parse(typed) as string[]);

const wholeOf = (text: string | undefined): number | null =>
  /^\d{1,7}$/.test(text?.trim() ?? '') ? Number(text?.trim()) : null;

interface Read {
  value: unknown;
  problems: Record<string, string>;
}

function inRange(n: number | null, { min, max }: { min: number; max: number }): boolean {
  return n !== null && n >= min && n <= max;
}

/** What was typed as a value, with what is wrong by field. */
export function valueOf(fields: readonly ParameterField[], typed: Typed): Read {
  const problems: Record<string, string> = {};
  let value: unknown = {};
  for (const field of fields) {
    const { path } = field;
    if (field.kind === 'whole' || field.kind === 'money') {
      const n = field.kind === 'whole' ? wholeOf(typed[path]) : fenOf(typed[path] ?? '');
      if (!inRange(n, field)) {
        problems[path] = field.kind === 'whole' ? `请填${field.min}以上的整数` : '请填金额，例如200或99.50';
      }
      value = withPart(value, path, n);
    } else if (field.kind === 'choices') {
      value = withPart(value, path, listOf(typed[path]));
    } else {
      const part: Record<string, unknown> = {};
      for (const { value: key } of field.keys) {
        const text = typed[cell(path, key)] ?? '';
        if (field.kind === 'lists') {
          const list = listOf(text);
          if (list.length > 0) part[key] = list;
        } else if (text.trim() !== '') {
          const n = wholeOf(text);
          if (!inRange(n, field)) problems[cell(path, key)] = `请填${field.min}以上的整数，不单独规定就不填`;
          part[key] = n;
        }
      }
      value = withPart(value, path, part);
    }
  }
  return { value, problems };
}
