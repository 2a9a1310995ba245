/** wx.cloud against the local cloud. */
import { settings } from '../context';
import { track } from '../idle';
import { post } from './http';
import { ApiError, asyncApi, register } from './define';
import { readFile, writeTemp } from './files';
import { OFFLINE_REASON, requireNetwork, withTask } from './network';

type Json = Record<string, any>;

/** What the real client says when it cannot reach the cloud. */
function requireCloud(): void {
  if (settings.offline) {
    throw new ApiError(`request:fail errcode:-106 error_msg:${OFFLINE_REASON}`, { errCode: -404011 });
  }
}

function cloudFailure(name: string, error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const { errCode, errMsg, message } = (error ?? {}) as {
    errCode?: number;
    errMsg?: string;
    message?: string;
  };
  const reason = (errMsg ?? message ?? String(error)).replace(new RegExp(`^cloud\\.${name}:fail `), '');
  return new ApiError(reason, { errCode: errCode ?? -1 });
}

/** Cloud functions answer promises and callbacks alike; errors are `{errCode, errMsg: "cloud.x:fail ..."}`. */
function cloudApi(name: string, run: (options: Json) => Promise<unknown>) {
  return asyncApi(`cloud.${name}`, async (options: Json) => {
    try {
      requireCloud();
      return await track(run(options));
    } catch (error) {
      throw cloudFailure(name, error);
    }
  });
}

function upload(
  options: Json,
  signal: AbortSignal,
  progress: { emit(value: unknown): void },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    requireNetwork();
    const { cloudPath, filePath } = options as { cloudPath?: string; filePath: string };
    if (!cloudPath) return reject(new ApiError('cloudPath is required', { errCode: -401003 }));
    return void readFile(filePath).then((blob) => {
      const request = new XMLHttpRequest();
      signal.addEventListener('abort', () => request.abort());
      request.upload.onprogress = ({ loaded, total }) => {
        const percent = Math.round((loaded / total) * 100);
        progress.emit({ progress: percent, totalBytesSent: loaded, totalBytesExpectedToSend: total });
      };
      request.onload = () => {
        const answer = JSON.parse(request.responseText) as { fileID?: string; error?: Json };
        if (answer.fileID) resolve({ fileID: answer.fileID, statusCode: 200 });
        else reject(cloudFailure('uploadFile', answer.error));
      };
      request.onerror = () => reject(new ApiError('network error', { errCode: -404011 }));
      request.onabort = () => reject(new ApiError('abort'));
      const query = new URLSearchParams({ openid: settings.openid, path: cloudPath });
      request.open('POST', `/phone/api/upload?${query}`);
      request.send(blob);
    }, reject);
  });
}

const uploadTask = withTask('cloud.uploadFile', upload);

/** Names that the cloud gives in results but that are not part of wx.cloud's. */
const cloud = {
  DYNAMIC_CURRENT_ENV: Symbol.for('DYNAMIC_CURRENT_ENV'),
  init: () => undefined,
  callFunction: cloudApi('callFunction', async ({ name, data }) => {
    if (typeof name !== 'string' || !name)
      throw new ApiError('parameter.name should be string', { errCode: -401003 });
    return post('call', { name, data: data ?? {} });
  }),
  uploadFile: (options: Json) => uploadTask(options),
  downloadFile: cloudApi('downloadFile', async ({ fileID }) => {
    const { fileList } = await post<{ fileList: Json[] }>('links', { fileList: [fileID] });
    const [file] = fileList;
    if (!file || file.status !== 0)
      throw new ApiError(file?.errMsg ?? 'file not found', { errCode: -503003 });
    const response = await fetch(file.tempFileURL);
    if (!response.ok) throw new ApiError(`statusCode ${response.status}`, { errCode: -1 });
    return { tempFilePath: await writeTemp(await response.blob(), fileID), statusCode: 200 };
  }),
  getTempFileURL: cloudApi('getTempFileURL', ({ fileList }) => post('links', { fileList })),
  deleteFile: cloudApi('deleteFile', ({ fileList }) => post('delete', { fileList })),
  CloudID: class CloudID {
    constructor(readonly cloudID: string) {}
  },
};

register({
  cloud: new Proxy(cloud, {
    get: (target, name) => {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name);
      throw new Error(`wx.cloud.${name} 在这部手机上没有：数据只经过云函数`);
    },
  }),
});
