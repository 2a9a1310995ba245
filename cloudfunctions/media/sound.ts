/**
 * Voice notes as they are stored: recognised by their bytes, never by their name, and cut down to the sound itself. Tags that
 * phones and editors write beside it (title, place, device, pictures) are left behind. Nothing is decoded: MP3 and AAC are kept
 * frame by frame, WAV as its format and samples, and the length in seconds follows from those.
 */
import { LIMITS } from '../../miniprogram/shared/limits';
import { AppError } from '../core/errors';

export interface StoredSound {
  file: Buffer;
  extension: 'mp3' | 'aac' | 'wav';
  seconds: number;
}

/** One frame: how many bytes it takes, how long it sounds, and what does not change within one recording. */
interface Frame {
  bytes: number;
  seconds: number;
  kind: string;
}
type ReadFrame = (file: Buffer, at: number) => Frame | null;

/** Encoders fill the last frame and recorders stop a moment late. */
const SLACK_SECONDS = 1;
/** A recording is frames and nothing else; what is mostly something else is a disguise. */
const LEAST_SHARE_OF_FRAMES = 0.9;

const MP3_KBPS_VERSION_1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const MP3_KBPS_VERSION_2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MP3_HERTZ = [44_100, 48_000, 32_000];
const AAC_HERTZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
];

/** MPEG audio layer III (ISO/IEC 11172-3 and 13818-3, and the half sampling rates known as 2.5). */
const mp3Frame: ReadFrame = (file, at) => {
  if (at + 4 > file.length || file[at] !== 0xff || ((file[at + 1] ?? 0) & 0xe6) !== 0xe2) return null;
  const second = file[at + 1] ?? 0;
  const third = file[at + 2] ?? 0;
  const version = (second >> 3) & 3; // 0: 2.5, 2: 2, 3: 1; 1 is reserved.
  const first = version === 3;
  const kbps = (first ? MP3_KBPS_VERSION_1 : MP3_KBPS_VERSION_2)[(third >> 4) - 1];
  const fullRate = MP3_HERTZ[(third >> 2) & 3];
  if (version === 1 || kbps === undefined || fullRate === undefined) return null;
  const hertz = fullRate / (first ? 1 : version === 2 ? 2 : 4);
  const samples = first ? 1152 : 576;
  const padding = (third >> 1) & 1;
  return {
    bytes: Math.floor((samples * kbps * 125) / hertz) + padding,
    seconds: samples / hertz,
    kind: `mp3 ${version} ${hertz}`,
  };
};

/** AAC in ADTS frames (ISO/IEC 13818-7). */
const aacFrame: ReadFrame = (file, at) => {
  if (at + 7 > file.length || file[at] !== 0xff || ((file[at + 1] ?? 0) & 0xf6) !== 0xf0) return null;
  const third = file[at + 2] ?? 0;
  const hertz = AAC_HERTZ[(third >> 2) & 15];
  const bytes = (file.readUIntBE(at + 3, 3) >> 5) & 0x1fff;
  if (hertz === undefined || bytes < 7) return null;
  const blocks = ((file[at + 6] ?? 0) & 3) + 1;
  return { bytes, seconds: (1024 * blocks) / hertz, kind: `aac ${file[at + 1]} ${hertz}` };
};

/** Where the sound begins after ID3v2 tags (id3.org: length in four bytes of seven bits). */
function afterTags(file: Buffer): number {
  let at = 0;
  while (at + 10 <= file.length && file.toString('latin1', at, at + 3) === 'ID3') {
    const length = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + ((file[at + i] ?? 0) & 0x7f), 0);
    const footer = (file[at + 5] ?? 0) & 0x10 ? 10 : 0;
    at += 10 + length + footer;
  }
  return Math.min(at, file.length);
}

/** Where the sound ends before ID3v1 and APE tags. */
function beforeTags(file: Buffer, from: number): number {
  let end = file.length;
  if (end - from >= 128 && file.toString('latin1', end - 128, end - 125) === 'TAG') end -= 128;
  if (end - from >= 32 && file.toString('latin1', end - 32, end - 24) === 'APETAGEX') {
    const withHeader = file.readUInt32LE(end - 12) & 0x80000000 ? 32 : 0;
    end = Math.max(from, end - file.readUInt32LE(end - 20) - withHeader);
  }
  return end;
}

/** The first frame of many MP3 files carries no sound but a table and the encoder's name. */
function isInfoFrame(frame: Buffer): boolean {
  const text = frame.toString('latin1', 0, Math.min(frame.length, 64));
  return text.includes('Xing') || text.includes('Info') || text.includes('VBRI');
}

