/** The forms in which the resident's side answers, rates, or says what is not right: what they show, and what they send. */
import type { UploadItem } from '../../components/types';
import { attachmentsProblem, NO_VOICE, voiceField } from '../../pages/shared/attachments';
import { problems, showFirstProblem } from '../../pages/shared/form';
import { go, ROUTES } from '../../services/nav';
import type { PhotoTray } from '../../services/photos';
import type { VoiceNote } from '../../services/voice';
import { LIMITS } from '../../shared/limits';

/** As much of a page as these handlers need. */
interface AnswerPage {
  tray: PhotoTray | null;
  voice: VoiceNote | null;
  data: { words: string; score: number };
  setData(change: Record<string, unknown>): void;
  complete(missing: Record<string, string>): boolean;
}

/** What was said, as a command takes it. */
interface Said {
  words: string;
  photoIds: string[];
}

/** Said where somebody disputes without a word. */
export const NO_REASON = '请写一写哪里不对，或打电话告诉村残协';

/** Data of a page with such forms, of which one is open at a time. */
export const ANSWER_DATA = {
  words: '',
  score: 0,
  photos: [] as UploadItem[],
  voiceItem: NO_VOICE,
  limits: { note: LIMITS.noteLength, words: LIMITS.feedbackLength, photos: LIMITS.photosPerStep },
};

export const answerHandlers = {
  /** Of the form that is open. */
  tray: null as PhotoTray | null,
  voice: null as VoiceNote | null,

  /** Whether the open form can be sent; shows what is missing otherwise. */
  complete(this: AnswerPage, missing: Record<string, string>): boolean {
    const errors = problems({ ...missing, files: attachmentsProblem(this.tray, this.voice) });
    this.setData({ errors });
    if (Object.keys(errors).length === 0) return true;
    showFirstProblem();
    return false;
  },
  /** What is to be sent; null while words (`missing` asks for them) or photos are missing. */
  said(this: AnswerPage, missing: string): Said | null {
    const words = this.data.words.trim();
    if (!this.complete({ words: words === '' ? missing : '' })) return null;
    return { words, photoIds: this.tray?.photoIds() ?? [] };
  },
  /** The rating that is to be sent; null without a face. */
  rating(this: AnswerPage): (Said & { score: number; voiceId?: string }) | null {
    const { score, words } = this.data;
    if (!this.complete({ score: score === 0 ? '请点一个笑脸或哭脸' : '' })) return null;
    return {
      score,
      words: words.trim(),
      photoIds: this.tray?.photoIds() ?? [],
      ...voiceField(this.voice),
    };
  },
  onContact() {
    go(ROUTES.contact());
  },
};
