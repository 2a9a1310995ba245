/**
 * The personal code of a resident as its QR code says it: 'SMZC1-SM-<22 characters of chance>-<2 check characters>'. It holds
 * nothing about the person; the check characters tell a badly read code from one that is not known.
 */

/** Simen. Another town that runs the program has letters of its own. */
const TOWN = 'SM';
const FORM = /^SMZC1-([A-Z]{2})-([A-Za-z0-9_-]{22})-([2-9A-HJ-NP-Z]{2})$/;
/** Whatever begins so was meant to be a code of this program. */
const OURS = /^\s*SMZC/i;
const VALUES = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** No look-alikes: the check characters may be read out over the phone. */
const CHECKS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
/** The greatest prime below 32 * 32: a changed character and two swapped neighbours always change the sum. */
const MODULUS = 1021;
const FACTOR = 31;
/** Characters of chance: 132 bits. */
export const CODE_CHANCE = 22;

export type ParsedCode =
  | { ok: true; code: string }
  | { ok: false; problem: 'damaged' | 'otherTown' | 'foreign' };

function checkOf(town: string, chance: string): string {
  let sum = 0;
  for (const character of town + chance) sum = (sum * FACTOR + VALUES.indexOf(character)) % MODULUS;
  return CHECKS.charAt(Math.floor(sum / CHECKS.length)) + CHECKS.charAt(sum % CHECKS.length);
}

/** The code made of 22 random url-safe characters (a longer random text is cut). */
export function makeCode(random: string): string {
  const chance = random.slice(0, CODE_CHANCE);
  const code = `SMZC1-${TOWN}-${chance}-${checkOf(TOWN, chance)}`;
  if (!FORM.test(code)) throw new Error('a code needs 22 url-safe characters');
  return code;
}

/** What a scan gave: a whole code of this town, or why not. */
export function parseCode(text: string): ParsedCode {
  const trimmed = text.trim();
  const match = FORM.exec(trimmed);
  if (!match) return { ok: false, problem: OURS.test(text) ? 'damaged' : 'foreign' };
  const [, town = '', chance = '', check = ''] = match;
  if (checkOf(town, chance) !== check) return { ok: false, problem: 'damaged' };
  return town === TOWN ? { ok: true, code: trimmed } : { ok: false, problem: 'otherTown' };
}

/** What is said about a code that cannot be used; the phone says it without asking anybody. */
export const CODE_PROBLEMS: Record<'damaged' | 'otherTown' | 'foreign', string> = {
  damaged: '二维码没有扫完整，请把它擦干净、放平，再扫一次',
  otherTown: '这是别的乡镇的二维码，请和当地残联联系',
  foreign: '这不是帮扶用的二维码，请让对方打开「我的二维码」再扫',
};
