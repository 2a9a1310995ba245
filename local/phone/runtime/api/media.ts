/** Pictures, sound and files that a person chooses. */
import { canvasById } from '../components/canvas';
import { calls } from '../records';
import { chooseFiles, chooseMediaFiles, previewSheet, saveFile } from '../ui/deviceSheets';
import { requireScope } from './authorize';
import { privacyGate } from './privacy';
import { ApiError, register, registerAsync } from './define';
import { displayUrl, filePath, readFile, writeTemp } from './files';
import { createAudio, createRecorder } from './sound';

async function loadImage(path: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = displayUrl(path);
  try {
    await image.decode();
  } catch {
    throw new ApiError('file not found or not an image');
  }
  return image;
}

function toBlob(canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new ApiError('canvas is empty'))), type, quality);
  });
}

/** Draws a picture smaller and weaker, as WeChat's "compressed" does. */
async function compress(options: {
  src: string;
  quality?: number;
  compressedWidth?: number;
  compressedHeight?: number;
}): Promise<string> {
  const image = await loadImage(options.src);
  const { naturalWidth: width, naturalHeight: height } = image;
  const scale = Math.min(
    1,
    (options.compressedWidth ?? width) / width,
    (options.compressedHeight ?? height) / height,
  );
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return writeTemp(await toBlob(canvas, 'image/jpeg', (options.quality ?? 80) / 100), 'x.jpg');
}

async function stored(file: File, compressed: boolean): Promise<{ path: string; size: number }> {
  const path = await writeTemp(file, file.name);
  // A file that is no picture stays as it is: the mini-program has to notice that itself.
  if (!compressed || !file.type.startsWith('image/')) return { path, size: file.size };
  const smaller = await compress({
    src: path,
    quality: 80,
    compressedWidth: 2560,
    compressedHeight: 2560,
  }).catch(() => path);
  return { path: smaller, size: (await readFile(smaller)).size };
}

interface Choose {
  count?: number;
  mediaType?: string[];
  sourceType?: string[];
  sizeType?: string[];
}

async function choose({
  count = 9,
  mediaType = ['image'],
  sourceType = ['album', 'camera'],
  sizeType,
}: Choose) {
  const accept = mediaType.map((type) => (type === 'video' ? 'video/*' : 'image/*')).join(',');
  const files = (await chooseMediaFiles(accept, count > 1, sourceType)).slice(0, count);
  if (files.length === 0) throw new ApiError('cancel');
  const compressed = sizeType !== undefined && !sizeType.includes('original');
  return Promise.all(
    files.map(async (file) => {
      const { path, size } = await stored(file, compressed);
      return {
        tempFilePath: path,
        size,
        fileType: file.type.startsWith('video/') ? 'video' : 'image',
        originalFileObj: undefined,
      };
    }),
  );
}

interface CanvasOptions {
  canvas?: HTMLCanvasElement;
  canvasId?: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  destWidth?: number;
  destHeight?: number;
  fileType?: string;
  quality?: number;
}

async function canvasToFile(options: CanvasOptions): Promise<{ tempFilePath: string }> {
  const source = options.canvas ?? canvasById(options.canvasId ?? '');
  if (!source) throw new ApiError('fail canvas is empty');
  // What was drawn in a font that is on its way is drawn again when it has come.
  await document.fonts.ready;
  const { x = 0, y = 0, width = source.width - x, height = source.height - y } = options;
  const copy = document.createElement('canvas');
  copy.width = options.destWidth ?? width;
  copy.height = options.destHeight ?? height;
  copy.getContext('2d')?.drawImage(source, x, y, width, height, 0, 0, copy.width, copy.height);
  const type = options.fileType === 'jpg' ? 'image/jpeg' : 'image/png';
  return {
    tempFilePath: await writeTemp(
      await toBlob(copy, type, options.quality ?? 1),
      options.fileType === 'jpg' ? 'x.jpg' : 'x.png',
    ),
  };
}

registerAsync({
  chooseMedia: async (options: Choose) => {
    await privacyGate('chooseMedia');
    return { type: options.mediaType?.[0] ?? 'image', tempFiles: await choose(options) };
  },
  chooseImage: async (options: Choose) => {
    await privacyGate('chooseImage');
    const files = await choose({ ...options, mediaType: ['image'] });
    const tempFiles = files.map(({ tempFilePath, size }) => ({ path: tempFilePath, size }));
    return { tempFilePaths: tempFiles.map(({ path }) => path), tempFiles };
  },
  chooseMessageFile: async ({ count = 1, extension = [] }: { count?: number; extension?: string[] }) => {
    await privacyGate('chooseMessageFile');
    const files = await chooseFiles(
      extension.map((name) => `.${name.replace('.', '')}`).join(','),
      count > 1,
    );
    if (files.length === 0) throw new ApiError('cancel');
    const tempFiles = await Promise.all(
      files.slice(0, count).map(async (file) => ({
        path: await writeTemp(file, file.name),
        name: file.name,
        size: file.size,
        type: file.type.startsWith('image/') ? 'image' : 'file',
        time: Math.round(file.lastModified / 1000),
      })),
    );
    return { tempFiles };
  },
  compressImage: async (options: Parameters<typeof compress>[0]) => ({
    tempFilePath: await compress(options),
  }),
  previewImage: ({ urls, current }: { urls: string[]; current?: string }) =>
    previewSheet(urls, current ?? urls[0] ?? ''),
  previewMedia: ({ sources, current = 0 }: { sources: { url: string }[]; current?: number }) =>
    previewSheet(
      sources.map(({ url }) => url),
      sources[current]?.url ?? '',
    ),
  getImageInfo: async ({ src }: { src: string }) => {
    const { naturalWidth, naturalHeight } = await loadImage(src);
    const type = (await readFile(src)).type.split('/')[1] ?? 'unknown';
    return { width: naturalWidth, height: naturalHeight, path: src, orientation: 'up', type };
  },
  saveImageToPhotosAlbum: async ({ filePath: path }: { filePath: string }) => {
    await requireScope('scope.writePhotosAlbum');
    await saveFile(path, filePath(path));
    calls.push({ kind: 'save', filePath: path });
  },
  canvasToTempFilePath: canvasToFile,
});

registerAsync({ setInnerAudioOption: () => undefined });
register({ getRecorderManager: createRecorder, createInnerAudioContext: createAudio });
