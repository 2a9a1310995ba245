/**
 * A resident's open cases. The applications are the one truth: found by an index on `openFor`, which is made wherever an application is
 * written.
 */
import { FINAL_STATES } from '../../miniprogram/shared/case-states';
import type { ApplicationDoc, StoredOpenCase } from './collections';
import { caseLine } from './pure/asked-cases';
import { placesOf } from './pure/places';
import type { Find, Reader, Tx } from './store';

/** More than anybody has open at once. */
const MOST_OPEN = 200;

/** What follows from an application and is asked for by indexes. */
export function withPlaces(application: ApplicationDoc): ApplicationDoc {
  const { residentId, state } = application;
  return {
    ...application,
    openFor: FINAL_STATES.includes(state) ? null : residentId,
    places: placesOf(application),
  };
}

/** The find by which open cases are looked up, always this one: whoever reads the resident may bring its documents along. */
export function openCasesFind(residentId: string): Find {
  return { where: { openFor: residentId }, orderBy: [['_id', 'desc']], limit: MOST_OPEN };
}

/** The resident's open applications, newest first. */
export function openApplicationsOf(
  reader: Pick<Reader, 'find'>,
  residentId: string,
): Promise<ApplicationDoc[]> {
  return reader.find('applications', openCasesFind(residentId));
}

/** An open case, with what must not be asked for twice. */
function openCase(application: ApplicationDoc): StoredOpenCase {
  const { facts } = application;
  const base = { ...caseLine(application), itemIds: [] };
  if (facts.kind === 'device') return { ...base, itemIds: facts.items.map(({ itemId }) => itemId) };
  if (facts.kind === 'repair') return { ...base, itemIds: [facts.itemId] };
  return base;
}

/** The resident's open cases, the last one to move first. In a command it is read beside the transaction: the index of places decides. */
export async function openCasesOf(
  reader: Pick<Reader, 'find'>,
  residentId: string,
): Promise<StoredOpenCase[]> {
  const open = await openApplicationsOf(reader, residentId);
  return open.map(openCase).sort((a, b) => b.updatedAt - a.updatedAt);
}

/**
 * The resident's open applications, found by query and read again inside the transaction: for who writes them. One that was handed in or
 * ended since the transaction began to look is left out; whoever did so has written the same figures, so that this try will not be kept.
 */
export async function openCasesInside(
  { reader, tx }: { reader: Pick<Reader, 'find'>; tx: Pick<Tx, 'get'> },
  residentId: string,
): Promise<ApplicationDoc[]> {
  const inside: ApplicationDoc[] = [];
  for (const { _id } of await openApplicationsOf(reader, residentId)) {
    const application = await tx.get('applications', _id);
    if (application?.openFor === residentId) inside.push(application);
  }
  return inside;
}
