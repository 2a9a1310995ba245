/** The database actions, in terms of documents; the protocol around them is in ../protocol. */
import { ObjectId } from 'bson';
import { ProtocolError, databaseError } from '../errors';
import { runPipeline } from './aggregate';
import { compileQuery } from './match';
import { choosePlan, type Plan } from './planner';
import { compileProjection } from './project';
import { parseSort, sortDocs, type SortField } from './sort';
import { Content, type Stored } from './content';
import type { Store, Collection, ScanCount } from './store';
import { LockedError, Transactions } from './transactions';
import { applyUpdate } from './update';
import { equalValues, isDoc, type Doc, type Value } from './values';

/** A plain write does not wait longer for a transaction that holds its document. */
const LOCK_WAIT_MS = 10_000;
const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export interface FindRequest {
  query: Doc;
  sort?: Doc;
  skip?: number;
  limit?: number;
  projection?: Doc;
}

/** What one request has cost. */
export interface Cost extends ScanCount {
  returned: number;
  plan: string;
}

export function newCost(): Cost {
  return { keys: 0, docs: 0, returned: 0, plan: '' };
}

export class Database {
  readonly transactions: Transactions;

  constructor(
    readonly store: Store,
    transactionMs?: number,
  ) {
    this.transactions = new Transactions(store, transactionMs);
  }

  find(name: string, request: FindRequest, cost: Cost): Doc[] {
    return this.findContents(name, request, cost).map(({ doc }) => doc);
  }

  /** As `find`, each as it can be handed on without being read. */
  findContents(name: string, request: FindRequest, cost: Cost): Content[] {
    const collection = this.store.collection(name);
    const limit = Math.min(request.limit ?? DEFAULT_LIMIT, MAX_LIMIT);
    const found = this.search(
      collection,
      request.query,
      parseSort(request.sort),
      request.skip ?? 0,
      limit,
      cost,
    );
    cost.returned += found.length;
    return projected(found, request.projection);
  }

  /** Every document that fulfils the query, by id. */
  all(name: string, query: Doc): Doc[] {
    const found = this.search(
      this.store.collection(name),
      query,
      parseSort({ _id: 1 }),
      0,
      Infinity,
      newCost(),
    );
    return found.map(({ doc }) => doc);
  }

  count(name: string, query: Doc, cost: Cost): number {
    const collection = this.store.collection(name);
    compileQuery(query);
    if (Object.keys(query).length === 0) return this.store.countAll(collection);
    const plan = choosePlan(collection, query, [], false);
    if (plan.exact && plan.index) {
      note(cost, collection, `count ${plan.index.name}`);
      const { index } = plan;
      return plan.ranges.reduce((sum, range) => sum + this.store.countRange(collection, index, range), 0);
    }
    return this.search(collection, query, [], 0, Infinity, cost).length;
  }

  /** Inserts all or none; gives the ids. */
  async insert(name: string, docs: Doc[], transactionId?: string): Promise<Value[]> {
    const collection = this.store.collection(name);
    const complete = docs.map(withId);
    if (transactionId) {
      for (const doc of complete) {
        if (this.transactions.read(transactionId, collection, doc._id)) {
          // As MongoDB does: a write that is refused ends the transaction.
          this.transactions.abort(transactionId);
          throw databaseError(
            `E11000 duplicate key error collection: ${name} index: _id_ dup key: { _id: ${JSON.stringify(doc._id)} }`,
          );
        }
        this.transactions.write(transactionId, collection, doc._id, doc);
      }
    } else {
      await this.change(collection, (changes) => {
        for (const doc of complete) {
          this.transactions.checkFree(collection, null, doc);
          this.store.insert(collection, Content.of(doc));
          changes.push({ id: doc._id, before: null });
        }
      });
    }
    return complete.map((doc) => doc._id);
  }

  /** Applies update operators to what the query finds; gives how many documents became different. */
  async update(
    name: string,
    query: Doc,
    operators: Doc,
    multi: boolean,
    cost: Cost,
    transactionId?: string,
  ): Promise<number> {
    const collection = this.store.collection(name);
    if (transactionId) {
      const id = onlyId(query);
      const doc = this.transactions.read(transactionId, collection, id)?.doc;
      if (!doc) return 0;
      const after = applyUpdate(doc, operators, query);
      this.transactions.write(transactionId, collection, id, after);
      return equalValues(doc, after) ? 0 : 1;
    }
    return this.change(collection, (changes) => {
      for (const stored of this.search(collection, query, [], 0, multi ? Infinity : 1, cost)) {
        const after = applyUpdate(stored.doc, operators, query);
        this.transactions.checkFree(collection, stored.doc, after);
        if (equalValues(stored.doc, after)) continue;
        this.store.replace(collection, stored, Content.of(after));
        changes.push({ id: stored.doc._id, before: stored });
      }
      return changes.length;
    });
  }

  /** Puts a whole document in place of another, or adds it. */
  async set(
    name: string,
    query: Doc,
    content: Doc,
    transactionId?: string,
  ): Promise<{ updated: number; upsertId: Value }> {
    const collection = this.store.collection(name);
    const id = onlyId(query);
    const after = { _id: id, ...content };
    if (!equalValues(after._id, id)) throw databaseError("the field '_id' is immutable");
    if (transactionId) {
      const before = this.transactions.read(transactionId, collection, id);
      this.transactions.write(transactionId, collection, id, after);
      return outcome(before, after);
    }
    return this.change(collection, (changes) => {
      const stored = this.store.byId(collection, id);
      this.transactions.checkFree(collection, stored?.doc ?? null, after);
      if (stored) this.store.replace(collection, stored, Content.of(after));
      else this.store.insert(collection, Content.of(after));
      changes.push({ id, before: stored ?? null });
      return outcome(stored ?? null, after);
    });
  }

