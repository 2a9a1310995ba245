/** Whose notices somebody reads, and which ones staff may change. */
import type { CallContext } from '../core/actions';
import { villageOfCaller } from '../core/caller';
import type { NoticeDoc } from '../core/collections';
import { where, type Condition } from '../core/database';
import { activeActor, type TownStaffActor, type VillageStaffActor } from '../core/identity';

/** Who writes notices: a village its own, the town everybody's. */
export type EditorActor = VillageStaffActor | TownStaffActor;

const readerOf = ({ actor, user, as }: CallContext): ReturnType<typeof activeActor> =>
  activeActor(actor.openid, user, as);

/** The reader as an editor, null when the role they act in writes no notices. */
export function editorOf(ctx: CallContext): EditorActor | null {
  const actor = readerOf(ctx);
  return actor?.role === 'villageStaff' || actor?.role === 'townStaff' ? actor : null;
}

/** Whether this editor may see drafts of this place and change what is there. `villageId` null: for the whole town. */
export function mayEdit(actor: EditorActor, { villageId }: Pick<NoticeDoc, 'villageId'>): boolean {
  return actor.role === 'townStaff' || villageId === actor.villageId;
}

/** The places whose notices are meant for the reader, as a condition of the query: the town, and the own village. */
export async function readersScope(ctx: CallContext): Promise<Condition> {
  const actor = readerOf(ctx);
  if (actor?.role === 'townStaff' || actor?.role === 'admin') return {};
  const villageId = await villageOfCaller(ctx);
  return { villageId: villageId === null ? null : where.in([null, villageId]) };
}
