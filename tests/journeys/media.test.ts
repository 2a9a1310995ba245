/** A voice note and a QR code on a real phone screen, with a microphone, a cloud and pixels. */
import type { Page } from 'playwright-core';
import { darkModules } from '../../miniprogram/components/qr/modules';
import { Client } from '../support/functions/client';
import { setStage } from './stage';

const GALLERY = { path: 'dev/gallery/index' };
/** Which shelf of the gallery is shown. */
const shelf = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name }).click();
const CODE = 'gallery-0123456789abcdef';
const stage = setStage({ fakeMedia: true });

test('before the first recording the phone asks in plain words; no is no, yes goes on, and it asks once', async () => {
  const phone = await stage.phone('demo-volunteer-02', { ...GALLERY, privacy: 'ask' });
  await shelf(phone.page, '填的');
  const voice = phone.page.getByRole('group', { name: '说说您的情况', exact: true });
  const speak = () => phone.press('按一下开始说', voice);

  await speak();
  await phone.sees('要用您的麦克风，可以吗？');
  await phone.press('看隐私保护指引全文');
  await phone.press('知道了');
  await phone.press('先不用');
  await voice.getByText(/还没有同意用麦克风/).waitFor();
  await speak();
  await phone.press(/^同意$/);
  // The microphone is the phone's own question.
  await phone.press('允许');
  await voice.getByText('正在录音，请说').waitFor();
  await voice.getByText(/^0:(0[2-9]|[1-5]\d)$/).waitFor();
  await voice.getByRole('button', { name: '说完了，按一下停' }).click();
  await voice.getByText('已传上').waitFor();
  await voice.getByRole('button', { name: /重新录一段/ }).click();
  await voice.getByText('正在录音，请说').waitFor();
  expect(await phone.errors()).toEqual([]);
  await phone.close();
}, 120_000);

test('speaking: begun and ended by one press, heard again, sent again after the line broke', async () => {
  const phone = await stage.phone('demo-volunteer-01', GALLERY);
  await shelf(phone.page, '填的');
  const voice = phone.page.getByRole('group', { name: '说说您的情况', exact: true });
  const press = (name: string | RegExp) => voice.getByRole('button', { name }).click();
  const sees = (text: string | RegExp) => voice.getByText(text).waitFor();

  await press('按一下开始说');
  await phone.press('允许');
  await sees('正在录音，请说');
  await sees(/^0:(0[2-9]|[1-5]\d)$/);
  await press('说完了，按一下停');
  await sees('已传上');
  await press(/^语音\d+秒，按一下听$/);
  await voice.getByRole('button', { name: /正在播放/ }).waitFor();
  await voice.getByRole('button', { name: /按一下听/ }).waitFor();

  await press(/重新录一段/);
  await sees(/^0:(0[1-9]|[1-5]\d)$/);
  await phone.offline(true);
  await press('说完了，按一下停');
  await sees('没有传上去，请按“重试”');
  await phone.offline(false);
  await press('重新上传录音');
  await sees('已传上');
  await press('删除录音');
  await sees('录音已删除');
  await press('恢复刚删除的录音');
  await sees('已传上');
  expect(await phone.errors()).toEqual([]);

  const voices = (await new Client(stage.url).all('voices')).filter(
    ({ openid }) => openid === 'demo-volunteer-01',
  );
  expect(voices.map(({ usedIn }) => usedIn)).toEqual([null, null]);
  for (const { seconds } of voices) expect(seconds).toBeGreaterThan(0);
  await phone.close();
}, 120_000);

test('without the microphone it says why and leads to the settings', async () => {
  const phone = await stage.phone('demo-volunteer-02', GALLERY);
  await shelf(phone.page, '填的');
  const voice = phone.page.getByRole('group', { name: '说说您的情况', exact: true });
  await voice.getByRole('button', { name: '按一下开始说' }).click();
  await phone.press('拒绝');
  await voice.getByText('没有麦克风的许可').waitFor();
  await voice.getByRole('button', { name: '去设置' }).click();
  await phone.page.getByText('使用你的麦克风').waitFor();
  await phone.close();
});

test.each([
  [1, ''],
  [2, '&theme=dark'],
  [2.625, ''],
])('a code at %s pixels for each point %s is the code, black on white, to the pixel', async (ratio, more) => {
  const context = await stage.browser.newContext({
    viewport: { width: 375, height: 812 },
    deviceScaleFactor: ratio,
  });
  const page = await context.newPage();
  await page.goto(`${stage.url}/phone/?openid=demo-volunteer-01&path=${GALLERY.path}${more}`);
  await shelf(page, '整页');
  const codes = page.getByRole('img', { name: /二维码$/ });
  await page.getByText('大的二维码画好了').waitFor();
  const modules = darkModules(CODE);
  for (const code of await codes.all()) {
    const canvas = code.locator('canvas');
    await canvas.evaluate((node) => node.scrollIntoView());
    const drawn = await canvas.evaluate((node) => {
      const { width, height } = node as HTMLCanvasElement;
      const { data } = (node as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      const rows: string[] = [];
      for (let y = 0; y < height; y += 1) {
        let row = '';
        for (let x = 0; x < width; x += 1) {
          const at = (y * width + x) * 4;
          row += data[at + 3] !== 255 ? '?' : data[at] === 0 ? '#' : data[at] === 255 ? ' ' : '?';
        }
        rows.push(row);
      }
      return { rows, shown: node.getBoundingClientRect().width };
    });
    const pixels = drawn.rows.length;
    // One pixel of the bitmap is one of the screen.
    expect(pixels).toBe(Math.round(drawn.shown * ratio));
    const side = Math.floor(pixels / (modules.length + 8));
    const from = Math.floor((pixels - side * modules.length) / 2);
    const expected = Array.from({ length: pixels }, (_, y) =>
      Array.from({ length: pixels }, (__, x) =>
        modules[Math.floor((y - from) / side)]?.[Math.floor((x - from) / side)] ? '#' : ' ',
      ).join(''),
    );
    expect(drawn.rows).toEqual(expected);
    expect(await code.getAttribute('data-code')).toBe(CODE);
  }
  await context.close();
});
