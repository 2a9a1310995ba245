/** Photos on their way: taken or chosen, checked, made small, sent, accepted. Each photo has its own state and retry. */
import type { PhotoPurpose } from '../../typings/api/media';
import type { UploadItem } from '../components/types';
import { LIMITS } from '../shared/limits';
import { asCallError, call, randomId } from './call';
import { newIntent, type Intent, carryOut } from './intent';

/** Larger files are refused before anything is sent. */
const LARGEST_CHOSEN_BYTES = 20 * 1024 * 1024;
const JPEG_QUALITY = 80;

export const PHOTO_WORDS = {
  notImage: '这个文件不是照片，请选择JPG或PNG图片',
  tooLarge: '照片超过20MB，太大了，请换一张或直接拍照',
  broken: '照片打不开，可能已损坏，请重新拍一张',
  notSent: '没有传上去，请按“重试”',
} as const;

interface Shot extends UploadItem {
  size: number;
  intent: Intent;
  photoId: string | null;
  fileID: string | null;
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
}

/** Why the photo cannot be taken, and its size in pixels otherwise. */
async function inspect(shot: Shot): Promise<{ width: number; height: number } | { error: string }> {
  if (shot.size > LARGEST_CHOSEN_BYTES) return { error: PHOTO_WORDS.tooLarge };
  try {
    const info = await wx.getImageInfo({ src: shot.src });
    return { width: info.width, height: info.height };
  } catch {
    return { error: PHOTO_WORDS.notImage };
  }
}

/** A smaller JPEG of the photo: at most 1600 px at the longer edge, so that it goes through a rural line. */
async function shrink(src: string, width: number, height: number): Promise<string> {
  const size =
    Math.max(width, height) <= LIMITS.photoEdge
      ? {}
      : width >= height
        ? { compressedWidth: LIMITS.photoEdge }
        : { compressedHeight: LIMITS.photoEdge };
  return (await wx.compressImage({ src, quality: JPEG_QUALITY, ...size })).tempFilePath;
}

function upload(filePath: string, onProgress: (percent: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const task = wx.cloud.uploadFile({
      cloudPath: `incoming/${randomId()}.jpg`,
      filePath,
      success: (answer) => resolve(answer.fileID),
      fail: reject,
    });
    task?.onProgressUpdate?.((event) => onProgress(event.progress));
  });
}

/** An empty tray. `onChange` gets what ui-photos shows, after every change. */
export function createPhotoTray(purpose: PhotoPurpose, onChange: (items: UploadItem[]) => void): PhotoTray {
  let shots: Shot[] = [];

  const show = (): void =>
    onChange(shots.map(({ id, src, state, progress, error }) => ({ id, src, state, progress, error })));
  const change = (shot: Shot, now: Partial<Shot>): void => {
    Object.assign(shot, now);
    if (shots.includes(shot)) show();
  };

  const send = async (shot: Shot): Promise<void> => {
    change(shot, { state: 'uploading', progress: 0, error: '' });
    const picture = await inspect(shot);
    if ('error' in picture) {
      change(shot, { state: 'failed', error: picture.error });
      return;
    }
    let small: string;
    try {
      small = await shrink(shot.src, picture.width, picture.height);
    } catch {
      change(shot, { state: 'failed', error: PHOTO_WORDS.broken });
      return;
    }
    try {
      // A photo that arrived but was not accepted because the line broke is not sent a second time.
      const fileID = shot.fileID ?? (await upload(small, (progress) => change(shot, { progress })));
      shot.fileID = fileID;
      const input = { fileID, purpose };
      const answer = await carryOut(shot.intent, input, (requestId) =>
        call('media', 'accept', input, { requestId }),
      );
      change(shot, { state: 'done', progress: 100, photoId: answer.photoId });
    } catch (cause) {
      const error = asCallError(cause);
      if (!error.retryable) shot.fileID = null;
      change(shot, {
        state: 'failed',
        error: error.code === 'PAGE_FAULT' ? PHOTO_WORDS.notSent : error.message,
      });
    }
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
        photoId: null,
        fileID: null,
      }));
      shots = [...shots, ...added];
      show();
      for (const shot of added) await send(shot);
    },
    async retry(id) {
      const shot = shots.find((each) => each.id === id);
      if (shot) await send(shot);
    },
    remove(id) {
      shots = shots.filter((each) => each.id !== id);
      show();
    },
    photoIds: () => shots.flatMap((shot) => (shot.photoId ? [shot.photoId] : [])),
    underWay: () => shots.some((shot) => shot.state === 'uploading' || shot.state === 'ready'),
  };
}
