/** A voice note from the first press until it has arrived, on a phone whose recorder does what the test says. */
import type { VoiceItem } from '../../miniprogram/components/types';
import type * as VoiceService from '../../miniprogram/services/voice';
import { failed, ok, Phone, settle } from './support/phone';

type Tell = (value?: unknown) => void;

/** wx.getRecorderManager by hand. */
class Recorder {
  readonly done: string[] = [];
  options: object = {};
  readonly tell: Record<string, Tell> = {};
  constructor() {
    for (const name of ['Start', 'Stop', 'Error', 'InterruptionBegin']) {
      Object.assign(this, { [`on${name}`]: (tell: Tell) => (this.tell[name] = tell) });
    }
  }
  start(options: object): void {
    this.options = options;
    this.done.push('start');
    this.tell.Start?.();
  }
  stop(): void {
    this.done.push('stop');
  }
}

let phone: Phone;
let recorder: Recorder;
let authorize: jest.Mock<Promise<void>>;
let uploadFile: jest.Mock;
let service: typeof VoiceService;
let shown: VoiceItem[] = [];

beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
  recorder = new Recorder();
  authorize = jest.fn(() => Promise.resolve());
  uploadFile = jest.fn(({ success }: { success: (answer: object) => void }) => {
    success({ fileID: 'cloud://env/incoming/1.mp3' });
    return { onProgressUpdate: (tell: Tell) => tell({ progress: 60 }) };
  });
  Object.assign(phone.wx, {
    authorize,
    getRecorderManager: () => recorder,
    vibrateShort: jest.fn(),
    openSetting: () => Promise.resolve({ authSetting: { 'scope.record': true } }),
  });
  Object.assign(phone.wx.cloud as object, { uploadFile });
  phone.answer = () => ok({ voiceId: 'v1' });
  shown = [];
  // The recorder belongs to the module: a phone of its own for each test.
  jest.isolateModules(() => {
    service = jest.requireActual('../../miniprogram/services/voice');
  });
});
afterEach(() => jest.useRealTimers());

const note = (keep?: string) =>
  service.createVoiceNote('feedback', (item) => shown.push(item), keep === undefined ? {} : { keep });
const now = (): VoiceItem => shown.at(-1) as VoiceItem;
const finished = (ms = 12_000, path = 'wxfile://tmp_1.mp3') =>
  recorder.tell.Stop?.({ tempFilePath: path, duration: ms, fileSize: 48_000 });

/** Records until it has arrived, or failed to. */
async function spoken(voice: VoiceService.VoiceNote, ms?: number): Promise<void> {
  await voice.start();
  voice.stop();
  finished(ms);
  await settle();
}

test('is recorded small, sent to incoming/ and accepted with its length', async () => {
  const voice = note();
  await voice.start();
  expect(recorder.options).toMatchObject({
    format: 'mp3',
    sampleRate: 16000,
    numberOfChannels: 1,
    duration: 60_000,
  });
  expect(now().state).toBe('recording');
  await jest.advanceTimersByTimeAsync(7_000);
  expect(now()).toMatchObject({ state: 'recording', seconds: 7 });
  expect(voice.underWay()).toBe(true);
  voice.stop();
  expect(recorder.done).toEqual(['start', 'stop']);
  finished();
  await settle();
  expect(uploadFile).toHaveBeenCalledWith(
    expect.objectContaining({
      filePath: 'wxfile://tmp_1.mp3',
      cloudPath: expect.stringMatching(/^incoming\/\w{32}\.mp3$/) as string,
    }),
  );
  expect(phone.asked).toEqual([
    expect.objectContaining({
      action: 'acceptVoice',
      input: { fileID: 'cloud://env/incoming/1.mp3', purpose: 'feedback', seconds: 12 },
    }),
  ]);
  expect(now()).toMatchObject({ state: 'done', seconds: 12, src: 'wxfile://tmp_1.mp3', error: '' });
  expect(shown.some(({ state, progress }) => state === 'uploading' && progress === 60)).toBe(true);
  expect(voice.voiceId()).toBe('v1');
  expect(voice.underWay()).toBe(false);
});

test('the recorder stopping by itself after a minute is the end as well', async () => {
  const voice = note();
  await voice.start();
  await jest.advanceTimersByTimeAsync(61_000);
  expect(now().seconds).toBe(60);
  finished(60_040);
  await settle();
  expect(now()).toMatchObject({ state: 'done', seconds: 60 });
  await jest.advanceTimersByTimeAsync(5_000);
  expect(now()).toMatchObject({ state: 'done', seconds: 60 });
});

test('a telephone call ends it and keeps what was said', async () => {
  await note().start();
  recorder.tell.InterruptionBegin?.();
  expect(recorder.done).toEqual(['start', 'stop']);
});

test('a slip of the finger is no recording, and does not cost the one before', async () => {
  const voice = note();
  await spoken(voice);
  await voice.start();
  finished(300);
  expect(now()).toMatchObject({
    state: 'done',
    seconds: 12,
    error: expect.stringContaining('太短') as string,
  });
  expect(voice.voiceId()).toBe('v1');
});

