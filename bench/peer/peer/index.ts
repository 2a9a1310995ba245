/**
 * The same work as common volunteer mini-programs do it, for comparison: one call for each part of a page, lists read to their end and
 * counted or filtered in the function, no counters kept, every document whole. As in the tutorials: the SDK, `get` by a hundred.
 */
import cloud from 'wx-server-sdk';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });
const db = cloud.database();
const PAGE = 100;

type Doc = Record<string, unknown>;

/** All documents of a condition, a hundred at a time. */
async function all(collection: string, where: Doc): Promise<Doc[]> {
  const docs: Doc[] = [];
  for (;;) {
    const page = db.collection(collection).where(where).skip(docs.length).limit(PAGE);
    const { data } = (await page.get()) as { data: Doc[] };
    docs.push(...data);
    if (data.length < PAGE) return docs;
  }
}

const villageOf = async (openid: string): Promise<string> => {
  const [user] = await all('users', { _id: openid });
  if (!user) throw new Error(`no user ${openid}`);
  return (user.staff as { villageId: string }).villageId;
};

const open = ({ tab }: Doc): boolean => tab !== 'done';

/** Part of a page -> what it shows. */
const PARTS: Record<string, (villageId: string, input: Doc) => Promise<unknown>> = {
  residents: async (villageId) => (await all('residents', { villageId })).length,
  volunteers: async (villageId) => (await all('volunteers', { villageId })).length,
  waiting: async (villageId, { kind }) =>
    (await all('applications', { villageId, kind })).filter(open).length,
  done: async (villageId) => (await all('applications', { villageId })).filter((one) => !open(one)).length,
  minutes: async (villageId) =>
    (await all('services', { villageId })).reduce((sum, { minutes }) => sum + Number(minutes), 0),
  pairings: async (villageId) => (await all('pairings', { villageId, state: 'active' })).length,
  queue: async (villageId, { kind, tab }) =>
    (await all('applications', { villageId, kind })).filter((one) => one.tab === tab).slice(0, 20),
  search: async (villageId, { q }) =>
    (await all('residents', { villageId }))
      .filter(({ name }) => String(name).includes(String(q)))
      .slice(0, 20),
};

export async function main(event: { part: string; villageId?: string; input?: Doc }): Promise<unknown> {
  const villageId = event.villageId ?? (await villageOf(cloud.getWXContext().OPENID ?? ''));
  return { ok: true, data: await PARTS[event.part]?.(villageId, event.input ?? {}) };
}
