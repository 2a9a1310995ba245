/** Phone numbers as people here have them: mobiles, and landlines with or without the area code 0574 of Ningbo. */
export function normalisePhone(text: string): string {
  return text.replace(/[\s\u3000()\uFF08\uFF09-]/g, '');
}

/** Whether the number can be dialled: 11-digit mobile, landline (7-8 digits, optional area code), or a short service number. */
export function isPhone(text: string): boolean {
  return /^(1[3-9]\d{9}|(0\d{2,3})?[2-9]\d{6,7})$/.test(normalisePhone(text));
}

/** A person's name: 2-20 characters, Chinese letters with the middle dot of minority names, or Latin letters. */
export function isPersonName(text: string): boolean {
  return /^[\u3400-\u9FFF\u{20000}-\u{323AF}][\u3400-\u9FFF\u{20000}-\u{323AF}\u00B7]{0,18}[\u3400-\u9FFF\u{20000}-\u{323AF}]$|^[A-Za-z][A-Za-z .'-]{0,38}[A-Za-z]$/u.test(
    text.trim(),
  );
}

// C0 and C1 control characters other than tab and line breaks have no place in anybody's words.
// Nor have halves of characters, nor marks that turn the direction of what follows and so make it read as something else.
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u;

/** Whether a text has characters that nobody can type and that only break screens and files. */
export function hasControlCharacters(text: string): boolean {
  return CONTROL.test(text);
}
