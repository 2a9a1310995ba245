import { call, CallError } from '../../miniprogram/services/call';
import { dropDraft, saveDraft, loadDraft } from '../../miniprogram/services/drafts';
import { carryOut, newIntent } from '../../miniprogram/services/intent';
import { createLive } from '../../miniprogram/services/live';
import { createPhotoTray } from '../../miniprogram/services/photos';
import { switchRole } from '../../miniprogram/services/session';
import { periodsAfter } from '../../miniprogram/staff/resident/low-income';
import type { UploadItem } from '../../miniprogram/components/types';
import { failed, ok, Phone, settle } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const withdraw = (requestId: string) =>
  call('applications', 'withdraw', { applicationId: 'a1' }, { requestId });

describe('call', () => {
  test('a command is sent again with the same request id, three times at most', async () => {
    const outcome = withdraw('request-1').catch((error: CallError) => error);
    await settle();
    expect(await outcome).toMatchObject({ code: 'UNREACHABLE', retryable: true });
    expect(phone.asked.map((asked) => asked.requestId)).toEqual(['request-1', 'request-1', 'request-1']);
  });

  test('a query is asked twice', async () => {
    const outcome = call('applications', 'catalogue', {}).catch((error: CallError) => error);
    await settle();
    expect(await outcome).toBeInstanceOf(CallError);
    expect(phone.asked).toHaveLength(2);
  });

  test('a refusal is final and keeps its words and fields', async () => {
    phone.answer = () => failed('BAD_INPUT', '有内容填得不对', { phone: '电话不对' });
    await expect(withdraw('request-1')).rejects.toMatchObject({
      code: 'BAD_INPUT',
      retryable: false,
      fields: { phone: '电话不对' },
    });
    expect(phone.asked).toHaveLength(1);
  });

  test('no network is said as such', async () => {
    phone.network = 'none';
    const outcome = withdraw('request-1').catch((error: CallError) => error);
    await settle();
    expect(await outcome).toMatchObject({ code: 'OFFLINE' });
  });

  test('a silent line ends as a time-out', async () => {
    Object.assign(phone.wx.cloud as object, { callFunction: () => new Promise(() => undefined) });
    const outcome = call('applications', 'catalogue', {}).catch((error: CallError) => error);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await outcome).toMatchObject({ code: 'TIMEOUT' });
  });
});

