/** Pictures as they are stored: re-encoded from their pixels, so that nothing but the picture is left of the file. */
import { createJimp } from '@jimp/core';
import jpeg from '@jimp/js-jpeg';
import png from '@jimp/js-png';
import { methods as resize } from '@jimp/plugin-resize';
import { LIMITS } from '../../miniprogram/shared/limits';
import { AppError } from '../core/errors';

const Picture = createJimp({ formats: [jpeg, png], plugins: [resize] });

/** A small file can claim a picture that fills the memory: refuse before decoding. */
const MAX_PIXELS = 24_000_000;
const QUALITY = 82;

const PNG_MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Width times height as the header says; null when the file is neither JPEG nor PNG or has no such header. */
function claimedPixels(file: Buffer): number | null {
  if (file.length >= 24 && file.subarray(0, 8).equals(PNG_MAGIC)) {
    return file.readUInt32BE(16) * file.readUInt32BE(20);
  }
  if (file.length < 4 || file[0] !== 0xff || file[1] !== 0xd8) return null;
  // JPEG: a chain of segments; the frame header (SOF0-SOF15 but not DHT, JPG, DAC) holds height and width.
  for (let at = 2; at + 9 < file.length && file[at] === 0xff;) {
    const marker = file[at + 1] ?? 0;
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return file.readUInt16BE(at + 5) * file.readUInt16BE(at + 7);
    }
    at += 2 + file.readUInt16BE(at + 2);
  }
  return null;
}

export interface StoredPicture {
  file: Buffer;
  width: number;
  height: number;
}

/** Upright, at most LIMITS.photoEdge long, JPEG without any metadata. Refuses what is not a picture, in words. */
export async function reencode(file: Buffer): Promise<StoredPicture> {
  if (file.length > LIMITS.photoBytes) throw new AppError('PHOTO_TOO_LARGE');
  const pixels = claimedPixels(file);
  if (pixels === null || pixels === 0) throw new AppError('PHOTO_NOT_IMAGE');
  if (pixels > MAX_PIXELS) throw new AppError('PHOTO_TOO_LARGE');
  try {
    const picture = await Picture.fromBuffer(file);
    const longer = Math.max(picture.width, picture.height);
    if (longer > LIMITS.photoEdge) {
      const scale = LIMITS.photoEdge / longer;
      picture.resize({ w: Math.round(picture.width * scale), h: Math.round(picture.height * scale) });
    }
    const stored = await picture.getBuffer('image/jpeg', { quality: QUALITY });
    return { file: stored, width: picture.width, height: picture.height };
  } catch {
    // The decoder's own words are of no use to the person who took the photo.
    throw new AppError('PHOTO_BROKEN');
  }
}
