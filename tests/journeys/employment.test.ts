/** Work: found by filter, asked for, followed up, found; the resident sees each step. */
import { byHand } from './by-hand';
import { setStage } from './stage';

const RESIDENT = 'demo-resident-52';
const OFFICER = 'demo-officer-xiejialu';
const stage = setStage();

test('a resident answers a job, staff follow up, the work is found', async () => {
  const resident = await stage.phone(RESIDENT);
  await resident.press(/就业支持/);
  await resident.sees('找工作，学手艺');
  const { items: jobs } = await byHand(stage.url, RESIDENT, 'notices', 'list', { kinds: ['job'] });
  const job = jobs[0]?.title ?? '';
  await resident.press(new RegExp(job));
  await resident.press(/我想去|我要报名/);
  await resident.sees(`报名：${job}`);
  await resident.choose(/手工活/, 'checkbox');
  await resident.choose(/^半天/);
  await resident.choose(/^本村/);
  await resident.press('提交');
  await resident.sees('请看一看，同意才能继续');
  await resident.choose(/我同意/, 'checkbox');
  await resident.press('提交');
  await resident.confirm('提交');
  await resident.allowMessages(/打电话了解您的情况/);
  await resident.sees(/打电话了解您的情况/);

  const { items } = await byHand(stage.url, RESIDENT, 'applications', 'mine', { kind: 'employment' });
  const applicationId = items[0]?.applicationId ?? '';
  await byHand(stage.url, OFFICER, 'applications', 'check', { applicationId });
  await resident.sees(/正在帮您找合适的岗位/);
  await byHand(stage.url, OFFICER, 'applications', 'followUp', {
    applicationId,
    words: '已和单位约好星期三去看看',
  });
  await resident.sees('已和单位约好星期三去看看');
  await byHand(stage.url, OFFICER, 'applications', 'recordPlacement', {
    applicationId,
    employer: '老街豆腐坊',
    post: '包装',
    since: '2026-03-02',
  });
  await resident.sees(/已找到工作/);
  await resident.sees(/老街豆腐坊/);

  // A second wish for work is possible now; while one is open it is said.
  await resident.page.goto(`${stage.url}/phone/?openid=${RESIDENT}`);
  await resident.press(/就业支持/);
  await resident.press('登记我的求职意愿');
  await resident.sees('登记求职意愿');
  await resident.choose(/缝纫/, 'checkbox');
  // The draft is there again after the mini-program was closed.
  await resident.page.goto(`${stage.url}/phone/?openid=${RESIDENT}`);
  await resident.press(/就业支持/);
  await resident.press('登记我的求职意愿');
  await resident.page.getByRole('checkbox', { name: /缝纫/, checked: true }).waitFor();
  expect(await resident.errors()).toEqual([]);
  await resident.close();
}, 240_000);

/** Somebody whose next contact is due, and who has no application under way, where contacts would be written instead. */
async function dueWithoutApplication(): Promise<{ residentName: string; residentId: string }> {
  const { items } = await byHand(stage.url, OFFICER, 'employment', 'files', { due: true });
  for (const { residentName, residentId } of items) {
    const { file } = await byHand(stage.url, OFFICER, 'employment', 'file', { residentId });
    if (file.applicationId === null) return { residentName, residentId };
  }
  throw new Error('nobody without an application is to be contacted');
}

test('an employment file: found where a contact is due, changed, planned, followed up', async () => {
  const officer = await stage.phone(OFFICER);
  await officer.press(/^就业档案/);
  await officer.page.getByRole('tab', { name: '该联系了', selected: true }).waitFor();
  const { residentName, residentId } = await dueWithoutApplication();
  await officer.press(new RegExp(`^${residentName}`));
  await officer.page.getByRole('heading', { name: residentName }).filter({ visible: true }).waitFor();

  await officer.press(/^修改档案/);
  await officer.choose(/^用电脑/, 'checkbox');
  await officer.press('保存');
  await officer.sees(/用电脑/);

  await officer.press(/^帮扶措施，/);
  await officer.press('加一条');
  await officer.fill(/^做什么/, '陪同去加工点看看');
  await officer.fill(/^谁来做/, '村干部');
  await officer.press('好了');
  await officer.sees('陪同去加工点看看');
  await officer.press('保存');
  await officer.sees('享受的政策');
  await officer.sees('陪同去加工点看看');

  await officer.press('记一次联系');
  await officer.fill(/这次联系的情况/, '说好星期三去看看');
  await officer.press('记下来');
  await officer.sees('说好星期三去看看');
  const { file } = await byHand(stage.url, OFFICER, 'employment', 'file', { residentId });
  expect(file.abilities).toContain('computer');
  expect(file.plan.at(-1)).toMatchObject({ what: '陪同去加工点看看', by: '村干部' });
  expect(file.followUps[0]?.words).toBe('说好星期三去看看');
  expect(file.nextOn).toBeNull();
  expect(await officer.errors()).toEqual([]);
  await officer.close();
}, 180_000);
