/** The built page and a data endpoint that a test scripts, on one port of 127.0.0.1. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { qrPng } from '../../../local/cloud/openapi/qr';
import type { ScreenData } from '../../../typings/api/dashboard';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

const CODE = qrPng('pages/home/index?scene=screen', 430);

const TOKEN = 'a-good-token';

export type Behaviour = 'answer' | 'error' | 'busy' | 'hang' | 'nonsense' | 'wrongShape';

export interface Asked {
  authorization: string | undefined;
  ifNoneMatch: string | undefined;
  status: number | 'none';
}

/** A server whose data, manners and life the test decides. */
export class ScreenServer {
  behaviour: Behaviour = 'answer';
  /** Seconds that a good answer asks the page to wait; '': its own pace. */
  retryAfter = '';
  token = TOKEN;
  asked: Asked[] = [];
  atOnce = 0;
  mostAtOnce = 0;
  private server: Server | null = null;
  private port = 0;

  constructor(
    private readonly root: string,
    public data: ScreenData,
    private readonly hasCode = false,
  ) {}

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  address(token = this.token, query = ''): string {
    return `${this.origin}/screen/${query}#${token}`;
  }

  /** Starts, after `stop` on the same port. */
  async start(): Promise<void> {
    const server = createServer((request, response) => void this.handle(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
  }

  /** Ends at once, hanging requests too. */
  async stop(): Promise<void> {
    const server = this.server;
    this.server = null;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The page would take its clock from here; the tests own the page's clock.
    response.sendDate = false;
    const { pathname } = new URL(request.url ?? '/', this.origin);
    if (pathname === '/http/dashboard/screen') {
      this.atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
      response.on('close', () => (this.atOnce -= 1));
      this.answer(request, response);
    } else if (pathname === '/http/dashboard/code' && this.hasCode) {
      response.writeHead(200, { 'content-type': 'image/png' }).end(CODE);
    } else {
      await this.file(pathname, response);
    }
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { authorization, 'if-none-match': ifNoneMatch } = request.headers;
    const say = (status: number, body = '', headers: Record<string, string> = {}): void => {
      this.asked.push({ authorization, ifNoneMatch, status });
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    };
    if (this.behaviour === 'hang') {
      this.asked.push({ authorization, ifNoneMatch, status: 'none' });
      return;
    }
    if (this.behaviour === 'error') return say(500, '{"code":"INTERNAL"}');
    if (this.behaviour === 'busy') return say(429, '{"code":"TOO_MANY"}', { 'retry-after': '90' });
    if (this.behaviour === 'nonsense') return say(200, '<html>not json</html>');
    if (this.behaviour === 'wrongShape')
      return say(200, JSON.stringify({ ...this.data, headline: { residents: 'many' } }));
    if (authorization !== `Bearer ${this.token}`) {
      return say(401, '{"code":"SCREEN_LINK_INVALID","message":"链接无效"}');
    }
    const etag = `"${this.data.version}"`;
    const headers: Record<string, string> =
      this.retryAfter === '' ? { etag } : { etag, 'retry-after': this.retryAfter };
    if (ifNoneMatch === etag) return say(304, '', headers);
    say(200, JSON.stringify(this.data), headers);
  }

  private async file(pathname: string, response: ServerResponse): Promise<void> {
    const name = pathname === '/screen/' ? 'index.html' : normalize(pathname.replace(/^\/screen\//, ''));
    try {
      const body = await readFile(join(this.root, name));
      response
        .writeHead(200, { 'content-type': TYPES[extname(name)] ?? 'application/octet-stream' })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
