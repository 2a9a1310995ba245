/** The phones of an office, which residents call in an emergency. */
import type { Officer } from '../../typings/domain';
import type { VillageDoc } from './collections';
import type { Reader, Tx } from './database';
import { TOWN_OFFICE } from './villages';

interface Named {
  name: string;
  phone: string;
}

/** The document with the phones of an officer's office. */
export const officeOf = (villageId: string | null): string => villageId ?? TOWN_OFFICE;

const same = (one: Named, other: Named): boolean => one.name === other.name && one.phone === other.phone;

/** Whether somebody is among the phones of the office. */
export async function isOnDuty(reader: Reader | Tx, villageId: string | null, who: Named): Promise<boolean> {
  const office = await reader.get('villages', officeOf(villageId));
  return office?.officers.some((officer) => same(officer, who)) ?? false;
}

/** The office with other phones, and who changed them: that is shown to the town. */
export function withPhones(office: VillageDoc, officers: Officer[], by: string, at: number): VillageDoc {
  return {
    ...office,
    officers,
    phonesChanged: { at, by },
    version: office.version + 1,
    changedBy: by,
    changedAt: at,
  };
}

/** Changes somebody's line among the phones, or takes it out (`to` null); nothing when they are not among them. */
export async function changeOnDuty(
  tx: Tx,
  villageId: string | null,
  who: Named,
  to: Officer | null,
  by: string,
  at: number,
): Promise<void> {
  const office = await tx.get('villages', officeOf(villageId));
  if (!office?.officers.some((officer) => same(officer, who))) return;
  const officers = office.officers.flatMap((officer) => {
    if (!same(officer, who)) return [officer];
    return to === null ? [] : [to];
  });
  await tx.put('villages', withPhones(office, officers, by, at));
}
