/** Donations from promise to proof: for a need of a village with less than promised, and for the town, which allots it. */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');
const VILLAGE = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';
const DONOR = 'demo-volunteer-05';
const stage = setStage();

/** Takes today in the date picker that the cell opens. */
async function today(phone: Phone, cell: RegExp): Promise<void> {
  await phone.press(cell);
  await phone.press('确定');
}

async function takePhoto(phone: Phone): Promise<void> {
  const chooser = phone.page.waitForEvent('filechooser');
  await phone.press(/添加照片|拍照或选图/);
  await phone.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await phone.sees('已传上');
}

/** Kinds of what the phone did outside the mini-program: 'save' is a picture in the album. */
const calls = (phone: Phone): Promise<string[]> =>
  phone.page.evaluate(() =>
    (globalThis as unknown as { __phone: { calls: { kind: string }[] } }).__phone.calls.map(
      ({ kind }) => kind,
    ),
  );

test('a need, a promise, a shortfall, proof and a certificate', async () => {
  const village = await stage.phone(VILLAGE);
  await village.press(/爱心捐赠/);
  await village.press(/村里需要的/);
  await village.press('写一条需求');
  await village.fill(/需要什么/, '电热毯');
  await village.fill(/要多少/, '2');
  await today(village, /哪天前需要/);
  await village.press('发布');
  await village.sees('还差2件');

  const donor = await stage.phone(DONOR, { fontSize: '24' });
  await donor.press(/爱心捐赠/);
  await donor.press(/电热毯/);
  await donor.fill(/多少（/, '3');
  await donor.press('我来捐');
  await donor.sees('现在只差2件，请改少一些');
  await donor.fill(/多少（/, '2');
  // Choosing the day takes longer than the time in which a second press is taken for a trembling hand's.
  await today(donor, /哪天前送来/);
  await donor.press('我来捐');
  await donor.confirm('登记');
  await donor.allowMessages(/等对方答复/);
  await donor.sees('等对方答复');

  const queue = await stage.phone(VILLAGE, { path: 'staff/donations/index' });
  await queue.press(/电热毯/);
  await queue.press(/^接受$/);
  await queue.confirm(/^接受$/);
  await queue.sees('等捐赠人送来');
  await donor.sees('已接受，请按时送到');
  await queue.press('收到了');
  await queue.fill(/数量/, '1');
  await queue.press('记下来');
  await queue.sees('比答应的少1件，按实际收到的办');
  await donor.sees(/少1件/);
  await queue.press('送到了');
  await takePhoto(queue);
  await queue.press('记下来');
  await queue.sees('全部送到');
  await donor.sees('1件送到了谢家路村');
  await donor.button(/放大照片：送到的照片/).waitFor();

  await donor.press('看感谢证书');
  await donor.sees(/您捐赠的电热毯1件，已经送到谢家路村/);
  await donor.press('存到手机相册');
  await donor.press('允许');
  await donor.sees('已存到相册');
  expect(await calls(donor)).toContain('save');
  for (const phone of [village, donor, queue]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);

test('for the town: allotted, handed out by the village, the donor sees where it went', async () => {
  const donor = await stage.phone(DONOR);
  await donor.press(/爱心捐赠/);
  await donor.press(/交给镇残联安排/);
  await donor.fill(/什么东西/, '食用油');
  await donor.fill(/多少（/, '6');
  await today(donor, /哪天前送来/);
  await donor.press('我来捐');
  await donor.confirm('登记');
  await donor.allowMessages(/等对方答复/);
  await donor.sees('等对方答复');

  const town = await stage.phone(TOWN);
  await town.press(/爱心捐赠/);
  await town.press(/食用油/);
  await town.press('已经送来了，直接收下');
  await town.press('记下来');
  await town.sees('已收到，待送出');
  await town.press('分配');
  await town.choose(/^谢家路村/);
  await town.fill(/数量/, '6');
  await town.confirm('分配');
  await town.sees(/6件分给谢家路村/);

  const { items } = await byHand(stage.url, DONOR, 'donations', 'mine', {});
  const donationId = items[0]?.donationId ?? '';
  const village = await stage.phone(VILLAGE, {
    path: `staff/donation/index?donationId=${donationId}`,
  });
  await village.press(/送到了，6件/);
  await takePhoto(village);
  await village.press('记下来');
  await village.sees('全部送到');
  await donor.sees('6件送到了谢家路村');
  for (const phone of [donor, town, village]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);
