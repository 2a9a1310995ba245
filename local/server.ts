/** Starts the local platform: one HTTP server on 127.0.0.1 with the cloud and, when there is a mini-program, its phone. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { adminUrl, openCloud, type CloudParts, type CloudTuning } from './cloud/cloud';
import { decodeDoc } from './cloud/database/ejson';
import { layLine } from './cloud/functions/line.cjs';
import { foreignRequest } from './cloud/guard';
import { handleCloud } from './cloud/http';
import { sendJson, sendText } from './cloud/http-tools';
import { serveStatic, staticPrefix } from './cloud/static';
import type { HttpPart, LocalCloud, LocalOptions, Persona, RunningLocal, WorkbenchLink } from './types';

const HOST = '127.0.0.1';

interface PhoneModule {
  createPhone(options: {
    miniprogramDir: string;
    cloud: LocalCloud;
    personas: Persona[];
    links: WorkbenchLink[];
    watch: boolean;
    dataDir: string;
    cacheDir: string | undefined;
  }): Promise<HttpPart>;
}

/** Starts everything; the promise is fulfilled when the server listens. */
export async function startLocal(options: LocalOptions, tuning: CloudTuning = {}): Promise<RunningLocal> {
  // Functions run in this process, and in the cloud their time zone is UTC.
  process.env.TZ = 'UTC';
  const parts = openCloud(options, tuning);
  let phone: HttpPart | undefined;
  const server = createServer((req, res) => {
    handle(req, res, { parts, phone, options }).catch((error: unknown) => fail(res, error, parts));
  });
  // Uploads from a slow phone and functions of 60 s must not be cut.
  server.requestTimeout = 120_000;
  // The SDK keeps a connection for 4.8 s and then closes it. Closed here first (5 s by default, sooner on a busy machine), a request
  // that is just being sent on it would fail.
  server.keepAliveTimeout = 65_000;
  server.on('upgrade', (req, socket, head) => upgrade(req, socket, head, phone));

  const close = once(async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    await phone?.close();
    await parts.cloud.close();
    server.closeAllConnections();
    if (server.listening) await closed;
  });

  try {
    const port = await listen(server, options.port ?? 0);
    const url = `http://${HOST}:${port}`;
    parts.start(url);
    if (options.miniprogramDir) phone = await openPhone(options, parts);
    return {
      port,
      url,
      cloud: parts.cloud,
      layLine: () => layLine(adminUrl(url), (body) => parts.ask(body)),
      documents: (collection, query = '{}') => parts.database.all(collection, decodeDoc(query)),
      ask: parts.ask,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' ? new Error(`port ${port} is in use; choose another with --port`) : error,
      );
    });
    server.listen(port, HOST, () => resolve((server.address() as AddressInfo).port));
  });
}

async function openPhone(options: LocalOptions, parts: CloudParts): Promise<HttpPart> {
  const { createPhone } = (await import('./phone/index')) as PhoneModule;
  return createPhone({
    miniprogramDir: options.miniprogramDir as string,
    cloud: parts.cloud,
    personas: options.personas ?? [],
    links: options.links ?? [],
    watch: options.watch !== false,
    dataDir: parts.dataDir,
    cacheDir: options.cacheDir,
  });
}

async function handle(
  req: IncomingMessage,
  res: ServerResponse,
  { parts, phone, options }: { parts: CloudParts; phone: HttpPart | undefined; options: LocalOptions },
): Promise<void> {
  const refusal = foreignRequest(req);
  if (refusal) return sendJson(res, 403, { errCode: -1, errMsg: refusal });
  const url = new URL(req.url ?? '/', `http://${HOST}`);
  if (await handleCloud(req, res, url, parts)) return undefined;
  if (await phone?.handle(req, res)) return undefined;
  const dirs = options.staticDirs ?? {};
  const prefix = staticPrefix(dirs, url.pathname);
  if (prefix !== undefined) return serveStatic(req, res, prefix, dirs[prefix] as string, url.pathname);
  return sendText(res, 404, 'not found');
}

function upgrade(req: IncomingMessage, socket: Duplex, head: Buffer, phone: HttpPart | undefined): void {
  socket.on('error', () => socket.destroy());
  if (foreignRequest(req) || !phone?.upgrade?.(req, socket, head)) socket.destroy();
}

function fail(res: ServerResponse, error: unknown, parts: CloudParts): void {
  parts.logs.add({
    level: 'error',
    text: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  if (res.headersSent) res.destroy();
  else sendJson(res, 500, { errCode: -1, errMsg: 'the local cloud failed; see its log' });
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}
