/** A resident looks at what is kept, has a number corrected, takes a copy along, takes a consent back and gives it again, and leaves. */
import type { Phone } from './phone';
import { setStage } from './stage';

const stage = setStage();

async function openMyData(openid: string, options: Record<string, string> = {}): Promise<Phone> {
  const phone = await stage.phone(openid, options);
  await phone.press(/^我的，/);
  await phone.press(/^我的信息，/);
  await phone.sees('残疾人证号');
  return phone;
}

test('a phone number is corrected through the village', async () => {
  const resident = await openMyData('demo-resident-09');
  await resident.press(/^电话，/);
  await resident.fill(/正确的电话/, '13700002468');
  await resident.fill(/说明/, '换了手机号');
  await resident.press('提交给村残协');
  await resident.allowMessages(/更正已提交/);
  await resident.confirm('知道了');
  await resident.sees('更正已提交，等村残协核对');

  const officer = await stage.phone('demo-officer-xiejialu');
  await officer.press(/^身份核实/);
  await officer.sees(/请求更正电话/);
  await officer.sees('13700002468');
  await officer.sees('换了手机号');
  await officer.press(/^同意，.*请求更正电话/);
  await officer.confirm('核对过，同意');
  await officer.page
    .getByText(/请求更正电话/)
    .first()
    .waitFor({ state: 'detached' });

  // The way back and in again reads it anew.
  await resident.page.evaluate(() => (globalThis as unknown as { __phone: { back(): void } }).__phone.back());
  await resident.press(/^我的信息，/);
  await resident.sees('137****2468');
  expect(await resident.errors()).toEqual([]);
  expect(await officer.errors()).toEqual([]);
  await resident.close();
  await officer.close();
}, 240_000);

test('the copy is readable, complete, and gone when it is closed', async () => {
  const resident = await openMyData('demo-resident-09', { fontSize: '28' });
  await resident.press('导出我的信息');
  await resident.confirm('现在打开');
  await resident.sees(/身份证号：999999\d{11}[\dX]/);
  await resident.sees(/您同意过的/);
  await resident.sees(/工作人员看您信息的记录/);
  await resident.press('复制');
  await resident.press('收起');
  await resident.page.getByText(/身份证号：9/).waitFor({ state: 'detached' });
  expect(await resident.errors()).toEqual([]);
  await resident.close();
}, 240_000);

test('a consent is taken back and given again; one that is in use says what needs it', async () => {
  const resident = await openMyData('demo-resident-09');
  await resident.press('收回同意，公开您的心愿');
  await resident.confirm('收回同意');
  await resident.sees(/已收回/);
  await resident.press('重新同意，公开您的心愿');
  await resident.confirm(/^同意$/);
  await resident.button('收回同意，公开您的心愿').waitFor();
  expect(await resident.errors()).toEqual([]);
  await resident.close();

  const waiting = await openMyData('demo-resident-11');
  await waiting.press('收回同意，公开您的心愿');
  await waiting.confirm('收回同意');
  await waiting.sees(/微心愿.*还在办/);
  await waiting.confirm('知道了');
  await waiting.button('收回同意，公开您的心愿').waitFor();
  expect(await waiting.errors()).toEqual([]);
  await waiting.close();
}, 240_000);

test('after unbinding the phone is nobody, and the call for help is still first', async () => {
  const resident = await openMyData('demo-resident-09');
  await resident.press('解除这个微信的绑定');
  await resident.confirm('解除绑定');
  await resident.sees('您好，欢迎您');
  await resident.button(/^应急求助/).waitFor();
  await resident.button(/^我是残障朋友/).waitFor();
  expect(await resident.errors()).toEqual([]);
  await resident.close();
}, 240_000);
