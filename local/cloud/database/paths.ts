/** Dotted paths, with MongoDB's rule that an array on the way stands for its elements. */
import { isDoc, type Doc, type Value } from './values';

/**
 * Every value that `path` can mean in `doc`; `undefined` stands for "missing". An array at the end is given as it is: who
 * compares decides whether its elements count too.
 */
export function valuesAt(doc: Value, path: string): Value[] {
  const found: Value[] = [];
  collect(doc, path.split('.'), 0, found);
  return found.length === 0 ? [undefined] : found;
}

function collect(value: Value, steps: string[], at: number, found: Value[]): void {
  if (at === steps.length) {
    found.push(value);
    return;
  }
  const step = steps[at] as string;
  if (Array.isArray(value)) {
    if (/^\d+$/.test(step) && Number(step) < value.length) collect(value[Number(step)], steps, at + 1, found);
    for (const element of value) if (isDoc(element)) collect(element, steps, at, found);
    return;
  }
  if (!isDoc(value) || !Object.hasOwn(value, step)) {
    found.push(undefined);
    return;
  }
  collect(value[step], steps, at + 1, found);
}

/** The values an index or a sort sees at `path`: elements instead of arrays; `multi` when an array was met. */
export function indexValuesAt(doc: Doc, path: string): { values: Value[]; multi: boolean } {
  const raw = valuesAt(doc, path);
  let multi = raw.length > 1;
  const values: Value[] = [];
  for (const value of raw) {
    if (!Array.isArray(value)) values.push(value);
    else {
      multi = true;
      values.push(...(value.length > 0 ? value : [EMPTY_ARRAY]));
    }
  }
  return { values, multi };
}

/** Stands for an array without elements in an index: before null, as in MongoDB. */
export const EMPTY_ARRAY = Symbol('empty array');