describe('intent', () => {
  test('the id stays while it is unknown whether the command arrived, and changes with the input', async () => {
    const intent = newIntent();
    const ids: string[] = [];
    const broken = (id: string) => {
      ids.push(id);
      return Promise.reject(new CallError('TIMEOUT', '', true));
    };
    await expect(carryOut(intent, { a: 1 }, broken)).rejects.toThrow();
    await expect(carryOut(intent, { a: 1 }, broken)).rejects.toThrow();
    await expect(carryOut(intent, { a: 2 }, broken)).rejects.toThrow();
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(ids[0]).toMatch(/^[\w-]{8,64}$/);
  });

  test('after an answer the next press is a new intention', async () => {
    const intent = newIntent();
    const ids: string[] = [];
    const send = (id: string) => Promise.resolve(ids.push(id));
    await carryOut(intent, {}, send);
    await carryOut(intent, {}, send);
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('drafts', () => {
  test('what was typed comes back, a document number never reaches the storage', () => {
    saveDraft('form', { name: '王小明', document: '999999 19500101 001X', reason: '走不动' });
    expect(loadDraft('form')).toEqual({ name: '王小明', reason: '走不动' });
    expect(JSON.stringify([...phone.storage])).not.toContain('19500101');
  });

  test('what was sent is gone also when sending it gave the person another role', () => {
    saveDraft('form', { phone: '19900009999' });
    switchRole({ role: 'resident', residentId: 'r1' });
    dropDraft('form');
    expect(JSON.stringify([...phone.storage])).not.toContain('19900009999');
  });

  test('the draft of one role is none of another', () => {
    switchRole({ role: 'resident', residentId: 'r1' });
    saveDraft('form', { reason: '走不动' });
    switchRole({ role: 'guardian', residentId: 'r2' });
    expect(loadDraft('form')).toBeNull();
  });

  test('a draft older than a week is not offered', () => {
    saveDraft('form', { name: '王小明' });
    jest.setSystemTime(Date.now() + 8 * 24 * 3_600_000);
    expect(loadDraft('form')).toBeNull();
  });
});

describe('live', () => {
  test('asks every three seconds, waits longer while failing, stops when hidden', async () => {
    let fails = false;
    const ask = jest.fn(() => (fails ? Promise.reject(new Error('x')) : Promise.resolve()));
    const onTrouble = jest.fn();
    const onRecovered = jest.fn();
    const live = createLive({ ask, onTrouble, onRecovered });
    live.start();
    await jest.advanceTimersByTimeAsync(9_000);
    expect(ask).toHaveBeenCalledTimes(3);
    fails = true;
    await jest.advanceTimersByTimeAsync(21_000);
    expect(ask).toHaveBeenCalledTimes(6);
    expect(onTrouble).toHaveBeenCalledTimes(1);
    fails = false;
    await jest.advanceTimersByTimeAsync(24_000);
    expect(onRecovered).toHaveBeenCalledTimes(1);
    live.stop();
    ask.mockClear();
    await jest.advanceTimersByTimeAsync(60_000);
    expect(ask).not.toHaveBeenCalled();
  });
});

describe('photos', () => {
  let shown: UploadItem[] = [];
  const tray = () => createPhotoTray('delivery', (items) => (shown = items));
  const camera = (size: number) => {
    Object.assign(phone.wx, {
      chooseMedia: () => Promise.resolve({ tempFiles: [{ tempFilePath: 'tmp://1.jpg', size }] }),
      getImageInfo: () => Promise.resolve({ width: 4000, height: 3000 }),
      compressImage: jest.fn(() => Promise.resolve({ tempFilePath: 'tmp://small.jpg' })),
    });
    const uploadFile = jest.fn(({ success }: { success: (answer: object) => void }) => {
      success({ fileID: 'cloud://1' });
      return undefined;
    });
    Object.assign(phone.wx.cloud as object, { uploadFile });
    return uploadFile;
  };

  test('is made small, sent to incoming/ and accepted', async () => {
    const uploadFile = camera(5_000_000);
    phone.answer = () => ok({ photoId: 'p1' });
    const photos = tray();
    await photos.add(3);
    expect(phone.wx.compressImage).toHaveBeenCalledWith(
      expect.objectContaining({ src: 'tmp://1.jpg', compressedWidth: 1600 }),
    );
    expect(uploadFile).toHaveBeenCalledWith(
      expect.objectContaining({
        filePath: 'tmp://small.jpg',
        cloudPath: expect.stringMatching(/^incoming\/\w+\.jpg$/) as string,
      }),
    );
    // The functions knew of it: what never comes to be accepted is removed by its path.
    const [[{ cloudPath }]] = uploadFile.mock.calls as unknown as [[{ cloudPath: string }]];
    expect(phone.announced).toEqual([cloudPath]);
    expect(photos.photoIds()).toEqual(['p1']);
    expect(shown[0]).toMatchObject({ state: 'done' });
  });

  test('over 20 MB is said in words and nothing is sent', async () => {
    const uploadFile = camera(21 * 1024 * 1024);
    await tray().add(1);
    expect(shown[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('20MB') as string });
    expect(uploadFile).not.toHaveBeenCalled();
  });

  test('what is not an image is said in words', async () => {
    camera(1000);
    phone.wx.getImageInfo = () => Promise.reject(new Error('getImageInfo:fail'));
    await tray().add(1);
    expect(shown[0]).toMatchObject({ state: 'failed', error: expect.stringContaining('不是照片') as string });
  });

  test('retry after a broken line accepts the photo that already arrived, with the same id', async () => {
    const uploadFile = camera(1000);
    const photos = tray();
    const adding = photos.add(1);
    await settle();
    await adding;
    expect(shown[0]).toMatchObject({ state: 'failed' });
    phone.answer = () => ok({ photoId: 'p1' });
    await photos.retry(shown[0]!.id);
    expect(photos.photoIds()).toEqual(['p1']);
    expect(uploadFile).toHaveBeenCalledTimes(1);
    expect(new Set(phone.asked.map((asked) => asked.requestId)).size).toBe(1);
  });
});

test('a check of low income ends what was open the day before', () => {
  const open = [{ kind: 'dibian' as const, from: '2025-01-01', to: null }];
  expect(periodsAfter(open, 'dibao', '2026-03-01', null)).toEqual([
    { kind: 'dibian', from: '2025-01-01', to: '2026-02-28' },
    { kind: 'dibao', from: '2026-03-01', to: null },
  ]);
  expect(periodsAfter(null, 'none', '2026-03-01', null)).toEqual([]);
});
