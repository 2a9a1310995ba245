/** Several devices chosen one after the other on a phone that dies; a device that may not be had again is repaired instead. */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/delivery.jpg');
const RESIDENT = 'demo-resident-02';
const GUARDIAN = 'demo-guardian-1';
const OFFICER = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';
const ADMIN = 'demo-admin';
const stage = setStage();

async function mine(openid: string, kind: 'device' | 'repair') {
  return (await byHand(stage.url, openid, 'applications', 'mine', { kind })).items;
}

/** The catalogue's item as it is, offered or not. */
async function offer(itemId: string, active: boolean): Promise<void> {
  const { items } = await byHand(stage.url, ADMIN, 'applications', 'catalogueSetUp', {});
  const item = items.find((one) => one.itemId === itemId);
  if (!item) throw new Error(`no ${itemId} in the catalogue`);
  const { serviceMonths: _, photo: __, ...stored } = item;
  await byHand(stage.url, ADMIN, 'applications', 'saveCatalogueItem', { ...stored, active });
}

test('three are chosen, the phone dies, one is withdrawn meanwhile: two are applied for with one sum', async () => {
  const before = (await mine(RESIDENT, 'device')).length;
  const resident = await stage.phone(RESIDENT);
  await resident.press(/申请辅具/);
  await resident.press(/^轮椅/);
  await resident.press('选上，再看别的');
  await resident.sees('已选：轮椅');
  await resident.press(/^洗澡椅/);
  await resident.press('选上，再看别的');
  await resident.press(/^坐便椅/);
  await resident.press('一起申请3样');
  await resident.sees('一共要付');
  await resident.fill(/还有什么要说的/, '腿没有力气');
  await resident.look('devices-1-form');

  // The mini-program is killed: what was chosen and typed is there again.
  await resident.page.reload();
  await resident.press(/申请辅具/);
  await resident.press('选好了3样，去申请');
  await resident.sees('一起申请3样');
  const reason = resident.page.getByRole('textbox', { name: /还有什么要说的/ }).filter({ visible: true });
  await reason.first().waitFor();
  expect(await reason.first().inputValue()).toBe('腿没有力气');

  await offer('bath-chair', false);
  await resident.press('提交申请');
  await resident.confirm('提交申请');
  await resident.allowMessages(/洗澡椅现在不能申请/);
  await resident.sees('洗澡椅现在不能申请');
  expect(await mine(RESIDENT, 'device')).toHaveLength(before);
  await resident.look('devices-2-withdrawn');
  await resident.press('去掉洗澡椅');
  await resident.sees('一起申请2样');
  await resident.press('提交申请');
  await resident.confirm('提交申请');
  await resident.allowMessages(/村残协核实中/);
  await resident.sees(/轮椅、坐便椅申请/);
  await resident.look('devices-3-filed');
  await offer('bath-chair', true);

  const [filed, ...more] = await mine(RESIDENT, 'device');
  expect(more).toHaveLength(before);
  expect(filed).toMatchObject({ title: '轮椅、坐便椅', state: 'submitted' });
  const applicationId = filed?.applicationId ?? '';
  await byHand(stage.url, OFFICER, 'applications', 'check', { applicationId });
  await resident.sees(/镇残联审核中/);
  await byHand(stage.url, TOWN, 'applications', 'approve', {
    applicationId,
    seenPayFen: filed?.payFen ?? -1,
  });
  await resident.sees('一共要付（已批准）');

  // Nothing is left chosen, and what is open cannot be asked for twice.
  await resident.page.reload();
  await resident.press(/申请辅具/);
  await resident.press(/^轮椅/);
  await resident.sees('您已经申请过');
  await resident.press('看办理进度');
  await resident.sees(/已批准/);
  expect(await resident.errors()).toEqual([]);
  await resident.close();
}, 240_000);

test('a wheelchair that may not be had again yet is repaired, once more after a dispute, and praised', async () => {
  const guardian = await stage.phone(GUARDIAN);
  await guardian.press(/申请辅具/);
  await guardian.press(/^轮椅/);
  await guardian.sees('您已经领过');
  await guardian.look('repair-1-life');
  await guardian.press('坏了，申请维修');
  await guardian.press('提交维修申请');
  await guardian.sees(/请写几句哪里坏了/);
  await guardian.fill(/哪里坏了/, '左边的刹车不灵了');
  const chooser = guardian.page.waitForEvent('filechooser');
  await guardian.press(/添加照片|拍照或选图/);
  await guardian.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await guardian.sees('已传上');
  await guardian.look('repair-2-form');
  await guardian.press('提交维修申请');
  await guardian.confirm('提交');
  await guardian.allowMessages(/已告诉村残协/);
  await guardian.sees(/已告诉村残协，会联系您上门看/);

  const [repair] = await mine(GUARDIAN, 'repair');
  const applicationId = repair?.applicationId ?? '';
  await byHand(stage.url, OFFICER, 'applications', 'takeRepair', { applicationId });
  await guardian.sees(/正在修/);
  const finish = (note: string): Promise<unknown> =>
    byHand(stage.url, OFFICER, 'applications', 'finishRepair', { applicationId, note });
  await finish('调了刹车线');
  await guardian.sees('修好了吗');
  await guardian.look('repair-3-done');
  await guardian.press('还没修好');
  await guardian.fill(/写一写哪里不对/, '下坡还是刹不住');
  await guardian.look('repair-4-dispute');
  await guardian.press('告诉村残协');
  await guardian.sees('已经告诉村残协');
  await finish('换了新刹车');
  await guardian.choose(/很满意/);
  await guardian.press('提交评价');
  await guardian.sees('我的评价');
  await guardian.look('repair-5-closed');
  expect((await mine(GUARDIAN, 'repair'))[0]).toMatchObject({ state: 'closed' });
  expect(await guardian.errors()).toEqual([]);
  await guardian.close();
}, 240_000);
