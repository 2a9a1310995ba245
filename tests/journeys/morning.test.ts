/** A morning of the village's full-time officer: forty mixed things that wait, from the workbench on, without a dead end. */
import { chinaDate } from '../../miniprogram/shared/china-time';
import { CONSENTS } from '../../miniprogram/shared/consent';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { PAIRING_STATES } from '../../miniprogram/shared/service-words';
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const OFFICER = 'demo-officer-xiejialu';
const VILLAGE = 'xiejialu';
const CONTACT = '13900000009';

const stage = setStage();
let phone: Phone;
/** Things done so far, by what they were. */
const done: string[] = [];

/** Verified residents of the village with a phone. */
async function residents(): Promise<{ openid: string; name: string }[]> {
  const found: { openid: string; name: string }[] = [];
  for (const { openid } of stage.product.demo.personas) {
    if (!/^demo-resident-\d+$/.test(openid)) continue;
    const { home } = await byHand(stage.url, openid, 'accounts', 'home', {});
    if (home.role === 'resident' && !home.toVerify && home.villageName === '谢家路村')
      found.push({ openid, name: home.residentName });
  }
  return found;
}

/** What came in over night, besides what waits in the demo village anyway. */
async function comesIn(): Promise<void> {
  const { url } = stage.product;
  const left = { device: 6, employment: 2, wish: 2 };
  for (const { openid } of await residents()) {
    if (left.device > 0) {
      const itemIds = ['cane'];
      const { payFen } = await byHand(url, openid, 'applications', 'quote', { itemIds });
      const filed = await byHand(url, openid, 'applications', 'applyDevice', {
        itemIds,
        contactPhone: CONTACT,
        deliverTo: '谢家路村1组1号',
        reason: '走路不稳',
        agreedPayFen: payFen ?? 0,
      }).catch(() => null);
      if (filed) left.device -= 1;
    }
    for (const kind of ['employment', 'wish'] as const) {
      if (left[kind] === 0) continue;
      const facts = await byHand(url, openid, 'applications', 'formFacts', { kind });
      if (facts.openApplicationId !== null || facts.obstacle !== '') continue;
      const consentVersion = CONSENTS[kind].version;
      if (kind === 'wish')
        await byHand(url, openid, 'applications', 'makeWish', {
          category: 'appliance',
          costFen: 12_000,
          reason: '想要一台收音机',
          contactPhone: CONTACT,
          consentVersion,
        });
      else
        await byHand(url, openid, 'applications', 'applyEmployment', {
          abilities: ['handwork'],
          hours: 'halfDay',
          distance: 'village',
          wishes: '想做手工',
          contactPhone: CONTACT,
          consentVersion,
        });
      left[kind] -= 1;
    }
  }
  expect(left).toEqual({ device: 0, employment: 0, wish: 0 });
  for (const [n, name] of ['钱一一', '钱二二', '钱三三', '钱四四'].entries())
    await byHand(url, `morning-volunteer-${n}`, 'accounts', 'registerVolunteer', {
      name,
      phone: CONTACT,
      villageId: VILLAGE,
      kind: 'veteran',
      skills: ['理发'],
      consentVersion: CONSENT_VERSION,
    });
  for (const what of ['大米', '棉被', '食用油'])
    await byHand(url, 'demo-volunteer-02', 'donations', 'promise', {
      needId: null,
      villageId: VILLAGE,
      kind: 'goods',
      what,
      quantity: 3,
      unit: '份',
      valueFen: null,
      promisedUntil: chinaDate(Date.now()),
      words: '',
    });
}

/** The code of something that was redeemed and waits at the village office. */
async function pickUpCode(): Promise<string> {
  for (const { openid } of stage.product.demo.personas) {
    if (!/^demo-volunteer-\d+$/.test(openid)) continue;
    const { items } = await byHand(stage.url, openid, 'points', 'myOrders', {});
    const waiting = items.find(({ state }) => state === 'reserved');
    if (waiting?.code) return waiting.code;
  }
  throw new Error('nothing waits to be collected');
}

/** From a list back to the workbench. */
async function workbench(): Promise<void> {
  await phone.press('返回');
  await phone.sees('等您办');
}

