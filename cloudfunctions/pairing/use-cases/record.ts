/**
 * What a volunteer has done. It lives with the services it is counted from; donations and points are read from the documents
 * that their functions keep, never asked of another function.
 */
import type { Input, Output } from '../../../typings/api';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import { where } from '../../core/database';
import { must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { villageNames } from '../../core/villages';
import { figuresOf, minutesByMonth } from '../rules/figures';
import { certificateRow, certificatesOf } from './certificates';
import { confirmedServices } from './confirmed';

/** The caller's own record, with the services of one year. */
export async function myRecord(
  ctx: CallContext<VolunteerActor>,
  { year = today(ctx.clock).slice(0, 4) }: Input<'pairing', 'myRecord'>,
): Promise<Output<'pairing', 'myRecord'>> {
  const { reader } = ctx;
  const { volunteerId } = ctx.actor;
  const volunteer = must(await reader.get('volunteers', volunteerId));
  const [villages, services, ended, certificates, donations, account] = await Promise.all([
    villageNames(reader),
    confirmedServices(reader, volunteerId, `${year}-01-01`, `${year}-12-31`),
    reader.count('pairings', { volunteerId, state: 'ended' }),
    certificatesOf(reader, volunteerId),
    reader.count('donations', { volunteerId, state: where.in(['received', 'partlyDelivered', 'delivered']) }),
    reader.get('pointAccounts', volunteerId),
  ]);
  const first = Number(chinaDate(volunteer.createdAt).slice(0, 4));
  const last = Number(today(ctx.clock).slice(0, 4));
  return {
    name: volunteer.name,
    villageName: villages.get(volunteer.villageId) ?? '',
    since: volunteer.createdAt,
    pairings: { active: volunteer.pairings.filter(({ state }) => state === 'active').length, ended },
    minutes: volunteer.minutes,
    donations,
    points: account?.balance ?? null,
    year,
    years: Array.from({ length: last - first + 1 }, (_, n) => String(last - n)),
    ofYear: figuresOf(services),
    months: minutesByMonth(services, year),
    certificates: certificates.map(certificateRow),
  };
}
