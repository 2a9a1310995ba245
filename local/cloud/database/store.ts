/**
 * Documents and index entries in SQLite: one table per collection, one per index. Knows nothing of queries; the planner
 * says which keys to read.
 */
import { databaseError, messageOf, ProtocolError } from '../errors';
import { Stored, type Content } from './content';
import { documentKeys, valueBytes, type IndexField } from './keys';
import type { Schema, SchemaIndex } from './schema';
import type { Row, Sqlite } from './sqlite';
import { checkStorable } from './update';
import type { Doc, Value } from './values';

export interface Index {
  id: number;
  name: string;
  fields: IndexField[];
  unique: boolean;
  /** True once any document had an array at an indexed path: then bounds and order mean less. */
  multi: boolean;
}

export interface Collection {
  id: number;
  name: string;
  indexes: Index[];
}

/** Keys from `lower` (inclusive) to `upper` (exclusive). */
export interface KeyRange {
  lower: Buffer;
  upper: Buffer;
  /** So many bytes all keys of the range begin with; the others say their order. */
  fixed: number;
}

/** What a scan has read, for statistics. */
export interface ScanCount {
  keys: number;
  docs: number;
}

/** Rows that a scan reads at first; it asks for four times as many each time that they are used up. */
const FIRST_CHUNK = 64;
/** The same for one of several ranges that are merged: most of them give a row or none to the page that is asked for. */
const MERGED_CHUNK = 4;
const LAST_CHUNK = 1024;
const ID_INDEX: IndexField[] = [{ path: '_id', direction: 1 }];

/** The index that every collection has, kept in the collection's own table. */
export function idIndex(): Index {
  return { id: 0, name: '_id_', fields: ID_INDEX, unique: true, multi: false };
}

/** Where one of several merged ranges stands. */
interface Head {
  rows: Iterator<Row>;
  fixed: number;
  order: Buffer;
  seq: number;
}

export class Store {
  private readonly collections = new Map<string, Collection>();

  constructor(private readonly sqlite: Sqlite) {
    sqlite.exec(`
      CREATE TABLE IF NOT EXISTS collections (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE IF NOT EXISTS indexes (
        id INTEGER PRIMARY KEY, collection INTEGER NOT NULL, name TEXT NOT NULL, definition TEXT NOT NULL,
        multi INTEGER NOT NULL DEFAULT 0, UNIQUE (collection, name));
    `);
    for (const row of sqlite.all('SELECT id, name FROM collections')) {
      const collection = { id: Number(row.id), name: String(row.name), indexes: [] as Index[] };
      for (const index of sqlite.all('SELECT * FROM indexes WHERE collection = ? ORDER BY id', [
        collection.id,
      ])) {
        collection.indexes.push(
          toIndex(
            Number(index.id),
            JSON.parse(String(index.definition)) as SchemaIndex,
            Number(index.multi) === 1,
          ),
        );
      }
      this.collections.set(collection.name, collection);
    }
  }

  /**
   * Makes collections and indexes as the schema has them; data that breaks a unique index stops the start, unless the index waits for a
   * migration of the data: it is left out then. Gives in words what was left out.
   */
  migrate(schema: Schema): string[] {
    const left: string[] = [];
    for (const [name, wanted] of Object.entries(schema.collections)) {
      const collection = this.collections.get(name) ?? this.createCollection(name);
      const definitions = new Map((wanted.indexes ?? []).map((index) => [index.name, index]));
      for (const index of [...collection.indexes]) {
        const definition = definitions.get(index.name);
        if (definition && sameIndex(index, definition)) definitions.delete(index.name);
        else this.dropIndex(collection, index);
      }
      for (const definition of definitions.values()) {
        try {
          this.createIndex(collection, definition);
        } catch (error) {
          if (!definition.afterMigration || !/E11000/.test(messageOf(error))) throw error;
          this.sqlite.forgetStatements();
          left.push(
            `index ${name}.${definition.name} is not made yet: documents break it that are still to be migrated; it is made at the next start`,
          );
        }
      }
    }
    return left;
  }

