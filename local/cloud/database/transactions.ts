/**
 * Transactions with snapshot isolation; the first to update a document wins. Everything runs in one thread, so a
 * transaction is a set of pending documents, a moment of reading, and locks on what it has changed.
 */
import { randomUUID } from 'node:crypto';
import { ProtocolError } from '../errors';
import { documentKeys, valueBytes } from './keys';
import { Content, type Stored } from './content';
import { duplicateKey, type Collection, type Store } from './store';
import type { Doc, Value } from './values';

/** As in the real service: after this time a transaction is given up. */
const TRANSACTION_MS = 30_000;

interface Pending {
  collection: Collection;
  before: Stored | undefined;
  /** Null: removed. */
  after: Content | null;
  uniqueKeys: string[];
}

interface OldVersion {
  /** When it stopped being the current one. */
  until: number;
  content: Content | null;
}

interface Transaction {
  id: string;
  owner: string;
  /** Set at the first operation: what was committed later is not seen. */
  snapshot: number | undefined;
  pending: Map<string, Pending>;
  locks: Set<string>;
  timer: NodeJS.Timeout;
  ended: Promise<void>;
  end: () => void;
}

/** Thrown to make a plain write wait for the transaction that holds what it wants to change. */
export class LockedError extends Error {
  constructor(readonly ended: Promise<void>) {
    super('locked by a transaction');
  }
}

type EndReason = 'committed' | 'aborted' | 'conflict' | 'expired';

const REMEMBERED_ENDS = 1000;

