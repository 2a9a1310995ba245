/** The guide of the first use: offered once, skippable, there again in 我的. */
import { ok, Phone, run, type RunningPage } from './support/phone';

let phone: Phone;
beforeEach(() => {
  jest.useFakeTimers();
  phone = new Phone();
});
afterEach(() => jest.useRealTimers());

const titleOf = (page: RunningPage): string => (page.data.step as { title: string }).title;
const nobody = { home: { role: 'none' }, roles: [], requests: [], version: 1 };

test('is offered until it was opened', async () => {
  phone.answer = () => ok(nobody);
  const home = await phone.open('pages/home/index');
  expect(home.data.newHere).toBe(true);
  await run(home, 'onGuide');
  expect(phone.went).toEqual(['/info/guide/index']);
  await phone.open('info/guide/index');
  await run(home, 'onShow');
  expect(home.data.newHere).toBe(false);
});

test('is put aside for good by one press', async () => {
  phone.answer = () => ok(nobody);
  const home = await phone.open('pages/home/index');
  await run(home, 'onGuideLater');
  expect(home.data.newHere).toBe(false);
  expect((await phone.open('pages/home/index')).data.newHere).toBe(false);
});

test('goes step by step, back too, and ends where it began', async () => {
  const guide = await phone.open('info/guide/index');
  const count = Number(guide.data.count);
  const first = titleOf(guide);
  expect(first).toBe('有急事，按红色的一块');
  await run(guide, 'onNext');
  expect(titleOf(guide)).not.toBe(first);
  await run(guide, 'onBefore');
  expect(titleOf(guide)).toBe(first);
  for (let step = 1; step < count; step += 1) await run(guide, 'onNext');
  expect(guide.data.at).toBe(count - 1);
  await run(guide, 'onNext');
  expect(phone.went).toEqual(['/pages/home/index']);
});

test('is there again in 我的', async () => {
  phone.answer = () => ok(nobody);
  const me = await phone.open('pages/me/index');
  await run(me, 'onGuide');
  expect(phone.went).toEqual(['/info/guide/index']);
});
