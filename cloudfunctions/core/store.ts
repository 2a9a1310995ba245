/** What a use case may ask of the database. */
import type { CollectionName, Collections } from './collections';
import type { Addition } from './pure/addition';

/** A condition of the database: plain values, operators made with `where`, or an array of alternatives. */
export type Condition = Record<string, unknown>;

export interface Find {
  where: Condition;
  orderBy?: [field: string, direction: 'asc' | 'desc'][];
  /** At most 1000. */
  limit: number;
}

export interface Reader {
  /** With `alongs`: also what will be asked for with it, in the same request; nothing more when the document has come along itself. */
  get<C extends CollectionName>(
    collection: C,
    id: string,
    ...alongs: Along[]
  ): Promise<Collections[C] | null>;
  /** Several by their ids, in their order, in one request; null where there is none. */
  getEach<C extends CollectionName>(
    collection: C,
    ids: readonly string[],
  ): Promise<(Collections[C] | null)[]>;
  /** With `alongs`: also whole documents that those found name, which `get` and `getEach` have then. */
  find<C extends CollectionName>(
    collection: C,
    find: Find,
    ...alongs: AlongNamed[]
  ): Promise<Collections[C][]>;
  /** Several finds of one collection in one request: what each of them gives, in their order. */
  findEach<C extends CollectionName>(collection: C, finds: readonly Find[]): Promise<Collections[C][][]>;
  /** As `find`, and how many fulfil `where` in all, in one request. */
  findCounted<C extends CollectionName>(
    collection: C,
    find: Find,
  ): Promise<{ docs: Collections[C][]; total: number }>;
  /**
   * The first document that fulfils `where`, with those that come along: for each of `alongs` its own. Whole ones, and that there is
   * none, are given by the next `get` (pages by the same `find`) without another request: a store is of one call, and they were read in
   * it. What a transaction has changed is not known any more once it has ended.
   */
  findWith<C extends CollectionName>(
    collection: C,
    where: Condition,
    ...alongs: Along[]
  ): Promise<{ doc: Collections[C] | null; docs: object[][] }>;
  /** As `find`, of each document these fields only: for large documents of which a few figures are needed. */
  pick<C extends CollectionName, F extends keyof Collections[C] & string>(
    collection: C,
    find: Find,
    fields: readonly F[],
  ): Promise<Pick<Collections[C], F>[]>;
  count(collection: CollectionName, where: Condition): Promise<number>;
  /** Documents that fulfil `where`, counted by the values of some expressions ($field, $switch ...). */
  tally(collection: CollectionName, tally: Tally): Promise<Counted[]>;
}

export interface Tally {
  where: Condition;
  /** Name of a value -> expression of the database. */
  by: Record<string, unknown>;
}

/** How many documents have these values. */
export interface Counted {
  values: Record<string, unknown>;
  n: number;
}

/**
 * Writes replace whole documents: read, compute, put. Conflicts are noticed by the database (first writer wins). What was put is
 * read back by `get` at once and sent to the database at the end of the work, before the commit.
 */
export interface Tx {
  get<C extends CollectionName>(collection: C, id: string): Promise<Collections[C] | null>;
  put<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  /** Adds a document that nobody has added before, without asking first: otherwise the transaction fails with IdTaken. */
  create<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  remove(collection: CollectionName, id: string): Promise<void>;
  /**
   * Adds to figures without reading them, in one request however often it is asked for: two who add to the same conflict as ever, and
   * the sum is right whatever there was before. Something must change each time (the version). `none`: the document when there is none yet.
   */
  add(collection: 'counters', none: Collections['counters'], addition: Addition): Promise<void>;
  /**
   * Changes fields of a document in one request, without reading it in the transaction: for what was looked up beside it and is right
   * whatever else of the document changes meanwhile. NOT_FOUND when it is not there any more. Nothing is derived anew (core/look.ts).
   */
  change(collection: 'users' | 'employmentFiles', id: string, addition: Addition): Promise<void>;
}

/** What is read in one request with another document. */
export type Along = AlongDocs | AlongIds | AlongFind;

/** Documents that the first one names by their ids, or all of a small collection. */
export interface AlongDocs {
  collection: CollectionName;
  /** Where the first document holds their ids; null: all documents of that (small) collection. */
  by: string | null;
  /** Fields that are left out. */
  without?: readonly string[];
  /** The only fields, where all documents come along. */
  only?: readonly string[];
}

/** Whole documents that one that was found names by their ids. */
export interface AlongNamed extends AlongDocs {
  by: string;
  without?: never;
  only?: never;
}

/** Documents by their ids, which the caller gave: `get` has them then, and that there is none of an id. */
export interface AlongIds {
  collection: CollectionName;
  ids: readonly string[];
}

/** A page that does not hang on the first document: the same `find` has it then; with the number of all, the same `findCounted`. */
export interface AlongFind {
  collection: CollectionName;
  find: Find;
  counted?: boolean;
}

/** Everything a use case may ask of the database. */
export interface Store extends Reader {
  /** Runs `work` in one transaction, again when another writer was first; all or nothing. */
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Appends one document outside a transaction (audit of reads). */
  append<C extends CollectionName>(collection: C, doc: Collections[C]): Promise<void>;
  /** Removes one document outside a transaction, in one request; it may be gone already. */
  drop(collection: CollectionName, id: string): Promise<void>;
  /** Adds one to a number of all documents that fulfil `where`, each in one step of the database; how many they were. */
  addOne<C extends CollectionName>(
    collection: C,
    where: Condition,
    field: keyof Collections[C] & string,
  ): Promise<number>;
  /** Requests made so far: printed in the log and by the bench. */
  requests(): number;
}
