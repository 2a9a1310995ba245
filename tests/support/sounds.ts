/** Recordings made by hand, as recorders write them: whole frames of the right headers, and tags beside the sound. */

const many = (piece: Buffer, count: number): Buffer =>
  Buffer.concat(Array.from({ length: count }, () => piece));

/** MP3 as WeChat records it here: MPEG-2 layer III, 16 kHz, mono, 32 kbit/s, 36 ms a frame. */
export function mp3(seconds: number): Buffer {
  const frame = Buffer.alloc(144, 0x5a);
  Buffer.from([0xff, 0xf3, 0x48, 0xc0]).copy(frame);
  return many(frame, Math.round(seconds / 0.036));
}

/** AAC-LC in ADTS frames of 200 bytes: 16 kHz, mono, 64 ms a frame. */
export function aac(seconds: number): Buffer {
  const frame = Buffer.alloc(200, 0x21);
  const length = frame.length;
  Buffer.from([
    0xff,
    0xf1,
    0x60,
    0x40 | (length >> 11),
    (length >> 3) & 0xff,
    ((length & 7) << 5) | 0x1f,
    0xfc,
  ]).copy(frame);
  return many(frame, Math.round(seconds / 0.064));
}

/** One chunk of a RIFF file. */
function chunk(name: string, body: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(body.length, 4);
  return Buffer.concat([head, body, Buffer.alloc(body.length % 2)]);
}

/** WAV with 16-bit samples of one channel, by default 16 kHz PCM; `more` chunks stand before the samples. */
export function wav(
  seconds: number,
  { hertz = 16_000, tag = 1, more = [] as [string, string][] } = {},
): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(tag, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(hertz, 4);
  format.writeUInt32LE(hertz * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const body = Buffer.concat([
    Buffer.from('WAVE', 'latin1'),
    chunk('fmt ', format),
    ...more.map(([name, text]) => chunk(name, Buffer.from(text))),
    chunk('data', Buffer.alloc(Math.round(hertz * seconds) * 2, 0x11)),
  ]);
  return chunk('RIFF', body);
}

/** An ID3v2.3 tag with this text, as editors and phones put it before the sound. */
export function id3v2(text: string): Buffer {
  const body = Buffer.from(text);
  const size = [21, 14, 7, 0].map((shift) => (body.length >> shift) & 0x7f);
  return Buffer.concat([Buffer.from('ID3\u0003\u0000\u0000', 'latin1'), Buffer.from(size), body]);
}

/** An ID3v1 tag: 128 bytes at the very end. */
export function id3v1(text: string): Buffer {
  const tag = Buffer.alloc(128);
  tag.write('TAG', 'latin1');
  tag.write(text, 3);
  return tag;
}

/** An APEv2 tag with header and footer. */
export function ape(text: string): Buffer {
  const body = Buffer.from(text);
  const edge = (): Buffer => {
    const bytes = Buffer.alloc(32);
    bytes.write('APETAGEX', 'latin1');
    bytes.writeUInt32LE(2000, 8);
    bytes.writeUInt32LE(body.length + 32, 12);
    bytes.writeUInt32LE(1, 16);
    bytes.writeUInt32LE(0x80000000, 20);
    return bytes;
  };
  return Buffer.concat([edge(), body, edge()]);
}

/** The first frame of a LAME file: no sound, a table and the encoder's name. */
export function infoFrame(): Buffer {
  const frame = mp3(0.036);
  frame.fill(0, 4);
  frame.write('Info', 13, 'latin1');
  frame.write('LAME3.100', 110, 'latin1');
  return frame;
}
