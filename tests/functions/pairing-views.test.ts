/** What each viewer gets of codes, pairings and services, field by field: a field more is a leak until it is written down here. */
import type { ServiceView } from '../../typings/api/pairing';
import { photo, upload } from '../support/functions/case';
import { cardOf, codeOf, paired, serviceIn, type Pair } from '../support/functions/pairs';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { type World } from '../support/functions/world';
import { wav } from '../support/sounds';

let server: TestServer;
let world: World;
let pair: Pair;
let guardian: string;
let other: string;
/** Confirmed with everything there is, then disputed with a photo, then accepted: has been everywhere. */
let serviceId: string;
let volunteerPhone: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  const person = await world.resident();
  guardian = await world.guardianOf(person);
  pair = await paired(server, world, person);
  other = await world.volunteer();
  volunteerPhone = '13900000004';
  await server.client.ok(other, 'pairing', 'askPairing', { code: pair.code });
  serviceId = await serviceIn(server, pair, 'toConfirm', 50);
  const { voiceId } = await server.client.ok(guardian, 'media', 'acceptVoice', {
    fileID: await upload(server, guardian, wav(2), 'wav'),
    purpose: 'feedback',
    seconds: 2,
  });
  await server.client.ok(guardian, 'pairing', 'confirmService', {
    serviceId,
    score: 4,
    words: '好',
    photoIds: [await photo(server, guardian, 'feedback')],
    voiceId,
  });
  await server.client.ok(person.openid, 'pairing', 'disputeService', {
    serviceId,
    reason: '时间不对',
    photoIds: [await photo(server, person.openid, 'feedback')],
  });
  await server.client.ok(world.staff.village, 'pairing', 'decideService', {
    serviceId,
    accept: true,
    note: '核实过',
  });
});
afterAll(() => server.close());

/** All paths of a value, sorted: objects in lists count as one. */
function paths(value: unknown, at = ''): string[] {
  const found = new Set<string>();
  if (Array.isArray(value)) {
    for (const item of value) for (const path of paths(item, `${at}[]`)) found.add(path);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const path = at === '' ? key : `${at}.${key}`;
      found.add(path);
      for (const deeper of paths(inner, path)) found.add(deeper);
    }
  }
  return [...found].sort();
}

/** What must not reach anybody by these answers. */
function secrets(): string[] {
  const { idNumber, certificateNumber, openid, phone, address } = pair.person;
  return [idNumber, certificateNumber, openid, phone, address, pair.volunteer, guardian];
}

function expectNone(answer: unknown, unwanted: readonly string[]): void {
  const text = JSON.stringify(answer);
  for (const one of unwanted) expect(text).not.toContain(one);
}

const PAIRING = [
  'can',
  'can.decide',
  'can.end',
  'endReason',
  'endedAt',
  'minutes',
  'pairingId',
  'askedAt',
  'residentId',
  'residentName',
  'services',
  'since',
  'state',
  'villageName',
  'volunteerName',
  'volunteerPhone',
].sort();

const SERVICE = [
  ...['serviceId', 'pairingId', 'version', 'state', 'residentName', 'villageName', 'volunteerName'],
  ...['startedAt', 'endedAt', 'now', 'minutes', 'kinds', 'words', 'flags', 'cancelled'],
  ...['photos', 'photos[].photoId', 'photos[].url'],
  ...['feedback', 'feedback.score', 'feedback.words', 'feedback.at', 'feedback.late', 'feedback.onBehalfBy'],
  ...['feedback.photos', 'feedback.photos[].photoId', 'feedback.photos[].url'],
  ...['feedback.voice', 'feedback.voice.voiceId', 'feedback.voice.url', 'feedback.voice.seconds'],
  ...['dispute', 'dispute.reason', 'dispute.at', 'dispute.photos'],
  ...['decision', 'decision.accepted', 'decision.note', 'decision.by', 'decision.at'],
  ...['can', 'can.end', 'can.describe', 'can.confirm', 'can.dispute', 'can.decide', 'can.cancel'],
].sort();

const DISPUTE_PHOTOS = ['dispute.photos[].photoId', 'dispute.photos[].url'];

async function seen(openid: string): Promise<ServiceView> {
  const answer = await server.client.ok(openid, 'pairing', 'service', { serviceId });
  if (answer.unchanged) throw new Error('nothing was known before');
  return answer.service;
}

