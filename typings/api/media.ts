import type { Millis, PhotoView, VoiceView } from '../domain';
import type { Action, Paged } from '../wire';

/** What a photo is for; a photo is used in one record of this purpose only. */
export type PhotoPurpose =
  | 'delivery'
  | 'feedback'
  | 'renovation'
  | 'repair'
  | 'wish'
  | 'service'
  | 'notice'
  | 'consent'
  | 'goods'
  | 'donation';

/** What a voice note is for; it is used in one record of this purpose only. */
export type VoicePurpose = 'feedback' | 'application' | 'consent';

export interface MediaApi {
  /**
   * Says that a file will be uploaded to this path in `incoming/`, before it is: functions cannot list files, and what is never
   * taken in is found by its announced name and removed after two days.
   */
  announce: Action<{ path: string }, { announced: true }>;
  /**
   * Takes a picture that the phone uploaded to `incoming/`: checks that it is a JPEG or PNG of acceptable size, re-encodes
   * it without metadata, stores it privately and removes the upload.
   */
  accept: Action<{ fileID: string; purpose: PhotoPurpose }, { photoId: string }>;
  /**
   * Takes a recording that the phone uploaded to `incoming/`: checks by its bytes that it is MP3, AAC (ADTS) or WAV (PCM) of
   * acceptable size and length, stores nothing but the sound privately and removes the upload. `seconds` is what the phone
   * recorded; it shows that sending broke off when much less arrived. The length that is stored is counted from the sound.
   */
  acceptVoice: Action<{ fileID: string; purpose: VoicePurpose; seconds: number }, { voiceId: string }>;
  /**
   * Name and number off the photo of an identity card or a disability certificate that the phone uploaded to `incoming/`; the
   * photo is removed at once. `name` is '' when it cannot be read. DOCUMENT_UNREAD: no right number on it.
   */
  readDocument: Action<{ fileID: string }, { name: string; number: string }>;
  /**
   * Those of the caller's own photos and voice notes that no record uses yet, so that a form which was closed before it was
   * sent gets them back. Others' and used ones are left out without a word.
   */
  mine: Action<{ photoIds: string[]; voiceIds: string[] }, { photos: PhotoView[]; voices: VoiceView[] }>;
  /** Staff: pictures meant for others that the machine could not judge. `own`: handed in by the caller, who does not decide. */
  pictures: Action<
    { cursor?: string | null },
    Paged<{
      photoId: string;
      url: string;
      purpose: 'notice' | 'goods' | 'donation';
      createdAt: Millis;
      own: boolean;
    }>
  >;
  /** Staff: others may see the picture, or not. */
  decidePicture: Action<{ photoId: string; pass: boolean }, { passed: boolean }>;
}
