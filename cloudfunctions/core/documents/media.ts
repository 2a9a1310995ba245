/** Photos and recordings of records. */
import type { Millis } from '../../../typings/domain';
import type { PhotoCheckDoc } from './photo-check';

export interface PhotoDoc {
  _id: string;
  fileID: string;
  purpose: string;
  openid: string;
  /** The record it was used in; a photo is used once. */
  usedIn: string | null;
  width: number;
  height: number;
  /** null: of a purpose that only the record's parties and staff see. */
  check: PhotoCheckDoc | null;
  createdAt: Millis;
}

export interface VoiceDoc {
  _id: string;
  fileID: string;
  purpose: string;
  openid: string;
  /** The record it was used in; a voice note is used once. */
  usedIn: string | null;
  /** Whole seconds, counted from the sound itself. */
  seconds: number;
  createdAt: Millis;
}
