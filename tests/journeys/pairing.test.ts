/** At the door: a scan, a question, a yes; a service that all sides see while it runs; a scan where there is no network. */
import type { Browser } from 'playwright-core';
import { resolve } from 'node:path';
import { launchChrome } from '../support/chrome';
import { byHand } from './by-hand';
import { codeOn, pairByHand, scanCode } from './doors';
import { Phone } from './phone';
import { dataFolder, startProduct, type Product } from './product';

const PHOTO = resolve(__dirname, '../../demo/photos/rice-cooker.jpg');
const OFFICER = 'demo-officer-xiejialu';
const folder = dataFolder();
let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct(folder.dir);
  browser = await launchChrome({ fakeMedia: true });
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

const at = (page: string) => ({ path: `${page}/index` });

test('asked by scanning, accepted, begun, seen by all while it runs, ended, described, confirmed with a voice', async () => {
  const resident = await Phone.open(browser, product.url, 'demo-resident-51', { fontSize: '24' });
  await resident.press(/我的二维码/);
  const code = await codeOn(resident);
  const volunteer = await Phone.open(browser, product.url, 'demo-volunteer-41');
  await volunteer.press(/扫一扫/);
  await scanCode(volunteer, code);
  await volunteer.press('申请结对');
  await volunteer.confirm('申请结对');
  await volunteer.allowMessages(/已经申请结对/);
  await volunteer.sees(/已经申请结对/);

  const helpers = await Phone.open(browser, product.url, 'demo-resident-51', at('resident/helpers'));
  await helpers.press(/^同意和/);
  await helpers.confirm('同意');
  await helpers.allowMessages(/打电话/);
  await helpers.sees('打电话');

  await scanCode(volunteer, code);
  await volunteer.press('开始服务');
  await volunteer.confirm('开始服务');
  await volunteer.sees('服务开始了。做完要走时，再扫一次对方的二维码。');
  await volunteer.sees('刚刚开始');
  await helpers.sees('志愿者正在帮您');
  const { items } = await byHand(product.url, 'demo-volunteer-41', 'pairing', 'myServices', {});
  const serviceId = items[0]?.serviceId ?? '';
  const village = await Phone.open(browser, product.url, OFFICER, {
    path: `staff/service/index?serviceId=${serviceId}`,
  });
  await village.sees('服务中');
  await village.sees(/刚刚开始|已经\d+分钟/);

  await scanCode(volunteer, code);
  await volunteer.press('结束服务');
  await volunteer.confirm('结束服务');
  await volunteer.sees('请写一写做了什么，并拍照');
  await village.sees('待写内容');
  await volunteer.press('交给对方确认');
  await volunteer.sees('请选帮了什么忙，可以选几样');
  await volunteer.choose('打扫洗衣', 'checkbox');
  await volunteer.fill(/说说经过/, '擦了窗，洗了衣服');
  const chooser = volunteer.page.waitForEvent('filechooser');
  await volunteer.press(/添加照片|拍照或选图/);
  await volunteer.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await volunteer.sees('已传上');
  await volunteer.press('交给对方确认');
  await volunteer.sees('等对方确认');

  await helpers.press(/请您确认有没有这次帮扶/);
  await helpers.sees('擦了窗，洗了衣服');
  await helpers.press('来过，我来评价');
  await helpers.choose(/很满意/);
  await helpers.fill(/想说的话/, '人很好');
  await helpers.press('按一下开始说');
  await helpers.press('允许');
  await helpers.sees(/^0:0[1-9]$/);
  await helpers.press('说完了，按一下停');
  await helpers.sees('已传上');
  const photo = helpers.page.waitForEvent('filechooser');
  await helpers.press(/添加照片|拍照或选图/);
  await helpers.press('从手机相册选择');
  await (await photo).setFiles(PHOTO);
  await helpers.page.getByText('已传上').nth(1).waitFor();
  await helpers.press('确认并评价');
  await helpers.sees('您已确认，谢谢');
  await volunteer.sees('已确认，时长已计入');
  await volunteer.sees('人很好');

  const saved = await byHand(product.url, OFFICER, 'pairing', 'service', { serviceId });
  if (saved.unchanged) throw new Error('no service');
  expect(saved.service).toMatchObject({
    state: 'confirmed',
    kinds: ['housework'],
    flags: [],
    feedback: { score: 5, words: '人很好', late: false },
  });
  expect(saved.service.feedback?.voice?.seconds).toBeGreaterThan(0);
  expect(saved.service.feedback?.photos).toHaveLength(1);
  for (const phone of [resident, helpers, volunteer, village]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);

test('a scan without network is kept, survives the end of the mini-program, and is sent once, marked', async () => {
  const code = await pairByHand(product.url, 'demo-resident-52', 'demo-volunteer-42');
  const volunteer = await Phone.open(browser, product.url, 'demo-volunteer-42', at('volunteer/scan'));
  await volunteer.sees('到了扫一次，要走再扫一次');
  await volunteer.offline(true);
  await scanCode(volunteer, code);
  await volunteer.press('刚到，开始服务');
  await volunteer.sees('等待网络，连上后自动交上去');
  await volunteer.offline(false);
  await volunteer.sees(/^正在帮/);
  const { items } = await byHand(product.url, 'demo-volunteer-42', 'pairing', 'myServices', {});
  expect(items).toMatchObject([{ state: 'running', flags: ['offlineScan'] }]);
  await expect(volunteer.page.getByText('等待网络，连上后自动交上去').count()).resolves.toBe(0);

  await volunteer.offline(true);
  await scanCode(volunteer, code);
  await volunteer.press('做完了，结束服务');
  await volunteer.sees('等待网络，连上后自动交上去');
  // Closed and opened again, as when WeChat ends it in the background.
  await volunteer.page.reload();
  await volunteer.press('我的服务');
  await volunteer.press(/^帮/);
  await volunteer.sees('请写一写做了什么，并拍照');
  const after = await byHand(product.url, 'demo-volunteer-42', 'pairing', 'myServices', {});
  expect(after.items).toMatchObject([{ state: 'ended', flags: ['offlineScan'] }]);
  expect(after.items).toHaveLength(1);
  await volunteer.close();
}, 300_000);
