/**
 * What a person has typed, kept until it is sent. Numbers of identity documents are never written to the phone's storage,
 * whatever a page hands in.
 */
import { roleScope } from './session';
import { readStored, removeStored, writeStored } from './storage';

const VERSION = 1;
const MAX_AGE_MS = 7 * 24 * 60 * 60 * 1000;
const DOCUMENT_NUMBER = /\d{15,}[\dXx]?/;

export type DraftValues = Record<string, string>;

interface Draft {
  version: number;
  at: number;
  values: DraftValues;
}

/** Where each form was last kept: sending it may change the role, and with it the place (binding, registering). */
const lastKey = new Map<string, string>();

const keyOf = (form: string): string => `draft:${roleScope()}:${form}`;

/** Keeps what has been typed so far; an empty form is forgotten. */
export function saveDraft(form: string, values: DraftValues): void {
  const safe = Object.entries(values).filter(
    ([, value]) => value !== '' && !DOCUMENT_NUMBER.test(value.replace(/\s/g, '')),
  );
  if (safe.length === 0) {
    removeStored(keyOf(form));
    return;
  }
  lastKey.set(form, keyOf(form));
  writeStored(keyOf(form), { version: VERSION, at: Date.now(), values: Object.fromEntries(safe) });
}

/** What was typed last time and not sent, null when there is nothing or it is older than a week. */
export function loadDraft(form: string): DraftValues | null {
  const draft = readStored<Draft>(keyOf(form));
  if (!draft || draft.version !== VERSION || Date.now() - draft.at > MAX_AGE_MS) return null;
  lastKey.set(form, keyOf(form));
  return draft.values;
}

/** After sending, also when the role is another one by then. */
export function dropDraft(form: string): void {
  removeStored(keyOf(form));
  const kept = lastKey.get(form);
  if (kept !== undefined) removeStored(kept);
  lastKey.delete(form);
}
