/** The ranking of a village by confirmed hours: only those who agreed are in it, and only volunteers of the village see it. */
import type { Input, Output } from '../../../typings/api';
import type { CallContext, CommandContext } from '../../core/actions';
import { must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { accountOf } from '../../core/points';
import { verifiedVolunteer } from '../../core/volunteers';

/** Volunteers of one village at most. */
const MOST_VOLUNTEERS = 1000;
const SHOWN = 50;

/** Those who agreed, most minutes first; equal minutes share a place. */
export async function ranking({
  actor,
  reader,
}: CallContext<VolunteerActor>): Promise<Output<'points', 'ranking'>> {
  const own = must(await reader.get('volunteers', actor.volunteerId));
  const volunteers = await reader.find(
    'volunteers',
    {
      where: { villageId: own.villageId, state: 'verified' },
      orderBy: [['_id', 'asc']],
      limit: MOST_VOLUNTEERS,
    },
    { collection: 'pointAccounts', by: '_id' },
  );
  const helped = volunteers.filter(({ minutes }) => minutes > 0);
  const ids = [actor.volunteerId, ...helped.map(({ _id }) => _id)];
  const accounts = await reader.getEach('pointAccounts', ids);
  const agreed = new Set(accounts.flatMap((account) => (account?.inRanking ? [account._id] : [])));
  const shown = helped.filter(({ _id }) => agreed.has(_id)).sort((a, b) => b.minutes - a.minutes);
  return {
    rows: shown.slice(0, SHOWN).map(({ _id, name, minutes }) => ({
      place: 1 + shown.filter((other) => other.minutes > minutes).length,
      name,
      minutes,
      me: _id === actor.volunteerId,
    })),
    shown: agreed.has(actor.volunteerId),
  };
}

/** Agrees to be in the ranking, or does not any more: at once. */
export async function showInRanking(
  ctx: CommandContext<VolunteerActor>,
  { shown }: Input<'points', 'showInRanking'>,
): Promise<Output<'points', 'showInRanking'>> {
  const volunteer = await verifiedVolunteer(ctx);
  const account = await accountOf(ctx.tx, volunteer._id);
  ctx.about({ target: volunteer._id, villageId: volunteer.villageId });
  await ctx.tx.put('pointAccounts', { ...account, inRanking: shown, updatedAt: ctx.clock.now() });
  return { shown };
}
