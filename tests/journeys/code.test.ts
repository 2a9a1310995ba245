/** The own code: shown without network after the first time, bright, and dead at once when a new one is made. */
import type { Locator } from 'playwright-core';
import { codeOn, scanCode } from './doors';
import { setStage } from './stage';

const stage = setStage();

test('there without network after the first time; made anew, the old one is refused at once', async () => {
  const resident = await stage.phone('demo-resident-51');
  await resident.press(/我的二维码/);
  const old = await codeOn(resident);
  await resident.page.goBack();
  await resident.offline(true);
  await resident.press(/我的二维码/);
  expect(await codeOn(resident)).toBe(old);
  await resident.sees('没有网络，二维码照样可以扫');
  await resident.press('换一个新码');
  await resident.confirm('换新码');
  await resident.sees('没有网络');
  await resident.confirm('知道了');
  expect(await codeOn(resident)).toBe(old);

  await resident.offline(false);
  // By keyboard: a dialog takes the focus and gives it back.
  const renew = resident.button('换一个新码');
  const hasFocus = (one: Locator): Promise<boolean> =>
    one.evaluate((node) => node === document.activeElement);
  await resident.pressByKey('换一个新码');
  const dialog = resident.page.getByRole('alertdialog').filter({ visible: true });
  await dialog.waitFor();
  expect(await hasFocus(dialog)).toBe(true);
  await dialog.getByRole('button', { name: '不换' }).press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  expect(await hasFocus(renew)).toBe(true);
  await resident.press('换一个新码');
  await resident.confirm('换新码');
  await resident.sees('已换新码');
  const fresh = await codeOn(resident);
  expect(fresh).not.toBe(old);

  const volunteer = await stage.phone('demo-volunteer-43', {
    path: 'volunteer/scan/index',
  });
  await scanCode(volunteer, old);
  await volunteer.sees('这个码已经换了');
  await scanCode(volunteer, 'https://example.com/');
  await volunteer.sees('这个码扫不出来');
  await volunteer.press('扫不了，手工填码');
  await volunteer.fill(/二维码下面的字/, fresh);
  await volunteer.press('填好了');
  await volunteer.sees('申请结对');
  for (const phone of [resident, volunteer]) {
    expect(await phone.errors()).toEqual([]);
    await phone.close();
  }
}, 300_000);
