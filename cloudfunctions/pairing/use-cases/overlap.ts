/** Services of one volunteer that share time: nobody helps in two homes at once. */
import type { Millis } from '../../../typings/domain';
import { where, type Reader } from '../../core/database';
import { minutesAfter, overlaps, type ServiceRule } from '../rules/times';

/** Services of one volunteer that can overlap one stretch of time: far more than anybody gives in a month. */
const OVERLAP_LOOK = 200;

/** Whether another service of this volunteer shares time with this one. Asked within the transaction that has read the volunteer or the service. */
export async function overlapsOthers(
  reader: Reader,
  volunteerId: string,
  service: { start: Millis; end: Millis; _id: string },
  { maxMinutes }: ServiceRule,
): Promise<boolean> {
  const near = await reader.find('services', {
    where: { volunteerId, startedAt: where.gt(minutesAfter(service.start, -2 * maxMinutes)) },
    orderBy: [['startedAt', 'asc']],
    limit: OVERLAP_LOOK,
  });
  return near.some(
    (other) =>
      other._id !== service._id &&
      other.state !== 'cancelled' &&
      other.state !== 'rejected' &&
      overlaps(service, { start: other.startedAt, end: other.endedAt }),
  );
}
