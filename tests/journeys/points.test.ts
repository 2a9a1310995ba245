/** Three phones: a resident confirms a service, the volunteer gets points and redeems them, an officer hands out by scanning. */
import type { Browser } from 'playwright-core';
import { launchChrome } from '../support/chrome';
import { byHand } from './by-hand';
import { codeOn } from './doors';
import { Phone } from './phone';
import { dataFolder, startProduct, type Product } from './product';

/** Paired in the demo, with a service that waits for the resident's word. */
const RESIDENT = 'demo-resident-01';
const VOLUNTEER = 'demo-volunteer-02';
const OFFICER = 'demo-officer-xiejialu';
const folder = dataFolder();
let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct(folder.dir);
  browser = await launchChrome();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

const account = () => byHand(product.url, VOLUNTEER, 'points', 'account', {});

test('confirmed, redeemed, handed out by scanning', async () => {
  const { url } = product;
  const before = (await account()).balance;

  const resident = await Phone.open(browser, url, RESIDENT);
  await resident.press(/^请评价/);
  await resident.press('来过，我来评价');
  await resident.choose(/很满意/);
  await resident.press('确认并评价');
  await resident.sees('您已确认，谢谢');
  const balance = before + 5;
  expect((await account()).balance).toBe(balance);

  const volunteer = await Phone.open(browser, url, VOLUNTEER);
  await volunteer.press(/^我的积分/);
  await volunteer.sees(/上门看望，45分钟/);
  await volunteer.page.getByText('+5').first().waitFor();
  await volunteer.press(/^用积分换东西/);
  await volunteer.sees(`您现在有${balance}分`);
  await volunteer.press(/用20分换香皂/);
  await volunteer.sees(new RegExp(`换了以后还剩${balance - 20}分。到谢家路村残协领`));
  await volunteer.confirm('确定换');
  await volunteer.allowMessages(/出示领取码/);
  await volunteer.press('出示领取码，香皂');
  const code = await codeOn(volunteer);
  expect(code).toMatch(/^SMZO1-[2-9A-HJ-NP-Z]{8}$/);

  const officer = await Phone.open(browser, url, OFFICER);
  await officer.press(/^发放兑换/);
  await officer.press('扫领取码');
  await officer.fill('码里的文字', 'SMZO1-22222222');
  await officer.press('确定');
  await officer.sees(/没有找到这个领取码/);
  // A second press within 400 ms counts as the trembling of a hand: pressed until the camera is there.
  const camera = officer.page.getByRole('textbox', { name: '码里的文字' }).filter({ visible: true });
  while (!(await camera.isVisible())) {
    await officer.press('扫领取码');
    await camera.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await officer.fill('码里的文字', code);
  await officer.press('确定');
  await officer.press('发放');
  await officer.confirm('已经交给本人');
  await officer.sees(/香皂，已发放/);
  // The volunteer's phone, with the code on show, notices by itself.
  await volunteer.sees('香皂：已领取');
  await volunteer.press('知道了');

  await officer.press('手工填领取码');
  await officer.fill(/8个字母和数字/, code.slice(6).toLowerCase());
  await officer.press('填好了');
  await officer.sees(/香皂，已领取|香皂：已领取|：香皂/);
  expect(await officer.button('发放').count()).toBe(0);
  expect((await account()).balance).toBe(balance - 20);

  for (const phone of [resident, volunteer, officer]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);

test('given back: the points return; goods put out by the village are in the shop at once', async () => {
  const { url } = product;
  const officer = await Phone.open(browser, url, OFFICER);
  await officer.press(/^积分商品/);
  await officer.press('放上一样新的');
  await officer.fill(/名称/, '蚊香');
  await officer.fill(/要多少积分/, '10');
  await officer.fill(/有几件/, '2');
  await officer.press('保存');
  await officer.sees('10分，还有2件');

  const { balance } = await account();
  const volunteer = await Phone.open(browser, url, VOLUNTEER, { path: 'volunteer/shop/index' });
  await volunteer.press(/用10分换蚊香/);
  await volunteer.confirm('确定换');
  await volunteer.allowMessages(/出示领取码/);
  await volunteer.press('不要了，退回积分，蚊香');
  await volunteer.confirm('取消兑换');
  await volunteer.sees('已取消');
  // The word is also a tab's: the ledger says when it is done.
  while ((await account()).balance !== balance) await volunteer.page.waitForTimeout(100);

  await volunteer.close();
  await officer.close();
}, 300_000);
