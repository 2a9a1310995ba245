/** After whatever happened, in any order: figures, lists of both sides and sums are what a recount of the records gives. */
import fc from 'fast-check';
import type { PairingDoc, ServiceDoc } from '../../cloudfunctions/core/collections';
import { maskName } from '../../miniprogram/shared/mask';
import type { CallResult } from '../../typings/wire';
import { photo } from '../support/functions/case';
import { cardOf, codeOf, DAY, fire, HOUR, passTime } from '../support/functions/pairs';
import { expectRecountEqual } from '../support/functions/recount';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { OTHER_VILLAGE, type World } from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

// --- the recount ---

const sum = (services: ServiceDoc[]): number => services.reduce((all, { minutes }) => all + minutes, 0);

async function expectInStep(): Promise<void> {
  const { client } = server;
  const [residents, volunteers, pairings, services] = await Promise.all([
    client.all('residents'),
    client.all('volunteers'),
    client.all('pairings'),
    client.all('services'),
  ]);
  const confirmed = (one: ServiceDoc): boolean => one.state === 'confirmed';
  const open = (pairing: PairingDoc): boolean => pairing.state === 'asked' || pairing.state === 'active';
  const shown = (pairing: PairingDoc, name: string): string =>
    pairing.state === 'active' ? name : maskName(name);
  for (const volunteer of volunteers) {
    const own = services.filter(({ volunteerId }) => volunteerId === volunteer._id);
    const runs = own.filter(({ state }) => state === 'running');
    expect(runs.length).toBeLessThanOrEqual(1);
    expect({
      pairings: new Set(volunteer.pairings.map((one) => JSON.stringify(one))),
      running: volunteer.running?.serviceId ?? null,
      toDescribe: [...volunteer.toDescribe].sort(),
      minutes: volunteer.minutes,
    }).toEqual({
      pairings: new Set(
        pairings
          .filter((one) => one.volunteerId === volunteer._id && open(one))
          .map((one) =>
            JSON.stringify({
              pairingId: one._id,
              residentId: one.residentId,
              residentName: shown(one, one.residentName),
              state: one.state,
            }),
          ),
      ),
      running: runs[0]?._id ?? null,
      toDescribe: own
        .filter(({ state }) => state === 'ended')
        .map(({ _id }) => _id)
        .sort(),
      minutes: sum(own.filter(confirmed)),
    });
    expect(volunteer.pairings.length).toBeLessThanOrEqual(2);
  }
  for (const resident of residents) {
    const own = services.filter(({ residentId }) => residentId === resident._id);
    const pairs = pairings.filter((one) => one.residentId === resident._id && open(one));
    const asked = [
      ...pairs.filter(({ state }) => state === 'asked').map(({ _id }) => `pairing ${_id}`),
      ...own.filter(({ state }) => state === 'toConfirm').map(({ _id }) => `service ${_id}`),
    ];
    expect({
      pairings: resident.pairings.map(({ pairingId, state }) => `${pairingId} ${state}`).sort(),
      running: resident.running.map(({ serviceId }) => serviceId).sort(),
      asked: resident.asked
        .map((one) => (one.what === 'pairing' ? `pairing ${one.pairingId}` : `service ${one.serviceId}`))
        .sort(),
    }).toEqual({
      pairings: pairs.map(({ _id, state }) => `${_id} ${state}`).sort(),
      running: own
        .filter(({ state }) => state === 'running')
        .map(({ _id }) => _id)
        .sort(),
      asked: asked.sort(),
    });
    expect(pairs.length).toBeLessThanOrEqual(3);
  }
  for (const pairing of pairings) {
    const counted = services.filter((one) => one.pairingId === pairing._id && confirmed(one));
    expect([pairing.services, pairing.minutes]).toEqual([counted.length, sum(counted)]);
  }
}

// --- what can happen ---

interface Person {
  openid: string | null;
  code: string;
  officer: string;
}
interface Cast {
  people: Person[];
  volunteers: string[];
}

const DEEDS = [
  'ask',
  'accept',
  'decline',
  'end',
  'start',
  'finish',
  'describe',
  'record',
  'cancel',
  'confirm',
  'dispute',
  'staffAccept',
  'staffReject',
  'forgotten',
  'remind',
] as const;
type Deed = (typeof DEEDS)[number];

/** Deeds that were accepted at least once: histories of refusals show nothing. */
const happened = new Set<Deed>();

