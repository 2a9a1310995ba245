/** What a real register has too: a person entered twice, one phone for many, certificates that ended, income nobody looked at again. */
import type { RegisterRow } from '../typings/api/registry';
import { chinaDate } from '../miniprogram/shared/china-time';
import { idCheckCharacter } from '../miniprogram/shared/id-number';
import type { Stage } from './actors';
import { officerOf } from './staff';

const DAY = 86_400_000;

/** Rows that nothing else of the demo uses: the people with phones and applications are further in front. */
const SHARING = [150, 155, 160, 165];
const TWICE = { first: 170, second: 171 };
const EXPIRED = 152;
const ENDING = 153;
const OTHER_KIND = 154;
const INCOME_ENDED = 156;

/** The same person with one digit of the ID number mistyped, and the check digit that goes with it. */
function mistyped(idNumber: string): string {
  const first17 = `${idNumber.slice(0, 15)}${(Number(idNumber[15]) + 1) % 10}${idNumber[16] ?? ''}`;
  return first17 + idCheckCharacter(first17);
}

/** Plants a shared phone and one person twice among the rows; their number stays. */
export function withOddities(rows: readonly RegisterRow[]): RegisterRow[] {
  const phone = rows[SHARING[0] ?? 0]?.phone ?? '';
  const first = rows[TWICE.first];
  return rows.map((row, n) => {
    if (SHARING.includes(n)) return { ...row, phone };
    if (n !== TWICE.second || !first) return row;
    const idNumber = mistyped(first.idNumber);
    const kind = first.certificateNumber.slice(18, 20);
    return { ...row, name: first.name, idNumber, certificateNumber: idNumber + kind };
  });
}

/** Edits of the village that leave something to be looked at. */
export async function addOddities(
  stage: Stage,
  villageId: string,
  residentIds: readonly string[],
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  const edit = (n: number, daysAgo: number, change: object, why: string): Promise<unknown> =>
    stage.act(until - daysAgo * DAY, officer, 'registry', 'editResident', {
      residentId: residentIds[n] ?? '',
      lastChangeId: null,
      edit: change,
      why,
    });
  await edit(EXPIRED, 60, { certificateUntil: chinaDate(until - 40 * DAY) }, '上门看了残疾人证');
  await edit(ENDING, 30, { certificateUntil: chinaDate(until + 20 * DAY) }, '上门看了残疾人证');
  await edit(OTHER_KIND, 20, { category: 7, level: 2 }, '家属说已重新评定，新证还没拿到');
  await stage.act(until - 100 * DAY, officer, 'registry', 'recordLowIncome', {
    residentId: residentIds[INCOME_ENDED] ?? '',
    periods: [{ kind: 'dibao', from: chinaDate(until - 400 * DAY), to: chinaDate(until - 20 * DAY) }],
    note: '看了低保证',
  });
}
