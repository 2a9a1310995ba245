/** Who may ask to be paired with whom: numbers of pairings on both sides. */
import type { ResidentDoc, VolunteerDoc } from '../../core/collections';
import type { PairingLimit } from '../../core/pure/pairing-limit';

/** Why this volunteer cannot ask for this resident now, as a stable code and in words; null when nothing is in the way. */
export function pairingObstacle(
  volunteer: Pick<VolunteerDoc, 'pairings'>,
  resident: Pick<ResidentDoc, '_id' | 'pairings' | 'status'>,
  limit: PairingLimit,
): { code: 'NOT_ACTIVE' | 'ALREADY_ASKED' | 'PAIRING_LIMIT'; message: string } | null {
  if (resident.status !== 'active')
    return { code: 'NOT_ACTIVE', message: '这位朋友的登记信息有变化，请联系村残协' };
  const own = volunteer.pairings.find(({ residentId }) => residentId === resident._id);
  if (own)
    return {
      code: 'ALREADY_ASKED',
      message:
        own.state === 'asked' ? '您已经申请和对方结对，请等对方答复' : '您和对方已经结对了，不用再申请',
    };
  if (volunteer.pairings.length >= limit.residentsPerVolunteer)
    return {
      code: 'PAIRING_LIMIT',
      message: `一位志愿者最多结对${limit.residentsPerVolunteer}位，您已经满了；想换人请联系村残协`,
    };
  if (resident.pairings.length >= limit.volunteersPerResident)
    return {
      code: 'PAIRING_LIMIT',
      message: `对方已经有${limit.volunteersPerResident}位志愿者了，请联系村残协安排其他人`,
    };
  return null;
}
