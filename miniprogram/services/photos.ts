/** Photos on their way: taken or chosen, checked, made small, sent, accepted. Each photo has its own state and retry. */
import type { PhotoPurpose } from '../../typings/api/media';
import type { UploadItem } from '../components/types';
import { LIMITS } from '../shared/limits';
import { asCallError, call, randomId } from './call';
import { newIntent, type Intent, carryOut } from './intent';
import { keeper } from './kept';
import { uploadIncoming } from './upload';

/** Larger files are refused before anything is sent. */
const LARGEST_CHOSEN_BYTES = 20 * 1024 * 1024;
const JPEG_QUALITY = 80;

export const PHOTO_WORDS = {
  notImage: '这个文件不是照片，请选择JPG或PNG图片',
  tooLarge: '照片超过20MB，太大了，请换一张或直接拍照',
  broken: '照片打不开，可能已损坏，请重新拍一张',
  notSent: '没有传上去，请按“重试”',
  gone: '这张照片没有传完，手机里也找不到了，请删除后重新拍一张',
} as const;

interface Shot extends UploadItem {
  size: number;
  intent: Intent;
  /** The small JPEG, once it is made. */
  small: string | null;
  fileID: string | null;
  photoId: string | null;
}

export interface PhotoTray {
  /** Lets the person take or choose up to `remaining` photos and sends them. */
  add(remaining: number): Promise<void>;
  retry(id: string): Promise<void>;
  remove(id: string): void;
  /** Ids of the photos that have arrived. */
  photoIds(): string[];
  /** Whether a photo is still on its way. */
  underWay(): boolean;
  /** Resolves when the photos of last time are shown again; `onChange` was told before. */
  restored: Promise<void>;
  /** After the record is saved: the photos are its own now, and the tray is empty. */
  forget(): void;
}

/** Why the photo cannot be taken, and its size in pixels otherwise. */
async function inspect(shot: Shot): Promise<{ width: number; height: number } | { error: string }> {
  if (shot.src === '') return { error: PHOTO_WORDS.gone };
  if (shot.size > LARGEST_CHOSEN_BYTES) return { error: PHOTO_WORDS.tooLarge };
  try {
    const info = await wx.getImageInfo({ src: shot.src });
    return { width: info.width, height: info.height };
  } catch {
    return { error: PHOTO_WORDS.notImage };
  }
}

/** A smaller JPEG of the photo: at most 1600 px at the longer edge, so that it goes through a rural line. Rejects for a broken one. */
export async function shrink(src: string, width: number, height: number): Promise<string> {
  const size =
    Math.max(width, height) <= LIMITS.photoEdge
      ? {}
      : width >= height
        ? { compressedWidth: LIMITS.photoEdge }
        : { compressedHeight: LIMITS.photoEdge };
  return (await wx.compressImage({ src, quality: JPEG_QUALITY, ...size })).tempFilePath;
}

/** Makes the photo small, unless that was done in an earlier try; the words of what is wrong with it otherwise. */
async function prepare(shot: Shot): Promise<{ small: string } | { error: string }> {
  if (shot.small !== null) return { small: shot.small };
  const picture = await inspect(shot);
  if ('error' in picture) return picture;
  try {
    return { small: await shrink(shot.src, picture.width, picture.height) };
  } catch {
    return { error: PHOTO_WORDS.broken };
  }
}

/**
 * A tray of photos. `onChange` gets what ui-photos shows, after every change. With `keep` (a name of this form) the photos that
 * have arrived are there again when the form is opened anew within a week, until `forget`.
 */