  names(): string[] {
    return [...this.collections.keys()];
  }

  /** The collection, or the error that the cloud gives for an unknown one. */
  collection(name: string): Collection {
    const collection = this.collections.get(name);
    if (collection) return collection;
    throw new ProtocolError(
      'DATABASE_COLLECTION_NOT_EXIST',
      `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
    );
  }

  createCollection(name: string): Collection {
    if (!/^[A-Za-z][\w-]{0,63}$/.test(name))
      throw new ProtocolError('INVALID_PARAM', `not a collection name: ${name}`);
    if (this.collections.has(name)) {
      throw databaseError(`[ResourceInUse.TableExist] Table exist: ${name}`);
    }
    const collection = this.sqlite.transaction(() => {
      const id = this.sqlite.run('INSERT INTO collections (name) VALUES (?)', [name]);
      this.sqlite.exec(
        `CREATE TABLE c_${id} (seq INTEGER PRIMARY KEY AUTOINCREMENT, id BLOB NOT NULL UNIQUE, doc TEXT NOT NULL)`,
      );
      return { id, name, indexes: [] };
    });
    this.collections.set(name, collection);
    return collection;
  }

  transaction<T>(work: () => T): T {
    return this.sqlite.transaction(work);
  }

  byId(collection: Collection, id: Value): Stored | undefined {
    const row = this.sqlite.one(`SELECT seq, doc FROM c_${collection.id} WHERE id = ?`, [valueBytes(id)]);
    return row && toStored(row);
  }

  insert(collection: Collection, { doc, text }: Content): void {
    checkStorable(doc, text);
    const id = valueBytes(doc._id);
    if (this.sqlite.one(`SELECT 1 FROM c_${collection.id} WHERE id = ?`, [id])) {
      throw duplicateKey(collection, idIndex(), doc);
    }
    const seq = this.sqlite.run(`INSERT INTO c_${collection.id} (id, doc) VALUES (?, ?)`, [id, text]);
    for (const index of collection.indexes) this.addKeys(collection, index, seq, doc);
  }

  replace(collection: Collection, stored: Stored, { doc, text }: Content): void {
    checkStorable(doc, text);
    this.sqlite.run(`UPDATE c_${collection.id} SET doc = ? WHERE seq = ?`, [text, stored.seq]);
    for (const index of collection.indexes) {
      const before = documentKeys(stored.doc, index.fields).keys;
      const after = documentKeys(doc, index.fields).keys;
      if (before.length === after.length && before.every((key, i) => key.equals(after[i] as Buffer)))
        continue;
      this.removeKeys(index, stored.seq, before);
      this.addKeys(collection, index, stored.seq, doc);
    }
  }

  remove(collection: Collection, stored: Stored): void {
    this.sqlite.run(`DELETE FROM c_${collection.id} WHERE seq = ?`, [stored.seq]);
    for (const index of collection.indexes) {
      this.removeKeys(index, stored.seq, documentKeys(stored.doc, index.fields).keys);
    }
  }

  /** Takes away the unique keys that a document gives up (`after` null: all), so that another may have them before it is written. */
  giveUpKeys(collection: Collection, stored: Stored, after: Content | null): void {
    for (const index of collection.indexes.filter(({ unique }) => unique)) {
      const kept = after ? documentKeys(after.doc, index.fields).keys : [];
      const { keys } = documentKeys(stored.doc, index.fields);
      this.removeKeys(
        index,
        stored.seq,
        keys.filter((key) => !kept.some((other) => other.equals(key))),
      );
    }
  }

  /** The document that holds a key of a unique index. */
  ownerOfKey(collection: Collection, index: Index, key: Buffer): Stored | undefined {
    const row = this.sqlite.one(
      `SELECT d.seq seq, d.doc doc FROM i_${index.id} i CROSS JOIN c_${collection.id} d ON d.seq = i.seq WHERE i.key = ?`,
      [key],
    );
    return row && toStored(row);
  }

  /** All documents in the order they were inserted. */
  *scanAll(collection: Collection, count: ScanCount): Generator<Stored> {
    const sql = `SELECT seq, doc FROM c_${collection.id} WHERE seq > ? ORDER BY seq LIMIT ?`;
    for (let after = 0, chunk = FIRST_CHUNK; ; chunk = Math.min(chunk * 4, LAST_CHUNK)) {
      const rows = this.sqlite.all(sql, [after, chunk]);
      for (const row of rows) {
        after = Number(row.seq);
        count.docs += 1;
        yield toStored(row);
      }
      if (rows.length < chunk) return;
    }
  }

  /** The documents of a key range in the order of the index, or against it. */
  *scanRange(
    collection: Collection,
    index: Index,
    range: KeyRange,
    reverse: boolean,
    count: ScanCount,
  ): Generator<Stored> {
    for (const row of this.rows(
      rangeSql(documentRows(collection, index), reverse),
      range,
      reverse,
      FIRST_CHUNK,
    )) {
      count.keys += 1;
      count.docs += 1;
      yield toStored(row);
    }
  }

  /**
   * The documents of several key ranges in the order of what follows the bytes that are fixed in each. The keys are merged; a
   * document is read when its turn comes, so that those behind the end of a page are not.
   */
  *scanMerged(
    collection: Collection,
    index: Index,
    ranges: readonly KeyRange[],
    reverse: boolean,
    count: ScanCount,
  ): Generator<Stored> {
    const sql = rangeSql(keyRows(collection, index), reverse);
    const document = `SELECT seq, doc FROM c_${collection.id} WHERE seq = ?`;
    const advance = (rows: Iterator<Row>, fixed: number): Head | undefined => {
      const { done, value } = rows.next();
      if (done) return undefined;
      count.keys += 1;
      return { rows, fixed, order: toBuffer(value.key).subarray(fixed), seq: Number(value.seq) };
    };
    let open = ranges.flatMap(
      (range) => advance(this.rows(sql, range, reverse, MERGED_CHUNK), range.fixed) ?? [],
    );
    const sign = reverse ? -1 : 1;
    while (open.length > 0) {
      const first = open.reduce((a, b) => (Buffer.compare(b.order, a.order) * sign < 0 ? b : a));
      count.docs += 1;
      yield toStored(this.sqlite.one(document, [first.seq]) as Row);
      const next = advance(first.rows, first.fixed);
      open = open.flatMap((one) => (one === first ? (next ?? []) : one));
    }
  }

  private *rows(sql: string, range: KeyRange, reverse: boolean, firstChunk: number): Generator<Row> {
    let [lower, upper] = [range.lower, range.upper];
    let after = -1;
    for (let chunk = firstChunk; ; chunk = Math.min(chunk * 4, LAST_CHUNK)) {
      const rows = this.sqlite.all(
        sql,
        reverse ? [lower, upper, after, chunk] : [lower, after, upper, chunk],
      );
      for (const row of rows) {
        after = Number(row.seq);
        if (reverse) upper = toBuffer(row.key);
        else lower = toBuffer(row.key);
        yield row;
      }
      if (rows.length < chunk) return;
    }
  }

  /** How many keys a range holds, without reading documents. */
  countRange(collection: Collection, index: Index, range: KeyRange): number {
    const [table, column] = index.id === 0 ? [`c_${collection.id}`, 'id'] : [`i_${index.id}`, 'key'];
    const row = this.sqlite.one(`SELECT COUNT(*) n FROM ${table} WHERE ${column} >= ? AND ${column} < ?`, [
      range.lower,
      range.upper,
    ]);
    return Number(row?.n);
  }

  countAll(collection: Collection): number {
    return Number(this.sqlite.one(`SELECT COUNT(*) n FROM c_${collection.id}`)?.n);
  }

  private createIndex(collection: Collection, definition: SchemaIndex): void {
    this.sqlite.transaction(() => {
      const id = this.sqlite.run('INSERT INTO indexes (collection, name, definition) VALUES (?, ?, ?)', [
        collection.id,
        definition.name,
        JSON.stringify(definition),
      ]);
      this.sqlite.exec(
        `CREATE TABLE i_${id} (key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (key, seq)) WITHOUT ROWID`,
      );
      const index = toIndex(id, definition, false);
      for (const stored of this.scanAll(collection, { keys: 0, docs: 0 })) {
        this.addKeys(collection, index, stored.seq, stored.doc);
      }
      collection.indexes.push(index);
    });
  }

  private dropIndex(collection: Collection, index: Index): void {
    this.sqlite.forgetStatements();
    this.sqlite.transaction(() => {
      this.sqlite.run('DELETE FROM indexes WHERE id = ?', [index.id]);
      this.sqlite.exec(`DROP TABLE i_${index.id}`);
    });
    collection.indexes = collection.indexes.filter((other) => other !== index);
  }

  private addKeys(collection: Collection, index: Index, seq: number, doc: Doc): void {
    const { keys, multi } = documentKeys(doc, index.fields);
    if (multi && !index.multi) {
      // Never taken back on a rollback: a flag set without need only makes plans more careful.
      index.multi = true;
      this.sqlite.run('UPDATE indexes SET multi = 1 WHERE id = ?', [index.id]);
    }
    for (const key of keys) {
      if (index.unique && this.sqlite.one(`SELECT 1 FROM i_${index.id} WHERE key = ?`, [key])) {
        throw duplicateKey(collection, index, doc);
      }
      this.sqlite.run(`INSERT INTO i_${index.id} (key, seq) VALUES (?, ?)`, [key, seq]);
    }
  }

  private removeKeys(index: Index, seq: number, keys: Buffer[]): void {
    for (const key of keys)
      this.sqlite.run(`DELETE FROM i_${index.id} WHERE key = ? AND seq = ?`, [key, seq]);
  }
}

function toStored({ seq, doc }: Row): Stored {
  return new Stored(Number(seq), String(doc));
}

function toBuffer(key: Row[string] | undefined): Buffer {
  return Buffer.from(key as Uint8Array);
}

/** Rows of an index: key, row number. */
function keyRows(collection: Collection, index: Index): string {
  return index.id === 0 ? `(SELECT id AS key, seq FROM c_${collection.id}) x` : `i_${index.id}`;
}

/** The same with their documents. */
function documentRows(collection: Collection, index: Index): string {
  return index.id === 0
    ? `(SELECT id AS key, seq, doc FROM c_${collection.id}) x`
    : `(SELECT i.key AS key, i.seq AS seq, d.doc AS doc FROM i_${index.id} i CROSS JOIN c_${collection.id} d ON d.seq = i.seq) x`;
}

function rangeSql(source: string, reverse: boolean): string {
  const order = reverse ? 'key DESC, seq DESC' : 'key, seq';
  // Key and row number together continue a scan after the last row seen; -1 stands for "nothing seen yet".
  const where = reverse
    ? 'key >= ?1 AND key <= ?2 AND (key < ?2 OR seq < ?3)'
    : 'key >= ?1 AND (key > ?1 OR seq > ?2) AND key < ?3';
  return `SELECT * FROM ${source} WHERE ${where} ORDER BY ${order} LIMIT ?4`;
}

function toIndex(id: number, definition: SchemaIndex, multi: boolean): Index {
  const fields = Object.entries(definition.keys).map(([path, direction]) => ({ path, direction }));
  return { id, name: definition.name, fields, unique: definition.unique === true, multi };
}

function sameIndex(index: Index, definition: SchemaIndex): boolean {
  const wanted = toIndex(index.id, definition, index.multi);
  return index.unique === wanted.unique && JSON.stringify(index.fields) === JSON.stringify(wanted.fields);
}

/** MongoDB's E11000, with the values that clash. */
export function duplicateKey(collection: Collection, index: Index, doc: Doc): ProtocolError {
  const values = index.fields.map(({ path }) => {
    const value = path.split('.').reduce<Value>((at, step) => (at as Doc | undefined)?.[step], doc);
    return `${path}: ${JSON.stringify(value ?? null)}`;
  });
  return databaseError(
    `E11000 duplicate key error collection: ${collection.name} index: ${index.name} dup key: { ${values.join(', ')} }`,
  );
}
