/** Folders as web pages: ETag, `index.html` for folders and for unknown paths (single-page programs). */
import { createReadStream, existsSync, realpathSync, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { contentType } from './content-types';
import { sendText } from './http-tools';

/** The prefix that a path falls under, longest first. */
export function staticPrefix(dirs: Record<string, string>, path: string): string | undefined {
  return Object.keys(dirs)
    .sort((a, b) => b.length - a.length)
    .find((prefix) => path === trimmed(prefix) || path.startsWith(`${trimmed(prefix)}/`));
}

function trimmed(prefix: string): string {
  return prefix.replace(/\/+$/, '');
}

/** Serves one request from a folder. */
export function serveStatic(
  req: IncomingMessage,
  res: ServerResponse,
  prefix: string,
  dir: string,
  path: string,
): void {
  if (req.method !== 'GET' && req.method !== 'HEAD') return sendText(res, 405, 'method not allowed');
  if (path === trimmed(prefix) && path !== '') {
    // Relative addresses in the page need the slash.
    res.writeHead(301, { location: `${path}/` }).end();
    return undefined;
  }
  const file = findFile(dir, path.slice(trimmed(prefix).length));
  if (!file) return sendText(res, 404, 'not found');
  const { mtimeMs, size } = statSync(file);
  const etag = `"${size.toString(36)}-${Math.floor(mtimeMs).toString(36)}"`;
  const headers = {
    etag,
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    'content-type': contentType(file),
  };
  if (req.headers['if-none-match'] === etag) {
    res.writeHead(304, headers).end();
    return undefined;
  }
  res.writeHead(200, { ...headers, 'content-length': size });
  if (req.method === 'HEAD') res.end();
  else
    createReadStream(file)
      .on('error', () => res.destroy())
      .pipe(res);
  return undefined;
}

function findFile(dir: string, encodedPath: string): string | undefined {
  if (!existsSync(dir)) return undefined;
  const root = realpathSync(dir);
  let path: string;
  try {
    path = decodeURIComponent(encodedPath);
  } catch {
    return undefined;
  }
  if (path.includes('\0')) return undefined;
  const wanted = resolve(root, `.${path.startsWith('/') ? path : `/${path}`}`);
  for (const candidate of [wanted, join(wanted, 'index.html'), join(root, 'index.html')]) {
    if (!existsSync(candidate) || !statSync(candidate).isFile()) continue;
    // A link inside the folder must not lead out of it.
    const real = realpathSync(candidate);
    return real.startsWith(root + sep) ? real : undefined;
  }
  return undefined;
}
