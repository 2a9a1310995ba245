/**
 * Transactions: each document asked for once and written once, all or nothing, again when another writer was first. What happens in one
 * is by document id only: the SDK silently runs `where().update`, `count` and `aggregate` outside of it, so the type does not offer them.
 */
import type { CollectionName, Collections } from './collections';
import { AppError } from './errors';
import { withLook } from './look';
import { applied, joined, type Addition, type Change } from './pure/addition';
import { database, type SdkTransaction } from './sdk';
import type { Tx } from './store';

/** A document that was to be created is there already. The transaction has failed, and would again. */
export class IdTaken extends Error {
  constructor(collection: CollectionName, options: ErrorOptions) {
    super(`a document to be created in ${collection} is there already`, options);
    this.name = 'IdTaken';
  }
}

const CONFLICT =
  /TransactionConflict|TRANSACTION_CONFLICT|TransactionBusy|TRANSACTION_BUSY|WriteConflict|E11000/i;
const DUPLICATE = /E11000/;
const ATTEMPTS = 12;

/** Whether the same work may succeed when it is done again. */
function isConflict(error: unknown): boolean {
  if (error instanceof AppError || error instanceof IdTaken) return false;
  return CONFLICT.test(String((error as Error).message));
}

/** Full jitter: waiting the same time would make the same writers meet again. */
function pause(attempt: number): Promise<void> {
  const ms = Math.random() * Math.min(400, 10 * 2 ** attempt);
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** `_id` is the address, not a field to set. */
function withoutId(doc: object): object {
  return Object.fromEntries(Object.entries(doc).filter(([key]) => key !== '_id'));
}

function mustBeThere(doc: object | null): object {
  if (doc === null) throw new AppError('NOT_FOUND');
  return doc;
}

/** A change of one field as the SDK says it. */
function commandOf(change: Change): unknown {
  const { inc, push, pull } = database().command;
  if ('plus' in change) return inc(change.plus);
  if ('is' in change) return change.is;
  if ('pull' in change) return pull({ id: change.pull });
  const { push: each, newest } = change;
  return push(newest ? { each, sort: { [newest.by]: 1 }, slice: -newest.kept } : { each });
}

interface Place {
  collection: CollectionName;
  id: string;
}

/** What a transaction has read or will write of one document; `doc` null: there is none. */
interface Known extends Place {
  doc: object | null;
  todo: 'nothing' | 'create' | 'write';
}

/** What is added to a document that was not read; `doc`: as it is when there is none yet, null: it must be there. */
interface Added extends Place {
  doc: object | null;
  todo: 'add';
  addition: Addition;
}

/**
 * The documents of one transaction, each asked for once and written once. A transaction reads from its snapshot, so asking again
 * would only give the same again; that somebody else has changed a document meanwhile is noticed, as ever, when it is written.
 * Writes wait for the end, so that only the last of several to one document is sent. Copies go in and out: who changes a document
 * that was read and does not put it has changed nothing. What is only added to is not asked for; once somebody asks for it, what was
 * added is added to what was read, and the whole is written.
 */
function makeTx(transaction: SdkTransaction, count: () => void): { tx: Tx; write: () => Promise<void> } {
  const seen = new Map<string, Known | Added>();
  const keep = <One extends Known | Added>(one: One): One => {
    seen.set(`${one.collection}/${one.id}`, one);
    return one;
  };
  /** What is known of a document, read when nothing is. */
  const known = async (collection: CollectionName, id: string): Promise<Known> => {
    const key = `${collection}/${id}`;
    const before = seen.get(key);
    if (before && before.todo !== 'add') return before;
    count();
    const { data } = await transaction.collection(collection).doc(id).get();
    // Asked for twice at the same time, or written meanwhile: what is known by now counts.
    const one = seen.get(key);
    if (!one) return keep({ collection, id, doc: (data ?? null) as object | null, todo: 'nothing' });
    if (one.todo !== 'add') return one;
    const doc = applied(mustBeThere((data ?? one.doc) as object | null), one.addition);
    return keep({ collection, id, doc, todo: 'write' });
  };
  const addTo = async (place: Place, none: object | null, addition: Addition): Promise<void> => {
    const one = seen.get(`${place.collection}/${place.id}`);
    if (one && one.todo !== 'add') {
      const todo = one.todo === 'create' ? 'create' : 'write';
      keep({ ...one, doc: applied(mustBeThere(one.doc ?? none), addition), todo });
      return;
    }
    const both = one ? joined(one.addition, addition) : addition;
    if (both) {
      keep({ ...place, doc: none, todo: 'add', addition: both });
      return;
    }
    // Cannot be said in one request: read, and added to what was read.
    await known(place.collection, place.id);
    await addTo(place, none, addition);
  };
  const tx: Tx = {
    get: async <C extends CollectionName>(collection: C, id: string) =>
      structuredClone((await known(collection, id)).doc) as Collections[C] | null,
    put: (collection, doc) => {
      const whole = structuredClone(withLook(collection, doc));
      keep({ collection, id: doc._id, doc: whole, todo: 'write' });
      return Promise.resolve();
    },
    create: (collection, doc) => {
      const whole = structuredClone(withLook(collection, doc));
      keep({ collection, id: doc._id, doc: whole, todo: 'create' });
      return Promise.resolve();
    },
    remove: (collection, id) => {
      keep({ collection, id, doc: null, todo: 'write' });
      return Promise.resolve();
    },
    add: (collection, none, addition) => addTo({ collection, id: none._id }, none, addition),
    change: (collection, id, addition) => addTo({ collection, id }, null, addition),
  };
  const send = async (one: Known | Added): Promise<void> => {
    count();
    const { collection, id, doc } = one;
    const all = transaction.collection(collection);
    if (one.todo === 'add') {
      const data = Object.fromEntries(
        Object.entries(one.addition).map(([path, change]) => [path, commandOf(change)]),
      );
      const { stats } = await all.doc(id).update({ data });
      if (stats.updated > 0) return;
      const none = mustBeThere(doc);
      // There is none yet. Added, not set: who makes it at the same time conflicts, and one that is there is never overwritten.
      count();
      await all.add({ data: applied(none, one.addition) });
    } else if (doc === null) await all.doc(id).remove();
    else if (one.todo === 'write') await all.doc(id).set({ data: withoutId(doc) });
    else
      await all.add({ data: doc }).catch((cause: unknown) => {
        throw DUPLICATE.test(String((cause as Error).message)) ? new IdTaken(collection, { cause }) : cause;
      });
  };
  const write = async (): Promise<void> => {
    const changed = [...seen.values()].filter(({ todo }) => todo !== 'nothing');
    // What may be there already first: then nothing else is sent in vain.
    for (const one of changed) if (one.todo === 'create') await send(one);
    for (const one of changed) if (one.todo !== 'create') await send(one);
  };
  return { tx, write };
}

async function attempt<T>(work: (tx: Tx) => Promise<T>, count: () => void): Promise<T> {
  count();
  const transaction = await database().startTransaction();
  try {
    const { tx, write } = makeTx(transaction, count);
    const result = await work(tx);
    await write();
    count();
    await transaction.commit();
    return result;
  } catch (error) {
    // The transaction may be gone already (conflict, time limit): the first error is the one that counts.
    await transaction.rollback().catch(() => undefined);
    throw error;
  }
}

/** Runs `work` in a transaction; `count` is told of each request. BUSY when others were first again and again. */
export async function inTransaction<T>(work: (tx: Tx) => Promise<T>, count: () => void): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt(work, count);
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (tries === ATTEMPTS) throw new AppError('BUSY');
      await pause(tries);
    }
  }
}
