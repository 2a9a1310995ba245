/** Villages, phones, catalogue and rules: what setting them up promises. */
import { PARAMETERS, type ParameterKey } from '../../cloudfunctions/core/parameters';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { PlaceSetUp } from '../../typings/api/set-up';
import { applicationIn, photo, viewOf } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import {
  OTHER_VILLAGE,
  paymentRule,
  VILLAGE,
  WALKER,
  WHEELCHAIR,
  type World,
} from '../support/functions/world';

const DAY = 86_400_000;
let server: TestServer;
let world: World;
let admin: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  admin = world.staff.admin;
});
afterAll(() => server.close());

async function placeOf(villageId: string, openid = admin): Promise<PlaceSetUp> {
  const { places } = await server.client.ok(openid, 'registry', 'places', {});
  const place = places.find((one) => one.villageId === villageId);
  if (!place) throw new Error(`no ${villageId}`);
  return place;
}
const OFFICERS = [{ name: '王主席', duty: '主席', phone: '13900000081' }];
const numbersOf = async (openid: string) => server.client.ok(openid, 'emergency', 'numbers', {});

describe('the phones of a village', () => {
  test('are kept by its own staff, are on the phones of residents at once, and who changed them is shown to the town', async () => {
    const resident = await world.resident();
    const { version } = await placeOf(VILLAGE, world.staff.village);
    await server.client.ok(world.staff.village, 'registry', 'saveVillagePhones', {
      villageId: VILLAGE,
      officers: OFFICERS,
      version,
    });
    expect((await numbersOf(resident.openid)).officers).toEqual(OFFICERS);
    expect((await placeOf(VILLAGE, world.staff.town)).phonesChanged?.by).toMatch(/^谢家路村残协 /);
    const late = await server.client.refused(
      'STATE_CHANGED',
      world.staff.town,
      'registry',
      'saveVillagePhones',
      {
        villageId: VILLAGE,
        officers: OFFICERS,
        version,
      },
    );
    expect(late.message).toMatch(/^谢家路村残协 .+刚刚改过谢家路村/);
  });

  test('of another village are none of theirs; nobody leaves a village without a number', async () => {
    const { places, town } = await server.client.ok(world.staff.village, 'registry', 'places', {});
    expect(places.map(({ villageId }) => villageId)).toEqual([VILLAGE]);
    expect(town).toBeNull();
    const other = { villageId: OTHER_VILLAGE, officers: OFFICERS, version: 1 };
    await server.client.refused('NOT_FOUND', world.staff.village, 'registry', 'saveVillagePhones', other);
    await server.client.refused('BAD_INPUT', admin, 'registry', 'saveVillagePhones', {
      ...other,
      officers: [],
    });
    await server.client.refused('BAD_INPUT', admin, 'registry', 'saveVillagePhones', {
      ...other,
      villageId: 'town',
    });
  });
});

describe('a village', () => {
  test('is added, renamed and put in its place', async () => {
    const village = { villageId: 'xincun', name: '新村', kind: 'village' as const };
    await server.client.ok(admin, 'registry', 'saveVillage', village);
    await server.client.refused('STATE_CHANGED', admin, 'registry', 'saveVillage', village);
    const { version } = await placeOf('xincun');
    await server.client.ok(admin, 'registry', 'saveVillage', { ...village, name: '新新村', version });
    await server.client.ok(admin, 'registry', 'orderVillages', {
      villageIds: ['xincun', OTHER_VILLAGE, VILLAGE],
    });
    const { villages } = await server.client.ok(newOpenid('anybody'), 'registry', 'villages', {});
    expect(villages.map(({ name }) => name)).toEqual(['新新村', '夹塘村', '谢家路村']);
  });

  test('with people in it is not closed; an empty one takes nothing new afterwards, until it is opened again', async () => {
    const person = await world.registerOne(undefined, [], OTHER_VILLAGE);
    const full = await placeOf(OTHER_VILLAGE);
    const refusal = await server.client.refused('STATE_CHANGED', admin, 'registry', 'closeVillage', {
      villageId: OTHER_VILLAGE,
      closed: true,
      version: full.version,
    });
    expect(refusal.message).toMatch(/1位残障朋友、工作人员/);
    const { version } = await placeOf('xincun');
    await server.client.ok(admin, 'registry', 'closeVillage', { villageId: 'xincun', closed: true, version });
    const { villages } = await server.client.ok(admin, 'registry', 'villages', {});
    expect(villages.map(({ villageId }) => villageId)).not.toContain('xincun');
    expect(await placeOf('xincun')).toMatchObject({ closed: true });
    const { name } = person;
    await server.client.refused('BAD_INPUT', newOpenid('volunteer'), 'accounts', 'registerVolunteer', {
      name,
      phone: '13900000009',
      villageId: 'xincun',
      kind: 'other',
      skills: [],
      consentVersion: '2026-11',
    });
    await server.client.refused('BAD_INPUT', world.staff.town, 'registry', 'recordMove', {
      residentId: person.residentId,
      villageId: 'xincun',
      on: chinaDate(Date.now()),
      note: '搬家',
    });
    await server.client.ok(admin, 'registry', 'closeVillage', {
      villageId: 'xincun',
      closed: false,
      version: version + 1,
    });
    await server.client.ok(world.staff.town, 'registry', 'recordMove', {
      residentId: person.residentId,
      villageId: 'xincun',
      on: chinaDate(Date.now()),
      note: '搬家',
    });
  });
});

