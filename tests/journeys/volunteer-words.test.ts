/** What volunteers say: an intention that becomes a pairing, a story that is checked and published, a certificate that staff verify. */
import { byHand } from './by-hand';
import { setStage } from './stage';

const OFFICER = 'demo-officer-xiejialu';
const stage = setStage();

const at = (page: string) => ({ path: `${page}/index` });

/** What WeChat's check answers next. */
async function checkAnswers(answer: string, times = 1): Promise<void> {
  await fetch(`${stage.url}/outbox/script`, {
    method: 'POST',
    body: JSON.stringify({ api: 'security.msgSecCheck', answer, times }),
  });
}

test('an intention: handed in, arranged by the village, accepted by the volunteer, then by the resident', async () => {
  const volunteer = await stage.phone('demo-volunteer-70');
  await volunteer.press(/帮扶意向/);
  await volunteer.press('提交意向');
  await volunteer.sees('请选想帮什么忙，可以选几样');
  await volunteer.choose('上门看望', 'checkbox');
  await volunteer.choose('周末上午', 'checkbox');
  await volunteer.choose('谢家路');
  await volunteer.fill(/还想说的/, '会下象棋');
  await volunteer.press('提交意向');
  await volunteer.allowMessages(/正在帮您找合适的人/);
  await volunteer.sees('已交给工作人员，正在帮您找合适的人');

  const { items } = await byHand(stage.url, OFFICER, 'pairing', 'intentions', { tab: 'submitted' });
  const own = items.find(({ words }) => words === '会下象棋');
  const village = await stage.phone(OFFICER);
  await village.press(/^帮扶意向/);
  await village.press(`给${own?.volunteerName ?? ''}安排`);
  const resident = 'demo-resident-50';
  const { home } = await byHand(stage.url, resident, 'accounts', 'home', {});
  const name = home.role === 'resident' ? home.residentName : '';
  const search = village.page
    .getByRole('textbox', { name: '不在下面就搜姓名' })
    .filter({ visible: true })
    .first();
  await search.fill(name);
  await search.press('Enter');
  await village.choose(new RegExp(name));
  await village.fill(/给志愿者的话/, '周六上午在家');
  await village.press('请志愿者答复');
  await village.sees('已安排');

  const told = await stage.phone('demo-volunteer-70', at('volunteer/intention'));
  await told.sees('周六上午在家');
  expect(await told.page.getByText(name).count()).toBe(0);
  await told.press('我愿意');
  await told.confirm('我愿意');
  await told.sees('等对方答复');
  const home50 = await stage.phone(resident, at('resident/helpers'));
  await home50.press(/^同意和/);
  await home50.confirm('同意');
  await home50.allowMessages(/打电话/);
  await home50.sees('打电话');
  for (const phone of [volunteer, village, told, home50]) expect(await phone.errors()).toEqual([]);
  for (const phone of [volunteer, village, told, home50]) await phone.close();
});

test('a story: risky words refused, held while the check is down, then looked at and published', async () => {
  const author = await stage.phone('demo-volunteer-71', at('volunteer/story'));
  await author.fill('标题', '一起晒太阳');
  await author.fill('内容', '今天推着轮椅，陪老人家在村口晒太阳。');
  await checkAnswers('risky');
  await author.press('交给工作人员');
  await author.allowMessages(/没有通过内容安全检查/);
  await author.sees(/有些话没有通过内容安全检查，请改一改再交/);
  await author.confirm('知道了');
  await checkAnswers('down');
  await author.fill('内容', '今天陪老人家在村口晒太阳。');
  await author.press('交给工作人员');
  await author.allowMessages(/内容安全检查暂时没有结果/);
  await author.sees(/内容安全检查暂时没有结果/);
  expect(await author.errors()).toEqual([]);
  await author.close();

  const before = await stage.phone(OFFICER, {
    path: 'staff/notices/index?state=held',
  });
  await before.sees('一起晒太阳');
  await before.close();
  await fetch(`${stage.url}/timers/notices/checks`, { method: 'POST' });

  const village = await stage.phone(OFFICER, {
    path: 'staff/notices/index?state=submitted',
  });
  await village.press(/一起晒太阳/);
  await village.sees(/的来稿/);
  await village.press('预览和发布');
  await village.press('发布');
  await village.confirm('发布');
  await village.sees('已经发布');
  expect(await village.errors()).toEqual([]);
  await village.close();
  const reader = await stage.phone('demo-resident-01', {
    path: 'info/notices/index?kind=story',
  });
  await reader.press(/一起晒太阳/);
  await reader.sees(/志愿者.\*+来稿/);
  await reader.close();
  const again = await stage.phone('demo-volunteer-71', at('volunteer/stories'));
  await again.sees('已发布');
  await again.close();
});

test('a certificate: issued, drawn, verified by staff; an altered code is refused', async () => {
  const volunteer = await stage.phone('demo-volunteer-05');
  await volunteer.press(/我的记录/);
  await volunteer.press('开服务证明');
  await volunteer.sees(/^核验码/);
  await volunteer.page.getByRole('img', { name: /^服务证明/ }).waitFor();
  const { certificates } = await byHand(stage.url, 'demo-volunteer-05', 'pairing', 'myRecord', {});
  const { code = '' } = certificates[0] ?? {};
  await volunteer.press('存到相册');
  await volunteer.allowMessages(/已存到相册/);
  await volunteer.sees('已存到相册');
  expect(await volunteer.errors()).toEqual([]);
  await volunteer.close();

  const village = await stage.phone(OFFICER, at('staff/verify-certificate'));
  const altered = code.slice(0, -1) + (code.endsWith('7') ? '8' : '7');
  await village.fill(/核验码/, altered);
  await village.press(/^核验$/);
  await village.sees(/没有这张证明/);
  expect(await village.page.getByText('这张证明是真的').filter({ visible: true }).count()).toBe(0);
  await village.press('扫证明上的二维码');
  await village.fill('码里的文字', `SMZS1-${code}`);
  await village.press('确定');
  await village.sees('这张证明是真的');
  expect(await village.errors()).toEqual([]);
  await village.close();

  // Typed as people type: with a space, in small letters.
  const town = await stage.phone('demo-town-1', at('staff/verify-certificate'));
  await town.fill(/核验码/, `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`);
  await town.press(/^核验$/);
  await town.sees('这张证明是真的');
  await town.close();
});
