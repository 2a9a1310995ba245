/** What a template says: its tags, the handlers it names, the files it reads. */
import { createRequire } from 'node:module';

/** The package has no types. */
const { parse } = createRequire(__filename)('@wxml/parser') as { parse(source: string): { body: Node[] } };

export interface Attribute {
  key: string;
  value: string;
  line: number;
}

export interface Element {
  name: string;
  line: number;
  attributes: Attribute[];
}

/** The part of the parser's tree that is read here; the package has no types. */
interface Node {
  type: string;
  name?: string;
  loc: { start: { line: number } };
  startTag?: { attributes: { key: string; value: string | null; loc: { start: { line: number } } }[] };
  children?: Node[];
}

function visit(node: Node, found: Element[]): void {
  if (node.startTag) {
    found.push({
      name: node.name ?? '',
      line: node.loc.start.line,
      attributes: node.startTag.attributes.map(({ key, value, loc }) => ({
        key,
        value: value ?? '',
        line: loc.start.line,
      })),
    });
  }
  for (const child of node.children ?? []) visit(child, found);
}

/** All elements of a template, in the order in which they are written. */
export function elementsOf(source: string): Element[] {
  const found: Element[] = [];
  for (const node of parse(source).body) visit(node, found);
  return found;
}

const EVENT = /^(?:capture-|mut-)?(?:bind|catch):?[a-z]/i;

/** Handlers named in a template; names that are computed cannot be looked up here and are left to the tests. */
export function handlersOf(elements: Element[]): { name: string; line: number }[] {
  return elements
    .flatMap((element) => element.attributes)
    .filter(({ key, value }) => EVENT.test(key) && value !== '' && !value.includes('{{'))
    .map(({ value, line }) => ({ name: value, line }));
}

/** Other templates and scripts that a template reads. */
export function filesReadBy(elements: Element[]): { path: string; line: number }[] {
  return elements
    .filter(({ name }) => ['import', 'include', 'wxs'].includes(name))
    .flatMap(({ attributes }) => attributes)
    .filter(({ key, value }) => key === 'src' && value !== '')
    .map(({ value, line }) => ({ path: value, line }));
}
