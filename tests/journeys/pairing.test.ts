/**
 * Three phones, from the first scan to the soap: paired at the door, a service that all sides see while it runs, the resident's
 * word, points, goods of the village handed out by scanning. And a scan where there is no network, and goods given back.
 */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import { codeOn, minutesPass, pairByHand, scanCode } from './doors';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/rice-cooker.jpg');
const OFFICER = 'demo-officer-xiejialu';
const stage = setStage({ fakeMedia: true });

const at = (page: string) => ({ path: `${page}/index` });

/** What a volunteer of the demo has now. */
const balanceOf = async (volunteer: string) =>
  (await byHand(stage.url, volunteer, 'points', 'account', {})).balance;

test('paired by scanning, helped while all see it, confirmed with a voice, points, redeemed, handed out by scanning', async () => {
  const resident = await stage.phone('demo-resident-51', { fontSize: '24' });
  await resident.press(/我的二维码/);
  const code = await codeOn(resident);
  const volunteer = await stage.phone('demo-volunteer-41');
  await volunteer.press(/扫一扫/);
  await scanCode(volunteer, code);
  await volunteer.press('申请结对');
  await volunteer.confirm('申请结对');
  await volunteer.allowMessages(/已经申请结对/);
  await volunteer.sees(/已经申请结对/);

  const helpers = await stage.phone('demo-resident-51', at('resident/helpers'));
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
  const { items } = await byHand(stage.url, 'demo-volunteer-41', 'pairing', 'myServices', {});
  const serviceId = items[0]?.serviceId ?? '';
  const village = await stage.phone(OFFICER, {
    path: `staff/service/index?serviceId=${serviceId}`,
  });
  await village.sees('服务中');
  await village.sees(/刚刚开始|已经\d+分钟/);

  await minutesPass(stage.url, serviceId, 65);
  await village.sees(/已经1小时/);
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

  const saved = await byHand(stage.url, OFFICER, 'pairing', 'service', { serviceId });
  if (saved.unchanged) throw new Error('no service');
  expect(saved.service).toMatchObject({
    state: 'confirmed',
    kinds: ['housework'],
    flags: [],
    feedback: { score: 5, words: '人很好', late: false },
  });
  expect(saved.service.feedback?.voice?.seconds).toBeGreaterThan(0);
  expect(saved.service.feedback?.photos).toHaveLength(1);
  // Two full half-hours.
  expect(await balanceOf('demo-volunteer-41')).toBe(10);
  for (const phone of [resident, helpers, volunteer, village]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
  await redeemed();
}, 300_000);

/** The ten points become one of the goods that the village puts out. */
async function redeemed(): Promise<void> {
  const village = await stage.phone(OFFICER);
  await village.press(/^积分商品/);
  await village.press('放上一样新的');
  await village.fill(/名称/, '蚊香');
  await village.fill(/要多少积分/, '10');
  await village.fill(/有几件/, '2');
  await village.press('保存');
  await village.sees('10分，还有2件');
  const volunteer = await stage.phone('demo-volunteer-41');
  await volunteer.press(/^我的积分/);
  await volunteer.sees(/打扫洗衣，1小时5分钟/);
  await volunteer.page.getByText('+10').first().waitFor();
  await volunteer.press(/^用积分换东西/);
  await volunteer.sees('您现在有10分');
  await volunteer.press(/用10分换蚊香/);
  await volunteer.sees(/换了以后还剩0分。到谢家路村残协领/);
  await volunteer.confirm('确定换');
  await volunteer.allowMessages(/出示领取码/);
  await volunteer.press('出示领取码，蚊香');
  const pickup = await codeOn(volunteer);
  expect(pickup).toMatch(/^SMZO1-[2-9A-HJ-NP-Z]{8}$/);

  await village.close();
  const office = await stage.phone(OFFICER);
  await office.press(/^发放兑换/);
  await office.press('扫领取码');
  await office.fill('码里的文字', 'SMZO1-22222222');
  await office.press('确定');
  await office.sees(/没有找到这个领取码/);
  // A second press within 400 ms counts as the trembling of a hand: pressed until the camera is there.
  const camera = office.page.getByRole('textbox', { name: '码里的文字' }).filter({ visible: true });
  while (!(await camera.isVisible())) {
    await office.press('扫领取码');
    await camera.waitFor({ timeout: 1_000 }).catch(() => undefined);
  }
  await office.fill('码里的文字', pickup);
  await office.press('确定');
  await office.press('发放');
  await office.confirm('已经交给本人');
  await office.sees(/蚊香，已发放/);
  // The volunteer's phone, with the code on show, notices by itself.
  await volunteer.sees('蚊香：已领取');
  await volunteer.press('知道了');
  await office.press('手工填领取码');
  await office.fill(/8个字母和数字/, pickup.slice(6).toLowerCase());
  await office.press('填好了');
  await office.sees(/蚊香，已领取|蚊香：已领取|：蚊香/);
  expect(await office.button('发放').count()).toBe(0);
  expect(await balanceOf('demo-volunteer-41')).toBe(0);
  for (const phone of [volunteer, office]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}

test('given back: the points return', async () => {
  const openid = 'demo-volunteer-02';
  const balance = await balanceOf(openid);
  const volunteer = await stage.phone(openid, at('volunteer/shop'));
  await volunteer.press(/用20分换香皂/);
  await volunteer.confirm('确定换');
  await volunteer.allowMessages(/出示领取码/);
  // WeChat asks first; the order is made after the answer, and the ledger says when.
  while ((await balanceOf(openid)) !== balance - 20) await volunteer.page.waitForTimeout(100);
  await volunteer.press('不要了，退回积分，香皂');
  await volunteer.confirm('取消兑换');
  await volunteer.sees('已取消');
  // The word is also a tab's: the ledger says when it is done.
  while ((await balanceOf(openid)) !== balance) await volunteer.page.waitForTimeout(100);
  await volunteer.close();
}, 300_000);

test('a scan without network is kept, survives the end of the mini-program, and is sent once, marked', async () => {
  const code = await pairByHand(stage.url, 'demo-resident-52', 'demo-volunteer-42');
  const volunteer = await stage.phone('demo-volunteer-42', at('volunteer/scan'));
  await volunteer.sees('到了扫一次，要走再扫一次');
  await volunteer.offline(true);
  await scanCode(volunteer, code);
  await volunteer.press('刚到，开始服务');
  await volunteer.sees('等待网络，连上后自动交上去');
  await volunteer.offline(false);
  await volunteer.sees(/^正在帮/);
  const { items } = await byHand(stage.url, 'demo-volunteer-42', 'pairing', 'myServices', {});
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
  const after = await byHand(stage.url, 'demo-volunteer-42', 'pairing', 'myServices', {});
  expect(after.items).toMatchObject([{ state: 'ended', flags: ['offlineScan'] }]);
  expect(after.items).toHaveLength(1);
  await volunteer.close();
}, 300_000);
