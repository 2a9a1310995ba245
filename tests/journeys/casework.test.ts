/** Two officers of one village on their phones: one takes, hands on, undoes, does several at once, goes on leave; a promise runs out. */
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const OFFICER = 'demo-officer-xiejialu';
const CHAIR = 'demo-xiejialu-chair';
const TOWN = 'demo-town-1';
const stage = setStage();
let chair: Phone;
let officer: Phone;

beforeAll(async () => {
  chair = await stage.phone(CHAIR);
  officer = await stage.phone(OFFICER);
}, 180_000);

/** Residents who have bound file one device each; gives what their cases are called. */
async function fileDevices(residents: readonly string[], itemId: string): Promise<string[]> {
  const titles: string[] = [];
  for (const openid of residents) {
    const { home } = await byHand(stage.url, openid, 'accounts', 'home', {});
    if (home.role !== 'resident') throw new Error('not a resident');
    const { payFen, items } = await byHand(stage.url, openid, 'applications', 'quote', {
      itemIds: [itemId],
    });
    await byHand(stage.url, openid, 'applications', 'applyDevice', {
      itemIds: [itemId],
      contactPhone: '13900000009',
      deliverTo: '谢家路村1组1号',
      reason: '',
      agreedPayFen: payFen ?? 0,
    });
    titles.push(`${home.residentName} ${items[0]?.item.name ?? ''}申请`);
  }
  return titles;
}

test('taken by one, handed on to the other, who is told on the phone and finds it under the own', async () => {
  const [title] = await fileDevices(['demo-resident-10'], 'crutches');
  await chair.press(/辅具器材.*待核实/);
  await chair.press(new RegExp(`^${title ?? ''}`));
  await chair.sees('还没有人领办');
  await chair.look('casework-01-case');
  await chair.press('我来办');
  await chair.sees('由您办');
  await chair.press('写备注');
  await chair.fill(/给同事看的话/, '家里有狗，先打电话');
  await chair.press('记下');
  await chair.sees('家里有狗，先打电话');
  await chair.press('转交');
  await chair.choose(/专职委员/);
  await chair.fill(/交代的话/, '我去镇里开会，请你上门');
  await chair.look('casework-02-hand-on');
  await chair.press('转交');
  await chair.sees(/已转给/);
  await chair.confirm('回列表');

  await officer.press(/我领办的/);
  await officer.sees(title ?? '');
  await officer.look('casework-03-mine');
  await officer.press(new RegExp(`^${title ?? ''}`));
  await officer.sees('我去镇里开会，请你上门');
  await officer.sees('由您办');

  // Calling somebody: one tap on the reason, and it is logged.
  await officer.press(/其他联系人和证件号/);
  await officer.press(/本人，名册上的电话/);
  await officer.look('casework-04-reason');
  await officer.choose('约上门的时间');
  await officer.sees(/1\d{10}/);
  await officer.look('casework-05-dial');
}, 180_000);

test('several at once: each for itself; the one whose identity is not known fails and says why; one is taken back', async () => {
  const titles = await fileDevices(['demo-resident-08', 'demo-resident-09', 'demo-resident-12'], 'cane');
  const second = await stage.phone(CHAIR);
  await second.press(/辅具器材.*待核实/);
  await second.sees(titles[2] ?? '');
  await second.press('选几件一起办');
  for (const title of titles) await second.choose(new RegExp(`^${title}`), 'checkbox');
  await second.sees('选了3件');
  await second.look('casework-06-choose');
  await second.press('核实通过');
  await second.confirm('核实通过');
  await second.sees('办好2件，1件没有办');
  await second.sees('申请人的身份还没有核实，请先核实身份');
  await second.look('casework-07-results');
  await second.press(new RegExp(`${titles[0] ?? ''}.*已核实通过`));
  await second.sees(/您刚办了「村残协核实通过」/);
  await second.look('casework-08-undo');
  await second.press('撤回这一步');
  await second.confirm('撤回');
  await second.sees('待村核实');
  await second.sees('撤回了「村残协核实通过」');
  expect(await second.errors()).toEqual([]);
  await second.close();
}, 180_000);

test('a promise that ran out: the case says who was told, the town sees it village by village', async () => {
  for (const trigger of ['escalate', 'escalate'])
    await fetch(`${stage.url}/timers/applications/${trigger}`, { method: 'POST' });
  const town = await stage.phone(TOWN);
  await town.press(/各村情况/);
  await town.sees(/超时\d+件/);
  await town.look('casework-09-villages');
  await town.press(/只看谢家路村超时的/);
  await town.sees('已超时');
  await town.look('casework-10-overdue');
  await town.press(/^\S+ 助视器申请/);
  await town.sees('已提醒镇残联：超时了');
  await town.look('casework-11-escalated');
  expect(await town.errors()).toEqual([]);
  await town.close();
}, 180_000);

test('leave: the colleague is told and sees the work among the own, until it is ended', async () => {
  const away = await stage.phone(CHAIR);
  await away.press(/请假代班/);
  await away.press('登记请假');
  await away.choose(/专职委员/);
  await away.look('casework-12-leave');
  await away.press(/^登记$/);
  await away.sees('已经登记好了');
  await away.confirm('知道了');
  await away.sees('正在请假');

  const stand = await stage.phone(OFFICER);
  await stand.sees('您在替同事代班');
  await stand.look('casework-13-workbench');
  await away.press('提前回来了');
  await away.confirm('是的');
  await away.sees('没有请假');
  for (const phone of [away, stand, officer, chair]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 180_000);

test('a case is found by the beginning of a name and by its number, and the list stands in another order', async () => {
  const done = await byHand(stage.url, OFFICER, 'applications', 'queue', { kind: 'device', tab: 'done' });
  const { residentName = '', number = '' } = (done.unchanged ? [] : done.items)[0] ?? {};
  expect([residentName, number]).not.toContain('');
  const phone = await stage.phone(OFFICER, {
    path: 'staff/queue/index?kind=device',
  });
  await phone.press(/^排列：先来的在前/);
  await phone.choose('快到期的在前');
  await phone.button(/^排列：快到期的在前/).waitFor();
  const tab = (name: RegExp) => phone.page.getByRole('tab', { name }).filter({ visible: true }).first();
  await tab(/^已办/).click();
  const found = phone.button(new RegExp(`^${residentName}`));
  await found.waitFor();
  const search = async (words: string): Promise<void> => {
    const field = phone.page.getByRole('textbox', { name: '姓名或编号' }).filter({ visible: true }).first();
    await field.fill(words);
    await field.press('Enter');
  };
  await search('不会有人叫这个');
  await phone.sees('没有找到');
  await search(residentName.slice(0, 1));
  await found.waitFor();
  // By its number a case is found whatever list it lies in.
  await tab(/^待核实/).click();
  await search(number);
  await found.waitFor();
  expect(await phone.errors()).toEqual([]);
  await phone.close();
});
