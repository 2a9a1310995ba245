/** The three forms of the page: answering, saying what is wrong, rating. Each keeps its words, photos and voice by itself. */
import type { CaseKind } from '../../../typings/domain';
import type { PhotoPurpose } from '../../../typings/api/media';
import type { UploadItem, VoiceItem } from '../../components/types';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { createVoiceNote, type VoiceNote } from '../../services/voice';

export type Form = 'answer' | 'dispute' | 'rate';

export interface OpenForm {
  words: string;
  tray: PhotoTray;
  /** Only a rating can be spoken. */
  voice: VoiceNote | null;
  /** Keeps the words that are being typed. */
  keep(words: string): void;
  /** After sending. */
  forget(): void;
}

interface Shown {
  photos(items: UploadItem[]): void;
  voice(item: VoiceItem): void;
}

/** Photos of an answer about a building job are photos of the place; all others belong to what the applicant says. */
const purposeOf = (form: Form, kind: CaseKind): PhotoPurpose =>
  form === 'answer' && kind === 'renovation' ? 'renovation' : 'feedback';

/** Opens a form with what was typed, photographed and said last time and not sent. */
export function openForm(form: Form, applicationId: string, kind: CaseKind, shown: Shown): OpenForm {
  const name = `case-${applicationId}-${form}`;
  const tray = createPhotoTray(purposeOf(form, kind), (items) => shown.photos(items), {
    keep: `${name}-photos`,
  });
  const voice =
    form === 'rate'
      ? createVoiceNote('feedback', (item) => shown.voice(item), { keep: `${name}-voice` })
      : null;
  return {
    words: loadDraft(name)?.words ?? '',
    tray,
    voice,
    keep: (words) => saveDraft(name, { words }),
    forget() {
      dropDraft(name);
      tray.forget();
      voice?.forget();
    },
  };
}
