/** A guardian with large text applies for a resident while the network fails in the middle; a stranger mistypes a number. */
import { setStage } from './stage';

const stage = setStage();

test('a guardian applies for a resident; the network is gone at the moment of sending, and one application comes of it', async () => {
  const guardian = await stage.phone('demo-guardian-1', { fontSize: '28' });
  await guardian.press(/申请辅具/);
  await guardian.press(/^拐杖/);
  await guardian.press('申请拐杖');
  await guardian.fill(/还有什么要说的/, '走路不稳');
  await guardian.press('提交申请');

  await guardian.offline(true);
  await guardian.confirm('提交申请');
  await guardian.sees(/网络/);
  await guardian.offline(false);
  await guardian.confirm('知道了');
  await guardian.press('提交申请');
  await guardian.confirm('提交申请');
  await guardian.allowMessages(/村残协核实中/);
  await guardian.sees(/村残协核实中/);

  const village = await stage.phone('demo-officer-xiejialu');
  await village.press(/辅具器材.*待核实/);
  const cards = village.page.getByRole('button', { name: /拐杖申请/ }).filter({ visible: true });
  await cards.first().waitFor();
  expect(await cards.count()).toBe(1);
  await cards.first().click();
  await village.sees(/由.+代.+办理/);
  await village.sees('走路不稳');

  expect(await guardian.errors()).toEqual([]);
  expect(await village.errors()).toEqual([]);
  await guardian.close();
  await village.close();
}, 180_000);

test('a mistyped number is told at once, and a wrong name says what to do', async () => {
  const stranger = await stage.phone('demo-stranger');
  await stranger.press(/我是残障朋友/);
  await stranger.fill(/姓名/, '张三丰');
  // Leaving the field is enough to be told what is wrong with the number.
  await stranger.fill(/证号/, '11010519491231002');
  await stranger.fill(/联系电话/, '19900008888');
  await stranger.sees(/身份证号应为18位/);
  await stranger.fill(/证号/, '110105194912310021');
  await stranger.fill(/联系电话/, '19900008887');
  await stranger.sees(/有一位填错了/);
  await stranger.fill(/证号/, '11010519491231002X');
  await stranger.tickAll();
  await stranger.press('绑定');
  await stranger.sees('没有找到您的登记');
  await stranger.sees(/还可以再试2次/);
  expect(await stranger.errors()).toEqual([]);
  await stranger.close();
}, 120_000);
