/** Who works where: the list of staff, and one of them. */
import type { Input, Output } from '../../../typings/api';
import type { StaffRow } from '../../../typings/api/set-up';
import type { CallContext } from '../../core/actions';
import type { StaffDoc } from '../../core/collections';
import { where, type Condition } from '../../core/database';
import { must } from '../../core/errors';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { isOnDuty } from '../../core/officers';
import { page, PAGE_SIZE } from '../../core/paging';
import { workInHand } from '../../core/staff-work';
import { TOWN_OFFICE } from '../../core/villages';

type Reader = TownStaffActor | AdminActor;

function rowView(doc: StaffDoc): StaffRow {
  const { staffId, name, duty, orgName, level, villageId, phone, state, inviteExpiresAt, endedAt } = doc;
  return { staffId, name, duty, orgName, level, villageId, phone, state, inviteExpiresAt, endedAt };
}

/** Staff by office, or by the beginning of a name. */
export async function staffList(
  ctx: CallContext<Reader>,
  { state, office, q, cursor }: Input<'accounts', 'staffList'>,
): Promise<Output<'accounts', 'staffList'>> {
  const condition: Condition = {
    state,
    ...(office === undefined ? {} : { villageId: office === TOWN_OFFICE ? null : office }),
    ...(q ? { name: where.startsWith(q) } : {}),
  };
  const docs = await ctx.reader.find('staff', {
    where: cursor ? { ...condition, _id: where.gt(cursor) } : condition,
    orderBy: [['_id', 'asc']],
    limit: PAGE_SIZE + 1,
  });
  return page(docs, (doc) => doc._id, rowView);
}

/** One member of staff, with what is in their hands. */
export async function staffMember(
  ctx: CallContext<Reader>,
  { staffId }: Input<'accounts', 'staffMember'>,
): Promise<Output<'accounts', 'staffMember'>> {
  const doc = must(await ctx.reader.get('staff', staffId));
  const atWork = doc.openid !== null && doc.state !== 'ended';
  const [calls, cases, onDuty] = await Promise.all([
    atWork ? workInHand(ctx.reader, doc.openid ?? '') : [],
    atWork ? ctx.reader.count('applications', { assigneeId: staffId }) : 0,
    isOnDuty(ctx.reader, doc.villageId, doc),
  ]);
  return {
    member: {
      ...rowView(doc),
      version: doc.version,
      createdAt: doc.createdAt,
      openWork: calls.length + cases,
      onDuty,
      me: doc.openid === ctx.actor.openid,
      changes: doc.changes,
    },
  };
}
