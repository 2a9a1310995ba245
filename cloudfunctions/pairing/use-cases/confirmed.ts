/** The confirmed services of a volunteer in some days: what records and certificates are counted from. */
import type { CalendarDate } from '../../../typings/domain';
import type { ServiceDoc } from '../../core/collections';
import { where, type Reader } from '../../core/database';

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
