/** Reads the contract (typings/) with the compiler: every action's input and output, field by field, with the words written there. */
import { join, relative } from 'node:path';
import ts from 'typescript';

export const ROOT = join(__dirname, '../..');

/** One line of a table: a field of an input, an output or a named type. Fields of unnamed objects inside follow as `a.b`, `a[].b`. */
export interface Field {
  /** Which of several shapes it belongs to: 0, 1, ... */
  shape: number;
  path: string;
  optional: boolean;
  type: string;
  words: string;
}

export interface NamedType {
  name: string;
  file: string;
  words: string;
  /** Of an object; else what it stands for is in `means`. */
  fields: Field[];
  means: string;
}

export interface ContractAction {
  fn: string;
  action: string;
  file: string;
  words: string;
  input: Field[];
  output: Field[];
}

export interface Contract {
  actions: ContractAction[];
  /** Named types that fields mention, and those that these mention. */
  types: Map<string, NamedType>;
}

/** The program of the contract and the functions, as tsconfig.node.json says. */
export function openProgram(files: readonly string[]): ts.Program {
  const config = ts.getParsedCommandLineOfConfigFile(join(ROOT, 'tsconfig.node.json'), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: (problem) => {
      throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'));
    },
  });
  return ts.createProgram(
    files.map((file) => join(ROOT, file)),
    { ...config?.options, noEmit: true, incremental: false },
  );
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

class Reader {
  readonly types = new Map<string, NamedType>();
  private readonly checker: ts.TypeChecker;

  constructor(private readonly program: ts.Program) {
    this.checker = program.getTypeChecker();
  }

  private words(symbol: ts.Symbol | undefined): string {
    return symbol === undefined
      ? ''
      : oneLine(ts.displayPartsToString(symbol.getDocumentationComment(this.checker)));
  }

  /** `JSDoc` of a type written with parameters stays as it is written; of one filled in, the compiler writes it. */
  private isGeneric(node: ts.Node): boolean {
    if (ts.isTypeReferenceNode(node)) {
      const symbol = this.checker.getSymbolAtLocation(node.typeName);
      if (symbol !== undefined && (symbol.flags & ts.SymbolFlags.TypeParameter) !== 0) return true;
    }
    return ts.forEachChild(node, (child) => this.isGeneric(child)) ?? false;
  }

  private typeText(type: ts.Type, node: ts.TypeNode | undefined): string {
    const flags =
      ts.TypeFormatFlags.NoTruncation |
      ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
      ts.TypeFormatFlags.UseSingleQuotesForStringLiteralType;
    const text =
      node !== undefined && !this.isGeneric(node)
        ? node.getText().replace(/\/\*[\s\S]*?\*\//g, '')
        : this.checker.typeToString(type, undefined, flags);
    return oneLine(text).replace(/^\| /, '');
  }

  /** The symbol's declaration in typings/, if it is one. */
  private declared(symbol: ts.Symbol | undefined): ts.InterfaceDeclaration | ts.TypeAliasDeclaration | null {
    if (symbol === undefined) return null;
    const real = symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
    const node = real.declarations?.[0];
    if (node === undefined || !(ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)))
      return null;
    return relative(ROOT, node.getSourceFile().fileName).startsWith('typings/') ? node : null;
  }

  /** Takes in every named type that a piece of the contract mentions. */
  private meet(node: ts.Node): void {
    if (ts.isIdentifier(node)) {
      const found = this.declared(this.checker.getSymbolAtLocation(node));
      if (found !== null && !this.types.has(found.name.text)) this.name(found);
    }
    ts.forEachChild(node, (child) => this.meet(child));
  }

  private name(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): void {
    const type = this.checker.getTypeAtLocation(node.name);
    const named: NamedType = {
      name: node.name.text,
      file: relative(ROOT, node.getSourceFile().fileName),
      words: this.words(this.checker.getSymbolAtLocation(node.name)),
      fields: [],
      means: '',
    };
    this.types.set(named.name, named);
    if (node.typeParameters !== undefined) named.means = oneLine(node.getText().replace(/^export\s+/, ''));
    else if (this.shapesOf(type) === null)
      named.means = ts.isTypeAliasDeclaration(node) ? this.typeText(type, node.type) : '';
    else named.fields = this.fields(type);
    this.meet(node);
  }