  async remove(
    name: string,
    query: Doc,
    multi: boolean,
    cost: Cost,
    transactionId?: string,
  ): Promise<number> {
    const collection = this.store.collection(name);
    if (transactionId) {
      const id = onlyId(query);
      if (!this.transactions.read(transactionId, collection, id)) return 0;
      this.transactions.write(transactionId, collection, id, null);
      return 1;
    }
    return this.change(collection, (changes) => {
      for (const stored of this.search(collection, query, [], 0, multi ? Infinity : 1, cost)) {
        this.transactions.checkFree(collection, stored.doc, null);
        this.store.remove(collection, stored);
        changes.push({ id: stored.doc._id, before: stored });
      }
      return changes.length;
    });
  }

  /** One document within a transaction. */
  readInTransaction(name: string, query: Doc, projection: Doc | undefined, transactionId: string): Content[] {
    const found = this.transactions.read(transactionId, this.store.collection(name), onlyId(query));
    return found ? projected([found], projection) : [];
  }

  aggregate(name: string, stages: Doc[], cost: Cost): Doc[] {
    const result = runPipeline(stages, {
      find: (from, query, sort, limit) =>
        this.search(this.store.collection(from), query, sort, 0, limit, cost).map(({ doc }) => doc),
      count: (from, query) => this.count(from, query, cost),
      first: name,
    });
    cost.returned += result.length;
    return result;
  }

  /** Runs plain writes in one commit; waits while a transaction holds one of the documents. */
  private async change<T>(
    collection: Collection,
    work: (changes: { id: Value; before: Content | null }[]) => T,
  ): Promise<T> {
    const until = Date.now() + LOCK_WAIT_MS;
    for (;;) {
      try {
        const changes: { id: Value; before: Content | null }[] = [];
        const result = this.store.transaction(() => work(changes));
        this.transactions.written(collection, changes);
        return result;
      } catch (error) {
        if (!(error instanceof LockedError)) throw error;
        if (!(await endsBefore(error.ended, until))) {
          throw new ProtocolError(
            'DATABASE_TRANSACTION_CONFLICT',
            '[ResourceUnavailable.TransactionBusy] a transaction holds the document for too long',
          );
        }
      }
    }
  }

  private search(
    collection: Collection,
    query: Doc,
    sort: SortField[],
    skip: number,
    limit: number,
    cost: Cost,
  ): Stored[] {
    const matches = compileQuery(query);
    const plan = choosePlan(collection, query, sort, Number.isFinite(limit));
    note(cost, collection, plan.sorted ? describe(plan) : `${describe(plan)}, sorted in memory`);
    const wanted = skip + limit;
    const found: Stored[] = [];
    for (const stored of this.scan(collection, plan, sort, cost)) {
      if (!plan.exact && !matches(stored.doc)) continue;
      found.push(stored);
      if (plan.sorted && found.length >= wanted) break;
    }
    const ordered = plan.sorted ? found : sortDocs(found, sort, ({ doc }) => doc);
    return ordered.slice(skip, wanted);
  }

  private *scan(collection: Collection, plan: Plan, sort: SortField[], cost: Cost): Generator<Stored> {
    if (plan.union) {
      const seen = new Set<number>();
      for (const branch of plan.union) {
        for (const stored of this.scan(collection, branch, [], cost)) {
          if (!seen.has(stored.seq)) yield stored;
          seen.add(stored.seq);
        }
      }
      return;
    }
    if (!plan.index) {
      yield* this.store.scanAll(collection, cost);
      return;
    }
    const { index, reverse } = plan;
    if (plan.sorted && sort.length > 0 && plan.ranges.length > 1) {
      yield* this.store.scanMerged(collection, index, plan.ranges, reverse, cost);
      return;
    }
    const seen = new Set<number>();
    for (const range of plan.ranges) {
      for (const stored of this.store.scanRange(collection, index, range, reverse, cost)) {
        // A document with an array stands in the index several times.
        if (index.multi && seen.has(stored.seq)) continue;
        seen.add(stored.seq);
        yield stored;
      }
    }
  }
}

function withId(doc: Doc): Doc {
  const id = doc._id ?? new ObjectId().toHexString();
  if (Array.isArray(id) || id instanceof RegExp || (isDoc(id) && Object.keys(id).length === 0)) {
    throw databaseError("The '_id' value cannot be of this type");
  }
  return { _id: id, ...doc };
}

function onlyId(query: Doc): Value {
  if (query._id === undefined || query._id === null)
    throw new ProtocolError('INVALID_PARAM', 'the document id is missing');
  return query._id;
}

function projected(found: Content[], projection: Doc | undefined): Content[] {
  if (Object.keys(projection ?? {}).length === 0) return found;
  const project = compileProjection(projection);
  return found.map(({ doc }) => Content.of(project(doc)));
}

function outcome(before: Content | null, after: Doc): { updated: number; upsertId: Value } {
  if (!before) return { updated: 0, upsertId: after._id };
  return { updated: equalValues(before.doc, after) ? 0 : 1, upsertId: undefined };
}

async function endsBefore(ended: Promise<void>, until: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>(
    (resolve) => (timer = setTimeout(() => resolve(false), Math.max(until - Date.now(), 0))),
  );
  try {
    return await Promise.race([ended.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What a pipeline looks up is told behind what it begins with. */
function note(cost: Cost, { name }: Collection, read: string): void {
  cost.plan = cost.plan === '' ? read : `${cost.plan}; ${name}: ${read}`;
}

function describe(plan: Plan): string {
  if (plan.union) return `union(${plan.union.map(describe).join(', ')})`;
  return plan.index ? `index ${plan.index.name}` : 'collection scan';
}
