/**
 * Forms of the set-up: what is typed is kept with the version it was typed over, and WeChat asks before a changed form is
 * left. A draft over an older version is dropped: it would undo what a colleague wrote.
 */
import { dropDraft, loadDraft, saveDraft, type DraftValues } from '../../services/drafts';

const SEEN = 'seenVersion';

/** Keeps the form; from now on leaving it asks first. */
export function keep(form: string, values: DraftValues, version: number): void {
  saveDraft(form, { ...values, [SEEN]: String(version) });
  wx.enableAlertBeforeUnload({ message: '改动还没有保存，离开吗？下次打开会帮您填好。' });
}

/** What was typed over this version, null when there is nothing. */
export function kept(form: string, version: number): DraftValues | null {
  const draft = loadDraft(form);
  if (!draft) return null;
  if (draft[SEEN] === String(version)) return draft;
  dropDraft(form);
  return null;
}

/** After saving, or when the changes are given up: leaving asks nothing any more. */
export function forget(form: string): void {
  dropDraft(form);
  wx.disableAlertBeforeUnload();
}