/** Opens a tile of the workbench. */
async function tile(name: RegExp): Promise<void> {
  await phone.press(name);
}

const did = (what: string, n = 1): void => void done.push(...Array<string>(n).fill(what));

/** Does the same to so many cards of a list, whose button is called like this; the list moves up by itself. */
async function eachCard(button: RegExp, count: number, decide: () => Promise<void>): Promise<number> {
  for (let n = 0; n < count; n += 1) {
    const first = phone.button(button);
    await first.waitFor();
    const name = (await first.getAttribute('aria-label')) ?? '';
    await first.click();
    await decide();
    // What lies under a dialog is hidden from the tree: first the question is gone, then the card.
    await phone.page
      .getByRole('dialog')
      .or(phone.page.getByRole('alertdialog'))
      .first()
      .waitFor({ state: 'hidden' });
    await phone.page.getByRole('button', { name, exact: true }).waitFor({ state: 'hidden' });
  }
  return count;
}

/** Goes through a queue, case after case, by the button that leads to the next one. */
async function caseByCase(what: string, n: number, take: () => Promise<void>): Promise<void> {
  for (let i = 0; i < n; i += 1) {
    await take();
    did(what);
    await phone.confirm(i === n - 1 ? '回列表' : '办下一件');
  }
}

/** Decides what is open and goes on to the next one, until there is none; then back to the list. */
async function toTheLast(what: string, decide: () => Promise<void>): Promise<void> {
  for (;;) {
    await decide();
    did(what);
    await phone.button(/^(回列表|下一件)$/).waitFor();
    if (!(await phone.button('下一件').isVisible())) break;
    await phone.press('下一件');
  }
  await phone.press('回列表');
}

