/** What a stretch of confirmed services adds up to. */
import type { RecordFigures } from '../../../typings/api/records';
import type { ServiceDoc } from '../../core/collections';
import { chinaMonth } from '../../../miniprogram/shared/china-time';

type Counted = Pick<ServiceDoc, 'residentId' | 'minutes' | 'kinds' | 'startedAt'>;

/** Services, minutes, different residents, and how often each kind of help was given. */
export function figuresOf(services: readonly Counted[]): RecordFigures {
  const byKind: RecordFigures['byKind'] = {};
  for (const kind of services.flatMap(({ kinds }) => kinds)) byKind[kind] = (byKind[kind] ?? 0) + 1;
  return {
    services: services.length,
    minutes: services.reduce((sum, { minutes }) => sum + minutes, 0),
    residents: new Set(services.map(({ residentId }) => residentId)).size,
    byKind,
  };
}

/** Minutes of the twelve months of a year, by the day in China on which a service began. */
export function minutesByMonth(services: readonly Counted[], year: string): number[] {
  const months = Array.from({ length: 12 }, (_, n) => `${year}-${String(n + 1).padStart(2, '0')}`);
  return months.map((month) =>
    services
      .filter(({ startedAt }) => chinaMonth(startedAt) === month)
      .reduce((sum, { minutes }) => sum + minutes, 0),
  );
}
