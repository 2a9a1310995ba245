/** What staff have verified before a volunteer may do anything for a resident. */
import type { CommandContext } from './actions';
import type { VolunteerDoc } from './collections';
import { AppError, must } from './errors';
import type { VolunteerActor } from './identity';

/** The caller's own volunteer record inside the transaction; refused until staff have verified it. */
export async function verifiedVolunteer(ctx: CommandContext<VolunteerActor>): Promise<VolunteerDoc> {
  const volunteer = must(await ctx.tx.get('volunteers', ctx.actor.volunteerId));
  if (volunteer.state !== 'verified') throw new AppError('VOLUNTEER_NOT_VERIFIED');
  return volunteer;
}
