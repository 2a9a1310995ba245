/** The register on the phones of village and town: found by conditions, counted, put right, merged and undone, checked. */
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const VILLAGE = 'demo-officer-xiejialu';
const TOWN = 'demo-town-1';

const stage = setStage();

const open = (openid: string, path: string): Promise<Phone> => stage.phone(openid, { path });

async function finish(...phones: Phone[]): Promise<void> {
  for (const phone of phones) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}

test('a number opens its list; a filter is kept under a name and found again', async () => {
  const phone = await open(VILLAGE, 'staff/counts/index');
  await phone.sees('183');
  await phone.look('register-counts');
  const limbs = phone.button(/^肢体，\d+人/);
  const n = /，(\d+)人/.exec((await limbs.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await limbs.click();
  await phone.sees(`共 ${n} 人`);
  await phone.press(/^筛选/);
  await phone.choose('没结对');
  await phone.press('看结果');
  await phone.sees(/^共 \d+ 人/);
  await phone.press(/^常用查法/);
  await phone.press('把现在的筛选存下来');
  await phone.fill('名字', '肢体没结对');
  await phone.press('存下');
  await phone.sees('存好了');
  await finish(phone);

  const again = await open(VILLAGE, 'staff/residents/index');
  await again.press(/^常用查法/);
  await again.look('register-views');
  await again.press(/^肢体没结对/);
  await again.sees(/^共 \d+ 人/);
  await again.sees('肢体、没结对');
  await again.look('register-residents');
  await finish(again);
});

test('an edit with its history; the full number for a reason; the town sees who looked', async () => {
  const { items } = await byHand(stage.url, VILLAGE, 'registry', 'residents', { level: 1 });
  const one = items[3];
  if (!one) throw new Error('nobody');
  const phone = await open(VILLAGE, `staff/resident/index?residentId=${one.residentId}`);
  await phone.sees(one.name);
  await phone.look('register-resident');
  await phone.press('改登记资料');
  await phone.fill(/^住址/, '泗门镇谢家路村9组9号');
  await phone.fill(/^依据/, '上门看到搬到新屋');
  await phone.look('register-edit');
  await phone.press('保存');
  await phone.sees('泗门镇谢家路村9组9号');
  await phone.press(/^电话/);
  await phone.choose('其他原因');
  await phone.fill(/^什么原因/, '通知他来领证');
  await phone.press('看一看');
  await phone.sees('点一下拨打');
  await phone.press('改动和查看记录');
  await phone.sees(/改为 泗门镇谢家路村9组9号/);
  await phone.look('register-log');
  await finish(phone);

  // The town's phone knows its role from the home page on.
  const town = await open(TOWN, 'pages/home/index');
  await town.sees('查残障朋友');
  const path = `staff/resident-log/index?residentId=${one.residentId}`;
  await town.page.goto(`${stage.url}/phone/?${new URLSearchParams({ openid: TOWN, path }).toString()}`);
  await town.page.getByRole('tab', { name: '谁看过' }).click();
  await town.sees(/看了完整的电话，通知他来领证/);
  await finish(town);
});

test('the same person twice: compared, merged, undone; a shared phone settled with a reason', async () => {
  const phone = await open(VILLAGE, 'staff/findings/index');
  await phone.page.getByRole('tab', { name: /^重复登记/ }).click();
  await phone.sees(/可能是同一个人/);
  await phone.look('register-findings');
  await phone.press(/^比一比/);
  await phone.sees('是同一个人吗');
  await phone.look('register-merge');
  await phone.fill(/^依据/, '打电话问过，录错一位');
  await phone.press('合并成一份');
  await phone.confirm('合并');
  await phone.sees(/合并了.*的另一份登记/);
  await phone.look('register-merged');
  await phone.press('撤销合并');
  await phone.fill(/^原因/, '又核对了，是两个人');
  await phone.press('确认撤销');
  await phone.sees('已撤销，又是两份');
  const { total } = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  expect(total).toBe(183);
  await finish(phone);

  const list = await open(VILLAGE, 'staff/findings/index?kind=sharedPhone');
  await list.sees(/4个人留的是同一个电话/);
  await list.press(/^已核对无误/);
  await list.fill(/^核对的结果/, '一家四口用一个电话');
  await list.press('记下');
  await list.page.getByRole('tab', { name: '核对过的' }).click();
  await list.sees(/一家四口用一个电话/);
  await finish(list);
});

test('a volunteer with everything that hangs on them', async () => {
  const { items } = await byHand(stage.url, VILLAGE, 'registry', 'volunteers', { sort: 'hours' });
  const phone = await open(VILLAGE, 'staff/volunteers/index');
  await phone.press(/^常用查法/);
  await phone.press(/^服务最多的/);
  await phone.press(new RegExp(`^${items[0]?.name ?? ''}`));
  await phone.sees('最近的服务');
  await phone.look('register-volunteer');
  await finish(phone);
});

test('somebody has died: what follows is said before, and the list has one less', async () => {
  const before = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  const { residentId, name } = before.items[0] ?? { residentId: '', name: '' };
  const phone = await open(VILLAGE, `staff/leaving/index?residentId=${residentId}`);
  await phone.sees(`${name}的去向`);
  await phone.press('登记');
  await phone.sees('请选一项');
  await phone.choose(/^去世/);
  await phone.fill(/^依据/, '家属来村里说的');
  await phone.press('登记');
  await phone.confirm('登记');
  await phone.sees(/已登记，\d+件正在办的事已终止/);
  await phone.confirm('回首页');
  await phone.sees('等您办');
  const after = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  expect(after.total).toBe((before.total ?? 0) - 1);
  await finish(phone);
});

test('somebody has moved to another village: what is open goes on there, and this one sees them no more', async () => {
  const before = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  const { residentId, name } = before.items[1] ?? { residentId: '', name: '' };
  const phone = await open(VILLAGE, `staff/leaving/index?residentId=${residentId}`);
  await phone.choose(/^迁到本镇别的村/);
  await phone.fill(/^依据/, '看了户口迁移单');
  await phone.press('登记');
  await phone.sees('请选择迁到哪个村');
  await phone.press(/^迁到哪个村/);
  await phone.press('确定');
  await phone.press('登记');
  await phone.sees(/您的村就看不到/);
  await phone.confirm('登记');
  await phone.confirm('回首页');
  await phone.sees('等您办');
  const after = await byHand(stage.url, VILLAGE, 'registry', 'residents', {});
  expect(after.total).toBe((before.total ?? 0) - 1);
  const { resident } = await byHand(stage.url, TOWN, 'registry', 'resident', { residentId });
  expect(resident).toMatchObject({ name, villageName: expect.not.stringMatching('谢家路') });
  await finish(phone);
});
