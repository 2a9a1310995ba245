/** What an officer does for people at the door: a wheelchair for somebody without a phone. */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const VILLAGE = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';
const SIGNATURE = resolve(__dirname, '../../demo/photos/signature.jpg');
const DELIVERY = resolve(__dirname, '../../demo/photos/delivery.jpg');
const stage = setStage();

async function takePhoto(phone: Phone, file: string): Promise<void> {
  const chooser = phone.page.waitForEvent('filechooser');
  await phone.press(/^添加照片|拍照或选图/);
  await phone.press('从手机相册选择');
  await (await chooser).setFiles(file);
  await phone.sees('已传上');
}

test('a wheelchair for somebody without a phone: signed for, approved by the town, received by word of mouth, all of it marked', async () => {
  const { items } = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  const person = items.find(({ bound, age, lowIncome }) => !bound && age < 59 && lowIncome === 'none');
  if (!person) throw new Error('nobody without a phone in the demo');
  const { name } = person;
  const village = await stage.phone(VILLAGE);
  await village.press(/^代办/);
  await village.sees('替没有手机、不会用手机的残障朋友办');
  await village.look('assist-1-find');
  await village.fill('按姓名找人', name);
  await village.press(new RegExp(`^${name}`));
  await village.sees(`代 ${name} 办理`);
  await village.press('记下同意，开始代办');
  await village.sees('请拍下本人的签名，或录一段本人同意的话');
  await village.fill(/今天办什么事/, '申请轮椅');
  await takePhoto(village, SIGNATURE);
  await village.look('assist-2-consent');
  await village.press('记下同意，开始代办');

  await village.sees(/正在代/);
  await village.look('assist-3-home');
  await village.press(/申请辅具/);
  await village.sees(/正在代/);
  await village.press(/^轮椅/);
  await village.press('申请轮椅');
  await village.look('assist-4-apply');
  await village.press('提交申请');
  await village.confirm('提交申请');
  await village.allowMessages(/村残协核实中/);
  await village.sees(/村残协核实中/);
  await village.sees(new RegExp(`由谢家路村残协.*代`));
  await village.look('assist-5-application');
  await village.press(/^退出/);
  await village.sees(/您好/);
  await village.page
    .getByText(/正在代/)
    .filter({ visible: true })
    .waitFor({ state: 'detached' });

  const queue = await byHand(stage.url, VILLAGE, 'applications', 'queue', {
    kind: 'device',
    tab: 'toCheck',
  });
  if (queue.unchanged) throw new Error('nothing was known before');
  const applicationId = queue.items.find((row) => row.residentName === name)?.applicationId ?? '';
  await byHand(stage.url, VILLAGE, 'applications', 'check', { applicationId });

  const town = await stage.phone(TOWN);
  await town.press(/辅具器材.*待审批/);
  await town.press(new RegExp(`${name}.*轮椅|轮椅.*${name}`));
  await town.sees('本人同意代办');
  await town.sees(/申请轮椅/);
  await town.look('assist-6-town');
  await town.press('批准');
  await town.confirm('批准');

  await village.press(/辅具器材.*待发放/);
  await village.press(new RegExp(`${name}.*轮椅|轮椅.*${name}`));
  await village.press('拍照，记录送达');
  await takePhoto(village, DELIVERY);
  await village.press('已经送到');
  await village.confirm('已经送到');
  await village.sees('已记录送达');
  await village.confirm('回列表');
  await village.page.goto(`${stage.url}/phone/?openid=${VILLAGE}`);

  // Nobody can ask the person by phone: the village is reminded, and answers with the consent of today.
  await village.press(/代为答复/);
  await village.sees(name);
  await village.look('assist-7-awaiting');
  await village.press(`代为答复，${name}`);
  await village.sees('今天已经同意：代为申请、代为答复');
  await village.look('assist-8-agreed');
  await village.press('继续代办');
  await village.press(/轮椅/);
  await village.sees('东西收到了吗');
  await village.press(/^确认收到$/);
  await village.confirm('收到了');
  await village.sees('请评价这次服务');
  await village.press(/^退出/);
  await village.sees(/您好/);

  await town.page.goto(`${stage.url}/phone/?openid=${TOWN}`);
  await town.press(/代办复核/);
  await town.page.getByRole('tab', { name: '代为答复' }).click();
  await town.sees(new RegExp(`代 ${name}`));
  await town.sees(/办了：申请辅具、确认收到/);
  await town.look('assist-9-log');
  for (const phone of [village, town]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 240_000);
