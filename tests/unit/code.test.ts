/** The personal code: what is recognised as whole, damaged, another town's or no code at all. */
import fc from 'fast-check';
import { CODE_CHANCE, makeCode, parseCode } from '../../miniprogram/shared/code';

const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
const chance = fc
  .array(fc.constantFrom(...ALPHABET), { minLength: CODE_CHANCE, maxLength: CODE_CHANCE })
  .map((characters) => characters.join(''));

const CODE = makeCode('AbCdEfGhIjKlMnOpQrSt-_');

/** A whole code of another town: the same rule with other letters, calculated here by itself. */
function codeOfTown(town: string, random: string): string {
  const sum = Array.from(town + random).reduce((all, c) => (all * 31 + ALPHABET.indexOf(c)) % 1021, 0);
  const checks = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  return `SMZC1-${town}-${random}-${checks[Math.floor(sum / 32)] ?? ''}${checks[sum % 32] ?? ''}`;
}

test('a code says its program, its town, chance and check characters, nothing else', () => {
  expect(CODE).toMatch(/^SMZC1-SM-AbCdEfGhIjKlMnOpQrSt-_-[2-9A-HJ-NP-Z]{2}$/);
  expect(makeCode('AbCdEfGhIjKlMnOpQrSt-_and more chance')).toBe(CODE);
});

test('what was made is read again, with spaces around it too', () => {
  fc.assert(
    fc.property(chance, (random) => {
      const code = makeCode(random);
      expect(parseCode(` ${code}\n`)).toEqual({ ok: true, code });
    }),
  );
});

test('one changed character, two swapped neighbours or a lost character: damaged', () => {
  fc.assert(
    fc.property(chance, fc.nat(CODE_CHANCE - 2), fc.constantFrom(...ALPHABET), (random, at, other) => {
      const code = makeCode(random);
      const place = 'SMZC1-SM-'.length + at;
      const changed = code.slice(0, place) + other + code.slice(place + 1);
      if (changed !== code) expect(parseCode(changed)).toEqual({ ok: false, problem: 'damaged' });
      const swapped =
        code.slice(0, place) + code.charAt(place + 1) + code.charAt(place) + code.slice(place + 2);
      if (swapped !== code) expect(parseCode(swapped)).toEqual({ ok: false, problem: 'damaged' });
      expect(parseCode(code.slice(0, place) + code.slice(place + 1))).toEqual({
        ok: false,
        problem: 'damaged',
      });
    }),
  );
});

test.each([
  [CODE.slice(0, 12), 'damaged'],
  [CODE.toLowerCase(), 'damaged'],
  [`${CODE}X`, 'damaged'],
  ['SMZC2-SM-AbCdEfGhIjKlMnOpQrSt-_-22', 'damaged'],
  ['SMZC', 'damaged'],
  ['', 'foreign'],
  ['https://example.invalid/SMZC1', 'foreign'],
  ['6901234567892', 'foreign'],
  ['残疾人证', 'foreign'],
] as const)('%s: %s', (text, problem) => {
  expect(parseCode(text)).toEqual({ ok: false, problem });
});

test("a whole code of another town is told as that; with this town's letters put in it is damaged", () => {
  fc.assert(
    fc.property(chance, (random) => {
      const code = codeOfTown('LS', random);
      expect(parseCode(code)).toEqual({ ok: false, problem: 'otherTown' });
      expect(parseCode(code.replace('-LS-', '-SM-'))).toEqual({ ok: false, problem: 'damaged' });
    }),
  );
});

test('too little chance makes no code', () => {
  expect(() => makeCode('short')).toThrow('22');
});
