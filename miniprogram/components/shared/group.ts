/** Long numbers in groups, as people read them to each other. */

const ID = /^(\d{6})(\d{4})(\d{4})(\d{3}[\dX])(\d{2})?(B\d+)?$/;
const MOBILE = /^(1\d{2})(\d{4})(\d{4})$/;

/** What was typed or pasted, without spaces and dashes and with capital letters. */
export function compact(text: string): string {
  return text.replace(/[\s\-\u2010-\u2015]/g, '').toUpperCase();
}

/** '99999919500101001X' -> '999999 1950 0101 001X'; a number still being typed is grouped as far as it goes. */
export function groupId(text: string): string {
  const whole = ID.exec(text);
  if (whole) return whole.slice(1).filter(Boolean).join(' ');
  return [text.slice(0, 6), text.slice(6, 10), text.slice(10, 14), text.slice(14)].filter(Boolean).join(' ');
}

/** '13800000000' -> '138 0000 0000'; other numbers (short ones, with area code) are left alone. */
export function groupPhone(text: string): string {
  const mobile = MOBILE.exec(text);
  return mobile ? mobile.slice(1).join(' ') : text;
}
