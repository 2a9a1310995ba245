/** Reads and writes whole collections of a local server, as an operator does and no function may. */
import { EJSON } from 'bson';
import type { Snapshot } from '../../cloudfunctions/core/invariants';
import schema from '../../cloudfunctions/schema.json';

const PAGE = 1000;

export const COLLECTIONS = Object.keys(schema.collections);

interface Answer {
  code?: string;
  message?: string;
  data?: {
    list?: string[];
    url?: string;
    fileId?: string;
    download_list?: { code: string; tempFileURL: string }[];
  };
}

/** One request of the SDK's protocol; fails with what the server says. */
export async function ask(url: string, body: Record<string, unknown>): Promise<Answer> {
  const response = await fetch(`${url}/admin`, { method: 'POST', body: JSON.stringify(body) });
  const answer = (await response.json()) as Answer;
  if (answer.code !== undefined) throw new Error(`${String(body.action)}: ${answer.message ?? answer.code}`);
  return answer;
}

/** All documents of a collection as EJSON texts, in the order of their ids. */
export async function textsOf(url: string, collection: string): Promise<string[]> {
  const texts: string[] = [];
  for (;;) {
    const { data } = await ask(url, {
      action: 'database.getDocument',
      collectionName: collection,
      queryType: 'WHERE',
      query: '{}',
      order: JSON.stringify({ _id: 1 }),
      offset: texts.length,
      limit: PAGE,
    });
    const list = data?.list ?? [];
    texts.push(...list);
    if (list.length < PAGE) return texts;
  }
}

/** Inserts documents that are not there yet. */
export async function insertTexts(url: string, collection: string, texts: readonly string[]): Promise<void> {
  for (let at = 0; at < texts.length; at += 500) {
    await ask(url, {
      action: 'database.insertDocument',
      collectionName: collection,
      data: texts.slice(at, at + 500),
    });
  }
}

/** Everything that is stored. */
export async function snapshotOf(url: string): Promise<Snapshot> {
  const entries: [string, unknown[]][] = [];
  for (const collection of COLLECTIONS)
    entries.push([collection, (await textsOf(url, collection)).map((text) => EJSON.parse(text) as unknown)]);
  return Object.fromEntries(entries) as unknown as Snapshot;
}