describe('the catalogue', () => {
  test('says how many applications go on when a device is withdrawn; two administrators at once', async () => {
    const person = await world.resident();
    await applicationIn(server, world, person, 'submitted', WALKER.halfFen, WALKER.itemId);
    expect(await server.client.ok(admin, 'applications', 'catalogueUse', { itemId: WALKER.itemId })).toEqual({
      open: 1,
      more: false,
    });
    const { items } = await server.client.ok(admin, 'applications', 'catalogueSetUp', {});
    const walker = items.find(({ itemId }) => itemId === WALKER.itemId);
    expect(walker).toMatchObject({ serviceMonths: 12, version: 1, active: true });
    expect(items.find(({ itemId }) => itemId === 'gone')).toMatchObject({ active: false, serviceMonths: 36 });
    if (!walker) throw new Error('no walker');
    const { serviceMonths: _, photo: __, ...item } = walker;
    await server.client.ok(admin, 'applications', 'saveCatalogueItem', { ...item, active: false });
    const second = await server.client.refused(
      'STATE_CHANGED',
      admin,
      'applications',
      'saveCatalogueItem',
      item,
    );
    expect(second.message).toMatch(/管理员刚刚改过助行器/);
    const [open] = (await server.client.ok(person.openid, 'applications', 'mine', { kind: 'device' })).items;
    expect(open?.state).toBe('submitted');
  });

  test('a photo of the thing: kept when something else is changed, seen by residents, taken away', async () => {
    const person = await world.resident();
    const itemId = WHEELCHAIR.itemId;
    const stored = async () => {
      const { items } = await server.client.ok(admin, 'applications', 'catalogueSetUp', {});
      const found = items.find((one) => one.itemId === itemId);
      if (!found) throw new Error('no wheelchair');
      const { serviceMonths: _, photo: shown, ...item } = found;
      return { shown, item };
    };
    const seen = async () =>
      (await server.client.ok(person.openid, 'applications', 'quote', { itemIds: [itemId] })).items[0]?.photo;
    const save = async (change: { photoId?: string | null; summary?: string }) =>
      server.client.ok(admin, 'applications', 'saveCatalogueItem', { ...(await stored()).item, ...change });
    expect(await seen()).toBeNull();
    const photoId = await photo(server, admin, 'goods');
    await save({ photoId });
    expect((await stored()).shown?.photoId).toBe(photoId);
    await save({ summary: '推着走' });
    expect((await stored()).shown?.photoId).toBe(photoId);
    await server.client.refused('PHOTO_NOT_FOUND', admin, 'applications', 'saveCatalogueItem', {
      ...(await stored()).item,
      photoId: await photo(server, person.openid, 'goods'),
    });
    expect((await seen())?.photoId).toBe(photoId);
    await save({ photoId: null });
    expect(await seen()).toBeNull();
  });
});

