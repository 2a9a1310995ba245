/** What was done: kinds, words, photos; written at once or typed in afterwards. The draft outlives the page. */
import type { ServiceKind } from '../../../typings/domain';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';

export interface Content {
  kinds: ServiceKind[];
  words: string;
}

/** What was typed last time and not sent, with further fields of the form. */
export function readContent(key: string): Content & { more: Record<string, string> } {
  const { kinds = '', words = '', ...more } = loadDraft(key) ?? {};
  return { kinds: kinds.split(',').filter(Boolean) as ServiceKind[], words, more };
}

/** Keeps what was typed so far. */
export function keepContent(key: string, { kinds, words }: Content, more: Record<string, string> = {}): void {
  saveDraft(key, { kinds: kinds.join(), words, ...more });
}

/** After sending. */
export const forgetContent = (key: string): void => dropDraft(key);
