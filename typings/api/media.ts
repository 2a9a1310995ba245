import type { Action } from '../wire';

/** What a photo is for; a photo is used in one record of this purpose only. */
export type PhotoPurpose =
  'delivery' | 'feedback' | 'renovation' | 'repair' | 'wish' | 'service' | 'notice' | 'consent';

export interface MediaApi {
  /**
   * Takes a picture that the phone uploaded to `incoming/`: checks that it is a JPEG or PNG of acceptable size, re-encodes
   * it without metadata, stores it privately and removes the upload.
   */
  accept: Action<{ fileID: string; purpose: PhotoPurpose }, { photoId: string }>;
}
