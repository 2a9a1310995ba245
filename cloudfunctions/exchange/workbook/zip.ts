/**
 * ZIP archives (PKWARE APPNOTE 6.3) as spreadsheets use them. Reading trusts nothing that an archive says of itself: every
 * size is checked before and while inflating, so that a small file cannot fill the memory.
 */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { refuse } from './refusal';

const ZIP_LIMITS = {
  /** A workbook of 5,000 people has about ten files. */
  entries: 200,
  /** Bytes of all files together, inflated. 5,000 rows are about 5 MB. */
  inflated: 48 * 1024 * 1024,
  /** Inflated to packed, above RATIO_FROM bytes. Tables pack to a tenth or a twentieth. */
  ratio: 120,
} as const;

const RATIO_FROM = 1024 * 1024;
const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;

const BROKEN = '文件不完整或已损坏，请在电脑上用Excel打开，另存为新的xlsx文件再试';
const TOO_LARGE = '文件展开以后太大，不像是一张名单。请只留名单那一张表，另存为新的xlsx文件再试';

interface Entry {
  packed: number;
  inflated: number;
  deflated: boolean;
  at: number;
}

/** The files of an archive; each is inflated when it is asked for. */
export class ZipReader {
  private readonly entries = new Map<string, Entry>();
  private left: number = ZIP_LIMITS.inflated;

  /** Refuses archives that are broken, encrypted, or claim too much. */
  constructor(private readonly file: Buffer) {
    const end = this.endRecord();
    const count = file.readUInt16LE(end + 10);
    if (count > ZIP_LIMITS.entries) refuse(TOO_LARGE);
    let at = file.readUInt32LE(end + 16);
    let packed = 0;
    let inflated = 0;
    for (let i = 0; i < count; i += 1) {
      if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) refuse(BROKEN);
      const name = at + 46;
      const lengths = [28, 30, 32].map((offset) => file.readUInt16LE(at + offset));
      const next = name + lengths.reduce((sum, length) => sum + length, 0);
      if (next > file.length) refuse(BROKEN);
      const entry = this.entryAt(at);
      packed += entry.packed;
      inflated += entry.inflated;
      this.entries.set(file.toString('utf8', name, name + (lengths[0] ?? 0)), entry);
      at = next;
    }
    // Entries that share the same packed bytes would claim more of them than there are.
    if (packed > file.length) refuse(BROKEN);
    if (inflated > ZIP_LIMITS.inflated) refuse(TOO_LARGE);
  }

  names(): string[] {
    return [...this.entries.keys()];
  }

  /** The file's content; null when the archive has no such file. */
  read(name: string): Buffer | null {
    const entry = this.entries.get(name);
    if (!entry) return null;
    const { file } = this;
    if (entry.at + 30 > file.length || file.readUInt32LE(entry.at) !== LOCAL) refuse(BROKEN);
    const from = entry.at + 30 + file.readUInt16LE(entry.at + 26) + file.readUInt16LE(entry.at + 28);
    const packed = file.subarray(from, from + entry.packed);
    if (packed.length !== entry.packed) refuse(BROKEN);
    const content = entry.deflated ? this.inflate(packed, entry.inflated) : packed;
    if (content.length !== entry.inflated) refuse(BROKEN);
    this.left -= content.length;
    if (this.left < 0) refuse(TOO_LARGE);
    return content;
  }

  /** Stops at the declared size: an entry that holds more than it says is refused without being unpacked. */
  private inflate(packed: Buffer, declared: number): Buffer {
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, Math.min(declared, this.left)) });
    } catch (error) {
      return refuse((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? TOO_LARGE : BROKEN);
    }
  }

  private endRecord(): number {
    const { file } = this;
    const last = Math.max(0, file.length - END_BYTES - COMMENT_BYTES);
    for (let at = file.length - END_BYTES; at >= last; at -= 1) {
      if (file.readUInt32LE(at) === END) return at;
    }
    return refuse(BROKEN);
  }

  private entryAt(at: number): Entry {
    const { file } = this;
    const flags = file.readUInt16LE(at + 8);
    const method = file.readUInt16LE(at + 10);
    if (flags & 1) refuse('文件加了密码，读不了。请在Excel里去掉密码，另存以后再试');
    if (method !== 0 && method !== 8) refuse(BROKEN);
    const entry = {
      packed: file.readUInt32LE(at + 20),
      inflated: file.readUInt32LE(at + 24),
      deflated: method === 8,
      at: file.readUInt32LE(at + 42),
    };
    if (entry.inflated > RATIO_FROM && entry.inflated > entry.packed * ZIP_LIMITS.ratio) refuse(TOO_LARGE);
    return entry;
  }
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** 1 January 1980, so that the same content is always the same file. */
const DOS_DATE = 0x0021;
const UTF8_NAMES = 0x0800;

/** Packs files into one archive. */
export function writeZip(files: readonly [name: string, content: string | Buffer][]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of files) {
    const data = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    const packed = deflateRawSync(data);
    const label = Buffer.from(name, 'utf8');
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(UTF8_NAMES, 2);
    head.writeUInt16LE(8, 4);
    head.writeUInt16LE(DOS_DATE, 8);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(packed.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(label.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL, 0);
    parts.push(local, head, label, packed);
    const central = Buffer.alloc(6);
    central.writeUInt32LE(CENTRAL, 0);
    central.writeUInt16LE(20, 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(central, head, tail, label);
    at += 4 + head.length + label.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}
