/** What villages need, the trial's one directed donation, delivered with a photo, and one that the town is allotting. */
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import { handIn } from './photos';
import { officerOf, TOWN_OFFICER } from './staff';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Need {
  what: string;
  quantity: number;
  unit: string;
  /** Index of the resident it is for; null: for the village. */
  resident: number | null;
}

/** The second one is met by the trial's directed donation. */
const NEEDS: readonly Need[] = [
  { what: '防滑拖鞋', quantity: 20, unit: '双', resident: null },
  { what: '冬天的棉被', quantity: 6, unit: '床', resident: null },
  { what: '成人护理垫', quantity: 10, unit: '袋', resident: 0 },
];

/** Makes them; `donors` are volunteers, `residentIds` residents of the village. */
export async function addDonations(
  stage: Stage,
  villageId: string,
  otherVillageId: string,
  [first, second]: readonly [string, string],
  residentIds: readonly string[],
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  const day = (days: number): string => chinaDate(until + days * DAY);
  const needIds: string[] = [];
  for (const [n, { what, quantity, unit, resident }] of NEEDS.entries()) {
    const residentId = resident === null ? null : (residentIds[resident] ?? null);
    const input = { what, quantity, unit, openUntil: day(40), residentId, open: true };
    const { needId } = await stage.act(until - (30 - n) * DAY, officer, 'donations', 'saveNeed', input);
    needIds.push(needId);
  }

  let at = until - 20 * DAY;
  const { donationId } = await stage.act(at, first, 'donations', 'promise', {
    needId: needIds[1] ?? '',
    villageId: null,
    kind: 'goods',
    what: '',
    quantity: 4,
    unit: '',
    valueFen: 60_000,
    promisedUntil: chinaDate(at + 7 * DAY),
    words: '家里开被厂的，新做的棉被，暖和。',
  });
  await stage.act((at += 5 * HOUR), officer, 'donations', 'accept', { donationId, note: '送到村残协办公室' });
  await stage.act((at += 2 * DAY), officer, 'donations', 'receive', { donationId, quantity: 4 });
  const photoIds = [await handIn(stage, (at += DAY), officer, 'donation', 'delivery')];
  await stage.act(at, officer, 'donations', 'deliver', {
    donationId,
    allotmentId: null,
    quantity: 4,
    residentId: null,
    photoIds,
    note: '送到四户人家，都铺上了',
  });

  at = until - 6 * DAY;
  const rice = await stage.act(at, second, 'donations', 'promise', {
    needId: null,
    villageId: null,
    kind: 'goods',
    what: '大米',
    quantity: 30,
    unit: '袋',
    valueFen: 150_000,
    promisedUntil: chinaDate(at + 10 * DAY),
    words: '哪里需要就送到哪里。',
  });
  await stage.act((at += 2 * DAY), TOWN_OFFICER, 'donations', 'receive', {
    donationId: rice.donationId,
    quantity: 28,
    note: '有两袋路上破了',
  });
  for (const [place, quantity] of [
    [villageId, 10],
    [otherVillageId, 8],
  ] as const) {
    at += HOUR;
    await stage.act(at, TOWN_OFFICER, 'donations', 'allot', {
      donationId: rice.donationId,
      villageId: place,
      residentId: null,
      quantity,
    });
  }
}