test('forty things that wait are done from the workbench on', async () => {
  await comesIn();
  const code = await pickUpCode();
  const settledFindings = async (): Promise<number> =>
    (await byHand(stage.url, OFFICER, 'registry', 'findings', { state: 'settled' })).items.length;
  const settledBefore = await settledFindings();
  phone = await stage.phone(OFFICER);
  await phone.sees('等您办');
  await phone.look('morning-01-workbench');

  // Somebody called for help: before everything.
  await tile(/^应急求助.*等回电/);
  did(
    'emergency',
    await eachCard(/^记录结果，/, 1, async () => {
      await phone.choose(/^平安/);
      await phone.press('记下结果');
    }),
  );
  await workbench();

  // Six devices, all looked at: at once.
  await tile(/^辅具器材.*待核实/);
  await phone.press('选几件一起办');
  const rows = phone.page.getByRole('checkbox', { name: /拐杖/ }).filter({ visible: true });
  await rows.first().waitFor();
  for (let i = 0; i < 6; i += 1) await rows.nth(i).click();
  await phone.sees('选了6件');
  await phone.press('核实通过');
  await phone.confirm('核实通过');
  await phone.sees('6件都办好了');
  await phone.look('morning-02-devices');
  did('device', 6);
  await phone.confirm(/^关闭/);
  await workbench();

  // Two who look for work, known well: at once. Two who are being helped: a word on each.
  await tile(/^就业支持.*待了解/);
  await phone.press('选几件一起办');
  await phone.press('全选');
  await phone.press('已了解情况');
  await phone.confirm('已了解情况');
  await phone.sees('2件都办好了');
  did('employment', 2);
  await phone.confirm(/^关闭/);
  await phone.page.getByRole('tab', { name: /找岗位/ }).click();
  await phone.press(/找工作/);
  await caseByCase('follow-up', 2, async () => {
    await phone.press('记一次跟进');
    await phone.fill(/这次联系的情况/, '问过制衣厂，下周给答复');
    await phone.press('记下来');
    await phone.confirm('记下来');
    await phone.sees('已记下这次跟进');
  });
  await workbench();

  // Two renovations lack a picture of the place: back with a standard reason.
  await tile(/改造.*待上门/);
  await phone.press(/坡道、门口加宽|扶手、淋浴椅/);
  await caseByCase('renovation', 2, async () => {
    await phone.press('退回补充');
    await phone.choose(/补拍/);
    await phone.press('下一步');
    await phone.confirm('退回补充');
    await phone.sees(/已退回/);
  });
  await workbench();

  await tile(/^微心愿.*待核对/);
  await phone.press(/^\S+ 微心愿/);
  await caseByCase('wish', 3, async () => {
    await phone.press('核对好，发给志愿者');
    await phone.fill(/给志愿者看的话/, '一位爱听戏的老人，想要一台收音机');
    await phone.press('发给志愿者');
    await phone.confirm('发出去');
    await phone.sees('已发给志愿者');
  });
  await workbench();
  await phone.look('morning-03-half');

  await tile(/^身份核实/);
  did('verification', await eachCard(/^同意，/, 7, () => phone.confirm('核对过，同意')));
  await workbench();

  // Two services typed in later, one that the resident sees otherwise.
  await tile(/^服务核对/);
  const queue = await byHand(stage.url, OFFICER, 'pairing', 'serviceQueue', { tab: 'toCheck' });
  await phone.press(new RegExp((queue.unchanged ? undefined : queue.items[0]?.volunteerName) ?? '-'));
  await toTheLast('service', async () => {
    await phone.press('核对通过');
    await phone.press(/^通过$/);
  });
  await phone.page.getByRole('tab', { name: '有不同意见' }).click();
  await phone.press(/不同意见|有异议/);
  await phone.press('这次不算');
  await phone.fill(/原因/, '问过两边，那天没有来');
  await phone.press('记为不算');
  did('dispute');
  await phone.press('回列表');
  await workbench();

  await tile(/^结对帮扶/);
  await phone.page.getByRole('tab', { name: PAIRING_STATES.asked.label }).click();
  did('pairing', await eachCard(/^替本人同意，/, 1, () => phone.confirm('本人同意')));
  await workbench();

  await tile(/^帮扶意向/);
  did(
    'intention',
    await eachCard(/^给.+安排$/, 2, async () => {
      await phone.page.getByRole('radio').filter({ visible: true }).first().click();
      await phone.press('请志愿者答复');
    }),
  );
  await workbench();

  await tile(/^志愿者来稿/);
  const { items: stories } = await byHand(stage.url, OFFICER, 'notices', 'manage', { state: 'submitted' });
  await phone.press(new RegExp(stories[0]?.title ?? '-'));
  await phone.press('预览和发布');
  await phone.press(/^发布$/);
  await phone.confirm('发布');
  did('story');
  await phone.sees('已经发布');
  await phone.look('morning-04-story');
  await phone.press('回列表');
  await workbench();

  await tile(/^爱心捐赠/);
  await phone.press(/大米|棉被|食用油/);
  await toTheLast('donation', async () => {
    await phone.press(/^接受$/);
    await phone.page.getByRole('dialog').getByRole('button', { name: '接受' }).last().click();
    await phone.page.getByRole('dialog').waitFor({ state: 'hidden' });
  });
  await workbench();

  await tile(/^信息核对/);
  did(
    'finding',
    await eachCard(/^已核对无误，/, 7, async () => {
      await phone.fill(/核对的结果/, '上门问过，登记是对的');
      await phone.press('记下');
    }),
  );
  await workbench();

  await tile(/^发放兑换/);
  await phone.press('手工填领取码');
  await phone.fill(/8个字母和数字/, code);
  await phone.press('填好了');
  await phone.press(/^发放$/);
  await phone.confirm('已经交给本人');
  await phone.sees(/已发放/);
  did('order');
  await workbench();
  await phone.look('morning-05-done');

  const { home: after } = await byHand(stage.url, OFFICER, 'accounts', 'home', {});
  if (after.role !== 'villageStaff') throw new Error('no officer');
  expect(after.waiting).toMatchObject({ emergencies: 0, verifications: 0, services: 0, intentions: 0 });
  // Their number in the list may grow meanwhile: the register is looked through every ten minutes.
  expect(await settledFindings()).toBe(settledBefore + 7);
  expect(done.length).toBeGreaterThanOrEqual(40);
  expect(await phone.errors()).toEqual([]);
  await phone.close();
}, 600_000);
