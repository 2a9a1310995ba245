/** Spreadsheets of the office: a register comes in and is taken back, lists go out with a reason, cards are printed once. */
import { COLUMNS, FIELDS } from '../../cloudfunctions/exchange/rules/columns';
import { readWorkbook } from '../../cloudfunctions/exchange/workbook/read';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import { textWorkbook } from '../support/workbooks';
import { byHand } from './by-hand';
import type { Phone } from './phone';
import { setStage } from './stage';

const TOWN = 'demo-town-1';
const VILLAGE = 'demo-officer-xiejialu';

const stage = setStage();

const open = (openid: string, path: string): Promise<Phone> => stage.phone(openid, { path });

async function finish(phone: Phone): Promise<void> {
  expect(await phone.errors()).toEqual([]);
  await phone.close();
}

/** What the newest export of this person says, and the cells of its file. */
async function newestExport(openid: string): Promise<{ reason: string; full: boolean; text: string }> {
  const { jobs } = await byHand(stage.url, openid, 'exchange', 'exports', {});
  const [job] = jobs;
  if (!job) throw new Error('nothing was exported');
  const { url } = await byHand(stage.url, openid, 'exchange', 'exportLink', { jobId: job.jobId });
  const file = Buffer.from(await (await fetch(url)).arrayBuffer());
  const cells = readWorkbook(file).rows.flatMap((row) => [...row.cells.values()].map(({ text }) => text));
  return { reason: job.reason, full: job.full, text: cells.join('\n') };
}

/** Writes what for, exports, and sends the file to a chat. */
async function exportAndSend(phone: Phone, reason: string): Promise<void> {
  await phone.press(/^导出$/);
  await phone.sees('请写用途，至少4个字');
  await phone.choose(reason);
  await phone.press(/^导出$/);
  await phone.press('发到聊天，在电脑上用');
  await phone.press(/^发送$/);
  const shared = () =>
    phone.page.evaluate(() =>
      (globalThis as unknown as { __phone: { calls: { kind: string; fileName?: string }[] } }).__phone.calls
        .filter(({ kind }) => kind === 'share')
        .map(({ fileName }) => fileName ?? ''),
    );
  await phone.sees('已发送');
  expect((await shared()).at(-1)).toMatch(/\.xlsx$/);
  await phone.press(/^好了/);
}

test('a register with a mistake: it is shown in its cell, the good ones go in, and come out again', async () => {
  const people = [61, 62, 63].map((years) => newPerson(bornYearsAgo(years)));
  const rows = people.map((person, i) => ({
    ...person,
    village: '谢家路村',
    phone: i === 2 ? '12345' : person.phone,
  }));
  const buffer = textWorkbook([
    FIELDS.map((field) => COLUMNS[field].label),
    ...rows.map((row) => FIELDS.map((field) => String((row as Record<string, unknown>)[field] ?? ''))),
  ]);
  const known = async (name: string): Promise<number> =>
    (await byHand(stage.url, VILLAGE, 'registry', 'residents', { q: name })).items.length;

  const officer = await open(VILLAGE, 'staff/exchange/index');
  const chooser = officer.page.waitForEvent('filechooser');
  await officer.press('选表格导入');
  await (await chooser).setFiles({ name: '谢家路名册.xlsx', mimeType: 'application/octet-stream', buffer });
  await officer.sees('等您确认');
  await officer.sees('I4 电话');
  await officer.look('exchange-preview');
  await officer.press('只导入对的2人');
  await officer.confirm(/^导入$/);
  await officer.sees(/前可以撤销/);
  await officer.look('exchange-done');
  const [first, second, wrong] = people.map(({ name }) => name) as [string, string, string];
  expect([await known(first), await known(second), await known(wrong)]).toEqual([1, 1, 0]);

  await officer.press('撤销这次导入');
  await officer.confirm(/^撤销$/);
  await officer.sees('请写为什么撤销');
  await officer.fill(/为什么撤销/, '导错了名单');
  await officer.look('exchange-undo');
  await officer.confirm(/^撤销$/);
  await officer.sees('已撤回');
  await officer.look('exchange-undone');
  expect([await known(first), await known(second)]).toEqual([0, 0]);
  await finish(officer);
}, 240_000);

test('an export says what it is for; a list goes out as the village adjusted it', async () => {
  const town = await open(TOWN, 'staff/exchange/index?tab=export');
  await town.choose(/^完整号码/);
  await exportAndSend(town, '上级检查');
  await town.look('exchange-exported');
  expect(await newestExport(TOWN)).toMatchObject({
    reason: '上级检查',
    full: true,
    text: expect.stringMatching(/用途：上级检查[\s\S]*999999\d{11}/),
  });
  await finish(town);

  const { items } = await byHand(stage.url, VILLAGE, 'exchange', 'list', { list: 'needs', month: null });
  const [line] = items;
  if (!line) throw new Error('the demo village needs nothing');
  const village = await open(VILLAGE, 'staff/lists/index');
  await village.press(`${line.what}，${line.who}`);
  await village.press('从清单里隐藏');
  await village.press('补一条');
  await village.press(/^保存$/);
  await village.sees('请写内容');
  await village.fill(/^内容/, '缺两床棉被');
  await village.fill(/^对象/, '三组独居老人');
  await village.look('lists-add');
  await village.press(/^保存$/);
  await village.sees('三组独居老人');
  await village.look('lists-adjusted');
  // The list of one month: what was new in it. Then back to what there is now.
  await village.press(/^月份/);
  await village.press('确定');
  await village.sees(/新增的/);
  await village.press('看现在有的');
  await village.sees('三组独居老人');
  await village.press(/^导出$/);
  await exportAndSend(village, '会议汇报');
  const { text } = await newestExport(VILLAGE);
  expect(text).toContain('缺两床棉被');
  const { items: left } = await byHand(stage.url, VILLAGE, 'exchange', 'list', {
    list: 'needs',
    month: null,
  });
  expect(left.map(({ key }) => key)).not.toContain(line.key);
  await finish(village);
}, 240_000);

test('cards are printed from the office computer, once', async () => {
  const officer = await open(VILLAGE, 'staff/cards/index');
  await officer.choose(/谢家路村/, 'checkbox');
  await officer.press('做1张卡片');
  await officer.press('在电脑上打印');
  await officer.sees('输入短码');
  await officer.look('cards-print');
  const code = (await officer.page.getByLabel(/^短码/).innerText()).trim();
  const address = await officer.page
    .getByText(/^https?:\/\//)
    .first()
    .innerText();

  const computer = await (await stage.browser.newContext({ locale: 'zh-CN' })).newPage();
  const type = async (): Promise<void> => {
    await computer.goto(address);
    await computer.getByLabel('请输入手机上显示的8位短码').fill(code);
    await computer.getByRole('button', { name: '打开卡片' }).click();
  };
  await type();
  await computer.getByText(/共1张卡片，1页A4/).waitFor();
  expect(await computer.getByRole('img', { name: '二维码' }).count()).toBe(1);
  await type();
  expect(await computer.getByRole('alert').innerText()).toMatch(/打开过|过期|失效/);
  await computer.context().close();
  await finish(officer);
}, 240_000);
