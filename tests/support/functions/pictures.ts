/** Pictures made byte by byte, good and bad. */
import { crc32, deflateSync } from 'node:zlib';
import jpegJs from 'jpeg-js';

type Paint = (x: number, y: number) => [red: number, green: number, blue: number];

const GREY: Paint = () => [120, 130, 140];

const grey = new Map<string, Buffer>();

/** A JPEG of width x height pixels. The encoder makes large tables for each picture: grey ones are made once. */
export function jpeg(width: number, height: number, paint?: Paint): Buffer {
  const size = `${width}x${height}`;
  const made = (paint ? undefined : grey.get(size)) ?? encoded(width, height, paint ?? GREY);
  if (!paint) grey.set(size, made);
  return Buffer.from(made);
}

function encoded(width: number, height: number, paint: Paint): Buffer {
  const data = Buffer.alloc(width * height * 4, 255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data.set(paint(x, y), (y * width + x) * 4);
  }
  return Buffer.from(jpegJs.encode({ width, height, data }, 95).data);
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeUInt16BE(tag, 0);
  buffer.writeUInt16BE(type, 2);
  buffer.writeUInt32BE(count, 4);
  if (type === 3) buffer.writeUInt16BE(value, 8);
  else buffer.writeUInt32BE(value, 8);
  return buffer;
}

/** Words that must not be in the stored photo. */
export const GPS_MARK = 'GPS-121.0333-30.1833';

/** Puts EXIF data into a JPEG: an orientation, a position and a comment. */
export function withExif(file: Buffer, orientation: number): Buffer {
  const HEADER = 8;
  const ifd0 = 2 + 3 * 12 + 4;
  const gps = 2 + 2 * 12 + 4;
  const mark = Buffer.from(`${GPS_MARK}\0`);
  const gpsAt = HEADER + ifd0;
  const markAt = gpsAt + gps;
  const tiff = Buffer.concat([
    Buffer.from('MM\0*', 'latin1'),
    Buffer.from([0, 0, 0, HEADER]),
    Buffer.from([0, 3]),
    entry(0x010e, 2, mark.length, markAt),
    entry(0x0112, 3, 1, orientation),
    entry(0x8825, 4, 1, gpsAt),
    Buffer.alloc(4),
    Buffer.from([0, 2]),
    entry(0x0001, 2, 2, 0x4e000000),
    entry(0x0003, 2, 2, 0x45000000),
    Buffer.alloc(4),
    mark,
  ]);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(body.length + 2);
  return Buffer.concat([file.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, body, file.subarray(2)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([length, typed, check]);
}

/** A grey PNG; `claim` writes another size into its header than the pixels have. */
export function png(width: number, height: number, claim = { width, height }): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(claim.width, 0);
  header.writeUInt32BE(claim.height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (width + 1), 120);
  for (let y = 0; y < height; y += 1) lines[y * (width + 1)] = 0;
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
