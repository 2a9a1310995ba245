/** The phone as a part of the local HTTP server: `/phone/` and `/workbench/`. Knows no product. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { watch as watchFiles, type FSWatcher } from 'chokidar';
import type { HttpPart, LocalCloud, Persona, WorkbenchLink } from '../types';
import type { CompiledParts } from './compiler/parts';
import { locate, readProject } from './compiler/project';
import { PhoneApi } from './server/api';
import { Assets, sendProjectFile, sendText } from './server/assets';
import { KeptParts, partOf, stampOf, type Parts } from './server/parts';
import { sendPhone, sendWorkbench } from './server/pages';
import { Push } from './server/push';

export interface PhoneOptions {
  /** Folder with app.json, or of its project. */
  miniprogramDir: string;
  cloud: LocalCloud;
  personas?: Persona[];
  links?: WorkbenchLink[];
  /** Rebuild and reload when files change (default true). */
  watch?: boolean;
  dataDir?: string;
  /** Where compiled phones are kept from start to start; used without `watch` only. */
  cacheDir?: string;
}

/** Editors write several files at once; they are built together. */
const SETTLE_MS = 60;

class Phone implements HttpPart {
  private readonly assets = new Assets();
  private readonly push: Push;
  private readonly api: PhoneApi;
  private watcher?: FSWatcher;
  private timer?: NodeJS.Timeout;
  private readonly root: string;
  private readonly project: ReturnType<typeof readProject>;

  constructor(
    private readonly options: PhoneOptions,
    private readonly parts: Parts,
    /** Compiles; null when the programs come from the folder where they are kept. */
    private readonly compiled: CompiledParts | null,
  ) {
    this.root = locate(options.miniprogramDir).root;
    this.project = readProject(options.miniprogramDir);
    this.push = new Push(options.cloud);
    this.api = new PhoneApi(options.cloud, () => this.project.appid);
    if (options.watch !== false && compiled) this.startWatching(compiled);
  }

  async handle(req: IncomingMessage, res: ServerResponse): Promise<boolean> {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://phone');
    if (pathname === '/phone' || pathname === '/workbench') {
      res.writeHead(302, { location: `${pathname}/${(req.url ?? '').slice(pathname.length)}` });
      res.end();
      return true;
    }
    if (pathname === '/workbench/') {
      sendWorkbench(res);
      return true;
    }
    if (!pathname.startsWith('/phone/')) return false;
    if (!fromHere(req)) {
      res.writeHead(403, { 'content-type': 'text/plain' });
      res.end('cross-origin request refused');
      return true;
    }
    const path = pathname.slice('/phone/'.length);
    const part = partOf(path);
    if (path === '') sendPhone(res);
    else if (part) sendText(res, part.endsWith('.map') ? '.json' : '.js', await this.parts.text(part));
    else if (path === 'workbench.json') sendText(res, '.json', JSON.stringify(this.workbench()));
    else if (path.startsWith('assets/')) await this.assets.serve(res, path.slice('assets/'.length));
    else if (path.startsWith('api/'))
      await this.api.handle(req, res, path.slice('api/'.length), searchParams);
    else if (path.startsWith('mp/')) this.sendMiniProgramFile(res, path.slice('mp/'.length));
    else return false;
    return true;
  }

  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://phone');
    if (pathname !== '/phone/ws') return false;
    if (fromHere(req)) this.push.connect(req, socket, head, searchParams.get('openid') ?? '');
    else socket.destroy();
    return true;
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    this.push.close();
    await this.watcher?.close();
    await this.compiled?.close();
  }

  private startWatching(compiled: CompiledParts): void {
    this.watcher = watchFiles(this.root, {
      ignoreInitial: true,
      ignored: (path) => /(^|[\\/])(node_modules|\.git)([\\/]|$)/.test(path.slice(this.root.length)),
    });
    this.watcher.on('all', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        compiled.rebuild();
        void compiled.settled().then(() => this.push.broadcast({ type: 'reload' }));
      }, SETTLE_MS);
    });
  }

  private sendMiniProgramFile(res: ServerResponse, encoded: string): void {
    let virtual: string;
    try {
      virtual = decodeURIComponent(encoded);
    } catch {
      virtual = '';
    }
    const file = this.project.files.real(virtual);
    const npm = /(?:^|\/)miniprogram_npm\/((?:@[^/]+\/)?[^/]+)/.exec(virtual)?.[1];
    const folder = npm ? this.project.files.packageFolder(npm) : undefined;
    sendProjectFile(res, file, folder ? [this.root, folder] : [this.root]);
  }

  private workbench(): { personas: Persona[]; links: WorkbenchLink[]; title: string } {
    const { window } = this.project.app as { window?: { navigationBarTitleText?: string } };
    return {
      personas: this.options.personas ?? [],
      links: this.options.links ?? [],
      title: window?.navigationBarTitleText ?? '小程序',
    };
  }
}

/** Other web pages open in the same browser must not act as one of our phones. */
function fromHere(req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

/** Makes the phone part for one mini-program. */
export async function createPhone(options: PhoneOptions): Promise<HttpPart> {
  const { root, projectRoot } = locate(options.miniprogramDir);
  const cacheDir = options.watch === false ? options.cacheDir : undefined;
  const stamp = cacheDir === undefined ? '' : stampOf(root, projectRoot);
  const kept = cacheDir === undefined ? undefined : KeptParts.read(cacheDir, stamp);
  if (kept) return new Phone(options, kept, null);
  // Loaded when it is needed: the compilers take as long to load as a small mini-program to compile.
  const { CompiledParts: Compiler } = await import('./compiler/parts');
  const compiled = new Compiler(options.miniprogramDir);
  if (cacheDir !== undefined && (await compiled.isWhole())) await KeptParts.keep(cacheDir, stamp, compiled);
  return new Phone(options, compiled, compiled);
}