describe('a service', () => {
  test.each(['volunteer', 'resident', 'guardian', 'villageStaff', 'townStaff'])('for the %s', async (who) => {
    const openid =
      {
        volunteer: pair.volunteer,
        resident: pair.person.openid,
        guardian,
        villageStaff: world.staff.village,
      }[who] ?? world.staff.town;
    const service = await seen(openid);
    expect(paths(service)).toEqual((who === 'volunteer' ? SERVICE : [...SERVICE, ...DISPUTE_PHOTOS]).sort());
    expectNone(service, [...secrets(), volunteerPhone, pair.person.residentId]);
  });

  test('in lists', async () => {
    const ROW = [
      ...['endedAt', 'flags', 'kinds', 'minutes', 'residentName', 'score', 'serviceId', 'startedAt'],
      ...['state', 'villageName', 'volunteerName'],
    ].sort();
    for (const openid of [pair.volunteer, pair.person.openid, guardian]) {
      const { items } = await server.client.ok(openid, 'pairing', 'myServices', {});
      expect(items.map((row) => paths(row))).toEqual([ROW]);
      expectNone(items, [...secrets(), volunteerPhone, pair.person.residentId]);
    }
    const queue = await server.client.ok(world.staff.village, 'pairing', 'serviceQueue', { tab: 'decided' });
    if (queue.unchanged) throw new Error('nothing was known before');
    expect(queue.items.map((row) => paths(row))).toEqual([ROW]);
    expectNone(queue, [...secrets(), volunteerPhone]);
  });
});

describe('pairings', () => {
  test('for a volunteer: no number, no id of the resident; masked while only asked for', async () => {
    for (const openid of [pair.volunteer, other]) {
      const { items } = await server.client.ok(openid, 'pairing', 'myPairings', {});
      expect(items.map((one) => paths(one))).toEqual([PAIRING]);
      expectNone(items, [...secrets(), pair.person.residentId, volunteerPhone]);
    }
    const { items } = await server.client.ok(other, 'pairing', 'myPairings', {});
    expectNone(items, [pair.person.name]);
  });

  test("for the resident's side: the number of those who help, not of those who only ask", async () => {
    for (const openid of [pair.person.openid, guardian]) {
      const { items } = await server.client.ok(openid, 'pairing', 'myPairings', {});
      expect(items.map((one) => paths(one))).toEqual([PAIRING, PAIRING]);
      expect(items.map(({ state, volunteerPhone: number }) => [state, number])).toEqual([
        ['asked', null],
        ['active', volunteerPhone],
      ]);
      const asking = (await server.client.all('volunteers')).find((doc) => doc.openid === other);
      expectNone(items, [...secrets(), asking?.name ?? 'nobody']);
    }
  });

  test('for staff: all names, no numbers', async () => {
    for (const openid of [world.staff.village, world.staff.town]) {
      for (const state of ['asked', 'active'] as const) {
        const { items } = await server.client.ok(openid, 'pairing', 'pairings', { state });
        expect(items.map((one) => paths(one))).toEqual([PAIRING]);
        expect(items[0]?.residentName).toBe(pair.person.name);
        expectNone(items, [...secrets(), volunteerPhone]);
      }
    }
  });
});

describe('codes', () => {
  test('a scan', async () => {
    const PERSON = [
      ...[
        'obstacle',
        'pairingId',
        'relation',
        'residentId',
        'residentName',
        'runningServiceId',
        'villageName',
      ],
    ];
    for (const openid of [await world.volunteer(), world.staff.village, world.staff.otherVillage]) {
      const { person } = await server.client.ok(openid, 'pairing', 'scan', { code: pair.code });
      expect(paths(person)).toEqual(PERSON);
      expectNone(person, secrets());
      if (openid !== world.staff.village) expectNone(person, [pair.person.name, pair.person.residentId]);
    }
  });

  test('a card, and the own code', async () => {
    const mine = await server.client.ok(pair.person.openid, 'pairing', 'myCode', {});
    expect(paths(mine)).toEqual(['code', 'issuedAt', 'residentName', 'villageName']);
    expect(mine.code).toBe(await codeOf(server, pair.person));
    const { cards } = await server.client.ok(world.staff.village, 'pairing', 'cards', {
      residentIds: [pair.person.residentId],
    });
    expect(cards.map((card) => paths(card))).toEqual([
      ['code', 'officer', 'officer.name', 'officer.phone', 'residentId', 'residentName', 'villageName'],
    ]);
    expectNone(cards, secrets());
    expect(await cardOf(server, world.staff.town, pair.person.residentId)).toBe(pair.code);
  });
});

test('logs say nothing about anybody', async () => {
  const logs = (await server.client.logs()) + server.output();
  expect(logs).toContain('confirmService');
  for (const secret of [...secrets(), pair.person.name, pair.code, volunteerPhone]) {
    expect(logs).not.toContain(secret);
  }
});
