/** A guardian is in the middle of something when the village ends their acting: it is not done, and the phone says so kindly. */
import { setStage } from './stage';

const stage = setStage();

test('the next act is refused in plain words, and the home page says what happened', async () => {
  const guardian = await stage.phone('demo-guardian-1');
  const heading = await guardian.page
    .getByRole('heading', { name: /^替.+办事$/ })
    .first()
    .textContent();
  const ward = /^替(.+)办事/.exec(heading ?? '')?.[1] ?? '';
  expect(ward).not.toBe('');
  await guardian.press(/^我的，/);
  await guardian.press(/^我的信息，/);
  await guardian.sees(`${ward}的信息`);
  await guardian.press(/^住址，/);
  await guardian.fill(/正确的住址/, '泗门镇谢家路村9组1号');

  const officer = await stage.phone('demo-officer-xiejialu');
  await officer.press(/^查残障朋友/);
  await officer.page.getByRole('searchbox').or(officer.page.getByRole('textbox')).first().fill(ward);
  await officer.press(new RegExp(`^${ward}`));
  await officer.press(/^终止代办，/);
  await officer.fill(/原因/, '本人说不用代办了');
  await officer.press('确认终止');
  await officer.sees('没有监护人');

  await guardian.press('提交给村残协');
  await guardian.allowMessages(/不再替这位家人办事/);
  await guardian.sees(/不再替这位家人办事/);
  await guardian.confirm('知道了');
  await guardian.page.evaluate(() => (globalThis as unknown as { __phone: { home(): void } }).__phone.home());
  await guardian.sees(new RegExp(`您不再代 ${ward} 办理`));
  await guardian.sees('您好，欢迎您');
  await guardian.press('知道了');
  expect(await guardian.errors()).toEqual([]);
  expect(await officer.errors()).toEqual([]);
  await guardian.close();
  await officer.close();
}, 240_000);
