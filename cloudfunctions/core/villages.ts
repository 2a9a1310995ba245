import type { VillageDoc } from './collections';
import type { Reader } from './database';
import { AppError } from './errors';

/** `_id` of the town federation's own office among the villages; its counters hold what belongs to no village. */
export const TOWN_OFFICE = 'town';

/** Names hardly ever change: a warm function asks for them once a minute at most. */
const KEPT_MS = 60_000;

let kept: { at: number; names: Map<string, string> } | null = null;

/**
 * A village or community for something new, outside or inside a transaction. The town's own office is none: nobody lives
 * there; a closed one takes nothing new.
 */
export async function villageOf(from: Pick<Reader, 'get'>, villageId: string): Promise<VillageDoc> {
  const village = await from.get('villages', villageId);
  if (!village || village.kind === 'town') {
    throw new AppError('BAD_INPUT', { fields: { villageId: '没有这个村社，请重新选择' } });
  }
  if (village.closedAt !== null) {
    throw new AppError('BAD_INPUT', { fields: { villageId: '这个村社已经停用，请选择别的村社' } });
  }
  return village;
}

/** Ids and display names of all villages (a town has tens of them), without the town's office. */
export async function villageNames(reader: Reader): Promise<Map<string, string>> {
  const now = Date.now();
  if (kept && now - kept.at < KEPT_MS && kept.names.size > 0) return kept.names;
  const villages = await reader.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: 1000 });
  kept = {
    at: now,
    names: new Map(villages.filter(({ kind }) => kind !== 'town').map(({ _id, name }) => [_id, name])),
  };
  return kept.names;
}

/** The display name of one village; empty when there is no such village. */
export async function villageName(reader: Reader, villageId: string): Promise<string> {
  return (await villageNames(reader)).get(villageId) ?? '';
}
