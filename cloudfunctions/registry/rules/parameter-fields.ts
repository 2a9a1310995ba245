/** The form of a parameter, made from the schema of its value: what cannot be stored cannot be typed either. */
import type { ParameterField, ParameterOption } from '../../../typings/api/set-up';
import type { FieldWords, KeySource } from './parameter-words';

/** What is looked at of a valibot schema. */
export interface SchemaShape {
  type: string;
  entries?: Record<string, SchemaShape>;
  item?: SchemaShape;
  value?: SchemaShape;
  options?: readonly unknown[];
  pipe?: readonly { type: string; requirement?: unknown }[];
}

export type Keys = Record<KeySource, ParameterOption[]>;

/** More digits than any rule of a town needs. */
const MOST = 1_000_000;

function limit(schema: SchemaShape, type: 'min_value' | 'max_value', otherwise: number): number {
  const found = schema.pipe?.find((action) => action.type === type)?.requirement;
  return typeof found === 'number' ? found : otherwise;
}

function keysOf(words: FieldWords, keys: Keys): ParameterOption[] {
  if (words.keys !== undefined) return keys[words.keys];
  return Object.entries(words.options ?? {}).map(([value, label]) => ({ value, label }));
}

function fieldOf(path: string, schema: SchemaShape, words: FieldWords, keys: Keys): ParameterField[] {
  const { label, unit = '' } = words;
  const range = (of: SchemaShape) => ({ min: limit(of, 'min_value', 0), max: limit(of, 'max_value', MOST) });
  switch (schema.type) {
    case 'number':
      // Names of amounts end so everywhere in this program.
      if (path.endsWith('Fen')) return [{ path, label, kind: 'money', ...range(schema) }];
      return [{ path, label, kind: 'whole', unit, ...range(schema) }];
    case 'array':
      return [
        {
          path,
          label,
          kind: 'choices',
          options: (schema.item?.options ?? []).map((value) => ({
            value: String(value),
            label: words.options?.[String(value)] ?? String(value),
          })),
        },
      ];
    case 'record':
      return schema.value?.type === 'array'
        ? [{ path, label, kind: 'lists', keys: keysOf(words, keys) }]
        : [
            {
              path,
              label,
              kind: 'numbers',
              unit,
              ...range(schema.value ?? schema),
              keys: keysOf(words, keys),
            },
          ];
    case 'strict_object':
      return fieldsOf(schema, words.fields ?? {}, keys, `${path}.`, `${label}：`);
    default:
      throw new Error(`a parameter of type ${schema.type} has no form yet: ${path}`);
  }
}

/** All fields of a value, in the order of its schema. `prefix` and `before` lead to a part of a part. */
export function fieldsOf(
  schema: SchemaShape,
  words: Record<string, FieldWords>,
  keys: Keys,
  prefix = '',
  before = '',
): ParameterField[] {
  if (schema.type !== 'strict_object') return fieldOf('', schema, words[''] ?? { label: '' }, keys);
  return Object.entries(schema.entries ?? {}).flatMap(([name, part]) => {
    const own = words[name] ?? { label: name };
    return fieldOf(`${prefix}${name}`, part, { ...own, label: `${before}${own.label}` }, keys);
  });
}
