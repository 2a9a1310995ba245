/**
 * Private cloud files: contents in a folder, names in the database, reached only by signed links that end. A file is first
 * written aside and then renamed, so that a link never shows half of it.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename, join } from 'node:path';
import { ProtocolError } from './errors';
import { contentType } from './content-types';
import type { Sqlite } from './database/sqlite';
import { readBody, sendText } from './http-tools';

/** What the real service gives a link to a private file. */
const DEFAULT_AGE_SECONDS = 600;
const MAX_AGE_SECONDS = 24 * 3600;
const UPLOAD_AGE_SECONDS = 900;
const MAX_FILE_BYTES = 100 * 1024 * 1024;
const MAX_BATCH = 50;

export interface FileLink {
  fileID: string;
  code: 'SUCCESS' | 'STORAGE_FILE_NONEXIST' | 'INVALID_PARAM';
  tempFileURL: string;
}

type Purpose = 'get' | 'put';

export class Files {
  private readonly folder: string;
  private readonly secret: string;
  private readonly bucket: string;
  private origin = '';

  constructor(
    private readonly sqlite: Sqlite,
    dataDir: string,
    env: string,
  ) {
    this.folder = join(dataDir, 'files');
    mkdirSync(this.folder, { recursive: true });
    this.bucket = `cloud://${env}.6c6f-${env}-1300000000`;
    sqlite.exec(`
      CREATE TABLE IF NOT EXISTS files (
        key TEXT PRIMARY KEY, path TEXT NOT NULL, blob TEXT NOT NULL, size INTEGER NOT NULL, owner TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    `);
    // Kept, so that links outlive a restart.
    sqlite.run('INSERT OR IGNORE INTO settings (name, value) VALUES (?, ?)', [
      'link-secret',
      randomBytes(32).toString('hex'),
    ]);
    this.secret = String(sqlite.one('SELECT value FROM settings WHERE name = ?', ['link-secret'])?.value);
  }

  /** The address before `/files/`, known once the server listens. */
  setOrigin(origin: string): void {
    this.origin = origin;
  }

