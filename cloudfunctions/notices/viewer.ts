/** Whose notices somebody reads, and which ones staff may change. */
import type { CallContext } from '../core/actions';
import type { NoticeDoc } from '../core/collections';
import { where, type Condition } from '../core/database';
import {
  actingAs,
  actorsOf,
  type Actor,
  type TownStaffActor,
  type VillageStaffActor,
} from '../core/identity';

/** Who writes notices: a village its own, the town everybody's. */
export type EditorActor = VillageStaffActor | TownStaffActor;

/** The role the phone acts in, if it is held; otherwise the first one held. */
function activeActor(ctx: CallContext): Actor | undefined {
  const actors = actorsOf(ctx.actor.openid, ctx.user);
  return (
    actors.find((actor) => {
      const as = actingAs(actor);
      return as?.role === ctx.as?.role && (as?.role !== 'guardian' || as.residentId === ctx.as?.residentId);
    }) ?? actors[0]
  );
}

/** The reader as an editor, null when the role they act in writes no notices. */
export function editorOf(ctx: CallContext): EditorActor | null {
  const actor = activeActor(ctx);
  return actor?.role === 'villageStaff' || actor?.role === 'townStaff' ? actor : null;
}

/** Whether this editor may see drafts of this place and change what is there. `villageId` null: for the whole town. */
export function mayEdit(actor: EditorActor, { villageId }: Pick<NoticeDoc, 'villageId'>): boolean {
  return actor.role === 'townStaff' || villageId === actor.villageId;
}

async function villageOf(ctx: CallContext, actor: Actor | undefined): Promise<string | null> {
  switch (actor?.role) {
    case 'resident':
    case 'guardian':
      return (await ctx.reader.get('residents', actor.residentId))?.villageId ?? null;
    case 'volunteer':
      return (await ctx.reader.get('volunteers', actor.volunteerId))?.villageId ?? null;
    case 'villageStaff':
      return actor.villageId;
    default:
      return null;
  }
}

/** The places whose notices are meant for the reader, as a condition of the query: the town, and the own village. */
export async function readersScope(ctx: CallContext): Promise<Condition> {
  const actor = activeActor(ctx);
  if (actor?.role === 'townStaff' || actor?.role === 'admin') return {};
  const villageId = await villageOf(ctx, actor);
  return { villageId: villageId === null ? null : where.in([null, villageId]) };
}
