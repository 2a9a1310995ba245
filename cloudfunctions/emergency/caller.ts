/** Who calls for help, as far as their roles tell. Nothing has to be known: a stranger's call counts as much. */
import type { CallContext } from '../core/actions';
import type { Sealed } from '../core/collections';
import { seal } from '../core/crypto';
import { activeActor } from '../core/identity';

/** `villageId` null: nothing says where the caller lives. */
export interface Caller {
  villageId: string | null;
  residentId: string | null;
  name: string;
  onBehalfOf: string | null;
  phone: Sealed | null;
}

const STRANGER: Caller = {
  villageId: null,
  residentId: null,
  name: '未绑定的来电',
  onBehalfOf: null,
  phone: null,
};

/** The caller in the role that the phone acts in. */
export async function callerOf(ctx: CallContext): Promise<Caller> {
  const actor = activeActor(ctx.actor.openid, ctx.user, ctx.as);
  switch (actor?.role) {
    case 'resident':
    case 'guardian': {
      const resident = await ctx.reader.get('residents', actor.residentId);
      if (!resident) return STRANGER;
      const { _id, villageId, name, phone, binding, guardians } = resident;
      if (actor.role === 'resident') {
        // What was typed when binding is newer than the register.
        return { villageId, residentId: _id, name, onBehalfOf: null, phone: binding?.phone ?? phone };
      }
      const guardian = guardians.find(({ openid }) => openid === actor.openid);
      return {
        villageId,
        residentId: _id,
        name: actor.guardianName,
        onBehalfOf: name,
        // Rather the family's number in the register than none.
        phone: guardian?.phone ?? phone,
      };
    }
    case 'volunteer': {
      const volunteer = await ctx.reader.get('volunteers', actor.volunteerId);
      if (!volunteer) return STRANGER;
      const { villageId, name, phone } = volunteer;
      return { ...STRANGER, villageId, name, phone };
    }
    case 'villageStaff':
    case 'townStaff':
    case 'admin': {
      const staff = await ctx.reader.get('staff', actor.staffId);
      return {
        ...STRANGER,
        villageId: actor.role === 'villageStaff' ? actor.villageId : null,
        name: `${actor.orgName} ${actor.name}`,
        phone: staff ? seal(staff.phone) : null,
      };
    }
    default:
      return STRANGER;
  }
}
