/** The officers of village and town, on their phones, bring a renovation, a search for work and a wish to the end. */
import { resolve } from 'node:path';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { byHand, photoByHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');
const VILLAGE = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';
const VOLUNTEER = 'demo-volunteer-02';
const CONTACT = '13900000009';

const stage = setStage();

/** Somebody with a phone who is known and has no open application of the kind. */
async function freeResident(kind: 'employment' | 'renovation' | 'wish'): Promise<string> {
  for (const { openid } of stage.product.demo.personas) {
    if (!/^demo-resident-\d+$/.test(openid)) continue;
    const { home } = await byHand(stage.url, openid, 'accounts', 'home', {});
    if (home.role !== 'resident' || home.toVerify || home.villageName !== '谢家路村') continue;
    const facts = await byHand(stage.url, openid, 'applications', 'formFacts', { kind });
    if (facts.openApplicationId === null && facts.obstacle === '') return openid;
  }
  throw new Error(`nobody in the demo village can ask for ${kind}`);
}

const open = (openid: string, path: string): Promise<Phone> => stage.phone(openid, { path });
const casePath = (applicationId: string): string => `staff/case/index?applicationId=${applicationId}`;

/** Adds a photo from the album and waits until it has arrived. */
async function addPhoto(phone: Phone): Promise<void> {
  const chooser = phone.page.waitForEvent('filechooser');
  await phone.press(/^添加照片/);
  await phone.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await phone.sees('已传上');
}

/** Chooses a date in the picker that is behind the line: the one it opens with. */
async function chooseDate(phone: Phone, line: RegExp): Promise<void> {
  await phone.page.getByText(line).filter({ visible: true }).first().click();
  const done = phone.page.getByRole('button', { name: '确定' }).filter({ visible: true });
  await done.click();
  // The sheet of the picker slides away over the page: what is under it cannot be pressed before.
  await done.waitFor({ state: 'hidden' });
}

async function finish(...phones: Phone[]): Promise<void> {
  for (const phone of phones) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}

test('a renovation: seen with photos, approved, planned, built; the draft survives a closed page', async () => {
  const resident = await freeResident('renovation');
  const { applicationId } = await byHand(stage.url, resident, 'applications', 'applyRenovation', {
    items: ['ramp', 'grab-bar'],
    address: '谢家路村5组12号',
    reason: '门口有三级台阶',
    photoIds: [await photoByHand(stage.url, resident, PHOTO, 'renovation')],
    contactPhone: CONTACT,
    consentVersion: CONSENTS.renovation.version,
  });
  const before = await open(VILLAGE, casePath(applicationId));
  await before.sees('门口有三级台阶');
  await before.press('上门查看');
  await before.choose(/坡道/, 'checkbox');
  await before.choose(/门口加宽/, 'checkbox');
  await before.fill(/看到的情况/, '扶手装在左边');
  await before.page.reload();
  await before.press('上门查看');
  const findings = before.page.getByRole('textbox', { name: /看到的情况/ }).filter({ visible: true });
  await findings.first().waitFor();
  expect(await findings.first().inputValue()).toBe('扶手装在左边');
  await before.press('交镇残联审批');
  await before.sees('请至少拍一张现场的照片');
  await addPhoto(before);
  await before.look('survey');
  await before.press('交镇残联审批');
  await before.sees(/要做：扶手、门口加宽/);
  await before.confirm('交上去');
  await before.sees('已记下上门情况');
  await before.confirm('回列表');

  const town = await open(TOWN, casePath(applicationId));
  await town.sees('扶手装在左边');
  await town.look('renovation-town');
  await town.press('批准');
  await town.confirm('批准');
  await town.sees('已批准');

  const village = await open(VILLAGE, casePath(applicationId));
  await village.press('安排施工');
  await village.press('安排好了');
  await village.sees('请填谁来施工');
  await village.fill(/谁来施工/, '张师傅');
  await chooseDate(village, /哪天开工/);
  await chooseDate(village, /哪天完工/);
  await village.look('building');
  await village.press('安排好了');
  await village.confirm('就这样安排');
  await village.sees('已安排施工');

  const builder = await open(VILLAGE, casePath(applicationId));
  await builder.press('拍照，施工完成');
  await addPhoto(builder);
  await builder.press('施工完成');
  await builder.confirm('施工完成');
  await builder.sees('已记录完工');

  await byHand(stage.url, resident, 'applications', 'acceptWork', { applicationId });
  await byHand(stage.url, resident, 'applications', 'giveFeedback', {
    applicationId,
    score: 5,
    words: '好',
  });
  const after = await open(VILLAGE, casePath(applicationId));
  await after.sees('申请人的评价');
  await after.look('renovation-closed');
  await finish(before, town, village, builder, after);
}, 240_000);

test('finding work: looked into, followed up, found; two officers at once, and the second is told who was first', async () => {
  const resident = await freeResident('employment');
  const { applicationId } = await byHand(stage.url, resident, 'applications', 'applyEmployment', {
    abilities: ['handwork'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '想做手工',
    contactPhone: CONTACT,
    consentVersion: CONSENTS.employment.version,
  });
  const first = await open(VILLAGE, casePath(applicationId));
  await first.press('已了解情况');
  await first.fill(/了解到什么/, '能坐着做半天');
  await first.press('下一步');
  await first.confirm('已了解情况');
  await first.sees('已记下');

  const town = await open(TOWN, casePath(applicationId));
  await town.sees('能坐着做半天');
  await town.press('记一次跟进');
  await town.fill(/这次联系的情况/, '问了制衣厂');
  await chooseDate(town, /下次什么时候联系/);
  await town.press('记下来');
  await town.confirm('记下来');
  await town.sees('已记下这次跟进');
  await town.confirm('回列表');

  const place = await open(VILLAGE, `staff/placement/index?applicationId=${applicationId}`);
  await place.press('记下来');
  await place.sees('请填在哪里上班');
  await place.fill(/在哪里上班/, '泗门制衣厂');
  await place.fill(/做什么/, '包装工');
  await chooseDate(place, /从哪天开始上班/);
  await place.press('记下来');
  await byHand(stage.url, TOWN, 'applications', 'closeUnplaced', {
    applicationId,
    reason: '本人不想再找了',
  });
  await place.confirm('记下来');
  await place.sees('情况有变化');
  await place.sees(/泗门镇残联.+结束服务/);

  // It was a mistake: the resident asks again, and this time it goes well.
  const again = await byHand(stage.url, resident, 'applications', 'applyEmployment', {
    abilities: ['handwork'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '还想找',
    contactPhone: CONTACT,
    consentVersion: CONSENTS.employment.version,
  });
  await byHand(stage.url, VILLAGE, 'applications', 'check', again);
  const second = await open(VILLAGE, casePath(again.applicationId));
  await second.press('找到工作了');
  await second.fill(/在哪里上班/, '泗门制衣厂');
  await second.fill(/做什么/, '包装工');
  await chooseDate(second, /从哪天开始上班/);
  await second.press('记下来');
  await second.confirm('记下来');
  await second.sees('已记下找到工作');
  await second.look('placed');
  const seen = await open(VILLAGE, casePath(again.applicationId));
  await seen.sees('泗门制衣厂');
  await seen.sees('已就业');
  await finish(first, town, second, seen);
  await place.close();
}, 240_000);

test('a wish: no name gets out; claimed, given back by the village, claimed again, delivered', async () => {
  const resident = await freeResident('wish');
  const { home } = await byHand(stage.url, resident, 'accounts', 'home', {});
  const name = home.role === 'resident' ? home.residentName : '';
  const { applicationId } = await byHand(stage.url, resident, 'applications', 'makeWish', {
    category: 'appliance',
    costFen: 12_000,
    reason: `我是${name}，想要收音机`,
    contactPhone: CONTACT,
    consentVersion: CONSENTS.wish.version,
  });
  const village = await open(VILLAGE, casePath(applicationId));
  await village.press('核对好，发给志愿者');
  const field = village.page.getByRole('textbox', { name: /给志愿者看的话/ }).filter({ visible: true });
  expect(await field.first().inputValue()).toBe('');
  await village.fill(/给志愿者看的话/, `${name}想要收音机`);
  await village.press('发给志愿者');
  await village.sees('里面有申请人的姓名，请去掉');
  // The page is closed and opened again: what was written is still there.
  await village.page.reload();
  await village.press('核对好，发给志愿者');
  await field.first().waitFor();
  expect(await field.first().inputValue()).toBe(`${name}想要收音机`);
  await village.fill(/给志愿者看的话/, '请送到13900000009');
  await village.press('发给志愿者');
  await village.confirm('发出去');
  await village.confirm('知道了');
  await village.sees(/公开的话里不能有/);
  await village.look('publish-refused');
  await village.fill(/给志愿者看的话/, '一位爱听戏的老人，想要一台收音机');
  await village.press('发给志愿者');
  await village.confirm('发出去');
  await village.sees('已发给志愿者');

  await byHand(stage.url, VOLUNTEER, 'applications', 'claimWish', { wishId: applicationId });
  const taken = await open(VILLAGE, casePath(applicationId));
  await taken.press('取消认领');
  await taken.choose(/联系不上志愿者/);
  await taken.press('下一步');
  await taken.confirm('取消认领');
  await taken.sees('已取消认领');

  await byHand(stage.url, VOLUNTEER, 'applications', 'claimWish', { wishId: applicationId });
  const photoIds = [await photoByHand(stage.url, VOLUNTEER, PHOTO, 'wish')];
  await byHand(stage.url, VOLUNTEER, 'applications', 'deliverWish', { wishId: applicationId, photoIds });
  await byHand(stage.url, resident, 'applications', 'confirmReceipt', { applicationId });
  await byHand(stage.url, resident, 'applications', 'giveFeedback', {
    applicationId,
    score: 5,
    words: '谢谢',
  });

  const list = await open(VILLAGE, 'staff/queue/index?kind=device&tab=toCheck');
  await list.press(/办哪一类/);
  await list.choose(/微心愿/);
  await list.page.getByRole('tab', { name: /已办/ }).click();
  await list.press(new RegExp(`${name}.*微心愿`));
  await list.sees('申请人的评价');
  await list.look('wish-closed');
  await finish(village, taken, list);
}, 240_000);