test('a refused microphone is explained; the settings bring it back', async () => {
  authorize.mockRejectedValueOnce({ errMsg: 'authorize:fail auth deny' });
  const voice = note();
  await voice.start();
  expect(now()).toMatchObject({ state: 'refused', error: expect.stringContaining('去设置') as string });
  expect(recorder.done).toEqual([]);
  await voice.openSettings();
  expect(now()).toMatchObject({ state: 'empty', error: '' });
  await spoken(voice);
  expect(voice.voiceId()).toBe('v1');
});

test('a microphone that another program has is said as such', async () => {
  await note().start();
  recorder.tell.Error?.({ errMsg: 'operateRecorder:fail NotReadableError' });
  expect(now()).toMatchObject({ state: 'empty', error: expect.stringContaining('占用') as string });
});

test('what was uploaded but not accepted is not sent twice', async () => {
  phone.answer = () => new Error('request:fail');
  const voice = note();
  await spoken(voice);
  expect(now().state).toBe('failed');
  phone.answer = () => ok({ voiceId: 'v1' });
  await voice.retry();
  expect(now().state).toBe('done');
  expect(uploadFile).toHaveBeenCalledTimes(1);
  expect(new Set(phone.asked.map(({ requestId }) => requestId)).size).toBe(1);
});

test('what was refused is sent anew', async () => {
  phone.answer = () => failed('VOICE_BROKEN', '录音没有传完整，请重新录一段');
  const voice = note();
  await spoken(voice);
  expect(now()).toMatchObject({ state: 'failed', error: '录音没有传完整，请重新录一段' });
  phone.answer = () => ok({ voiceId: 'v1' });
  await voice.retry();
  expect(uploadFile).toHaveBeenCalledTimes(2);
});

test('a broken upload says so, in words', async () => {
  uploadFile.mockImplementationOnce(({ fail }: { fail: (error: object) => void }) =>
    fail({ errMsg: 'uploadFile:fail' }),
  );
  const voice = note();
  await spoken(voice);
  expect(now()).toMatchObject({ state: 'failed', error: '没有传上去，请按“重试”' });
  await voice.retry();
  expect(now().state).toBe('done');
});

test('deleted and brought back, also while it is on its way', async () => {
  let arrive: () => void = () => undefined;
  uploadFile.mockImplementationOnce(({ success }: { success: (answer: object) => void }) => {
    arrive = () => success({ fileID: 'cloud://env/incoming/1.mp3' });
  });
  const voice = note();
  await spoken(voice);
  voice.remove();
  expect(now()).toMatchObject({ state: 'empty', undo: true });
  voice.undo();
  expect(now().state).toBe('uploading');
  arrive();
  await settle();
  expect(now()).toMatchObject({ state: 'done', undo: false });
  expect(uploadFile).toHaveBeenCalledTimes(1);
  voice.remove();
  expect(voice.voiceId()).toBeNull();
});

test('only one note records; leaving the page ends it', async () => {
  const first = note();
  const second = note();
  await first.start();
  await second.start();
  expect(now()).toMatchObject({ state: 'empty', error: expect.stringContaining('上一段') as string });
  first.leave();
  expect(recorder.done).toEqual(['start', 'stop']);
  finished();
  await settle();
  await spoken(second);
  expect([first.voiceId(), second.voiceId()]).toEqual(['v1', 'v1']);
});

test('leaving while the person is asked records nothing', async () => {
  let allow: () => void = () => undefined;
  authorize.mockImplementationOnce(() => new Promise((resolve) => (allow = resolve)));
  const voice = note();
  const starting = voice.start();
  voice.leave();
  allow();
  await starting;
  expect(recorder.done).toEqual([]);
  expect(now().state).toBe('empty');
});

describe('kept with its form', () => {
  const answers = (unused: boolean) => {
    phone.answer = ({ action }) =>
      action === 'mine'
        ? ok({ photos: [], voices: unused ? [{ voiceId: 'v1', url: 'https://link/1', seconds: 12 }] : [] })
        : ok({ voiceId: 'v1' });
  };

  test('it is there again when the form is opened anew', async () => {
    await spoken(note('form'));
    answers(true);
    const again = note('form');
    expect(again.voiceId()).toBe('v1');
    await again.restored;
    expect(now()).toMatchObject({ state: 'done', seconds: 12, src: 'https://link/1' });
    expect(uploadFile).toHaveBeenCalledTimes(1);
  });

  test('one that was uploaded but not accepted is accepted now', async () => {
    phone.answer = () => new Error('request:fail');
    await spoken(note('form'));
    answers(true);
    const again = note('form');
    await again.restored;
    expect(again.voiceId()).toBe('v1');
    expect(uploadFile).toHaveBeenCalledTimes(1);
  });

  test('one that a record uses by now is not offered again', async () => {
    await spoken(note('form'));
    answers(false);
    const again = note('form');
    await again.restored;
    expect(again.voiceId()).toBeNull();
    expect(now().state).toBe('empty');
  });

  test('nothing is left of a sent or deleted one, nor after a week', async () => {
    const voice = note('form');
    await spoken(voice);
    voice.forget();
    expect(note('form').voiceId()).toBeNull();
    await spoken(voice);
    voice.remove();
    expect(note('form').voiceId()).toBeNull();
    voice.undo();
    expect(note('form').voiceId()).toBe('v1');
    jest.setSystemTime(Date.now() + 8 * 24 * 3_600_000);
    expect(note('form').voiceId()).toBeNull();
  });
});
