/** What a browser recorded, as a WAV file that any server understands. */

const HERTZ = 16_000;
const HEAD_BYTES = 44;

/** 16-bit PCM of one channel in a RIFF file. */
function encode(samples: Float32Array): Blob {
  const view = new DataView(new ArrayBuffer(HEAD_BYTES + samples.length * 2));
  const text = (at: number, word: string): void =>
    [...word].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, HEAD_BYTES - 8 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true); // length of the format
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // channels
  view.setUint32(24, HERTZ, true);
  view.setUint32(28, HERTZ * 2, true); // bytes a second
  view.setUint16(32, 2, true); // bytes of a sample
  view.setUint16(34, 16, true); // bits of a sample
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, i) => {
    const level = Math.max(-1, Math.min(1, value));
    view.setInt16(HEAD_BYTES + i * 2, Math.round(level * 32_767), true);
  });
  return new Blob([view], { type: 'audio/wav' });
}

/** A low hum that swells and falls a few times a second, as speech does. */
export function hum(seconds: number): Blob {
  const samples = Float32Array.from({ length: Math.round(seconds * HERTZ) }, (_, n) => {
    const at = n / HERTZ;
    return 0.2 * Math.sin(2 * Math.PI * 160 * at) * Math.sin(2 * Math.PI * 2.5 * at) ** 2;
  });
  return encode(samples);
}

/** The recording at 16 kHz in one channel, at most `longestMs` of it; `duration` in ms is counted from the samples. */
export async function toWav(recording: Blob, longestMs: number): Promise<{ file: Blob; duration: number }> {
  // An offline context decodes straight to its own sampling rate, without a loudspeaker.
  const context = new OfflineAudioContext(1, 1, HERTZ);
  const sound = await context.decodeAudioData(await recording.arrayBuffer());
  const length = Math.min(sound.length, Math.round((longestMs * HERTZ) / 1000));
  const samples = new Float32Array(length);
  for (let channel = 0; channel < sound.numberOfChannels; channel += 1) {
    const data = sound.getChannelData(channel);
    for (let i = 0; i < length; i += 1)
      samples[i] = (samples[i] ?? 0) + (data[i] ?? 0) / sound.numberOfChannels;
  }
  return { file: encode(samples), duration: Math.round((length * 1000) / HERTZ) };
}
