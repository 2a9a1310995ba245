/**
 * `npm run check:data [-- http://127.0.0.1:8787]`: are the data of a running local program right? Reads everything, changes nothing,
 * prints what is wrong and ends with 1 when something is. At night the function `upkeep` does the same and repairs.
 */
import { EJSON } from 'bson';
import type { CollectionName, Collections } from '../cloudfunctions/core/collections';
import { isBirthdaysOnly, recountAll } from '../cloudfunctions/core/recount';

const PAGE = 1000;

/** All documents of a collection of the local cloud. */
async function readAll<C extends CollectionName>(url: string, collection: C): Promise<Collections[C][]> {
  const docs: Collections[C][] = [];
  for (;;) {
    const last = docs.at(-1)?._id;
    const response = await fetch(`${url}/admin`, {
      method: 'POST',
      body: JSON.stringify({
        action: 'database.getDocument',
        collectionName: collection,
        queryType: 'WHERE',
        query: JSON.stringify(last === undefined ? {} : { _id: { $gt: last } }),
        order: JSON.stringify({ _id: 1 }),
        limit: PAGE,
      }),
    });
    const answer = (await response.json()) as { data?: { list: string[] }; message?: string };
    if (!answer.data) throw new Error(`${collection}: ${answer.message ?? 'no answer'}`);
    docs.push(...answer.data.list.map((doc) => EJSON.parse(doc) as unknown as Collections[C]));
    if (answer.data.list.length < PAGE) return docs;
  }
}

async function main(): Promise<void> {
  const url = process.argv[2] ?? `http://127.0.0.1:${process.env.PORT ?? '8787'}`;
  const found = await recountAll((collection) => readAll(url, collection), Date.now());
  for (const { place, differences } of found) {
    const note = isBirthdaysOnly(differences) ? '（有人过了生日，不是错误，夜里自动更新）' : '';
    console.log(`${place}${note}`);
    for (const { figure, stored, counted } of differences)
      console.log(`  ${figure}: 存的是 ${stored}，数出来是 ${counted}`);
  }
  const wrong = found.filter(({ differences }) => !isBirthdaysOnly(differences));
  console.log(wrong.length === 0 ? '数据核对：没有问题' : `数据核对：${wrong.length} 处不对`);
  if (wrong.length > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
