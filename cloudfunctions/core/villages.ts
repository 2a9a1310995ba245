import type { Reader } from './database';

/** Names hardly ever change: a warm function asks for them once a minute at most. */
const KEPT_MS = 60_000;

let kept: { at: number; names: Map<string, string> } | null = null;

/** Ids and display names of all villages (a town has tens of them). */
export async function villageNames(reader: Reader): Promise<Map<string, string>> {
  const now = Date.now();
  if (kept && now - kept.at < KEPT_MS && kept.names.size > 0) return kept.names;
  const villages = await reader.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: 1000 });
  kept = { at: now, names: new Map(villages.map((village) => [village._id, village.name])) };
  return kept.names;
}

/** The display name of one village; empty when there is no such village. */
export async function villageName(reader: Reader, villageId: string): Promise<string> {
  return (await villageNames(reader)).get(villageId) ?? '';
}
