/** Files of the mini-program: temporary ones (wxfile://tmp_...) and kept ones (wxfile://usr/...), in memory of this window. */
import { ApiError } from './define';

export const USER_DATA_PATH = 'wxfile://usr';

interface Stored {
  blob: Blob;
  url: string;
  at: number;
}

const stored = new Map<string, Stored>();
let counter = 0;

/** Extension of a path or URL, without the dot. */
function extension(name: string): string {
  return /\.([A-Za-z0-9]{1,5})(?:[?#]|$)/.exec(name)?.[1]?.toLowerCase() ?? 'bin';
}

/** Last part of a path or URL. */
export function filePath(url: string): string {
  return url.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
}

/** Keeps a file; answers its path. */
export async function writeTemp(blob: Blob, name: string, path?: string): Promise<string> {
  const target = path ?? `wxfile://tmp_${Date.now().toString(36)}${(counter += 1)}.${extension(name)}`;
  put(target, blob);
  return target;
}

/** Writes a file under a known path. */
export function put(path: string, blob: Blob): void {
  const old = stored.get(path);
  if (old) URL.revokeObjectURL(old.url);
  stored.set(path, { blob, url: URL.createObjectURL(blob), at: Date.now() });
}

/** Removes a file; throws when it is not there. */
export function remove(path: string): void {
  const old = stored.get(path);
  if (!old) throw new ApiError(`no such file or directory "${path}"`, { errno: 1300002 });
  URL.revokeObjectURL(old.url);
  stored.delete(path);
}

/** When a kept file was written, or undefined. */
export function fileInfo(path: string): { size: number; at: number } | undefined {
  const file = stored.get(path);
  return file && { size: file.blob.size, at: file.at };
}

/** Paths of kept files. */
export function filePaths(): string[] {
  return [...stored.keys()];
}

/** The content of a kept file, a file of the mini-program, or a data URL. */
export async function readFile(path: string): Promise<Blob> {
  const file = stored.get(path);
  if (file) return file.blob;
  if (typeof path !== 'string' || !path || path.startsWith('wxfile://')) {
    throw new ApiError(`no such file or directory "${path}"`, { errno: 1300002 });
  }
  const response = await fetch(displayUrl(path));
  if (!response.ok) throw new ApiError(`no such file or directory "${path}"`, { errno: 1300002 });
  return response.blob();
}

/** What a browser can load for a path as the mini-program writes it; `base` is the page or component it is in. */
export function displayUrl(path: string, base = ''): string {
  const file = stored.get(path);
  if (file) return file.url;
  if (path.startsWith('wxfile://')) return 'data:,';
  if (path.startsWith('cloud://')) return `/phone/api/cloudfile?id=${encodeURIComponent(path)}`;
  if (/^(https?:|data:|blob:|\/\/)/.test(path)) return path;
  const parts = path.startsWith('/') ? [] : base.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/phone/mp/${parts.map(encodeURIComponent).join('/')}`;
}
