/** One SQLite file with its statements kept ready. */
import { existsSync, rmSync } from 'node:fs';
import { Database, type JSValue, type SQLiteValue, type Statement } from 'node-sqlite3-wasm';

export type Row = Record<string, SQLiteValue>;

export class Sqlite {
  private readonly db: Database;
  private readonly statements = new Map<string, Statement>();

  /**
   * The caller holds the lock of the data folder, so that a lock left by a killed process can be cleared. Not `durable`: what the
   * last seconds brought is lost with the machine (not with the process).
   */
  constructor(file: string, durable = true) {
    if (existsSync(`${file}.lock`)) rmSync(`${file}.lock`, { recursive: true });
    this.db = new Database(file);
    // Exclusive, because WAL without shared memory needs it; FULL, so that a commit is on the disk when it returns.
    this.db.exec(
      `PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=${durable ? 'FULL' : 'OFF'}; PRAGMA cache_size=-65536`,
    );
  }

  all(sql: string, values: JSValue[] = []): Row[] {
    return this.use(sql, (statement) => statement.all(values) as Row[]);
  }

  one(sql: string, values: JSValue[] = []): Row | undefined {
    return this.all(sql, values)[0];
  }

  /** Answers the row id of an insert. */
  run(sql: string, values: JSValue[] = []): number {
    return this.use(sql, (statement) => Number(statement.run(values).lastInsertRowid));
  }

  exec(sql: string): void {
    this.db.exec(sql);
  }

  /** All or nothing; on the disk when it returns. Nested calls join the outer one. */
  transaction<T>(work: () => T): T {
    if (this.db.inTransaction) return work();
    this.run('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.run('COMMIT');
      return result;
    } catch (error) {
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      throw error;
    }
  }

  /** Forgets prepared statements, needed before a table is dropped. */
  forgetStatements(): void {
    for (const statement of this.statements.values()) statement.finalize();
    this.statements.clear();
  }

  close(): void {
    this.forgetStatements();
    this.db.close();
  }

  private use<T>(sql: string, work: (statement: Statement) => T): T {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.statements.set(sql, statement);
    }
    try {
      return work(statement);
    } catch (error) {
      // A statement that failed once answers wrongly afterwards: it is made anew.
      this.statements.delete(sql);
      statement.finalize();
      throw error;
    }
  }
}
