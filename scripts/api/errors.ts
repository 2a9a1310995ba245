/**
 * Which error codes an action can answer: every `new AppError('CODE')` in code that its table entry reaches, by following names
 * through the functions. What goes through a table of kinds counts with all of its kinds, so a few codes more are named than one
 * caller can meet, never fewer.
 */
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from './contract';

/** Stand before every action; what they answer the page says once for all. */
const WAY_IN = ['actions', 'call', 'serve'].map((name) => `cloudfunctions/core/${name}.ts`);

/** Our own run-time code. */
function isOurs(file: string): boolean {
  const path = relative(ROOT, file);
  return (
    (path.startsWith('cloudfunctions/') || path.startsWith('miniprogram/shared/')) && !WAY_IN.includes(path)
  );
}

interface Piece {
  codes: Set<string>;
  /** Declarations that it names. */
  next: Set<ts.Node>;
}

export class Errors {
  private readonly checker: ts.TypeChecker;
  private readonly pieces = new Map<ts.Node, Piece>();

  constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
  }

  /** What an identifier leads to, in code of ours. */
  private declarationsOf(name: ts.Node): ts.Node[] {
    const symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.checker.getSymbolAtLocation(name);
    if (symbol === undefined) return [];
    const real = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    return (real.declarations ?? []).filter(
      (node) =>
        isOurs(node.getSourceFile().fileName) &&
        (ts.isFunctionDeclaration(node) ||
          ts.isMethodDeclaration(node) ||
          ts.isPropertyAssignment(node) ||
          (ts.isVariableDeclaration(node) && node.initializer !== undefined)),
    );
  }

  private piece(node: ts.Node): Piece {
    const known = this.pieces.get(node);
    if (known) return known;
    const piece: Piece = { codes: new Set(), next: new Set() };
    this.pieces.set(node, piece);
    const visit = (part: ts.Node): void => {
      if (ts.isTypeNode(part) && !ts.isExpressionWithTypeArguments(part)) return;
      if (ts.isNewExpression(part) && part.expression.getText() === 'AppError') {
        const [code] = part.arguments ?? [];
        if (code !== undefined) for (const one of this.literals(code)) piece.codes.add(one);
      }
      if (ts.isIdentifier(part))
        for (const found of this.declarationsOf(part)) if (found !== node) piece.next.add(found);
      ts.forEachChild(part, visit);
    };
    visit(node);
    return piece;
  }

  /** The code, or those that a variable can hold. */
  private literals(node: ts.Expression): string[] {
    if (ts.isStringLiteral(node)) return [node.text];
    const type = this.checker.getTypeAtLocation(node);
    const parts = type.isUnion() ? type.types : [type];
    // A variable of any code says nothing.
    return parts.length > 20 ? [] : parts.flatMap((part) => (part.isStringLiteral() ? [part.value] : []));
  }

  private reachable(start: ts.Node): string[] {
    const seen = new Set<ts.Node>();
    const codes = new Set<string>();
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const piece = this.piece(node);
      for (const code of piece.codes) codes.add(code);
      open.push(...piece.next);
    }
    return [...codes].sort();
  }

  /** Entries of a table, also of those spread into it. */
  private entries(table: ts.Expression): [string, ts.Node][] {
    if (!ts.isObjectLiteralExpression(table)) return [];
    return table.properties.flatMap((property): [string, ts.Node][] => {
      if (!ts.isSpreadAssignment(property))
        return property.name === undefined ? [] : [[property.name.getText(), property]];
      const symbol = this.checker.getSymbolAtLocation(property.expression);
      const real =
        symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias
          ? this.checker.getAliasedSymbol(symbol)
          : symbol;
      const node = real?.valueDeclaration;
      return node !== undefined && ts.isVariableDeclaration(node) && node.initializer !== undefined
        ? this.entries(unwrap(node.initializer))
        : [];
    });
  }

  /** Codes of every action of a function. */
  ofFunction(fn: string): Map<string, string[]> {
    const source = this.program.getSourceFile(join(ROOT, `cloudfunctions/${fn}/actions.ts`));
    const found = new Map<string, string[]>();
    for (const statement of source?.statements ?? []) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (name.getText() !== `${fn}Actions` || initializer === undefined) continue;
        for (const [action, node] of this.entries(unwrap(initializer)))
          found.set(action, this.reachable(node));
      }
    }
    return found;
  }
}

/** `{...} satisfies X` and `{...} as X` without what is said of the type. */
function unwrap(node: ts.Expression): ts.Expression {
  return ts.isSatisfiesExpression(node) || ts.isAsExpression(node) ? unwrap(node.expression) : node;
}