function pick<T>(list: readonly T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

async function servicesIn(...states: ServiceDoc['state'][]): Promise<ServiceDoc[]> {
  return (await server.client.all('services')).filter(({ state }) => states.includes(state));
}

async function perform(
  cast: Cast,
  residents: Map<string, Person>,
  deed: Deed,
  n: number,
  m: number,
): Promise<CallResult<unknown> | null> {
  const { client } = server;
  const volunteer = pick(cast.volunteers, n) ?? '';
  const { code = '' } = pick(cast.people, m) ?? {};
  const pairingOf = async (...states: PairingDoc['state'][]) =>
    pick(
      (await client.all('pairings')).filter(({ state }) => states.includes(state)),
      n + m,
    );
  const serviceOf = async (...states: ServiceDoc['state'][]) => pick(await servicesIn(...states), n + m);
  const of = (residentId: string): Person | undefined => residents.get(residentId);
  switch (deed) {
    case 'ask':
      return client.call(volunteer, 'pairing', 'askPairing', { code });
    case 'accept':
    case 'decline': {
      const pairing = await pairingOf('asked');
      if (!pairing) return null;
      const person = of(pairing.residentId);
      return client.call(person?.openid ?? person?.officer ?? '', 'pairing', 'decidePairing', {
        pairingId: pairing._id,
        accept: deed === 'accept',
      });
    }
    case 'end': {
      const pairing = await pairingOf('asked', 'active');
      if (!pairing) return null;
      const by = m % 2 === 0 ? pairing.volunteerOpenid : world.staff.town;
      return client.call(by, 'pairing', 'endPairing', { pairingId: pairing._id, reason: '见说明' });
    }
    case 'start':
      return client.call(volunteer, 'pairing', 'startService', { code });
    case 'finish':
      return client.call(volunteer, 'pairing', 'endService', { code });
    case 'describe': {
      const service = await serviceOf('ended');
      if (!service) return null;
      const photoIds = [await photo(server, service.volunteerOpenid, 'service')];
      return client.call(service.volunteerOpenid, 'pairing', 'describeService', {
        serviceId: service._id,
        kinds: ['visit'],
        words: '',
        photoIds,
      });
    }
    case 'record': {
      const pairing = await pairingOf('active', 'ended');
      if (!pairing?.decidedAt) return null;
      const startedAt = pairing.decidedAt + m * HOUR;
      return client.call(pairing.volunteerOpenid, 'pairing', 'recordService', {
        pairingId: pairing._id,
        startedAt,
        endedAt: startedAt + (n + 1) * 11 * 60_000,
        kinds: ['errand'],
        words: '代办',
        photoIds: [],
      });
    }
    case 'cancel': {
      const service = await serviceOf('running', 'ended', 'toCheck', 'toConfirm', 'confirmed');
      if (!service) return null;
      return client.call(service.volunteerOpenid, 'pairing', 'cancelService', {
        serviceId: service._id,
        reason: '扫错',
      });
    }
    case 'confirm':
    case 'dispute': {
      const service = await (deed === 'confirm'
        ? serviceOf('toConfirm')
        : serviceOf('toConfirm', 'confirmed'));
      const openid = service && of(service.residentId)?.openid;
      if (!service || !openid) return null;
      const serviceId = service._id;
      return deed === 'confirm'
        ? client.call(openid, 'pairing', 'confirmService', { serviceId, score: 1 + (n % 5), words: '' })
        : client.call(openid, 'pairing', 'disputeService', { serviceId, reason: '不是这样' });
    }
    case 'staffAccept':
    case 'staffReject': {
      const service = await serviceOf('toCheck', 'disputed');
      if (!service) return null;
      return client.call(world.staff.town, 'pairing', 'decideService', {
        serviceId: service._id,
        accept: deed === 'staffAccept',
        note: '核实过',
        ...(m % 2 === 0 ? { minutes: Math.min(service.minutes, 7) } : {}),
      });
    }
    case 'forgotten':
    case 'remind':
      await passTime(server, deed === 'forgotten' ? 13 * HOUR : 4 * DAY, ['services', 'pairings']);
      await fire(server, deed);
      return { ok: true, data: null };
  }
}

/** The way that services usually go comes more often, so that histories get somewhere. */
const command = fc.record({
  deed: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...DEEDS) },
    {
      weight: 2,
      arbitrary: fc.constantFrom<Deed>('ask', 'accept', 'start', 'finish', 'describe', 'confirm'),
    },
  ),
  n: fc.nat(11),
  m: fc.nat(11),
});

test('random histories', async () => {
  const bound = [await world.resident(), await world.resident('1950-01-01', [], OTHER_VILLAGE)];
  const alone = await world.registerOne();
  const residents = new Map<string, Person>();
  for (const { residentId, openid, villageId } of bound) {
    const officer = world.officerOf(villageId);
    residents.set(residentId, { openid, code: await codeOf(server, { openid }), officer });
  }
  const { village } = world.staff;
  residents.set(alone.residentId, {
    openid: null,
    code: await cardOf(server, village, alone.residentId),
    officer: village,
  });
  const cast: Cast = {
    people: [...residents.values()],
    volunteers: [await world.volunteer(), await world.volunteer(OTHER_VILLAGE), await world.volunteer()],
  };
  // A first life that goes well, so that there is something to happen to.
  for (const deed of ['ask', 'accept', 'start', 'finish', 'describe', 'confirm'] as const) {
    await perform(cast, residents, deed, 0, 0);
  }
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: 15 }), async (commands) => {
      for (const { deed, n, m } of commands) {
        const answer = await perform(cast, residents, deed, n, m);
        if (answer?.ok) happened.add(deed);
        if (answer && !answer.ok) expect(['INTERNAL', 'BAD_INPUT', 'FORBIDDEN']).not.toContain(answer.code);
      }
      await expectInStep();
    }),
    { numRuns: 40, seed: 20261124, endOnFailure: true },
  );
  // All histories happened in one town: what one of them put wrong is wrong now.
  await expectRecountEqual(server.client);
  expect([...DEEDS].filter((deed) => !happened.has(deed))).toEqual([]);
});
