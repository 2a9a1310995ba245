/**
 * In which record a photo or a voice note is used. A command says so in its audit entry, which costs no request; the nightly retention
 * writes it on the photo (`usedIn`) before it looks for what nobody uses.
 */
import type { CollectionName } from './collections';
import { where, type Along, type Find, type Reader } from './database';

function usesFind(ids: readonly string[]): Find {
  return { where: { 'uses.id': where.in(ids) }, limit: ids.length };
}

/** Those of them that a command has put to use, each with its record. */
export async function usedAmong(
  reader: Pick<Reader, 'find'>,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const entries = await reader.find('audit', usesFind(ids));
  const uses = entries.flatMap((entry) => entry.uses ?? []).filter(({ id }) => ids.includes(id));
  return new Map(uses.map(({ id, recordId }) => [id, recordId]));
}

/** For `brings`: photos or a voice note that the call hands in, and whether they are used. */
export function uploads(
  collection: Extract<CollectionName, 'photos' | 'voices'>,
  given: readonly (string | null | undefined)[],
): Along[] {
  const ids = given.filter((id): id is string => typeof id === 'string');
  return ids.length === 0
    ? []
    : [
        { collection, ids },
        { collection: 'audit', find: usesFind(ids) },
      ];
}