function conflict(text: string): ProtocolError {
  return new ProtocolError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction conflict: ${text}`,
  );
}

function docKey(collection: Collection, id: Value): string {
  return `${collection.id}/${valueBytes(id).toString('latin1')}`;
}

export class Transactions {
  private readonly active = new Map<string, Transaction>();
  private readonly locks = new Map<string, Transaction>();
  private readonly versions = new Map<string, OldVersion[]>();
  /** Unique values that were given up, and when. */
  private readonly freed = new Map<string, number>();
  private readonly ends = new Map<string, EndReason>();
  private clock = 0;

  constructor(
    private readonly store: Store,
    private readonly limitMs = TRANSACTION_MS,
  ) {}

  /** Begins a transaction for an owner (the token of an invocation, or nothing). */
  start(owner: string): string {
    const id = randomUUID();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const timer = setTimeout(() => this.finish(id, 'expired'), this.limitMs);
    timer.unref();
    this.active.set(id, {
      id,
      owner,
      snapshot: undefined,
      pending: new Map(),
      locks: new Set(),
      timer,
      ended,
      end,
    });
    return id;
  }

  /** Puts everything pending into the store at once. */
  commit(id: string): void {
    const transaction = this.find(id);
    const commits = [...transaction.pending.values()].filter(
      ({ before, after }) => before !== undefined || after !== null,
    );
    try {
      this.store.transaction(() => {
        // A unique value may move from one document to another, in whichever order they were first written.
        for (const { collection, before, after } of commits)
          if (before) this.store.giveUpKeys(collection, before, after);
        for (const pending of commits) this.apply(pending);
      });
    } catch (error) {
      this.finish(id, 'aborted');
      throw error;
    }
    this.clock += 1;
    for (const { collection, before, after } of commits) {
      this.remember(collection, (before ?? after)?.doc._id, before ?? null);
      if (before) this.rememberFreed(collection, before, after);
    }
    this.finish(id, 'committed');
  }

  /** Gives a transaction up; one that has ended already stays as it is. */
  abort(id: string): void {
    if (this.active.has(id)) this.finish(id, 'aborted');
  }

  /** Gives up what an invocation left open; answers how many. */
  abortOwned(owner: string): number {
    const left = [...this.active.values()].filter((transaction) => transaction.owner === owner);
    for (const transaction of left) this.finish(transaction.id, 'aborted');
    return left.length;
  }

  abortAll(): void {
    for (const id of [...this.active.keys()]) this.finish(id, 'aborted');
  }

  /** A document as the transaction sees it. */
  read(id: string, collection: Collection, documentId: Value): Content | null {
    const transaction = this.find(id);
    transaction.snapshot ??= this.clock;
    const key = docKey(collection, documentId);
    const pending = transaction.pending.get(key);
    if (pending) return pending.after;
    const seen = this.versionAt(key, transaction.snapshot);
    return seen ? seen.content : (this.store.byId(collection, documentId) ?? null);
  }

  /** Changes a document within the transaction; null removes it. Ends the transaction when another was first. */
  write(id: string, collection: Collection, documentId: Value, wanted: Doc | null): void {
    const transaction = this.find(id);
    transaction.snapshot ??= this.clock;
    const key = docKey(collection, documentId);
    this.claim(transaction, key);
    if (this.versionAt(key, transaction.snapshot)) {
      this.finish(id, 'conflict');
      throw conflict('the document was changed after this transaction began to read');
    }
    const earlier = transaction.pending.get(key);
    const before = earlier ? earlier.before : this.store.byId(collection, documentId);
    const current = earlier ? earlier.after : (before ?? null);
    const after = wanted && Content.of(wanted);
    const uniqueKeys = this.claimUniqueKeys(transaction, collection, key, current, after);
    transaction.pending.set(key, { collection, before, after, uniqueKeys });
  }

  /** To be called before each plain write: throws LockedError when a transaction holds the document or a unique value. */
  checkFree(collection: Collection, before: Doc | null, after: Doc | null): void {
    if (this.locks.size === 0) return;
    const keys = [docKey(collection, (before ?? after)?._id)];
    for (const doc of [before, after])
      if (doc) keys.push(...this.uniqueKeys(collection, doc).map(({ key }) => key));
    for (const key of keys) {
      const holder = this.locks.get(key);
      if (holder) throw new LockedError(holder.ended);
    }
  }

  /** To be called once the plain writes are committed, with what they replaced. */
  written(collection: Collection, replaced: { id: Value; before: Content | null }[]): void {
    if (this.active.size === 0 || replaced.length === 0) return;
    this.clock += 1;
    for (const { id, before } of replaced) {
      this.remember(collection, id, before);
      if (before) this.rememberFreed(collection, before, this.store.byId(collection, id) ?? null);
    }
  }

  private find(id: string): Transaction {
    const transaction = this.active.get(id);
    if (transaction) return transaction;
    if (this.ends.get(id) === 'conflict')
      throw conflict('the transaction was given up because of an earlier conflict');
    const reason =
      this.ends.get(id) === 'expired' ? `it took longer than ${this.limitMs / 1000} s` : 'it has ended';
    throw new ProtocolError(
      'DATABASE_TRANSACTION_FAIL',
      `[ResourceUnavailable.TransactionNotExist] Transaction does not exist: ${reason}`,
    );
  }

  private finish(id: string, reason: EndReason): void {
    const transaction = this.active.get(id);
    if (!transaction) return;
    clearTimeout(transaction.timer);
    this.active.delete(id);
    for (const key of transaction.locks) this.locks.delete(key);
    this.ends.set(id, reason);
    if (this.ends.size > REMEMBERED_ENDS) this.ends.delete(this.ends.keys().next().value as string);
    this.forgetVersions();
    transaction.end();
  }

  private claim(transaction: Transaction, key: string): void {
    const holder = this.locks.get(key);
    if (holder && holder !== transaction) {
      this.finish(transaction.id, 'conflict');
      throw conflict('another transaction is changing the same document or unique value');
    }
    this.locks.set(key, transaction);
    transaction.locks.add(key);
  }

  private uniqueKeys(
    collection: Collection,
    doc: Doc,
  ): { index: Collection['indexes'][number]; bytes: Buffer; key: string }[] {
    return collection.indexes
      .filter((index) => index.unique)
      .flatMap((index) =>
        documentKeys(doc, index.fields).keys.map((bytes) => ({
          index,
          bytes,
          key: `u${index.id}/${bytes.toString('latin1')}`,
        })),
      );
  }

  /** Locks the unique values that a change gives up or takes, and refuses those that are taken. */
  private claimUniqueKeys(
    transaction: Transaction,
    collection: Collection,
    own: string,
    before: Content | null,
    after: Content | null,
  ): string[] {
    if (!collection.indexes.some(({ unique }) => unique)) return [];
    const old = before ? this.uniqueKeys(collection, before.doc) : [];
    const wanted = after ? this.uniqueKeys(collection, after.doc) : [];
    for (const { key } of old) if (!wanted.some((other) => other.key === key)) this.claim(transaction, key);
    for (const { index, bytes, key } of wanted) {
      if (old.some((other) => other.key === key)) continue;
      this.claim(transaction, key);
      // In its snapshot another document still has it.
      if ((this.freed.get(key) ?? 0) > (transaction.snapshot as number)) {
        this.finish(transaction.id, 'conflict');
        throw conflict('the unique value was given up after this transaction began to read');
      }
      const taken = [...transaction.pending].some(
        ([other, pending]) => other !== own && pending.uniqueKeys.includes(key),
      );
      const owner = this.store.ownerOfKey(collection, index, bytes);
      const ownerKey = owner && docKey(collection, owner.doc._id);
      const stillOwned = ownerKey !== undefined && ownerKey !== own && !transaction.pending.has(ownerKey);
      if (stillOwned && this.versionAt(ownerKey, transaction.snapshot as number)) {
        this.finish(transaction.id, 'conflict');
        throw conflict('the unique value was taken after this transaction began to read');
      }
      if (taken || stillOwned) {
        this.finish(transaction.id, 'aborted');
        throw duplicateKey(collection, index, (after as Content).doc);
      }
    }
    return wanted.map(({ key }) => key);
  }

  private apply({ collection, before, after }: Pending): void {
    if (after === null) this.store.remove(collection, before as Stored);
    else if (before) this.store.replace(collection, before, after);
    else this.store.insert(collection, after);
  }

  /** The version that was current at a moment, when it is not the current one any more. */
  private versionAt(key: string, moment: number): OldVersion | undefined {
    return this.versions.get(key)?.find((version) => version.until > moment);
  }

  private remember(collection: Collection, id: Value, content: Content | null): void {
    const key = docKey(collection, id);
    const versions = this.versions.get(key) ?? [];
    versions.push({ until: this.clock, content });
    this.versions.set(key, versions);
  }

  private rememberFreed(collection: Collection, before: Content, after: Content | null): void {
    if (!collection.indexes.some(({ unique }) => unique)) return;
    const kept = after ? this.uniqueKeys(collection, after.doc) : [];
    for (const { key } of this.uniqueKeys(collection, before.doc))
      if (!kept.some((other) => other.key === key)) this.freed.set(key, this.clock);
  }

  /** Old versions are needed only as long as somebody may read them. */
  private forgetVersions(): void {
    const moments = [...this.active.values()]
      .map(({ snapshot }) => snapshot)
      .filter((moment) => moment !== undefined);
    if (moments.length === 0) {
      this.freed.clear();
      return this.versions.clear();
    }
    const oldest = Math.min(...moments);
    for (const [key, versions] of this.versions) {
      const kept = versions.filter((version) => version.until > oldest);
      if (kept.length > 0) this.versions.set(key, kept);
      else this.versions.delete(key);
    }
    for (const [key, at] of this.freed) if (at <= oldest) this.freed.delete(key);
    return undefined;
  }
}
