/** Records of the register that became part of another one, also by way of a third. */
import type { ResidentDoc } from './collections';
import { lookupKey, unseal } from './crypto';
import type { Reader, Tx } from './database';
import type { MergeDoc } from './documents/register';
import { must } from './errors';

/** More than were ever made one. */
const MOST = 100;

/** Key under which a record is found by its document number. */
export const identityOf = ({ idNumber }: Pick<ResidentDoc, 'idNumber'>): string =>
  lookupKey('idNumber', unseal(idNumber));

/** The merges by which others became part of this record, and by which others had become part of those. */
export async function mergesInto(reader: Pick<Reader, 'find'>, residentId: string): Promise<MergeDoc[]> {
  const all: MergeDoc[] = [];
  const looked = new Set<string>();
  for (let ids = [residentId]; ids.length > 0;) {
    const [id = '', ...rest] = ids;
    looked.add(id);
    const merges = await reader.find('merges', {
      where: { keptId: id, undone: null },
      orderBy: [['_id', 'desc']],
      limit: MOST,
    });
    all.push(...merges);
    ids = [...rest, ...merges.map(({ goneId }) => goneId).filter((goneId) => !looked.has(goneId))];
  }
  return all;
}

/** Keys under which a record is found: of its own number, and of those of records that became part of it. */
export async function numbersOf(
  { reader, tx }: { reader: Pick<Reader, 'find'>; tx: Pick<Tx, 'get'> },
  doc: ResidentDoc,
): Promise<string[]> {
  const numbers = [identityOf(doc)];
  for (const { goneId } of await mergesInto(reader, doc._id))
    numbers.push(identityOf(must(await tx.get('residents', goneId))));
  return numbers;
}
