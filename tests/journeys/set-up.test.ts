/** The town is set up on phones: an officer comes and goes, a rule changes, a phone of the village, a screen's link. */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import { codeOn } from './doors';
import type { Phone } from './phone';
import { setStage } from './stage';

const ADMIN = 'demo-admin';
const TOWN = 'demo-town-1';
const VILLAGE = 'demo-officer-xiejialu';
const ITEM = 'walker';
const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');

const stage = setStage();

const open = (openid: string, path?: string): Promise<Phone> =>
  stage.phone(openid, path === undefined ? {} : { path });

async function finish(...phones: Phone[]): Promise<void> {
  for (const phone of phones) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}

test('an officer is appointed, joins on another phone, and is ended in the middle of a page', async () => {
  const admin = await open(ADMIN);
  await admin.press(/^设置/);
  await admin.press(/^工作人员/);
  await admin.press('邀请一位');
  await admin.press('生成邀请码');
  await admin.sees('请选择权限');
  await admin.fill(/姓名/, '陈新来');
  await admin.fill(/电话/, '13900000088');
  await admin.choose(/村残协/);
  await admin.choose(/谢家路村/);
  await admin.choose(/^副主席/);
  await admin.look('set-up-invite');
  await admin.press('生成邀请码');
  const code = await codeOn(admin);
  await admin.look('set-up-code');

  const officer = await open('demo-officer-new', 'join/staff-join/index');
  await officer.fill(/邀请码/, code);
  await officer.press('加入');
  await officer.sees('陈新来，您好');
  await officer.press(/^设置/);
  await officer.press(/^本村值班电话/);
  await officer.press('加一个电话');
  await officer.fill(/姓名/, '陈新来');
  await officer.fill(/职务/, '副主席');
  await officer.fill(/电话号码/, '13900000088');
  await officer.press('好了');

  await admin.press('好了');
  await admin.fill('按姓名找', '陈新');
  await admin.press(/^陈新来/);
  await admin.press('停用');
  await admin.sees(/停用后马上生效/);
  await admin.press('下一步');
  await admin.confirm('停用');
  await admin.sees('已停用');
  await admin.confirm('知道了');
  await admin.look('set-up-ended');

  // The page is still open; the next tap says what happened.
  await officer.press('保存');
  await officer.confirm('保存');
  await officer.sees(/您的工作职务已经停用/);
  await officer.look('set-up-officer-ended');
  await finish(admin, officer);
}, 240_000);

/** Two residents who would pay for the device, without an application for it. */
async function payingResidents(): Promise<[string, string]> {
  const found: string[] = [];
  for (const { openid } of stage.product.demo.personas) {
    if (!/^demo-resident-\d+$/.test(openid)) continue;
    const { home } = await byHand(stage.url, openid, 'accounts', 'home', {});
    if (home.role !== 'resident' || home.toVerify) continue;
    const { items, payFen } = await byHand(stage.url, openid, 'applications', 'quote', { itemIds: [ITEM] });
    if (payFen !== null && payFen > 0 && items[0]?.obstacle === null) found.push(openid);
    if (found.length === 2) return found as [string, string];
  }
  throw new Error('nobody in the demo village would pay');
}

test('a photo of a device: put up by an administrator, seen by who would apply', async () => {
  const [asking] = await payingResidents();
  const admin = await open(ADMIN, `set-up/device/index?itemId=${ITEM}`);
  const chooser = admin.page.waitForEvent('filechooser');
  await admin.press(/^添加照片/);
  await admin.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await admin.sees('已传上');
  await admin.look('set-up-device-photo');
  await admin.press('保存');
  await admin.confirm('保存');
  await admin.sees('保存好了');
  // Others see it once WeChat has found nothing wrong with it.
  for (let shown = false; !shown;) {
    const { items } = await byHand(stage.url, asking, 'applications', 'quote', { itemIds: [ITEM] });
    shown = items[0]?.photo !== null;
  }
  const resident = await open(asking, `resident/device/index?itemId=${ITEM}`);
  await resident.page.getByRole('button', { name: /实物/ }).filter({ visible: true }).first().waitFor();
  await resident.look('device-photo');
  await finish(admin, resident);
}, 240_000);

