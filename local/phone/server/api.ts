/** What the phone's wx.cloud asks of the local cloud. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Caller, LocalCloud } from '../../types';

/** Largest event that a function takes. */
const MAX_JSON_BYTES = 8 * 1024 * 1024;
const MAX_FILE_BYTES = 60 * 1024 * 1024;

async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw { errCode: -501007, errMsg: 'data exceeds the size limit' };
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answer(res: ServerResponse, status: number, body: unknown): void {
  res.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
}

/** Links of the local cloud, on the host name that the browser uses, so that they stay in its origin. */
function sameHost(url: string, host: string | undefined): string {
  if (!url || !host) return url;
  const { pathname, search } = new URL(url, `http://${host}`);
  return `http://${host}${pathname}${search}`;
}

/** Handles `POST /phone/api/<name>` and `GET /phone/api/cloudfile`. */
export class PhoneApi {
  constructor(
    private readonly cloud: LocalCloud,
    private readonly appid: () => string,
  ) {}

  async handle(
    req: IncomingMessage,
    res: ServerResponse,
    name: string,
    query: URLSearchParams,
  ): Promise<void> {
    const openid = query.get('openid') ?? '';
    const caller: Caller = { openid, appid: this.appid(), source: 'wx_client' };
    const { host } = req.headers;
    try {
      if (name === 'cloudfile' && req.method === 'GET')
        return await this.redirect(res, query.get('id') ?? '', host);
      if (req.method !== 'POST') return answer(res, 405, { error: { errMsg: 'POST only' } });
      if (!openid) return answer(res, 400, { error: { errCode: -1, errMsg: 'openid is missing' } });
      if (name === 'upload') {
        const body = await readBody(req, MAX_FILE_BYTES);
        return answer(res, 200, await this.cloud.uploadFile(query.get('path') ?? '', body, caller));
      }
      const input = JSON.parse((await readBody(req, MAX_JSON_BYTES)).toString('utf8')) as Record<
        string,
        unknown
      >;
      if (name === 'call') {
        return answer(res, 200, await this.cloud.callFunction(String(input.name), input.data, caller));
      }
      const files = (input.fileList as (string | { fileID: string; maxAge?: number })[]) ?? [];
      const ids = files.map((file) => (typeof file === 'string' ? file : file.fileID));
      if (name === 'links') {
        const [first] = files;
        const maxAge = typeof first === 'object' ? first.maxAge : undefined;
        const list = await this.cloud.tempFileURLs(ids, maxAge);
        return answer(res, 200, {
          fileList: list.map((file) => ({ ...file, tempFileURL: sameHost(file.tempFileURL, host) })),
        });
      }
      if (name === 'delete') return answer(res, 200, { fileList: await this.cloud.deleteFiles(ids) });
      return answer(res, 404, { error: { errMsg: `unknown call ${name}` } });
    } catch (error) {
      const { errCode, errMsg, message } = error as { errCode?: number; errMsg?: string; message?: string };
      return answer(res, 500, {
        error: { errCode: errCode ?? -1, errMsg: errMsg ?? message ?? String(error) },
      });
    }
  }

  /** `<image src="cloud://...">` */
  private async redirect(res: ServerResponse, fileID: string, host: string | undefined): Promise<void> {
    const [file] = await this.cloud.tempFileURLs([fileID]);
    if (!file || file.status !== 0) {
      res.writeHead(404);
      res.end();
      return;
    }
    res.writeHead(302, { location: sameHost(file.tempFileURL, host), 'cache-control': 'no-store' });
    res.end();
  }
}