  /** The objects that a type is one of; null when it is no object of the contract's own. */
  private shapesOf(type: ts.Type): ts.Type[] | null {
    const parts = type.isUnion() ? type.types : [type];
    const objects = parts.filter((part) => (part.flags & ts.TypeFlags.Null) === 0);
    const own = (part: ts.Type): boolean =>
      (part.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) !== 0 &&
      !this.checker.isArrayType(part) &&
      this.checker.getIndexInfosOfType(part).length === 0;
    return objects.length > 0 && objects.every(own) ? objects : null;
  }

  fields(type: ts.Type): Field[] {
    const shapes = this.shapesOf(type);
    if (shapes === null) return [];
    return shapes.flatMap((shape, n) =>
      this.checker.getPropertiesOfType(shape).flatMap((property) => this.field(property, '', n)),
    );
  }

  private field(property: ts.Symbol, before: string, shape: number): Field[] {
    const declaration = property.valueDeclaration ?? property.declarations?.[0];
    const node = declaration && ts.isPropertySignature(declaration) ? declaration.type : undefined;
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const full = this.checker.getTypeOfSymbol(property);
    const type = optional ? this.checker.getNonNullableType(full) : full;
    if (node !== undefined) this.meet(node);
    const path = `${before}${property.name}`;
    const inside = node === undefined ? null : this.unnamed(type, node);
    const line: Field = {
      shape,
      path,
      optional,
      type: inside === null ? this.typeText(type, node) : inside.type,
      words: this.words(property),
    };
    if (inside === null) return [line];
    return [
      line,
      ...inside.of.flatMap((part) =>
        this.checker
          .getPropertiesOfType(part)
          .flatMap((one) => this.field(one, `${path}${inside.joined}`, shape)),
      ),
    ];
  }

  /** An object written in place, or a list of them: its fields are lines of their own. */
  private unnamed(type: ts.Type, node: ts.TypeNode): { type: string; joined: string; of: ts.Type[] } | null {
    const nullable = ts.isUnionTypeNode(node) && node.types.some((part) => part.getText() === 'null');
    const parts = ts.isUnionTypeNode(node) ? node.types.filter((part) => part.getText() !== 'null') : [node];
    const [only] = parts;
    if (only === undefined || parts.length !== 1) return null;
    const isList = ts.isArrayTypeNode(only);
    const bare = isList ? only.elementType : only;
    if (!ts.isTypeLiteralNode(ts.isParenthesizedTypeNode(bare) ? bare.type : bare)) return null;
    const value = this.checker.getNonNullableType(type);
    const element = isList ? this.checker.getTypeArguments(value as ts.TypeReference)[0] : value;
    if (element === undefined) return null;
    return {
      type: `${isList ? 'list of' : 'object'}${nullable ? ' | null' : ''}`,
      joined: isList ? '[].' : '.',
      of: [element],
    };
  }

  /** Takes in all types of a file, whether or not a field mentions them. */
  whole(file: string): void {
    for (const node of this.program.getSourceFile(join(ROOT, file))?.statements ?? [])
      if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) this.meet(node.name);
  }

  actions(): ContractAction[] {
    const source = this.program.getSourceFile(join(ROOT, 'typings/api/index.ts'));
    const api = source?.statements.find(
      (node): node is ts.InterfaceDeclaration => ts.isInterfaceDeclaration(node) && node.name.text === 'Api',
    );
    if (api === undefined) throw new Error('typings/api/index.ts declares no interface Api');
    const ofType = (symbol: ts.Symbol): ts.Type => this.checker.getTypeOfSymbol(symbol);
    return this.checker.getPropertiesOfType(this.checker.getTypeAtLocation(api)).flatMap((fn) =>
      this.checker.getPropertiesOfType(ofType(fn)).map((action) => {
        const part = (name: string): Field[] => {
          const symbol = this.checker.getPropertyOfType(ofType(action), name);
          return symbol === undefined ? [] : this.fields(ofType(symbol));
        };
        const node = action.declarations?.[0];
        if (node !== undefined) this.meet(node);
        return {
          fn: fn.name,
          action: action.name,
          file: node === undefined ? '' : relative(ROOT, node.getSourceFile().fileName),
          words: this.words(action),
          input: part('input'),
          output: part('output'),
        };
      }),
    );
  }
}

/** The whole contract. */
export function readContract(program: ts.Program): Contract {
  const reader = new Reader(program);
  const actions = reader.actions();
  reader.whole('typings/wire.ts');
  return { actions, types: reader.types };
}
