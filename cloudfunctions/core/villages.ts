import type { VillageDoc } from './collections';
import { where, type Condition, type Reader } from './database';
import { AppError } from './errors';

/** `_id` of the town federation's own office among the villages; its counters hold what belongs to no village. */
export const TOWN_OFFICE = 'town';

/**
 * A warm function asks for names once a minute at most. They are only shown: a village that was given another name has it everywhere
 * a minute later. Whether there is a village, and whether it takes anything new, is never looked up here (`villageOf`).
 */
const KEPT_MS = 60_000;

let kept: { at: number; names: Map<string, string> } | null = null;

/** After a change of a village, so that who made it sees it; other instances notice within the minute. */
export function forgetVillageNames(): void {
  kept = null;
}

/** For what goes by names, not only shows them: a new village must be found at once. */
export function villageNamesNow(reader: Reader): Promise<Map<string, string>> {
  forgetVillageNames();
  return villageNames(reader);
}

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
  const known = keptNames();
  if (known) return known;
  const villages = await reader.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: 1000 });
  const names = new Map(villages.filter(({ kind }) => kind !== 'town').map(({ _id, name }) => [_id, name]));
  kept = { at: Date.now(), names };
  return names;
}

/**
 * One village, or everywhere in the town, as a condition. Everywhere is the list of all villages: the database reads one range of the
 * village's index for each and merges them in order, so that a list needs one index and not a second one without the village (WeChat
 * allows 20 of a collection). MongoDB and the local store do so for up to 200 ranges.
 */
export async function placeCondition(reader: Reader, villageId: string | undefined): Promise<Condition> {
  return placeIn(await villageNames(reader), villageId);
}

function placeIn(villages: ReadonlyMap<string, string>, villageId: string | undefined): Condition {
  return { villageId: villageId ?? where.in([...villages.keys()]) };
}

/** The same before anything is read, for what comes along with the caller; null: this instance has no names now. */
export function placeConditionKept(villageId: string | undefined): Condition | null {
  const names = keptNames();
  return names && placeIn(names, villageId);
}

function keptNames(): Map<string, string> | null {
  return kept && Date.now() - kept.at < KEPT_MS && kept.names.size > 0 ? kept.names : null;
}

/** The display name of one village, a new one too; empty when there is no such village. */
export async function villageName(reader: Reader, villageId: string): Promise<string> {
  const known = (await villageNames(reader)).get(villageId);
  if (known !== undefined || villageId === '' || villageId === TOWN_OFFICE) return known ?? '';
  return (await villageNamesNow(reader)).get(villageId) ?? '';
}
