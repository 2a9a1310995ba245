/** A tray that remembers: photos that arrived are there again when the form is opened anew. */
import type { UploadItem } from '../../miniprogram/components/types';
import { dropDraft, loadDraft, saveDraft } from '../../miniprogram/services/drafts';
import { createPhotoTray } from '../../miniprogram/services/photos';
import { createVoiceNote } from '../../miniprogram/services/voice';
import { failed, ok, Phone, settle } from './support/phone';

let phone: Phone;
let shown: UploadItem[] = [];
let uploadFile: jest.Mock;
let compressImage: jest.Mock;

beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  shown = [];
  let made = 0;
  compressImage = jest.fn(() => Promise.resolve({ tempFilePath: 'tmp://small.jpg' }));
  uploadFile = jest.fn(({ success }: { success: (answer: object) => void }) => {
    made += 1;
    success({ fileID: `cloud://env/incoming/${made}.jpg` });
  });
  Object.assign(phone.wx, {
    chooseMedia: ({ count }: { count: number }) =>
      Promise.resolve({
        tempFiles: Array.from({ length: count }, (_, i) => ({ tempFilePath: `tmp://${i}.jpg`, size: 1000 })),
      }),
    getImageInfo: ({ src }: { src: string }) =>
      src ? Promise.resolve({ width: 4000, height: 3000 }) : Promise.reject(new Error('no file')),
    compressImage,
  });
  Object.assign(phone.wx.cloud as object, { uploadFile });
  works();
});
afterEach(() => jest.useRealTimers());

/** The function names a photo after its upload; `mine` gives those that no record uses. */
function works(used: string[] = []): void {
  phone.answer = ({ action, input }) => {
    if (action === 'accept') return ok({ photoId: `p${/(\d+)\.jpg/.exec(JSON.stringify(input))?.[1]}` });
    const { photoIds } = input as { photoIds: string[] };
    const photos = photoIds
      .filter((photoId) => !used.includes(photoId))
      .map((photoId) => ({ photoId, url: `https://link/${photoId}` }));
    return ok({ photos, voices: [] });
  };
}

const tray = (keep?: string) =>
  createPhotoTray('renovation', (items) => (shown = items), keep === undefined ? {} : { keep });

test('what had arrived is there at once, its picture follows', async () => {
  await tray('form').add(2);
  const again = tray('form');
  expect(again.photoIds()).toEqual(['p1', 'p2']);
  await again.restored;
  expect(shown).toEqual([
    expect.objectContaining({ state: 'done', src: 'https://link/p1' }),
    expect.objectContaining({ state: 'done', src: 'https://link/p2' }),
  ]);
  expect(uploadFile).toHaveBeenCalledTimes(2);
  await again.add(1);
  expect(again.photoIds()).toEqual(['p1', 'p2', 'p3']);
});

test('what was uploaded but not accepted is accepted without sending it again', async () => {
  phone.answer = () => new Error('request:fail');
  const adding = tray('form').add(1);
  await settle();
  await adding;
  expect(shown[0]).toMatchObject({ state: 'failed' });
  works();
  const again = tray('form');
  expect(again.underWay()).toBe(true);
  await again.restored;
  expect(again.photoIds()).toEqual(['p1']);
  expect(shown[0]).toMatchObject({ state: 'done', src: 'https://link/p1' });
  expect(uploadFile).toHaveBeenCalledTimes(1);
});

test('without a line it stays and counts; only its picture is not there', async () => {
  await tray('form').add(1);
  phone.answer = () => new Error('request:fail');
  const again = tray('form');
  await settle();
  await again.restored;
  expect(shown).toEqual([expect.objectContaining({ state: 'done', src: '' })]);
  expect(again.photoIds()).toEqual(['p1']);
});

test('what a record uses by now goes', async () => {
  await tray('form').add(2);
  works(['p1']);
  const again = tray('form');
  await again.restored;
  expect(again.photoIds()).toEqual(['p2']);
  const third = tray('form');
  expect(third.photoIds()).toEqual(['p2']);
});

test('an upload that is gone says what to do', async () => {
  phone.answer = () => new Error('request:fail');
  const adding = tray('form').add(1);
  await settle();
  await adding;
  phone.answer = () => failed('PHOTO_NOT_FOUND', '照片没有上传成功，请重新拍一张');
  const again = tray('form');
  await again.restored;
  expect(shown[0]).toMatchObject({ state: 'failed', error: '照片没有上传成功，请重新拍一张' });
  await again.retry(shown[0]!.id);
  expect(shown[0]).toMatchObject({
    state: 'failed',
    error: expect.stringContaining('删除后重新拍') as string,
  });
});

test('a removed photo, a saved form and a week leave nothing', async () => {
  const first = tray('form');
  await first.add(2);
  first.remove(shown[0]!.id);
  expect(tray('form').photoIds()).toEqual(['p2']);
  first.forget();
  expect(tray('form').photoIds()).toEqual([]);
  expect(first.photoIds()).toEqual([]);
  await first.add(1);
  jest.setSystemTime(Date.now() + 8 * 24 * 3_600_000);
  expect(tray('form').photoIds()).toEqual([]);
});

test('the draft and the voice note of the same form are left alone', async () => {
  saveDraft('form', { reason: '走不动' });
  const photos = tray('form');
  await photos.add(1);
  expect(loadDraft('form')).toEqual({ reason: '走不动' });
  const voice = createVoiceNote('application', () => undefined, { keep: 'form' });
  expect(voice.voiceId()).toBeNull();
  voice.forget();
  dropDraft('form');
  expect(tray('form').photoIds()).toEqual(['p1']);
});

test('forms do not see each other, and a tray without a name keeps nothing', async () => {
  await tray('one').add(1);
  expect(tray('two').photoIds()).toEqual([]);
  await tray().add(1);
  expect([...phone.storage.keys()].filter((key) => key.includes('draft'))).toHaveLength(1);
});

test('each photo has its own progress; one that breaks off is sent again from where it is small', async () => {
  let tell: (event: { progress: number }) => void = () => undefined;
  let broken: (error: object) => void = () => undefined;
  uploadFile.mockImplementationOnce(({ fail }: { fail: (error: object) => void }) => {
    broken = fail;
    return { onProgressUpdate: (listener: typeof tell) => (tell = listener) };
  });
  const photos = tray('form');
  const adding = photos.add(2);
  await settle();
  tell({ progress: 40 });
  expect(shown.map(({ state, progress }) => [state, progress])).toEqual([
    ['uploading', 40],
    ['ready', undefined],
  ]);
  broken({ errMsg: 'uploadFile:fail' });
  await adding;
  expect(shown.map(({ state }) => state)).toEqual(['failed', 'done']);
  expect(shown[0]?.error).toContain('重试');
  await photos.retry(shown[0]!.id);
  expect(shown.map(({ state }) => state)).toEqual(['done', 'done']);
  expect(compressImage).toHaveBeenCalledTimes(2);
  expect(uploadFile).toHaveBeenCalledTimes(3);
});