test('a rule changed from today on: the quote follows, a decided case does not', async () => {
  const [decided, asking] = await payingResidents();
  const { payFen, items } = await byHand(stage.url, decided, 'applications', 'quote', { itemIds: [ITEM] });
  const { applicationId } = await byHand(stage.url, decided, 'applications', 'applyDevice', {
    itemIds: [ITEM],
    contactPhone: '13900000009',
    deliverTo: '谢家路村5组12号',
    reason: '走路不稳',
    agreedPayFen: payFen ?? 0,
  });
  await byHand(stage.url, VILLAGE, 'applications', 'check', { applicationId });
  await byHand(stage.url, TOWN, 'applications', 'approve', { applicationId, seenPayFen: payFen ?? 0 });
  const half = ((payFen ?? 0) / 100).toFixed(2);

  const before = await open(asking, `resident/device/index?itemId=${ITEM}`);
  await before.sees(half);

  const admin = await open(ADMIN, 'set-up/rules/index');
  await admin.press(/^辅具收费/);
  await admin.press('定新的');
  await admin.fill(/一共几份/, '4');
  await admin.press('看看谁要多付、谁少付');
  await admin.sees('60周岁，一般家庭');
  await admin.look('set-up-preview');
  await admin.confirm('关闭');
  await admin.press('定下来');
  await admin.sees(/请写依据/);
  await admin.fill(/依据/, '镇残联2026年第9号通知');
  // The page is closed and opened again: what was typed is still there.
  await admin.page.reload();
  await admin.press(/^辅具收费/);
  await admin.press('定新的');
  await admin.sees(/上次没保存的已经填好/);
  await admin.press('定下来');
  await admin.sees(/从.+（今天）起这样办吗/);
  await admin.confirm('定下来');
  await admin.sees('镇残联2026年第9号通知');
  await admin.look('set-up-rule');

  const quarter = (Math.floor((items[0]?.item.priceFen ?? 0) / 4) / 100).toFixed(2);
  const after = await open(asking, `resident/device/index?itemId=${ITEM}`);
  await after.sees(quarter);
  const same = await open(decided, `resident/application/index?applicationId=${applicationId}`);
  await same.sees(half);
  await finish(before, admin, after, same);
}, 240_000);

test('a phone of the village is changed by its officer and shows on the resident’s emergency page', async () => {
  const [resident] = await payingResidents();
  const officer = await open(VILLAGE, 'set-up/phones/index?villageId=xiejialu');
  await officer.press(/^改/);
  await officer.fill(/姓名/, '周值班');
  await officer.fill(/电话号码/, '13900000077');
  await officer.press('好了');
  await officer.press(/^周值班下移/);
  await officer.look('set-up-phones');
  await officer.press('保存');
  await officer.confirm('保存');
  await officer.sees('值班电话改好了');

  const phone = await open(resident, 'pages/emergency/index');
  await phone.sees('打给周值班');
  const town = await open(TOWN, 'set-up/places/index');
  await town.sees(/谢家路村残协 .+改过/);
  await town.look('set-up-places');
  await finish(officer, phone, town);
}, 240_000);

test('a screen’s link is made and revoked; the audit tells all of it', async () => {
  const town = await open(TOWN, 'set-up/screens/index');
  await town.press('做一个链接');
  await town.fill(/放在哪里/, '镇政府大厅');
  await town.press('做好链接');
  const link = await codeOn(town);
  const token = link.split('#')[1] ?? '';
  const ask = () =>
    fetch(`${stage.url}/http/dashboard/screen`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  expect(await (await fetch(link)).text()).toContain('<!doctype html>');
  await town.look('set-up-screen');
  await town.press('停用镇政府大厅');
  await town.confirm('停用');
  await town.sees('停用了');
  expect((await ask()).status).toBe(401);

  const audit = await open(TOWN, 'set-up/audit/index');
  await audit.sees(/停用大屏链接/);
  await audit.press(/^找哪些/);
  await audit.fill('做什么', '规则');
  await audit.choose(/^改规则和时限/);
  await audit.press('看结果');
  await audit.sees(/改规则和时限。/);
  await audit.look('set-up-audit');
  await finish(town, audit);
}, 240_000);

test('the town reads what happened yesterday, and whether the program runs as it should', async () => {
  const town = await open(TOWN);
  await town.press(/^每日简报/);
  await town.sees(/\d+月\d+日 周. *$/);
  await town.sees('新申请');
  await town.look('daily');
  await town.press('复制成文字，发到微信群');
  await town.sees(/已复制/);
  // Of an earlier day.
  await town.press(/新申请\d+件，超时\d+件/);
  await town.sees(/这一天镇里的事/);

  const desk = await open(TOWN, 'set-up/home/index');
  await desk.press(/^系统运行情况/);
  await desk.sees(/都正常，不用做什么|有\d+件事要/);
  await desk.press('展开');
  await desk.sees('把没人接的求助报告镇里');
  await desk.look('health');
  await desk.press(/^出错和慢的操作/);
  await desk.sees('哪些操作最多');
  await finish(town, desk);
}, 240_000);

test('a thing for points is put up by the village and stands in the volunteer’s shop at once', async () => {
  const village = await open('demo-officer-xiejialu', 'staff/goods/index');
  await village.press('放上一样新的');
  await village.press('保存');
  await village.sees(/请/);
  await village.fill(/^名称/, '热水瓶');
  await village.fill(/^要多少积分/, '35');
  await village.fill(/^有几件/, '6');
  await village.press('保存');
  await village.sees(/35分，还有6件/);
  const volunteer = await open('demo-volunteer-01', 'volunteer/shop/index');
  await volunteer.sees('热水瓶');
  await finish(village, volunteer);
});