describe('rules', () => {
  const TODAY = chinaDate(Date.now());
  const TOMORROW = chinaDate(Date.now() + DAY);
  const YESTERDAY = chinaDate(Date.now() - DAY);
  const read = (key: string) => server.client.ok(admin, 'registry', 'parameter', { key });

  test('every one has words, a form of its schema, and what is in force fits the form', async () => {
    const { parameters } = await server.client.ok(world.staff.town, 'registry', 'parameters', {});
    expect(parameters.map(({ key }) => key)).toEqual(Object.keys(PARAMETERS));
    for (const { title, about, fields } of parameters) {
      expect(title).toMatch(/^[\u4e00-\u9fff]{2,12}$/);
      expect(about).toMatch(/[\u4e00-\u9fff]{6}/);
      expect(fields.length).toBeGreaterThan(0);
      for (const { label } of fields) expect(label).toMatch(/[\u4e00-\u9fff]{2}/);
      for (const field of fields) {
        const choices = 'options' in field ? field.options : 'keys' in field ? field.keys : [];
        for (const { label } of choices) expect(label).toMatch(/[\u4e00-\u9fff]/);
        if (field.kind === 'whole') expect(field.unit).toMatch(/[\u4e00-\u9fff]/);
      }
    }
    const paths = (key: ParameterKey) =>
      parameters.find((one) => one.key === key)?.fields.map(({ path }) => path);
    expect(paths('devicePayment')).toEqual(['payFromAge', 'share.numerator', 'share.denominator', 'freeFor']);
    expect(paths('villageNeighbours')).toEqual(['']);
  });

  test('never begin in the past; a decided case keeps its rule; a new quote follows from the first day on', async () => {
    const [first, second] = [await world.resident(), await world.resident()];
    const decided = await applicationIn(server, world, first, 'approved');
    const { changes } = await read('devicePayment');
    const rule = (version: string, from: string) => ({
      ...paymentRule(version, from, { numerator: 1, denominator: 4 }),
      changes,
    });
    await server.client.refused('BAD_INPUT', admin, 'registry', 'setParameter', rule('past', YESTERDAY));
    await server.client.ok(admin, 'registry', 'setParameter', rule('now', TODAY));
    const late = await server.client.refused(
      'STATE_CHANGED',
      admin,
      'registry',
      'setParameter',
      rule('too', TODAY),
    );
    expect(late.message).toMatch(/管理员刚刚改过「辅具收费」/);
    const quote = await server.client.ok(second.openid, 'applications', 'quote', {
      itemIds: [WHEELCHAIR.itemId],
    });
    expect(quote.payFen).toBe(Math.floor(WHEELCHAIR.priceFen / 4));
    const view = await viewOf(server, first.openid, decided);
    expect(view.detail).toMatchObject({
      items: [{ decision: { payFen: WHEELCHAIR.halfFen, ruleVersion: '2024-01' } }],
    });
    expect((await read('devicePayment')).versions.map(({ version, state }) => [version, state])).toEqual([
      ['now', 'inForce'],
      ['2024-01', 'past'],
    ]);
  });

  test('set twice on one day: the later one counts', async () => {
    const before = await read('orderKeepDays');
    for (const [n, days] of [5, 9].entries()) {
      await server.client.ok(admin, 'registry', 'setParameter', {
        key: 'orderKeepDays',
        version: `day-${n}`,
        effectiveFrom: TODAY,
        source: '测试规定',
        value: { days },
        changes: before.changes + n,
      });
    }
    expect((await read('orderKeepDays')).parameter.inForce?.value).toEqual({ days: 9 });
  });

  test('one that is not in force yet is taken back, one that is stays', async () => {
    const { changes, versions } = await read('repairPromise');
    const { parameterId } = await server.client.ok(admin, 'registry', 'setParameter', {
      key: 'repairPromise',
      version: 'next',
      effectiveFrom: TOMORROW,
      source: '测试规定',
      value: { takeDays: 1, repairDays: 2 },
      changes,
    });
    expect((await read('repairPromise')).parameter.next?.parameterId).toBe(parameterId);
    await server.client.refused('STATE_CHANGED', admin, 'registry', 'removeParameter', {
      parameterId,
      changes,
    });
    await server.client.ok(admin, 'registry', 'removeParameter', { parameterId, changes: changes + 1 });
    expect((await read('repairPromise')).versions).toEqual(versions);
    await server.client.refused('STEP_NOT_ALLOWED', admin, 'registry', 'removeParameter', {
      parameterId: versions[0]?.parameterId ?? '',
      changes: changes + 2,
    });
  });

  test('of no such name, or with a value that does not fit, are none', async () => {
    const before = await server.client.dump();
    const { changes } = await read('orderKeepDays');
    const rule = { version: 'wrong', effectiveFrom: TODAY, source: '测试规定', changes };
    for (const [field, wrong] of [
      ['key', { key: 'orderKeepYears', value: { days: 5 } }],
      ['key', { key: 'constructor', value: { days: 5 } }],
      ['value', { key: 'orderKeepDays', value: { days: -5 } }],
      ['value', { key: 'orderKeepDays', value: { months: 5 } }],
    ] as const) {
      const input = { ...rule, ...wrong };
      const answer = await server.client.refused('BAD_INPUT', admin, 'registry', 'setParameter', input);
      expect(Object.keys(answer.fields ?? {})).toEqual([field]);
    }
    expect(await server.client.dump()).toEqual(before);
  });

  test('of payment are shown by examples before they are set', async () => {
    const { examples } = await server.client.ok(admin, 'applications', 'previewPayment', {
      value: { payFromAge: 65, share: { numerator: 1, denominator: 2 }, freeFor: ['dibao'] },
    });
    const at = (age: number, status: string) =>
      examples.find((one) => one.age === age && one.status === status);
    // In force since the test above: a quarter from 60 on.
    expect(at(60, 'none')).toMatchObject({ nowFen: 21_700, newFen: 0 });
    expect(at(65, 'none')).toMatchObject({ nowFen: 21_700, newFen: 43_400 });
    expect(at(65, 'dibian')).toMatchObject({ nowFen: 0, newFen: 43_400 });
    await server.client.refused('BAD_INPUT', admin, 'applications', 'previewPayment', {
      value: { payFromAge: 1 },
    });
  });
});
