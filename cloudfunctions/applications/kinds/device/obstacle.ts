import type { DeviceObstacle } from '../../../../typings/api/applications';
import type { CalendarDate } from '../../../../typings/domain';
import type { CatalogueDoc, ResidentDoc, StoredOpenCase } from '../../../core/collections';
import type { Reader } from '../../../core/database';
import { AppError, ERRORS } from '../../../core/errors';
import { parameterOn } from '../../../core/parameters';
import { openCaseOf } from '../../engine/file';
import { againFrom, type ServiceLifeRule } from '../../rules/service-life';

/** The rule of service life in force; null when none is set: then only an open application stands in the way. */
export async function serviceLifeOn(reader: Reader, on: CalendarDate): Promise<ServiceLifeRule | null> {
  return (await parameterOn(reader, 'deviceServiceLife', on))?.value ?? null;
}

/** '2028年3月5日'. */
function dateWords(date: CalendarDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** Why this resident cannot apply for the item today; null when nothing stands in the way. */
export function obstacleTo(
  { devices, openCases }: Pick<ResidentDoc, 'devices'> & { openCases: readonly StoredOpenCase[] },
  item: CatalogueDoc,
  life: ServiceLifeRule | null,
  on: CalendarDate,
): DeviceObstacle | null {
  const open = openCaseOf(openCases, 'device', item._id);
  if (open) {
    const { applicationId } = open;
    return { code: 'ALREADY_OPEN', message: ERRORS.ALREADY_OPEN, applicationId, until: null };
  }
  if (!item.active) {
    return { code: 'ITEM_WITHDRAWN', message: ERRORS.ITEM_WITHDRAWN, applicationId: null, until: null };
  }
  if (!life) return null;
  const held = devices.filter(({ itemId }) => itemId === item._id);
  for (const { receivedOn, applicationId } of held) {
    const until = againFrom(item._id, receivedOn, life, on);
    if (until !== null) {
      const message = `${item.name}您在${dateWords(receivedOn)}领过，${dateWords(until)}以后可以再申请；坏了可以申请维修`;
      return { code: 'SERVICE_LIFE', message, applicationId, until };
    }
  }
  return null;
}

/** Refuses with the obstacle's own words. */
export function refuseObstacle(obstacle: DeviceObstacle | null): void {
  if (obstacle) throw new AppError(obstacle.code, { message: obstacle.message });
}
