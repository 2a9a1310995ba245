/**
 * A backup: every collection as lines of EJSON, every file that a record names, and a manifest with checksums. Keys are not in
 * it: whoever finds the folder cannot read a sealed number, and whoever restores it needs FIELD_KEYS and LOOKUP_KEY from elsewhere.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EJSON } from 'bson';
import type { ApplicationDoc } from '../../cloudfunctions/core/collections';
import { checkData, type Finding, type Snapshot } from '../../cloudfunctions/core/invariants';
import { withPlaces } from '../../cloudfunctions/core/open-cases';
import { COLLECTIONS, ask, insertTexts, textsOf } from './snapshot';

export interface Manifest {
  createdAt: string;
  collections: Record<string, { documents: number; sha256: string }>;
  files: { fileID: string; name: string; bytes: number; sha256: string }[];
}

export interface Done {
  documents: number;
  files: number;
  findings: Finding[];
}

const sha256 = (content: Buffer | string): string => createHash('sha256').update(content).digest('hex');

/** `cloud://<env>.<bucket>/photos/2026-11/x.jpg` -> `photos/2026-11/x.jpg`. */
const pathOf = (fileID: string): string => fileID.replace(/^cloud:\/\/[^/]+\//, '');

function parsed(texts: Record<string, string[]>): Snapshot {
  return Object.fromEntries(
    Object.entries(texts).map(([name, list]) => [name, list.map((text) => EJSON.parse(text) as unknown)]),
  ) as unknown as Snapshot;
}

async function download(url: string, fileID: string): Promise<Buffer> {
  const { data } = await ask(url, {
    action: 'storage.batchGetDownloadUrl',
    file_list: [{ fileid: fileID, max_age: 600 }],
  });
  const link = data?.download_list?.[0];
  if (link?.code !== 'SUCCESS') throw new Error(`the file ${fileID} is not there`);
  const response = await fetch(link.tempFileURL);
  if (!response.ok) throw new Error(`the file ${fileID} was not read: ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

async function upload(url: string, path: string, content: Buffer): Promise<string> {
  const { data } = await ask(url, { action: 'storage.getUploadMetadata', path, method: 'put' });
  if (data?.url === undefined || data.fileId === undefined) throw new Error(`no place for ${path}`);
  const response = await fetch(data.url, { method: 'PUT', body: new Uint8Array(content) });
  if (!response.ok) throw new Error(`${path} was not stored: ${response.status}`);
  return data.fileId;
}

/** Writes the backup of a running server into a new folder. Reads are not one moment: run it when nobody works. */
export async function backup(url: string, folder: string): Promise<Done> {
  if (existsSync(folder)) throw new Error(`${folder} is there already`);
  mkdirSync(join(folder, 'files'), { recursive: true, mode: 0o700 });
  const texts: Record<string, string[]> = {};
  const manifest: Manifest = { createdAt: new Date().toISOString(), collections: {}, files: [] };
  for (const name of COLLECTIONS) {
    texts[name] = await textsOf(url, name);
    const content = texts[name].map((text) => `${text}\n`).join('');
    writeFileSync(join(folder, `${name}.jsonl`), content, { mode: 0o600 });
    manifest.collections[name] = { documents: texts[name].length, sha256: sha256(content) };
  }
  const data = parsed(texts);
  for (const { fileID } of [...data.photos, ...data.voices]) {
    const content = await download(url, fileID);
    const name = sha256(fileID).slice(0, 32);
    writeFileSync(join(folder, 'files', name), content, { mode: 0o600 });
    manifest.files.push({ fileID, name, bytes: content.length, sha256: sha256(content) });
  }
  // Written last: without it the folder is no backup.
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  return {
    documents: Object.values(texts).reduce((total, list) => total + list.length, 0),
    files: manifest.files.length,
    findings: checkData(data),
  };
}

function verified(folder: string, name: string, wanted: string): Buffer {
  const content = readFileSync(join(folder, name));
  if (sha256(content) !== wanted) throw new Error(`${name} is not what was backed up: the checksum differs`);
  return content;
}

/** Applications of a version that did not yet write what they hold: a unique index would let in one of them. */
function withPlacesOf(text: string): string {
  const doc = EJSON.parse(text) as ApplicationDoc;
  return doc.places === undefined ? EJSON.stringify(withPlaces(doc)) : text;
}

/** Puts a backup into a server without any data; nothing is written before every checksum is right. */
export async function restore(url: string, folder: string): Promise<Done> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const texts: Record<string, string[]> = {};
  for (const [name, { sha256: wanted }] of Object.entries(manifest.collections))
    texts[name] = verified(folder, `${name}.jsonl`, wanted)
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  const contents = manifest.files.map((file) => ({
    ...file,
    content: verified(folder, join('files', file.name), file.sha256),
  }));
  for (const name of COLLECTIONS)
    if ((await textsOf(url, name)).length > 0)
      throw new Error(`the environment is not empty: ${name} has documents`);

  if (texts.applications) texts.applications = texts.applications.map(withPlacesOf);

  const moved = new Map<string, string>();
  for (const { fileID, content } of contents) moved.set(fileID, await upload(url, pathOf(fileID), content));
  // In another environment files have other ids.
  const here = (text: string): string => {
    let next = text;
    for (const name of ['photos', 'voices'] as const)
      if (texts[name]?.includes(text))
        for (const [from, to] of moved)
          if (from !== to) next = next.replaceAll(JSON.stringify(from), JSON.stringify(to));
    return next;
  };
  for (const [name, list] of Object.entries(texts)) await insertTexts(url, name, list.map(here));
  const stored: Record<string, string[]> = {};
  for (const name of COLLECTIONS) stored[name] = await textsOf(url, name);
  return {
    documents: Object.values(stored).reduce((total, list) => total + list.length, 0),
    files: contents.length,
    findings: checkData(parsed(stored)),
  };
}
