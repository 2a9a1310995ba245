/**
 * What a volunteer has done. It lives with the services it is counted from; donations and points are read from the documents
 * that their functions keep, never asked of another function.
 */
import type { Input, Output } from '../../../typings/api';
import type { CalendarDate } from '../../../typings/domain';
import { chinaDate } from '../../../miniprogram/shared/china-time';
import type { CallContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ServiceDoc } from '../../core/collections';
import { where, type Reader } from '../../core/database';
import { must } from '../../core/errors';
import type { VolunteerActor } from '../../core/identity';
import { villageNames } from '../../core/villages';
import { figuresOf, minutesByMonth } from '../rules/figures';
import { certificateRow, certificatesOf } from './certificates';

const DAY = 86_400_000;
const READ = 1000;

/** Midnight in China at the beginning of a day. */
const startOf = (day: CalendarDate): number => Date.parse(`${day}T00:00:00+08:00`);

/** All confirmed services that began from `from` up to and including `to`. */
export async function confirmedServices(
  reader: Reader,
  volunteerId: string,
  from: CalendarDate,
  to: CalendarDate,
): Promise<ServiceDoc[]> {
  const end = startOf(to) + DAY;
  const found: ServiceDoc[] = [];
  for (let begin = startOf(from); ;) {
    const read = await reader.find('services', {
      where: { volunteerId, startedAt: where.within(begin, end), state: 'confirmed' },
      orderBy: [['startedAt', 'asc']],
      limit: READ,
    });
    found.push(...read);
    const last = read[read.length - 1];
    if (read.length < READ || !last) return found;
    // One volunteer has one service at a time: no two begin in the same millisecond.
    begin = last.startedAt + 1;
  }
}

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
