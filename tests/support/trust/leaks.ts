/** Personal data where it has no business to be: every number, address and name of the register is looked for. */
import type { Collections } from '../../../cloudfunctions/core/collections';
import { unseal } from '../../../cloudfunctions/core/crypto';

export interface Needles {
  /** Numbers and addresses: nowhere outside the database and the pages that show them. */
  numbers: string[];
  names: string[];
}

type People = Pick<
  { [C in keyof Collections]: readonly Collections[C][] },
  'residents' | 'volunteers' | 'verifications'
>;

/** All that identifies somebody in these records; `fieldKeys` opens what is sealed. */
export function needlesOf({ residents, volunteers, verifications }: People, fieldKeys: string): Needles {
  const before = process.env.FIELD_KEYS;
  process.env.FIELD_KEYS = fieldKeys;
  try {
    const sealed = [
      ...residents.flatMap(({ idNumber, certificate, phone, binding, guardians }) => [
        idNumber,
        certificate,
        phone,
        binding?.phone,
        ...guardians.map((guardian) => guardian.phone),
      ]),
      ...volunteers.map(({ phone }) => phone),
      ...verifications.flatMap(({ document, applicantPhone }) => [document, applicantPhone]),
    ];
    const numbers = sealed.flatMap((text) => (typeof text === 'string' ? [unseal(text)] : []));
    const names = [...residents, ...volunteers].map(({ name }) => name);
    const long = (texts: string[], least: number): string[] =>
      [...new Set(texts)].filter((text) => text.length >= least);
    return {
      numbers: long([...numbers, ...residents.map(({ address }) => address)], 6),
      names: long(names, 2),
    };
  } finally {
    if (before === undefined) delete process.env.FIELD_KEYS;
    else process.env.FIELD_KEYS = before;
  }
}

/** Which needles a text holds, plain or as a part of an address of the web. */
export function leaksIn(text: string, needles: readonly string[]): string[] {
  return needles.filter((needle) => text.includes(needle) || text.includes(encodeURIComponent(needle)));
}