/** All whole frames of the recording, each followed by another of its kind or by the end; null when there are hardly any. */
function framesOf(file: Buffer, read: ReadFrame): { frames: Buffer[]; seconds: number } | null {
  const from = afterTags(file);
  const end = beforeTags(file, from);
  const frames: Buffer[] = [];
  let seconds = 0;
  let kept = 0;
  let kind: string | null = null;
  for (let at = from; at < end;) {
    const frame = read(file, at);
    const next = frame && at + frame.bytes;
    const follows = next !== null && next < end ? read(file, next)?.kind : frame?.kind;
    if (!frame || next === null || (kind !== null && frame.kind !== kind) || follows !== frame.kind) {
      at += 1;
      continue;
    }
    kind = frame.kind;
    kept += Math.min(next, end) - at;
    const bytes = file.subarray(at, next);
    if (next <= end && !(seconds === 0 && isInfoFrame(bytes))) {
      frames.push(bytes);
      seconds += frame.seconds;
    }
    at = next;
  }
  return frames.length > 1 && kept >= (end - from) * LEAST_SHARE_OF_FRAMES ? { frames, seconds } : null;
}

/** PCM in RIFF (Multimedia Programming Interface 1.0): written anew as format and samples only. */
function wav(file: Buffer): StoredSound | null {
  if (file.length < 12 || file.toString('latin1', 0, 4) !== 'RIFF') return null;
  if (file.toString('latin1', 8, 12) !== 'WAVE') return null;
  let format: Buffer | null = null;
  let samples: Buffer | null = null;
  for (let at = 12; at + 8 <= file.length && samples === null;) {
    const name = file.toString('latin1', at, at + 4);
    // A recorder that was cut off left a length of 0 or of all ones: the samples go to the end.
    const length = file.readUInt32LE(at + 4);
    const body = file.subarray(at + 8, at + 8 + length);
    if (name === 'fmt ' && body.length >= 16) format = body.subarray(0, 16);
    if (name === 'data') samples = length === 0 ? file.subarray(at + 8) : body;
    at += 8 + length + (length % 2);
  }
  if (!format || !samples) return null;
  const [tag, channels] = [format.readUInt16LE(0), format.readUInt16LE(2)];
  const [hertz, bytesPerSecond] = [format.readUInt32LE(4), format.readUInt32LE(8)];
  const [blockBytes, bits] = [format.readUInt16LE(12), format.readUInt16LE(14)];
  const fits =
    tag === 1 &&
    (channels === 1 || channels === 2) &&
    (bits === 8 || bits === 16) &&
    hertz >= 8_000 &&
    hertz <= 48_000 &&
    blockBytes === (channels * bits) / 8 &&
    bytesPerSecond === hertz * blockBytes;
  if (!fits) return null;
  const whole = samples.subarray(0, samples.length - (samples.length % blockBytes));
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + whole.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  format.copy(head, 20);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(whole.length, 40);
  return { file: Buffer.concat([head, whole]), extension: 'wav', seconds: whole.length / bytesPerSecond };
}

function framed(file: Buffer, read: ReadFrame, extension: 'mp3' | 'aac'): StoredSound | null {
  const found = framesOf(file, read);
  return found && { file: Buffer.concat(found.frames), extension, seconds: found.seconds };
}

/**
 * The sound of a recording without anything else. `recordedSeconds` is what the phone says that it recorded: it is believed
 * for one thing only, that a file with less than half of it is one whose sending broke off. Refuses with AppError:
 * VOICE_TOO_LARGE, VOICE_NOT_AUDIO, VOICE_TOO_LONG, VOICE_BROKEN.
 */
export function cleanSound(file: Buffer, recordedSeconds: number): StoredSound {
  if (file.length > LIMITS.voiceBytes) throw new AppError('VOICE_TOO_LARGE');
  const sound = wav(file) ?? framed(file, mp3Frame, 'mp3') ?? framed(file, aacFrame, 'aac');
  if (!sound) throw new AppError('VOICE_NOT_AUDIO');
  if (sound.seconds > LIMITS.voiceSeconds + SLACK_SECONDS) throw new AppError('VOICE_TOO_LONG');
  if (sound.seconds === 0 || sound.seconds < recordedSeconds / 2) throw new AppError('VOICE_BROKEN');
  return { ...sound, seconds: Math.min(LIMITS.voiceSeconds, Math.max(1, Math.round(sound.seconds))) };
}
