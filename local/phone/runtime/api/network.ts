/** Network state, wx.request, download and upload. */
import { settings } from '../context';
import { track } from '../idle';
import { showNetwork } from '../shell';
import { ApiError, Listeners, asyncApi, register, registerAsync } from './define';
import { filePath, readFile, writeTemp } from './files';

const changes = new Listeners<{ isConnected: boolean; networkType: string }>().register(
  'NetworkStatusChange',
);
new Listeners().register('NetworkWeakChange');

/** What WeChat says when there is no network. */
export const OFFLINE_REASON = 'net::ERR_INTERNET_DISCONNECTED';

/** Throws when the phone is in airplane mode. */
export function requireNetwork(errno?: number): void {
  if (settings.offline)
    throw new ApiError(`errcode:-106 cronet_error_code:-106 error_msg:${OFFLINE_REASON}`, {
      errno: errno ?? 600001,
    });
}

/** Airplane mode on or off. */
export function setOffline(offline: boolean): void {
  if (settings.offline === offline) return;
  settings.offline = offline;
  showNetwork(!offline);
  changes.emit({ isConnected: !offline, networkType: offline ? 'none' : 'wifi' });
}

interface RequestOptions {
  url: string;
  data?: unknown;
  header?: Record<string, string>;
  method?: string;
  dataType?: string;
  responseType?: string;
  timeout?: number;
}

function body(options: RequestOptions, method: string): { url: string; body?: BodyInit } {
  const { data, url } = options;
  if (data === undefined || data === null) return { url };
  if (method === 'GET' && typeof data === 'object') {
    const query = new URLSearchParams(data as Record<string, string>).toString();
    return { url: query ? `${url}${url.includes('?') ? '&' : '?'}${query}` : url };
  }
  if (typeof data === 'string' || data instanceof ArrayBuffer) return { url, body: data };
  const type =
    Object.entries(options.header ?? {}).find(([key]) => key.toLowerCase() === 'content-type')?.[1] ?? '';
  if (type.includes('x-www-form-urlencoded'))
    return { url, body: new URLSearchParams(data as Record<string, string>) };
  return { url, body: JSON.stringify(data) };
}

async function send(options: RequestOptions, signal: AbortSignal): Promise<unknown> {
  requireNetwork();
  if (typeof options.url !== 'string') throw new ApiError('parameter error: parameter.url should be String');
  const method = (options.method ?? 'GET').toUpperCase();
  const request = body(options, method);
  try {
    const response = await fetch(request.url, {
      method,
      headers: { 'content-type': 'application/json', ...options.header },
      body: request.body,
      signal: AbortSignal.any([signal, AbortSignal.timeout(options.timeout ?? 60_000)]),
    });
    const header = Object.fromEntries(response.headers);
    const base = { statusCode: response.status, header, cookies: [] };
    if (options.responseType === 'arraybuffer') return { ...base, data: await response.arrayBuffer() };
    const text = await response.text();
    return {
      ...base,
      data: options.dataType === undefined || options.dataType === 'json' ? tryJson(text) : text,
    };
  } catch (error) {
    if (signal.aborted) throw new ApiError('abort');
    if ((error as Error).name === 'TimeoutError') throw new ApiError('timeout', { errno: 5 });
    throw new ApiError((error as Error).message, { errno: 600001 });
  }
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** RequestTask, DownloadTask and UploadTask: abort and progress. */
export function withTask(
  name: string,
  run: (options: any, signal: AbortSignal, progress: Listeners<unknown>) => unknown,
) {
  return (options: any = {}): unknown => {
    const abort = new AbortController();
    const progress = new Listeners<unknown>();
    const promise = asyncApi(name, () =>
      track(Promise.resolve().then(() => run(options, abort.signal, progress))),
    )(options);
    const task = {
      abort: () => abort.abort(),
      onProgressUpdate: (listener: (value: unknown) => void) => add(progress, listener),
      offProgressUpdate: () => undefined,
      onHeadersReceived: () => undefined,
      offHeadersReceived: () => undefined,
      onChunkReceived: () => undefined,
      offChunkReceived: () => undefined,
    };
    return promise ? Object.assign(promise, task) : task;
  };
}

function add<T>(listeners: Listeners<T>, listener: (value: T) => void): void {
  (listeners as unknown as { list: ((value: T) => void)[] }).list.push(listener);
}

async function download(options: { url: string; filePath?: string }, signal: AbortSignal): Promise<unknown> {
  requireNetwork();
  try {
    const response = await fetch(options.url, { signal });
    const blob = await response.blob();
    const tempFilePath = await writeTemp(blob, filePath(options.url), options.filePath);
    return { statusCode: response.status, tempFilePath, filePath: options.filePath };
  } catch (error) {
    throw signal.aborted ? new ApiError('abort') : new ApiError((error as Error).message);
  }
}

interface UploadOptions {
  url: string;
  filePath: string;
  name: string;
  formData?: Record<string, string>;
  header?: Record<string, string>;
}

async function upload(options: UploadOptions, signal: AbortSignal): Promise<unknown> {
  requireNetwork();
  const form = new FormData();
  form.append(options.name, await readFile(options.filePath), filePath(options.filePath));
  Object.entries(options.formData ?? {}).forEach(([key, value]) => form.append(key, value));
  try {
    const response = await fetch(options.url, {
      method: 'POST',
      body: form,
      headers: options.header,
      signal,
    });
    return { statusCode: response.status, data: await response.text() };
  } catch (error) {
    throw signal.aborted ? new ApiError('abort') : new ApiError((error as Error).message);
  }
}

registerAsync({
  getNetworkType: () => ({
    networkType: settings.offline ? 'none' : 'wifi',
    signalStrength: settings.offline ? 0 : 100,
    hasSystemProxy: false,
  }),
});

register({
  request: withTask('request', send),
  downloadFile: withTask('downloadFile', download),
  uploadFile: withTask('uploadFile', upload),
});
