/** Files that the phone loads: its own runtime, fonts, icons, and those of the mini-program. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, resolve, sep } from 'node:path';

const need = createRequire(__filename);
const HERE = resolve(__dirname, '..');

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.mp3': 'audio/mpeg',
  '.m4a': 'audio/mp4',
  '.wav': 'audio/wav',
  '.mp4': 'video/mp4',
  '.txt': 'text/plain; charset=utf-8',
};

/** Files of a mini-program that a page may load; never its code. */
const PUBLIC = new Set(
  Object.keys(TYPES).filter((type) => !['.html', '.js', '.json', '.css'].includes(type)),
);

/** Sends a text. */
export function sendText(
  res: ServerResponse,
  type: string,
  text: string | Buffer,
  headers: Record<string, string> = {},
): void {
  res.writeHead(200, {
    'content-type': TYPES[type] ?? type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  res.end(text);
}

/** Sends a file, or 404. */
function sendFile(res: ServerResponse, file: string, cache = 'no-cache'): void {
  if (!existsSync(file) || !statSync(file).isFile()) {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    res.end('404');
    return;
  }
  res.writeHead(200, {
    'content-type': TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': cache,
    'x-content-type-options': 'nosniff',
    // An SVG opened by itself must not run scripts in our origin.
    ...(extname(file) === '.svg' && {
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    }),
  });
  createReadStream(file).pipe(res);
}

/** Sends a picture, sound or font of the mini-program. */
export function sendProjectFile(res: ServerResponse, file: string, roots: string[]): void {
  const inside = roots.some((root) => file.startsWith(resolve(root) + sep));
  if (inside && PUBLIC.has(extname(file).toLowerCase())) sendFile(res, file);
  else {
    res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' });
    res.end('404');
  }
}

function readAll(folder: string, names: string[]): string {
  return names.map((name) => readFileSync(join(HERE, folder, name), 'utf8')).join('\n');
}

/** The icon font that vant's style sheet asks a remote host for. */
function vantIcons(): Buffer | undefined {
  try {
    const less = readFileSync(
      join(dirname(need.resolve('@vant/icons/package.json')), 'src', 'encode-woff2.less'),
      'utf8',
    );
    const base64 = /base64,([A-Za-z0-9+/=]+)/.exec(less)?.[1];
    return base64 ? Buffer.from(base64, 'base64') : undefined;
  } catch {
    return undefined;
  }
}

/** Serves the phone's own files below `/phone/assets/`. */
export class Assets {
  private readonly fonts = dirname(need.resolve('@fontsource-variable/noto-sans-sc/package.json'));
  private icons?: Buffer;

  /** Handles the part of the path after `/phone/assets/`. */
  async serve(res: ServerResponse, name: string): Promise<void> {
    if (name === 'phone.css')
      return sendText(res, '.css', readAll('runtime/styles', ['shell.css', 'components.css', 'layers.css']));
    if (name === 'workbench.css') return sendText(res, '.css', readAll('workbench', ['workbench.css']));
    if (name === 'fonts/index.css') return sendFile(res, join(this.fonts, 'index.css'), 'max-age=86400');
    if (/^fonts\/files\/[\w.-]+\.woff2$/.test(name))
      return sendFile(res, join(this.fonts, name.slice('fonts/'.length)), 'max-age=86400');
    if (name === 'vant-icon.woff2') {
      this.icons ??= vantIcons();
      if (this.icons) return sendText(res, '.woff2', this.icons, { 'cache-control': 'max-age=86400' });
    }
    res.writeHead(404);
    res.end();
  }
}
