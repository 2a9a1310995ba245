/**
 * The resident's own code, kept on the phone: it must be there at the door without network. It says nothing about the person,
 * so it may lie there longer than other answers; each role has its own.
 */
import { asCallError } from '../../services/call';
import { issueCode, myCode } from '../../services/pairing';
import { roleScope } from '../../services/session';
import { readStored, removeStored, writeStored } from '../../services/storage';

const VERSION = 1;

export interface KnownCode {
  code: string;
  residentName: string;
  villageName: string;
}

const keyOf = (): string => `code:${roleScope()}`;

/** The code of the last time online, null when there was none in this role. */
export function knownCode(): KnownCode | null {
  const kept = readStored<{ version: number; value: KnownCode }>(keyOf());
  return kept?.version === VERSION ? kept.value : null;
}

function keep(value: KnownCode): KnownCode {
  writeStored(keyOf(), { version: VERSION, value });
  return value;
}

/** The code as it is now; made when there is none yet. One that may not be shown any more is forgotten. */
export async function readMyCode(requestId: string): Promise<KnownCode> {
  try {
    const { code, residentName, villageName } = await myCode();
    return keep({
      code: code ?? (await issueCode(false, requestId)).code,
      residentName,
      villageName,
    });
  } catch (cause) {
    if (!asCallError(cause).retryable) removeStored(keyOf());
    throw cause;
  }
}

/** A new code in place of the old one, which is dead from now on. */
export async function renewMyCode(known: KnownCode, requestId: string): Promise<KnownCode> {
  return keep({ ...known, code: (await issueCode(true, requestId)).code });
}
