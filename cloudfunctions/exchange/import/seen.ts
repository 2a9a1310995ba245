/** How a person of the register stood when an import looked at them, or wrote them. */
import type { ResidentDoc } from '../../core/collections';
import { lookupKey, unseal } from '../../core/crypto';
import type { ImportedRow } from '../../core/documents/exchange';

type Seen = NonNullable<ImportedRow['resident']>;

/** With the key, since numbers could be guessed; of the open values, which are sealed anew when keys change. */
function factsKey(resident: ResidentDoc): string {
  const { name, category, level, villageId, address, status, lowIncome } = resident;
  const numbers = [resident.idNumber, resident.certificate, resident.phone].map(unseal);
  return lookupKey(
    'import',
    JSON.stringify([name, category, level, villageId, address, status, lowIncome, numbers]),
  );
}

export function seen(resident: ResidentDoc): Seen {
  return { id: resident._id, version: resident.version, facts: factsKey(resident) };
}

/** Whether nobody has changed since what an import replaces. Rows of earlier versions know the version only. */
export function isAsSeen(resident: ResidentDoc, { version, facts }: Seen): boolean {
  return facts === undefined ? resident.version === version : factsKey(resident) === facts;
}