  /** Stores contents under a path, replacing what was there; gives the file id. */
  save(path: string, body: Buffer, owner: string): string {
    const clean = checkPath(path);
    if (body.length > MAX_FILE_BYTES)
      throw new ProtocolError(
        'STORAGE_REQUEST_FAIL',
        `a file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MB`,
      );
    const key = keyOf(clean);
    const blob = `${key}-${randomBytes(6).toString('hex')}`;
    const aside = join(this.folder, `${blob}.part`);
    const descriptor = openSync(aside, 'wx');
    try {
      for (let at = 0; at < body.length;) at += writeSync(descriptor, body, at);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(aside, join(this.folder, blob));
    const before = this.sqlite.one('SELECT blob FROM files WHERE key = ?', [key]);
    this.sqlite.run(
      'INSERT OR REPLACE INTO files (key, path, blob, size, owner, at) VALUES (?, ?, ?, ?, ?, ?)',
      [key, clean, blob, body.length, owner, Date.now()],
    );
    if (before) rmSync(join(this.folder, String(before.blob)), { force: true });
    return this.idOf(clean);
  }

  /** Where the SDK has to put the contents of a new file. */
  uploadTicket(
    path: string,
    owner: string,
  ): { url: string; token: string; authorization: string; fileId: string; cosFileId: string } {
    const clean = checkPath(path);
    const until = seconds() + UPLOAD_AGE_SECONDS;
    const name = Buffer.from(JSON.stringify([clean, owner])).toString('base64url');
    const sign = this.sign('put', name, until);
    return {
      url: `${this.origin}/files/${name}?t=${until}&sign=${sign}`,
      token: 'local',
      authorization: sign,
      fileId: this.idOf(clean),
      cosFileId: keyOf(clean),
    };
  }

  /** A link that ends after `maxAge` seconds. */
  link(fileID: string, maxAge: number | undefined): FileLink {
    const path = this.pathOf(fileID);
    const row =
      path === undefined ? undefined : this.sqlite.one('SELECT key FROM files WHERE key = ?', [keyOf(path)]);
    if (path === undefined || !row) {
      return {
        fileID,
        code: path === undefined ? 'INVALID_PARAM' : 'STORAGE_FILE_NONEXIST',
        tempFileURL: '',
      };
    }
    const age = Math.min(maxAge && maxAge > 0 ? maxAge : DEFAULT_AGE_SECONDS, MAX_AGE_SECONDS);
    const until = seconds() + age;
    const name = String(row.key);
    // Only ASCII, because the SDK encodes the link once more before it loads from it.
    const shown = basename(path).replace(/[^A-Za-z0-9._-]/g, '_');
    return {
      fileID,
      code: 'SUCCESS',
      tempFileURL: `${this.origin}/files/${name}/${shown}?t=${until}&sign=${this.sign('get', name, until)}`,
    };
  }

  /** Links for several files at once. */
  links(files: { fileid: string; max_age?: number }[]): FileLink[] {
    checkBatch(files.length);
    return files.map(({ fileid, max_age }) => this.link(fileid, max_age));
  }

  remove(fileIDs: string[]): { fileID: string; code: FileLink['code'] }[] {
    checkBatch(fileIDs.length);
    return fileIDs.map((fileID) => {
      const path = this.pathOf(fileID);
      if (path === undefined) return { fileID, code: 'INVALID_PARAM' };
      const row = this.sqlite.one('SELECT blob FROM files WHERE key = ?', [keyOf(path)]);
      if (!row) return { fileID, code: 'STORAGE_FILE_NONEXIST' };
      this.sqlite.run('DELETE FROM files WHERE key = ?', [keyOf(path)]);
      rmSync(join(this.folder, String(row.blob)), { force: true });
      return { fileID, code: 'SUCCESS' };
    });
  }

  /** Serves `/files/...`: GET and HEAD of a link, PUT of an upload. */
  async handle(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const name = url.pathname.split('/')[2] ?? '';
    const purpose: Purpose = req.method === 'PUT' ? 'put' : 'get';
    if (purpose === 'get' && req.method !== 'GET' && req.method !== 'HEAD')
      return sendText(res, 405, 'method not allowed');
    const problem = this.checkLink(purpose, name, url);
    if (problem) return sendXmlError(res, problem);
    if (purpose === 'get') return this.serve(req, res, name);
    const body = await readBody(req, MAX_FILE_BYTES);
    const [path, owner] = JSON.parse(Buffer.from(name, 'base64url').toString()) as [string, string];
    this.save(path, body, owner);
    res.writeHead(200).end();
    return undefined;
  }

  private serve(req: IncomingMessage, res: ServerResponse, key: string): void {
    const row = this.sqlite.one('SELECT path, blob, size FROM files WHERE key = ?', [key]);
    if (!row)
      return sendXmlError(res, {
        status: 404,
        code: 'NoSuchKey',
        message: 'The specified key does not exist.',
      });
    res.writeHead(200, {
      'content-type': contentType(String(row.path)),
      'content-length': Number(row.size),
      'cache-control': 'private, max-age=600',
      // What people upload must not run as a page of this address.
      'content-security-policy':
        "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    if (req.method === 'HEAD') res.end();
    else
      createReadStream(join(this.folder, String(row.blob)))
        .on('error', () => res.destroy())
        .pipe(res);
    return undefined;
  }

  private checkLink(purpose: Purpose, name: string, url: URL): LinkProblem | undefined {
    const until = Number(url.searchParams.get('t'));
    const wanted = Buffer.from(this.sign(purpose, name, until));
    const given = Buffer.from(url.searchParams.get('sign') ?? '');
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given)) {
      return { status: 403, code: 'SignatureDoesNotMatch', message: 'The signature of the link is wrong.' };
    }
    return until < seconds()
      ? { status: 403, code: 'AccessDenied', message: 'Request has expired' }
      : undefined;
  }

  private sign(purpose: Purpose, name: string, until: number): string {
    return createHmac('sha256', this.secret)
      .update(`${purpose}\n${name}\n${until}`)
      .digest('hex')
      .slice(0, 40);
  }

  private idOf(path: string): string {
    return `${this.bucket}/${path}`;
  }

  private pathOf(fileID: string): string | undefined {
    return typeof fileID === 'string' && fileID.startsWith(`${this.bucket}/`)
      ? fileID.slice(this.bucket.length + 1)
      : undefined;
  }
}

interface LinkProblem {
  status: number;
  code: string;
  message: string;
}

/** Errors in the form of the storage behind CloudBase, which the SDK understands. */
function sendXmlError(res: ServerResponse, { status, code, message }: LinkProblem): void {
  const text = `<?xml version='1.0' encoding='utf-8' ?><Error><Code>${code}</Code><Message>${message}</Message><RequestId>local</RequestId><TraceId>local</TraceId></Error>`;
  res.writeHead(status, { 'content-type': 'application/xml; charset=utf-8' }).end(text);
}

function keyOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 40);
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function checkBatch(count: number): void {
  if (count > MAX_BATCH) throw new ProtocolError('INVALID_PARAM', `at most ${MAX_BATCH} files at once`);
}

function checkPath(path: unknown): string {
  if (typeof path !== 'string' || path === '' || path.length > 850)
    throw new ProtocolError('INVALID_PARAM', 'cloudPath must be a text of 1 to 850 characters');
  const clean = path.replace(/^\/+/, '');

  if (
    clean === '' ||
    /[\u0000-\u001f\\]/.test(clean) ||
    clean.split('/').some((part) => part === '..' || part === '')
  ) {
    throw new ProtocolError('INVALID_PARAM', `not a valid cloudPath: ${path}`);
  }
  return clean;
}
