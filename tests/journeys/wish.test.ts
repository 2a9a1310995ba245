/** A small wish: nobody learns whose it is, one of two volunteers gets it, and it comes true. */
import { resolve } from 'node:path';
import { byHand } from './by-hand';
import { setStage } from './stage';

const PHOTO = resolve(__dirname, '../../demo/photos/rice-cooker.jpg');
const RESIDENT = 'demo-resident-51';
const OFFICER = 'demo-officer-xiejialu';
const TEXT = '一位老人想要一个能听越剧的唱戏机';
const stage = setStage();

test('made, checked, claimed once, brought, confirmed', async () => {
  const resident = await stage.phone(RESIDENT, { fontSize: '24' });
  await resident.press(/微心愿/);
  await resident.sees(/最多200元/);
  await resident.press('许下心愿');
  await resident.sees('请选一类');
  await resident.choose(/兴趣爱好/);
  await resident.choose(/150元左右/);
  await resident.fill(/心愿是什么/, '想要一个唱戏机，听越剧');
  await resident.choose(/我同意/, 'checkbox');
  await resident.press('许下心愿');
  await resident.confirm('许下心愿');
  await resident.allowMessages(/村残协核对中/);
  await resident.sees(/村残协核对中/);

  const { items } = await byHand(stage.url, RESIDENT, 'applications', 'mine', { kind: 'wish' });
  const applicationId = items[0]?.applicationId ?? '';
  const { person } = { person: await nameOf(RESIDENT) };
  const asIs = byHand(stage.url, OFFICER, 'applications', 'publishWish', {
    applicationId,
    publicText: `${person}想要一个唱戏机`,
    costFen: 15_000,
  });
  await expect(asIs).rejects.toThrow('publicText');
  await byHand(stage.url, OFFICER, 'applications', 'publishWish', {
    applicationId,
    publicText: TEXT,
    costFen: 15_000,
  });
  await resident.sees(/等人认领/);

  const first = await stage.phone('demo-volunteer-02');
  const second = await stage.phone('demo-volunteer-03');
  for (const volunteer of [first, second]) {
    await volunteer.press(/微心愿/);
    await volunteer.press(new RegExp(TEXT));
    await volunteer.sees('谢家路村的一位居民');
    expect(await volunteer.page.getByRole('main').filter({ visible: true }).innerText()).not.toContain(
      person,
    );
    await volunteer.press('我来完成');
  }
  await first.confirm('我来完成');
  await first.allowMessages(/我已认领/);
  await first.sees(/我已认领/);
  await second.confirm('我来完成');
  await second.allowMessages(/晚了一步/);
  await second.sees('晚了一步');
  await second.confirm('看其他心愿');
  await second.sees('等人认领');
  await resident.sees(/有志愿者认领了/);

  const chooser = first.page.waitForEvent('filechooser');
  await first.press(/添加照片|拍照或选图/);
  await first.press('从手机相册选择');
  await (await chooser).setFiles(PHOTO);
  await first.sees('已传上');
  await first.press('已经送到');
  await first.confirm('已经送到');
  await first.sees(/等对方确认/);

  await resident.press(/^确认收到$/);
  await resident.confirm('收到了');
  await resident.choose(/很满意/);
  await resident.press('提交评价');
  await resident.sees('我的评价');
  // What was allowed at filing: WeChat told each step that matters, also visible on the phone.
  expect(await resident.told()).toEqual([
    '已发给志愿者看，等人认领',
    '有志愿者认领了，正在准备',
    '已送到，请打开确认收到',
  ]);
  for (const phone of [resident, first, second]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);

async function nameOf(openid: string): Promise<string> {
  const { home } = await byHand(stage.url, openid, 'accounts', 'home', {});
  if (home.role !== 'resident') throw new Error('not a resident');
  return home.residentName;
}
