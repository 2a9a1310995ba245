/** Masks: enough to recognise one's own, too little to learn another's. */

/** '王小明' -> '王**'. */
export function maskName(name: string): string {
  const letters = Array.from(name);
  return letters.length === 0 ? '' : `${letters[0]}${'*'.repeat(Math.max(1, letters.length - 1))}`;
}

/** '999999195001010011' -> '9999**********0011'. */
export function maskIdNumber(idNumber: string): string {
  return `${idNumber.slice(0, 4)}**********${idNumber.slice(-4)}`;
}

/** '13812345678' -> '138****5678'. */
export function maskPhone(phone: string): string {
  return phone.length < 7 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}
