import type { Action } from '../wire';

export type PhotoPurpose = 'delivery' | 'feedback';

export interface MediaApi {
  /**
   * Takes a picture that the phone uploaded to `incoming/`: checks that it is a JPEG or PNG of acceptable size, re-encodes
   * it without metadata, stores it privately and removes the upload.
   */
  accept: Action<{ fileID: string; purpose: PhotoPurpose }, { photoId: string }>;
}
