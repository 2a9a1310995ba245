/**
 * Handlers that a template names must be in the code of its page or component. A missing one fails silently on the phone:
 * the person taps and nothing happens.
 */
import ts from 'typescript';
import type { Finding } from './finding';
import { resolvePath, type Source } from './source';
import { handlersOf } from './wxml';

interface Module {
  file: string;
  tree: ts.SourceFile;
}

function openModule(source: Source, path: string): Module | null {
  const file = [`${path}.ts`, `${path}.js`, `${path}/index.ts`].find((name) => source.has(name));
  if (!file) return null;
  return { file, tree: ts.createSourceFile(file, source.read(file), ts.ScriptTarget.Latest, true) };
}

/** The module that a name was imported from, when it is one of ours. */
function importedFrom(source: Source, module: Module, name: string): Module | null {
  for (const statement of module.tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const { importClause, moduleSpecifier } = statement;
    const bindings = importClause?.namedBindings;
    const names = [
      importClause?.name?.text,
      ...(bindings && ts.isNamedImports(bindings)
        ? bindings.elements.map((element) => element.name.text)
        : []),
    ];
    if (names.includes(name) && moduleSpecifier.text.startsWith('.')) {
      return openModule(source, resolvePath(module.file, moduleSpecifier.text));
    }
  }
  return null;
}

/** Names of all members of all objects in a module: what a helper may mix into the page that uses it. */
function everyMember(module: Module): string[] {
  const names: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralElementLike(node) && node.name && !ts.isComputedPropertyName(node.name)) {
      names.push(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(module.tree);
  return names;
}

function rootName(node: ts.Expression): string | null {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isCallExpression(node) || ts.isPropertyAccessExpression(node)) return rootName(node.expression);
  return null;
}

/** Members of an object given to Page(), Component() or a helper of ours, with `methods`, spreads and behaviours. */
function membersOf(source: Source, module: Module, object: ts.ObjectLiteralExpression): string[] {
  return object.properties.flatMap((property) => {
    if (ts.isSpreadAssignment(property)) return mixedIn(source, module, property.expression);
    if (!property.name || ts.isComputedPropertyName(property.name)) return [];
    const name = property.name.text;
    if (!ts.isPropertyAssignment(property)) return [name];
    const value = property.initializer;
    if (name === 'methods' && ts.isObjectLiteralExpression(value)) return membersOf(source, module, value);
    if (name === 'behaviors' && ts.isArrayLiteralExpression(value)) {
      return value.elements.flatMap((element) => mixedIn(source, module, element));
    }
    return [name];
  });
}

/** What a spread or a behaviour brings: looked up where it is declared, here or in another module. */
function mixedIn(source: Source, module: Module, expression: ts.Expression): string[] {
  if (ts.isObjectLiteralExpression(expression)) return membersOf(source, module, expression);
  const name = rootName(expression);
  const origin = name ? (importedFrom(source, module, name) ?? module) : module;
  return everyMember(origin);
}

/**
 * What a page maker of ours may add: the members of its own module, and those of the makers and the mixed-in objects that it
 * uses itself (a form for several pages stands on definePage).
 */
function broughtBy(source: Source, module: Module, seen = new Set<string>()): string[] {
  if (seen.has(module.file)) return [];
  seen.add(module.file);
  const names = everyMember(module);
  const visit = (node: ts.Node): void => {
    const maker =
      ts.isCallExpression(node) && node.arguments.some((argument) => ts.isObjectLiteralExpression(argument))
        ? node.expression
        : null;
    const used = ts.isSpreadAssignment(node) ? node.expression : maker;
    const name = used ? rootName(used) : null;
    const origin = name ? importedFrom(source, module, name) : null;
    if (origin) names.push(...broughtBy(source, origin, seen));
    ts.forEachChild(node, visit);
  };
  visit(module.tree);
  return names;
}

/** All names that a template of this unit may call; null when there is no code. */
function handlersIn(source: Source, path: string): Set<string> | null {
  const module = openModule(source, path);
  if (!module) return null;
  const names = new Set<string>();
  for (const statement of module.tree.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isCallExpression(statement.expression)) continue;
    const { expression, arguments: args } = statement.expression;
    for (const argument of args) {
      if (ts.isObjectLiteralExpression(argument))
        membersOf(source, module, argument).forEach((name) => names.add(name));
      else mixedIn(source, module, argument).forEach((name) => names.add(name));
    }
    // definePage() of ours adds members of its own.
    const maker = rootName(expression);
    const helper = maker ? importedFrom(source, module, maker) : null;
    if (helper) broughtBy(source, helper).forEach((name) => names.add(name));
  }
  return names;
}

/** Handlers named in templates that the code does not have. */
export function checkHandlers(source: Source): Finding[] {
  return [...source.units.values()].flatMap((unit) => {
    const known = handlersIn(source, unit.path);
    if (!known) return [];
    return handlersOf(unit.elements)
      .filter(({ name }) => !known.has(name))
      .map(({ name, line }) => ({
        check: 'handlers',
        file: `${unit.path}.wxml`,
        line,
        message: `calls ${name}, which ${unit.path}.ts does not have`,
      }));
  });
}
