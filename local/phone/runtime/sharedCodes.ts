/** Codes that other phones show, as the server last told. */
import { settings } from './context';

export interface SharedCode {
  openid: string;
  label: string;
  text: string;
}

let others: SharedCode[] = [];
/** Codes that other phones show now. */
export function sharedCodes(): SharedCode[] {
  return others;
}

/** What the server knows. */
export function setSharedCodes(codes: SharedCode[]): void {
  others = codes.filter(({ openid }) => openid !== settings.openid);
}
