/** The audit, for the town: who, for whom, what, when, why, and who was refused. */
import { accountsActions } from '../../cloudfunctions/accounts/actions';
import { actionWords, allActions } from '../../cloudfunctions/core/action-words';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { AuditFilter, AuditRow } from '../../typings/api/set-up';
import { putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let person: BoundPerson;

beforeAll(async () => {
  ({ server, world } = await startTown());
  person = await world.resident();
  await server.client.ok(world.staff.village, 'registry', 'reveal', {
    residentId: person.residentId,
    field: 'idNumber',
    reason: '核对证件',
  });
  await server.client.refused('FORBIDDEN', person.openid, 'accounts', 'staffList', { state: 'active' });
});
afterAll(() => server.close());

async function search(filter: AuditFilter): Promise<AuditRow[]> {
  const rows: AuditRow[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof one>> = await one({ ...filter, cursor });
    rows.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return rows;
}
const one = (input: AuditFilter & { cursor?: string | null }) =>
  server.client.ok(world.staff.town, 'accounts', 'audit', input);

test('every action has words, and no two of one function the same', () => {
  const words = allActions();
  for (const { label } of words) expect(label).toMatch(/^[\u4e00-\u9fff]{2,14}$/);
  for (const action of Object.keys(accountsActions)) {
    expect(words.map(({ value }) => value)).toContain(`accounts.${action}`);
  }
  expect(actionWords('emergency.escalate')).toMatch(/报告镇里/);
  expect(actionWords('nobody.nothing')).toBe('nobody.nothing');
});

test('who, for whom, what, why', async () => {
  const [entry] = await search({ action: 'registry.reveal' });
  expect(entry).toMatchObject({
    what: '查看完整号码',
    roleLabel: '村残协',
    whom: person.name,
    villageName: '谢家路村',
    outcome: 'done',
  });
  expect(entry?.who).toMatch(/^谢家路村残协 /);
  expect(entry?.reason).toMatch(/核对证件/);
  expect(await search({ action: 'registry.reveal', residentId: person.residentId })).toHaveLength(1);
  const staffId = world.staff.staffIds[world.staff.otherVillage] ?? '';
  expect(await search({ action: 'registry.reveal', staffId })).toEqual([]);
});

test('who was refused, and by day', async () => {
  const today = chinaDate(Date.now());
  const denied = await search({ outcome: 'denied', from: today, to: today });
  expect(denied).toContainEqual(
    expect.objectContaining({ who: person.name, what: '看工作人员的列表', outcome: 'denied' }),
  );
  expect(await search({ to: '2020-01-01' })).toEqual([]);
  await server.client.refused('BAD_INPUT', world.staff.town, 'accounts', 'audit', {
    from: '2026-02-01',
    to: '2026-01-01',
  });
});

test('pages lose and repeat nothing, whatever shares a millisecond', async () => {
  const [sample] = await server.client.all('audit');
  if (!sample) throw new Error('no audit');
  const at = Date.parse('2025-06-01T08:00:00Z');
  for (let n = 0; n < 47; n += 1) {
    await putDoc(server, 'audit', { ...sample, _id: `same-${String(n).padStart(2, '0')}`, at });
  }
  const found = await search({ from: '2025-06-01', to: '2025-06-01' });
  expect(found).toHaveLength(47);
  expect(new Set(found.map(({ auditId }) => auditId)).size).toBe(47);
});

test('reading it is itself written down; villages see nothing of it', async () => {
  const residentId = person.residentId;
  await one({ residentId });
  const [entry] = await search({ action: 'accounts.audit', residentId });
  expect(entry).toMatchObject({ what: '查操作记录', whom: person.name, roleLabel: '镇残联' });
  for (const openid of [world.staff.village, person.openid, await world.volunteer()]) {
    await server.client.refused('FORBIDDEN', openid, 'accounts', 'audit', {});
  }
});
