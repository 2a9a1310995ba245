/** One wheelchair, from a resident's phone to the village screen: the whole main job on real parts, with several phones at once. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { unseal } from '../../cloudfunctions/core/crypto';
import { recountAll } from '../../cloudfunctions/core/recount';
import { Client } from '../support/functions/client';
import { startProduct } from './product';
import { setStage } from './stage';
import { expectNoTraces } from './traces';

const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');
const stage = setStage();

/** Figures count up on the screen: wait until this one stands there. */
async function waitForFigure(screen: Page, label: string, value: number): Promise<void> {
  await screen.waitForFunction(
    ([words, n]) => new RegExp(`${words}\\s*${n}(\\D|$)`).test(document.body.innerText),
    [label, String(value)] as const,
    { timeout: 15_000 },
  );
}

function note(openid: string): { name: string; document: string } {
  const found = stage.product.demo.personas.find((persona) => persona.openid === openid);
  const match = /姓名 (\S+)，身份证 (\S+)/.exec(found?.note ?? '');
  if (!match?.[1] || !match[2]) throw new Error('the newcomer says neither name nor number');
  return { name: match[1], document: match[2] };
}

async function answerOf(token: string): Promise<string> {
  const answer = await fetch(`${stage.url}/http/dashboard/screen`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  return answer.text();
}

test('the figures of the trial are on the screen, and they are what the records say', async () => {
  const { headline } = JSON.parse(await answerOf(stage.product.demo.screens[0]?.token ?? '')) as {
    headline: unknown;
  };
  expect(headline).toMatchObject({
    residents: 183,
    volunteers: 97,
    placed: 2,
    deviceApplications: 9,
    pairings: 30,
    renovationApplications: 32,
    directedDonations: 1,
  });
  const client = new Client(stage.url);
  const differences = await recountAll((collection) => client.all(collection), Date.now());
  // Somebody may have had a birthday since the demo's last night.
  const lasting = differences.flatMap((one) =>
    one.differences.filter(({ figure }) => !figure.startsWith('byAge.')),
  );
  expect(lasting).toEqual([]);
});

test('nothing of the whole register of the demo is in any answer of the screens', async () => {
  const { FIELD_KEYS } = JSON.parse(readFileSync(join(stage.product.dataDir, 'secrets.json'), 'utf8')) as {
    FIELD_KEYS: string;
  };
  process.env.FIELD_KEYS = FIELD_KEYS;
  const residents = await new Client(stage.url).all('residents');
  expect(residents.length).toBeGreaterThanOrEqual(183);
  for (const { token } of stage.product.demo.screens) {
    const text = await answerOf(token);
    const found = residents.flatMap((one) =>
      [
        one._id,
        one.name,
        one.address,
        ...[one.idNumber, one.certificate, one.phone].map(unseal),
        one.idNumberMasked,
        one.phoneMasked,
        one.birthDate,
      ].filter((value) => value !== '' && text.includes(value)),
    );
    expect(found).toEqual([]);
  }
});

test('a resident binds, applies, and the wheelchair comes; everybody sees each step without reloading', async () => {
  const { name, document } = note('demo-resident-new');
  const resident = await stage.phone('demo-resident-new');
  const village = await stage.phone('demo-officer-xiejialu');
  const town = await stage.phone('demo-town-1');
  const screen = await (
    await stage.browser.newContext({ viewport: { width: 1920, height: 1080 } })
  ).newPage();
  await screen.goto(`${stage.url}/screen/#${stage.product.demo.screens[0]?.token ?? ''}`);
  await waitForFigure(screen, '件辅具申请', 9);
  await waitForFigure(screen, '位残障朋友', 183);
  await waitForFigure(screen, '位志愿者', 97);

  // The village's queue is open before the application exists.
  await village.press(/辅具器材.*待核实/);
  await village.sees('待村核实');

  await resident.sees('欢迎');
  await resident.look('01-welcome');
  await resident.press(/我是残障朋友/);
  await resident.fill(/姓名/, name);
  await resident.fill(/证号/, document);
  await resident.fill(/联系电话/, '19900009999');
  for (const box of await resident.page.getByRole('checkbox').filter({ visible: true }).all())
    await box.click();
  await resident.look('02-bind');
  await resident.press('绑定');
  await resident.sees('绑定好了');
  await resident.press('去首页');
  await resident.look('03-home');
  await resident.press(/申请辅具/);
  await resident.look('04-devices');
  await resident.press(/^轮椅/);
  await resident.sees('434.00');
  await resident.sees(/已满60周岁/);
  await resident.look('05-device');
  await resident.press('申请轮椅');
  await resident.fill(/送到哪里/, '谢家路村3组18号');
  await resident.look('06-apply');
  await resident.press('提交申请');
  await resident.confirm('提交申请');
  await resident.allowMessages(/村残协核实中/);
  await resident.sees(/村残协核实中/);
  await resident.look('07-application');

  // In the village's queue it appears by itself.
  await village.sees(new RegExp(name));
  await village.look('08-queue');
  await waitForFigure(screen, '件辅具申请', 10);
  await village.press(new RegExp(`${name}.*轮椅|轮椅.*${name}`));
  await village.press('核实身份');
  await village.confirm('确认是本人');
  await village.page.getByText('申请人的身份还没有核实').waitFor({ state: 'hidden' });
  await village.look('09-case');
  await village.press('核实通过');
  await village.confirm('核实通过');
  await resident.sees(/镇残联审核中/);

  await town.press(/辅具器材.*待审批/);
  await town.press(new RegExp(`${name}.*轮椅|轮椅.*${name}`));
  await town.sees('434.00');
  await town.look('10-town-case');
  await town.press('批准');
  await town.confirm('批准');
  await resident.sees(/已批准/);

  // Back at the list the village finds it under what is to be delivered.
  await village.confirm('回列表');
  await village.page.getByRole('tab', { name: /待发放/ }).click();
  await village.press(new RegExp(`${name}.*轮椅|轮椅.*${name}`));
  await village.press('拍照，记录送达');
  const chooser = village.page.waitForEvent('filechooser');
  await village.press(/^添加照片/);
  await village.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await village.sees('已传上');
  await village.look('11-deliver');
  await village.press('已经送到');
  await village.confirm('已经送到');
  await village.sees('已记录送达');

  await resident.sees('东西收到了吗');
  await resident.look('12-delivered');
  await resident.press(/^确认收到$/);
  await resident.confirm('收到了');
  await resident.sees('请评价这次服务');
  await resident.choose(/非常满意|很满意/);
  await resident.fill(/想说的话/, '谢谢，轮椅很好');
  await resident.look('13-feedback');
  await resident.press('提交评价');
  await resident.sees('我的评价');
  await resident.look('14-closed');
  // The last station of the devices' road and the row of the needs say the same.
  await screen
    .getByRole('listitem')
    .filter({ hasText: /^6已办好$/ })
    .waitFor();
  // Waiting, under way, done, ended without.
  const needs = screen.getByRole('row', { name: /辅具器材/ }).getByRole('cell');
  await needs.nth(2).filter({ hasText: /^6$/ }).waitFor();

  await expectNoTraces(stage.product, [resident, village, town]);
  for (const phone of [resident, village, town]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
  await screen.context().close();
}, 240_000);

test('after a power cut everything is still there', async () => {
  await stage.product.kill();
  stage.product = await startProduct(stage.product.dataDir);
  const resident = await stage.phone('demo-resident-new');
  await resident.press(/我的申请/);
  await resident.sees('已办结');
  await resident.close();
  const screen = await (await stage.browser.newContext()).newPage();
  await screen.goto(`${stage.url}/screen/#${stage.product.demo.screens[0]?.token ?? ''}`);
  await waitForFigure(screen, '件辅具申请', 10);
  await screen.context().close();
}, 120_000);
