/** The phone with an in-memory cloud, for tests: `startPhone(folder)`. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPhone, type PhoneOptions } from '../../local/phone';
import type { Caller, CloudError, LocalCloud, OutboxEntry } from '../../local/types';

type CloudFunction = (event: any, caller: Caller) => unknown;

/** A LocalCloud that keeps everything in memory; functions are given by the test. */
export class MemoryCloud implements LocalCloud {
  readonly files = new Map<string, Buffer>();
  readonly calls: { name: string; event: unknown; caller: Caller }[] = [];
  private readonly entries: OutboxEntry[] = [];
  private readonly listeners = new Set<(entry: OutboxEntry) => void>();

  constructor(private readonly functions: Record<string, CloudFunction> = {}) {}

  async callFunction(
    name: string,
    event: unknown,
    caller: Caller,
  ): Promise<{ result: unknown; requestID: string }> {
    this.calls.push({ name, event, caller });
    const run = this.functions[name];
    const missing: CloudError = {
      errCode: -501000,
      errMsg: `FunctionName parameter could not be found: ${name}`,
    };
    if (!run) throw missing;
    return { result: await run(event, caller), requestID: `r${this.calls.length}` };
  }

  async uploadFile(cloudPath: string, body: Buffer): Promise<{ fileID: string }> {
    const fileID = `cloud://env.bucket/${cloudPath}`;
    this.files.set(fileID, body);
    return { fileID };
  }

  async tempFileURLs(fileIDs: string[]) {
    return fileIDs.map((fileID) => ({
      fileID,
      tempFileURL: this.files.has(fileID) ? `http://127.0.0.1/memory?id=${encodeURIComponent(fileID)}` : '',
      status: this.files.has(fileID) ? 0 : 1,
      errMsg: this.files.has(fileID) ? 'ok' : 'STORAGE_FILE_NONEXIST',
    }));
  }

  async deleteFiles(fileIDs: string[]) {
    return fileIDs.map((fileID) => ({ fileID, status: this.files.delete(fileID) ? 0 : 1, errMsg: 'ok' }));
  }

  outbox(filter: { toOpenid?: string } = {}): OutboxEntry[] {
    return this.entries.filter((entry) => !filter.toOpenid || entry.toOpenid === filter.toOpenid);
  }

  onOutbox(listener: (entry: OutboxEntry) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** As if a function had sent a subscribe message. */
  send(toOpenid: string, page: string, data: Record<string, { value: string }>): void {
    const id = `n${this.entries.length + 1}`;
    const request = { touser: toOpenid, templateId: 'template-1', page, data };
    const entry = {
      id,
      at: Date.now(),
      api: 'subscribeMessage.send',
      request,
      response: { errCode: 0 },
      toOpenid,
    };
    this.entries.push(entry);
    this.listeners.forEach((listener) => listener(entry));
  }

  async close(): Promise<void> {
    this.listeners.clear();
  }
}

export interface TestPhone {
  url: string;
  cloud: MemoryCloud;
  close(): Promise<void>;
}

/** Serves one mini-program on a free port of 127.0.0.1. */
export async function startPhone(
  options: Pick<PhoneOptions, 'miniprogramDir'> &
    Partial<PhoneOptions> & { functions?: Record<string, CloudFunction>; port?: number },
): Promise<TestPhone> {
  const cloud = new MemoryCloud(options.functions);
  const phone = await createPhone({ watch: false, ...options, cloud });
  const server = createServer((req, res) => {
    void (async () => {
      if (await phone.handle(req, res)) return;
      const { pathname, searchParams } = new URL(req.url ?? '/', 'http://x');
      const file = pathname === '/memory' ? cloud.files.get(searchParams.get('id') ?? '') : undefined;
      res.writeHead(file ? 200 : 404);
      res.end(file);
    })();
  });
  server.on('upgrade', (req, socket, head) => {
    if (!phone.upgrade?.(req, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cloud,
    async close() {
      await phone.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
