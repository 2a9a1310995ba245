/** Recording and playing in a real browser whose microphone beeps. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChrome } from '../support/chrome';
import { wav } from '../support/sounds';
import { startPhone, type TestPhone } from './devServer';

jest.setTimeout(60_000);

interface Recorded {
  tempFilePath: string;
  duration: number;
  fileSize: number;
}

let browser: Browser;
let phone: TestPhone;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchChrome({ fakeMedia: true, unseen: true });
  phone = await startPhone({ miniprogramDir: join(__dirname, 'fixtures/plain') });
});
afterAll(async () => {
  await browser.close();
  await phone.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 375, height: 812 } });
  page = await context.newPage();
  page.setDefaultTimeout(8000);
  await page.goto(`${phone.url}/phone/?openid=o-test`);
  await page.locator('main.page-frame:visible').waitFor();
  // What the recorder and the player tell, in order.
  await page.evaluate(`
    window.told = [];
    window.last = {};
    const hear = (who, source, names) => names.forEach((name) => source['on' + name]((value) => {
      told.push(who + ' ' + name);
      last[name] = value;
      if (name === 'Start') window.startedAt = performance.now();
    }));
    window.recorder = wx.getRecorderManager();
    hear('recorder', recorder, ['Start', 'Stop', 'Error']);
    window.audio = wx.createInnerAudioContext();
    hear('audio', audio, ['Play', 'Ended', 'Error']);
  `);
});
afterEach(() => context.close());

/** What is kept in the window of the phone. */
interface Kept {
  told: string[];
  last: Record<string, { errMsg?: string } | undefined>;
  startedAt: number;
}

const told = (...any: string[]) =>
  page.waitForFunction((names) => names.some((name) => (window as unknown as Kept).told.includes(name)), any);
/** Somebody has spoken for this long. */
const spoken = (ms: number) =>
  page.waitForFunction((time) => performance.now() - (window as unknown as Kept).startedAt > time, ms);
const last = <T>(name: string) => page.evaluate<T>(`last.${name}`);
const start = (options: string) => page.evaluate(`recorder.start(${options})`);
const allow = () => page.getByRole('button', { name: '允许' }).click();

/** The bytes of a file of the phone. */
async function bytesOf(path: string): Promise<Buffer> {
  const read = `wx.getFileSystemManager().readFile({ filePath: '${path}', encoding: 'base64' })`;
  return Buffer.from((await page.evaluate<{ data: string }>(read)).data, 'base64');
}

test('what is recorded is a WAV file, and it can be listened to', async () => {
  await start("{ format: 'mp3', sampleRate: 16000 }");
  await allow();
  await told('recorder Start');
  await spoken(1000);
  await page.evaluate('recorder.stop()');
  await told('recorder Stop');
  const { tempFilePath, duration, fileSize } = await last<Recorded>('Stop');
  expect(tempFilePath).toMatch(/\.wav$/);
  expect(duration).toBeGreaterThan(500);
  const file = await bytesOf(tempFilePath);
  expect(file).toHaveLength(fileSize);
  // PCM of one channel, 16 kHz, 16 bit.
  expect(file.toString('latin1', 8, 16)).toBe('WAVEfmt ');
  expect([file.readUInt16LE(20), file.readUInt16LE(22), file.readUInt32LE(24)]).toEqual([1, 1, 16_000]);
  expect(Math.round((fileSize - 44) / 32)).toBe(duration);
  expect(file.subarray(44).some((byte) => byte !== 0)).toBe(true);

  await page.evaluate(`audio.src = '${tempFilePath}'; audio.play()`);
  await told('audio Play');
  await told('audio Ended');
  expect(await page.evaluate('audio.duration * 1000')).toBeCloseTo(duration, -1);
});

test('it stops by itself at the time that was set, and no later', async () => {
  await start('{ duration: 1000 }');
  await allow();
  await told('recorder Stop');
  const { duration } = await last<Recorded>('Stop');
  expect(duration).toBeLessThanOrEqual(1000);
  expect(duration).toBeGreaterThan(300);
});

test('stopping while the person is still asked ends the recording at once', async () => {
  await start('{}');
  await page.getByRole('button', { name: '允许' }).waitFor();
  await page.evaluate('recorder.stop()');
  await allow();
  await told('recorder Start');
  await told('recorder Stop', 'recorder Error');
});

test('refused, begun twice, stopped without a start: said as WeChat says it', async () => {
  await page.evaluate('recorder.stop()');
  await told('recorder Error');
  expect(await last('Error')).toEqual({ errMsg: 'operateRecorder:fail recorder not start' });
  await start('{}');
  await start('{}');
  expect(await last('Error')).toEqual({ errMsg: 'operateRecorder:fail is recording or paused' });
  await page.getByRole('button', { name: '拒绝' }).click();
  const denied = () =>
    page.waitForFunction(
      () => (window as unknown as Kept).last.Error?.errMsg === 'operateRecorder:fail auth deny',
    );
  await denied();
  // Refused once, it is not asked again; the settings change it.
  await page.evaluate('delete last.Error');
  await start('{}');
  await denied();
});

test('a sound that cannot be played is an error; one that is stopped before it began is none', async () => {
  await page.evaluate("audio.src = 'wxfile://tmp_gone.wav'; audio.play()");
  await told('audio Error');
  const sound = wav(1).toString('base64');
  await page.evaluate(`(async () => {
    const path = wx.env.USER_DATA_PATH + '/beep.wav';
    await wx.getFileSystemManager().writeFile({ filePath: path, data: '${sound}', encoding: 'base64' });
    told.length = 0;
    audio.src = path;
    audio.play();
    audio.pause();
    audio.play();
  })()`);
  await told('audio Ended');
  expect(await page.evaluate('told')).not.toContain('audio Error');
});
