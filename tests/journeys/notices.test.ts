/** A job, from the officer's phone to the resident's home page and the jobs page, and away again. */
import { resolve } from 'node:path';
import type { Phone } from './phone';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');
const TITLE = '豆腐坊招人，<b>包吃</b>';
const stage = setStage();

/** Opens a page of a phone whose home page was open before, so that it knows its role. */
async function openAt(openid: string, path: string, options: Record<string, string> = {}): Promise<Phone> {
  const phone = await stage.phone(openid, options);
  await phone.sees(/，您好/);
  const query = new URLSearchParams({ openid, privacy: 'agreed', ...options, path });
  await phone.page.goto(`${stage.url}/phone/?${query.toString()}`);
  return phone;
}

test('an officer publishes a job with a photo; a resident finds it at home and by filter; withdrawn, it is gone', async () => {
  const village = await openAt('demo-officer-xiejialu', 'staff/notices/index');
  await village.press('写一条新的');
  await village.choose('招聘');
  await village.fill(/^标题/, TITLE);
  await village.fill(/^正文/, '磨豆子、装盒。\n坐着做，早上5点到10点。');
  await village.fill(/单位名称/, '老街豆腐坊');
  await village.fill(/^地点/, '谢家路村12号');
  await village.choose('本村');
  await village.choose('半天', 'checkbox');
  await village.choose('厨房帮工', 'checkbox');
  await village.fill(/报酬或费用/, '每月1800元');
  await village.fill(/联系电话/, '19900007777');
  const chooser = village.page.waitForEvent('filechooser');
  await village.press(/^添加照片|拍照或选图/);
  await village.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await village.sees('已传上');

  // The last day is missing: it is said, and nothing typed is lost.
  await village.press('预览和发布');
  await village.sees('请选截止日期');
  await village.press(/报名截止/);
  await village.press('确定');
  await village.press('预览和发布');
  await village.sees('读者看到的样子');
  await village.sees(TITLE);
  await village.look('notices-1-preview');
  await village.press('发布');
  await village.confirm('发布');
  await village.sees('已经发布');

  const resident = await stage.phone('demo-resident-01', { fontSize: '20' });
  await resident.sees(TITLE);
  await resident.look('notices-2-home');
  await resident.page.getByText(TITLE).filter({ visible: true }).first().click();
  await resident.sees('每月1800元');
  await resident.sees('打电话问');
  await resident.look('notices-3-job');
  expect(await resident.errors()).toEqual([]);

  const seeker = await openAt('demo-resident-02', 'resident/work/index');
  await seeker.press(/^筛选/);
  await seeker.choose('本村');
  await seeker.choose('厨房帮工');
  await seeker.press('看合适的');
  await seeker.sees('只看：本村，会厨房帮工');
  await seeker.sees(TITLE);
  expect(await seeker.page.getByText('超市理货员').filter({ visible: true }).count()).toBe(0);
  await seeker.look('notices-4-filter');

  await village.press('回列表');
  await village.press(new RegExp('豆腐坊招人'));
  await village.press('撤回这条信息');
  await village.fill(/为什么撤回/, '已经招到人');
  await village.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^撤回$/ })
    .click();
  await village.sees('已经撤回');

  await seeker.press('不筛选了');
  await seeker.sees('超市理货员');
  // The list of last time is shown until the new one is there.
  await seeker.page.getByText(TITLE).first().waitFor({ state: 'hidden' });
  const home = await stage.phone('demo-resident-01');
  await home.sees(/，您好/);
  await home.page.getByText(TITLE).waitFor({ state: 'hidden' });

  for (const phone of [village, resident, seeker, home]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 240_000);

test('without network the notices of last time are there, in large letters', async () => {
  const resident = await openAt('demo-resident-03', 'info/notices/index', { fontSize: '28' });
  await resident.sees('申请辅具要付多少钱');
  const query = new URLSearchParams({
    openid: 'demo-resident-03',
    fontSize: '28',
    offline: '1',
    path: 'info/notices/index',
  });
  await resident.page.goto(`${stage.url}/phone/?${query.toString()}`);
  await resident.sees(/没有网络/);
  await resident.sees('申请辅具要付多少钱');
  await resident.look('notices-5-offline');
  expect(await resident.errors()).toEqual([]);
  await resident.close();
}, 120_000);
