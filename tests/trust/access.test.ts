/** Ways in that are none: what a phone says of itself, roles that have ended, other functions, HTTP, timers, old links. */
import * as v from 'valibot';
import { hash } from '../../cloudfunctions/core/crypto';
import { submission } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import { putDoc } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, WHEELCHAIR, type World } from '../support/functions/world';
import { keepFigures } from '../support/trust/figures';
import { NOT_THE_PHONES } from '../support/trust/hostile';
import { picker, validInput } from '../support/trust/sample';
import { allActions } from '../support/trust/tables';

jest.setTimeout(120_000);

let server: TestServer;
let world: World;
const figures = { actions: 0, foreignKeys: 0, denied: 0 };

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(async () => {
  keepFigures('access', figures);
  await server.close();
});

test.each(allActions().map((one) => [`${one.fn}.${one.action}`, one] as const))(
  '%s takes no openid, role, price, time or other fact that is not its to be told',
  (_name, { definition: { input: schema } }) => {
    figures.actions += 1;
    const valid = validInput(schema, picker(7)) as object;
    expect(v.safeParse(schema, valid).success).toBe(true);
    for (const key of NOT_THE_PHONES) {
      if (Object.hasOwn(valid, key)) continue;
      const more = { ...valid };
      Object.defineProperty(more, key, { value: 'townStaff', enumerable: true });
      const refused = !v.safeParse(schema, more).success;
      // Declared, optional and left out of the sample: its value must then be of the declared shape.
      if (!refused) expect({ key, declared: declared(schema, key) }).toEqual({ key, declared: true });
      else figures.foreignKeys += 1;
    }
  },
);

function declared(schema: unknown, key: string): boolean {
  const node = schema as { entries?: object; pipe?: { entries?: object }[] };
  return [node, ...(node.pipe ?? [])].some(
    ({ entries }) => entries !== undefined && Object.hasOwn(entries, key),
  );
}

test('who one is is never in the envelope', async () => {
  for (const more of [
    { openid: world.staff.admin },
    { role: 'admin' },
    { as: { role: 'admin', staffId: 'x' } },
    { user: { staff: { level: 'admin' } } },
  ]) {
    const event = { action: 'home', input: {}, ...more };
    expect(await server.client.send(newOpenid('liar'), 'accounts', event)).toMatchObject({
      ok: false,
      code: 'BAD_REQUEST',
    });
  }
  // What WeChat adds to an event is not read.
  const event = {
    action: 'residents',
    input: {},
    userInfo: { openId: world.staff.admin },
    tcbContext: { openid: world.staff.admin },
  };
  expect(await server.client.send(newOpenid('liar'), 'registry', event)).toMatchObject({ code: 'FORBIDDEN' });
  // A role that is asked for and not held.
  expect(
    await server.client.send(newOpenid('liar'), 'registry', {
      action: 'residents',
      input: {},
      as: { role: 'townStaff' },
    }),
  ).toMatchObject({ code: 'FORBIDDEN' });
});

describe('a role that has ended fails on the next call', () => {
  const fails = async (openid: string, fn: 'registry' | 'applications', action: string, input: unknown) => {
    expect(
      await server.client.send(openid, fn, { action, input, requestId: `ended-${Date.now()}` }),
    ).toMatchObject({
      ok: false,
      code: 'FORBIDDEN',
    });
    figures.denied += 1;
  };

  test('staff', async () => {
    const officer = await world.officer('village', VILLAGE);
    await server.client.ok(officer, 'registry', 'residents', {});
    const staffId = world.staff.staffIds[officer] ?? '';
    await server.client.ok(world.staff.admin, 'accounts', 'endStaff', { staffId });
    await fails(officer, 'registry', 'residents', {});
  });

  test('resident', async () => {
    const { openid } = await world.resident();
    await server.client.ok(openid, 'applications', 'mine', {});
    await server.client.ok(openid, 'accounts', 'unbind', { reason: '' });
    await fails(openid, 'applications', 'mine', {});
    await fails(openid, 'applications', 'applyDevice', submission(WHEELCHAIR.halfFen));
  });

  test('guardian', async () => {
    const person = await world.registerOne();
    const openid = await world.guardianOf(person);
    await server.client.ok(openid, 'applications', 'mine', {});
    const [guardian] = (
      await server.client.ok(world.staff.village, 'accounts', 'guardians', { residentId: person.residentId })
    ).guardians;
    await server.client.ok(world.staff.village, 'accounts', 'endGuardian', {
      residentId: person.residentId,
      guardianId: guardian?.guardianId ?? '',
      reason: '本人要求',
    });
    await fails(openid, 'applications', 'mine', {});
  });

  test('volunteer', async () => {
    const openid = await world.volunteer();
    await server.client.ok(openid, 'applications', 'wishes', {});
    await server.client.ok(openid, 'accounts', 'leaveVolunteer', { reason: '搬走了' });
    await fails(openid, 'applications', 'wishes', {});
  });

  test('and every denied try is in the audit', async () => {
    const denied = (await server.client.all('audit')).filter(({ outcome }) => outcome === 'denied');
    expect(denied.length).toBeGreaterThanOrEqual(figures.denied);
    figures.denied = denied.length;
  });
});

