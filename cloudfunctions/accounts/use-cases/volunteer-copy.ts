/** What is kept about a volunteer, for the volunteer to take away. */
import type { Output } from '../../../typings/api';
import { maskName } from '../../../miniprogram/shared/mask';
import type { CallContext } from '../../core/actions';
import { unseal } from '../../core/crypto';
import { must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { allOf } from '../../core/paging';
import { villageName } from '../../core/villages';
import { volunteerCopyText } from '../rules/volunteer-copy';

/** Stories and certificates: more than anybody has. */
const ALL = 1000;

/** A readable copy of everything. The read is logged; nothing of it is kept. */
export async function exportVolunteerData(
  ctx: CallContext<VolunteerActor>,
): Promise<Output<'accounts', 'exportVolunteerData'>> {
  const { actor, reader } = ctx;
  const { volunteerId } = actor;
  const volunteer = must(await reader.get('volunteers', volunteerId));
  ctx.about({ target: volunteerId, villageId: volunteer.villageId });
  const own = { volunteerId };
  const [
    intentions,
    pairings,
    services,
    account,
    entries,
    orders,
    donations,
    stories,
    certificates,
    village,
  ] = await Promise.all([
    allOf(reader, 'intentions', own),
    allOf(reader, 'pairings', own),
    allOf(reader, 'services', own),
    reader.get('pointAccounts', volunteerId),
    allOf(reader, 'pointEntries', own, 'number'),
    allOf(reader, 'orders', own),
    allOf(reader, 'donations', own),
    reader.find('notices', {
      where: { 'author.openid': actor.openid },
      orderBy: [['order', 'desc']],
      limit: ALL,
    }),
    reader.find('certificates', { where: { volunteerId }, orderBy: [['issuedAt', 'desc']], limit: ALL }),
    villageName(reader, volunteer.villageId),
  ]);
  const madeAt = ctx.clock.now();
  return {
    title: `${maskName(volunteer.name)}的信息副本`,
    text: volunteerCopyText({
      volunteer,
      villageName: village,
      phone: unseal(volunteer.phone),
      intentions,
      pairings,
      services,
      account,
      entries,
      orders,
      donations,
      stories,
      certificates,
      consents: (ctx.user?.consents ?? []).filter(({ purpose }) => purpose === 'volunteer'),
      madeAt,
    }),
    at: madeAt,
  };
}