export function createPhotoTray(
  purpose: PhotoPurpose,
  onChange: (items: UploadItem[]) => void,
  options: { keep?: string } = {},
): PhotoTray {
  const kept = keeper('photos', options.keep);
  let shots: Shot[] = [];

  const show = (): void => {
    kept.write(shots.flatMap(({ fileID, photoId }) => (fileID === null ? [] : [{ fileID, id: photoId }])));
    onChange(shots.map(({ id, src, state, progress, error }) => ({ id, src, state, progress, error })));
  };
  const change = (shot: Shot, now: Partial<Shot>): void => {
    Object.assign(shot, now);
    if (shots.includes(shot)) show();
  };

  const send = async (shot: Shot): Promise<void> => {
    change(shot, { state: 'uploading', progress: 0, error: '' });
    try {
      // A photo that arrived but was not accepted because the line broke is not sent a second time.
      if (shot.fileID === null) {
        const prepared = await prepare(shot);
        if ('error' in prepared) {
          change(shot, { state: 'failed', error: prepared.error });
          return;
        }
        shot.small = prepared.small;
        const fileID = await uploadIncoming(prepared.small, 'jpg', (progress) => change(shot, { progress }));
        change(shot, { fileID });
      }
      const input = { fileID: shot.fileID as string, purpose };
      const answer = await carryOut(shot.intent, input, (requestId) =>
        call('media', 'accept', input, { requestId }),
      );
      change(shot, { state: 'done', progress: 100, photoId: answer.photoId });
    } catch (cause) {
      const error = asCallError(cause);
      change(shot, {
        state: 'failed',
        error: error.code === 'PAGE_FAULT' ? PHOTO_WORDS.notSent : error.message,
        ...(error.retryable ? {} : { fileID: null }),
      });
    }
  };

  /** Pictures of photos whose files are no longer on this phone. What a record uses by now goes. */
  const fetchPictures = async (restored: Shot[]): Promise<void> => {
    const photoIds = restored.flatMap(({ photoId }) => (photoId === null ? [] : [photoId]));
    if (photoIds.length === 0) return;
    const { photos } = await call('media', 'mine', { photoIds, voiceIds: [] });
    const urls = new Map(photos.map(({ photoId, url }) => [photoId, url]));
    shots = shots.filter(
      (shot) => !restored.includes(shot) || shot.photoId === null || urls.has(shot.photoId),
    );
    for (const shot of restored) shot.src = urls.get(shot.photoId ?? '') ?? '';
    show();
  };

  const restore = async (): Promise<void> => {
    const restored = kept.read().map(({ fileID, id }): Shot => ({
      id: randomId(),
      src: '',
      size: 0,
      state: id === null ? 'uploading' : 'done',
      progress: id === null ? 0 : 100,
      error: '',
      intent: newIntent(),
      small: null,
      fileID,
      photoId: id,
    }));
    if (restored.length === 0) return;
    shots = restored;
    show();
    for (const shot of restored) if (shot.photoId === null) await send(shot);
    // Without a line the photos stay, only unseen; they have arrived all the same.
    await fetchPictures(restored).catch(() => undefined);
  };

  return {
    async add(remaining) {
      let chosen: WechatMiniprogram.MediaFile[];
      try {
        const answer = await wx.chooseMedia({
          count: Math.min(remaining, LIMITS.photosPerStep),
          mediaType: ['image'],
          sourceType: ['camera', 'album'],
        });
        chosen = answer.tempFiles;
      } catch {
        return; // The person closed the camera.
      }
      const added = chosen.map((file): Shot => ({
        id: randomId(),
        src: file.tempFilePath,
        size: file.size,
        state: 'ready',
        intent: newIntent(),
        small: null,
        fileID: null,
        photoId: null,
      }));
      shots = [...shots, ...added];
      show();
      for (const shot of added) await send(shot);
    },
    async retry(id) {
      const shot = shots.find((each) => each.id === id);
      if (shot?.state === 'failed') await send(shot);
    },
    remove(id) {
      shots = shots.filter((each) => each.id !== id);
      show();
    },
    photoIds: () => shots.flatMap((shot) => (shot.photoId ? [shot.photoId] : [])),
    underWay: () => shots.some((shot) => shot.state === 'uploading' || shot.state === 'ready'),
    restored: restore(),
    forget() {
      shots = [];
      show();
    },
  };
}
