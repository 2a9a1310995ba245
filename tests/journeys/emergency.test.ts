/** Help is called without network, from the first screen; staff learn of it once, call back and write down how it was. */
import type { Page } from 'playwright-core';
import { Client } from '../support/functions/client';
import type { Phone } from './phone';
import { setStage } from './stage';

const stage = setStage();

interface PhoneApi {
  calls: { kind: string; phoneNumber?: string; called?: boolean }[];
}
const dialled = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { __phone: PhoneApi }).__phone.calls
      .filter(({ kind, called }) => kind === 'call' && called)
      .map(({ phoneNumber }) => phoneNumber),
  );
/** The mini-program has been online once: the numbers are on this person's phone, beside which others lie. */
const numbersAreKept = (page: Page, openid: string) =>
  page.waitForFunction(
    (part) =>
      Object.keys(localStorage).some((key) => key.includes(part) && key.includes('emergency:numbers')),
    `/${openid}/`,
  );

/** In the sheet with which the phone asks before it dials. */
async function dial(phone: Phone): Promise<void> {
  await phone.page.getByRole('button', { name: '呼叫' }).click();
}

test('airplane mode: home, one tap, dialled; back online it is recorded once, taken, followed up, closed', async () => {
  const openid = 'demo-resident-03';
  const client = new Client(stage.url);
  const recorded = async () =>
    (await client.all('emergencyCalls')).filter((doc) => doc.openid === openid).length;
  const before = await recorded();

  const officer = await stage.phone('demo-officer-xiejialu');
  // Before the first answer the phone does not know that this is an officer, and offers the page that calls.
  await officer.press(/求助等回电/);
  const untaken = officer.page.getByRole('button', { name: /^我来处理/ }).filter({ visible: true });
  await untaken.first().waitFor();
  const waiting = await untaken.count();

  const resident = await stage.phone(openid);
  await numbersAreKept(resident.page, openid);
  await resident.offline(true);
  await resident.press(/应急求助/);
  const first = resident.button(/^打给.+，谢家路村 主席，电话\d+$/);
  const number = /电话(\d+)$/.exec((await first.getAttribute('aria-label')) ?? '')?.[1];
  await first.click();
  await dial(resident);
  expect(await dialled(resident.page)).toEqual([number]);
  await resident.sees('记下了您的求助，一连上网络就告诉村残协');

  // The line comes and goes: every time the phone tries to tell.
  for (const off of [false, true, false, true, false]) await resident.offline(off);
  await resident.sees('已告诉村残协，他们会回电');

  // The officer's list shows it without being touched.
  await untaken.nth(waiting).waitFor();
  expect(await untaken.count()).toBe(waiting + 1);
  expect(await recorded()).toBe(before + 1);
  const mine = untaken.last();
  const name = /^我来处理(.+)的求助$/.exec((await mine.getAttribute('aria-label')) ?? '')?.[1] ?? '';
  await mine.click();
  await officer.sees('有人在处理');
  await officer.press(`打电话给${name}`);
  await dial(officer);
  await officer.press(`记录结果，${name}`);
  await officer.choose(/平安，没有事/);
  await officer.fill(/情况/, '摔了一下，没有受伤');
  await officer.press('记下结果');
  await officer.sees('已办结');
  await officer.page.getByRole('tab', { name: /已办结/ }).click();
  await officer.sees('摔了一下，没有受伤');

  const [call] = (await client.all('emergencyCalls')).filter(
    (doc) => doc.openid === openid && doc.state === 'closed' && doc.notes.at(-1)?.note.includes('摔了一下'),
  );
  expect(call).toMatchObject({ outcome: 'safe', dialled: true, times: 1 });
  expect(await recorded()).toBe(before + 1);
  expect(await dialled(officer.page)).toHaveLength(1);
  expect(await resident.errors()).toEqual([]);
  expect(await officer.errors()).toEqual([]);
  await resident.close();
  await officer.close();
}, 240_000);

test('a stranger who agreed to nothing: once online, then without network, the town is one tap away', async () => {
  const openid = 'demo-stranger';
  const phone = await stage.phone(openid);
  await numbersAreKept(phone.page, openid);
  await phone.page.goto(`${stage.url}/phone/?openid=${openid}&offline=1`);
  await phone.press(/应急求助/);
  await phone.button(/^打给.+，泗门镇残联 .+，电话\d+$/).click();
  // The only thing in between is the phone's own question whether to dial; no privacy pop-up.
  expect(await phone.page.getByText(/隐私/).filter({ visible: true }).count()).toBe(0);
  await dial(phone);
  expect(await dialled(phone.page)).toHaveLength(1);
  await phone.offline(false);
  await phone.sees(/已告诉镇残联，但他们没有您的电话/);
  expect(await phone.errors()).toEqual([]);
  await phone.close();
}, 120_000);

test('a phone that was never online has the number of the installation, and 120', async () => {
  const phone = await stage.phone('demo-never-online', {
    path: 'pages/emergency/index',
    offline: '1',
  });
  await phone.sees('连上网络后，这里会显示您村里的电话');
  await phone.button(/^打给.+，泗门镇残联/).click();
  await dial(phone);
  await phone.press('打120急救');
  await dial(phone);
  expect(await dialled(phone.page)).toEqual([expect.stringMatching(/^0574/), '120']);
  await phone.close();
}, 120_000);
