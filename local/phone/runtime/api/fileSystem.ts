/** FileSystemManager over the files that this window keeps. */
import { ApiError, asyncApi, register } from './define';
import { USER_DATA_PATH, fileInfo, filePath, filePaths, put, readFile, remove, writeTemp } from './files';

type Encoding = 'utf8' | 'utf-8' | 'base64' | 'ascii' | 'binary';

async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function toBlob(data: string | ArrayBuffer, encoding: Encoding = 'utf8'): Blob {
  if (typeof data !== 'string' || encoding !== 'base64') return new Blob([data]);
  return new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))]);
}

function stat(path: string): Record<string, unknown> {
  const info = fileInfo(path);
  if (!info) throw new ApiError(`no such file or directory "${path}"`, { errno: 1300002 });
  return {
    size: info.size,
    mode: 33188,
    lastModifiedTime: Math.round(info.at / 1000),
    isFile: () => true,
    isDirectory: () => false,
  };
}

async function save({
  tempFilePath,
  filePath: target,
}: {
  tempFilePath: string;
  filePath?: string;
}): Promise<{ savedFilePath: string }> {
  const savedFilePath = target ?? `${USER_DATA_PATH}/${filePath(tempFilePath)}`;
  put(savedFilePath, await readFile(tempFilePath));
  return { savedFilePath };
}

const manager = {
  readFile: asyncApi(
    'readFile',
    async ({ filePath: path, encoding }: { filePath: string; encoding?: Encoding }) => {
      const blob = await readFile(path);
      if (!encoding) return { data: await blob.arrayBuffer() };
      return { data: encoding === 'base64' ? await toBase64(blob) : await blob.text() };
    },
  ),
  writeFile: asyncApi(
    'writeFile',
    ({ filePath: path, data, encoding }: { filePath: string; data: string; encoding?: Encoding }) =>
      put(path, toBlob(data, encoding)),
  ),
  writeFileSync: (path: string, data: string | ArrayBuffer, encoding?: Encoding) =>
    put(path, toBlob(data, encoding)),
  copyFile: asyncApi('copyFile', async ({ srcPath, destPath }: { srcPath: string; destPath: string }) => {
    await writeTemp(await readFile(srcPath), destPath, destPath);
  }),
  saveFile: asyncApi('saveFile', save),
  unlink: asyncApi('unlink', ({ filePath: path }: { filePath: string }) => remove(path)),
  unlinkSync: remove,
  removeSavedFile: asyncApi('removeSavedFile', ({ filePath: path }: { filePath: string }) => remove(path)),
  access: asyncApi('access', ({ path }: { path: string }) => void stat(path)),
  accessSync: (path: string) => void stat(path),
  stat: asyncApi('stat', ({ path }: { path: string }) => ({ stats: stat(path) })),
  statSync: stat,
  getFileInfo: asyncApi('getFileInfo', ({ filePath: path }: { filePath: string }) => ({
    size: stat(path).size,
  })),
  // Folders exist by themselves here.
  mkdir: asyncApi('mkdir', () => undefined),
  mkdirSync: () => undefined,
  readdir: asyncApi('readdir', ({ dirPath }: { dirPath: string }) => ({
    files: filePaths().flatMap((path) =>
      path.startsWith(`${dirPath}/`) ? path.slice(dirPath.length + 1) : [],
    ),
  })),
};

register({
  getFileSystemManager: () => manager,
  saveFile: asyncApi('saveFile', save),
});
