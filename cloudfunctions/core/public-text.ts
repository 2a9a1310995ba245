/** What is published about a resident must not say who it is. */

interface Person {
  name: string;
  address: string;
}

/** Shorter parts of an address ('3号') say nothing by themselves; longer ones lead to a door. */
const TELLING_PART = 4;

/**
 * Whether a text holds the person's name, part of the address, or a number that could be a phone, ID or certificate. Without a
 * person only the numbers are looked for.
 */
export function namesSomebody(text: string, person: Person | null): boolean {
  const plain = text.replace(/[\s\u3000·-]/g, '');
  if (/\d{7,}/.test(plain)) return true;
  if (person === null) return false;
  const { name, address } = person;
  if (plain.includes(name.replace(/[\s·]/g, ''))) return true;
  const place = address.replace(/\s/g, '');
  for (let at = 0; at + TELLING_PART <= place.length; at += 1) {
    const part = place.slice(at, at + TELLING_PART);
    if (/\d/.test(part) && plain.includes(part)) return true;
  }
  return false;
}