describe('other doors', () => {
  const http = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.client.url}/http/${path}`, init);

  test.each(['accounts', 'registry', 'applications', 'points'])('%s by HTTP is nobody', async (fn) => {
    const before = await server.client.dump([]);
    const liars: Record<string, string>[] = [
      {},
      { 'x-wx-openid': world.staff.admin },
      { openid: world.staff.admin },
    ];
    for (const headers of liars) {
      const answer = await http(fn, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ action: 'residents', input: {} }),
      });
      const text = await answer.text();
      expect(text).toMatch(/NOT_SIGNED_IN|BAD_REQUEST/);
    }
    expect(await server.client.dump([])).toEqual(before);
  });

  test('a phone cannot pass for a timer, nor for a request by HTTP', async () => {
    const before = await server.client.dump([]);
    for (const fn of ['applications', 'pairing', 'points', 'safeguard', 'emergency', 'notices'])
      expect(
        await server.client.send(newOpenid('liar'), fn, { Type: 'Timer', TriggerName: 'retention' }),
      ).toMatchObject({ ok: false });
    const answer = await fetch(`${server.client.url}/functions/dashboard`, {
      method: 'POST',
      headers: { 'x-wx-openid': newOpenid('liar') },
      body: JSON.stringify({ path: '/screen', httpMethod: 'GET', headers: {} }),
    });
    expect(await answer.json()).toMatchObject({ result: { statusCode: 401 } });
    expect(await server.client.dump([])).toEqual(before);
  });

  test('a screen link is random, kept as a hash, ends when revoked and by itself', async () => {
    const link = (): Promise<{ linkId: string; token: string }> =>
      server.client.ok(world.staff.village, 'dashboard', 'createScreenLink', {
        villageId: VILLAGE,
        label: '大厅',
      });
    const [one, other] = [await link(), await link()];
    expect(one.token).toMatch(/^[\w-]{43}$/);
    expect(other.token).not.toBe(one.token);
    const stored = await server.client.dump([]);
    expect(JSON.stringify({ ...stored, commands: [] })).not.toContain(one.token);
    expect(JSON.stringify(stored.commands)).not.toContain(one.token);
    expect(JSON.stringify(stored.screenLinks)).toContain(hash(one.token));
    const status = async (token: string): Promise<number> =>
      (await http('dashboard/screen', { headers: { authorization: `Bearer ${token}` } })).status;
    expect(await status(one.token)).toBe(200);
    await server.client.ok(world.staff.village, 'dashboard', 'revokeScreenLink', { linkId: one.linkId });
    expect(await status(one.token)).toBe(401);
    expect(await status(other.token)).toBe(200);
    const doc = await server.client.one('screenLinks', other.linkId);
    await putDoc(server, 'screenLinks', { ...doc, createdAt: doc.createdAt - 401 * 86_400_000 });
    expect(await status(other.token)).toBe(401);
    expect(await status('x'.repeat(43))).toBe(401);
  });

  test('an invitation works once, for a week, and cannot be guessed from what is stored', async () => {
    const { staffId, code } = await server.client.ok(world.staff.admin, 'accounts', 'inviteStaff', {
      name: '赵安安',
      level: 'town',
      villageId: null,
      duty: '专职委员',
      phone: '13900000002',
    });
    const stored = JSON.stringify(await server.client.all('staff'));
    expect(stored).not.toContain(code);
    // A plain hash of eight characters is found by trying all of them.
    expect(stored).not.toContain(hash(code));
    const doc = await server.client.one('staff', staffId);
    await putDoc(server, 'staff', { ...doc, inviteExpiresAt: Date.now() - 1 });
    await server.client.refused('INVITE_INVALID', newOpenid('late'), 'accounts', 'acceptInvite', { code });
    await putDoc(server, 'staff', doc);
    await server.client.ok(newOpenid('first'), 'accounts', 'acceptInvite', { code });
    await server.client.refused('INVITE_INVALID', newOpenid('second'), 'accounts', 'acceptInvite', { code });
  });
});
