/** Pairings and services on their way, and time that passes for them. */
import type { CollectionName, Collections } from '../../../cloudfunctions/core/collections';
import type { ServiceState } from '../../../typings/domain';
import { photo } from './case';
import { tamperedWith, type TestServer } from './server';
import type { BoundPerson, World } from './world';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Replaces a document, as only a test may. */
export async function putDoc<C extends CollectionName>(
  server: TestServer,
  collection: C,
  doc: Collections[C],
): Promise<void> {
  const { client } = server;
  if (collection !== 'attempts') tamperedWith(server);
  await client.put(collection, doc);
}

function earlier(value: unknown, ms: number): unknown {
  if (Array.isArray(value)) return value.map((one) => earlier(one, ms));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      typeof one === 'number' && /(At|^at|Until)$/.test(key) ? one - ms : earlier(one, ms),
    ]),
  );
}

/** Time passes: all instants of these collections lie so much further back. */
export async function passTime(
  server: TestServer,
  ms: number,
  collections: CollectionName[] = ['pairings', 'services', 'attempts'],
): Promise<void> {
  for (const collection of collections) {
    for (const doc of await server.client.all(collection)) {
      await putDoc(server, collection, earlier(doc, ms) as Collections[typeof collection]);
    }
  }
}

/** Fires a timer of the function. */
export async function fire(
  { client }: TestServer,
  trigger: 'forgotten' | 'remind' | 'signals',
): Promise<void> {
  const response = await fetch(`${client.url}/timers/pairing/${trigger}`, { method: 'POST' });
  if (!response.ok) throw new Error(`timer ${trigger}: ${response.status}`);
}

/** The code on the phone of a bound resident. */
export async function codeOf({ client }: TestServer, { openid }: { openid: string }): Promise<string> {
  return (await client.ok(openid, 'pairing', 'issueCode', { renew: false })).code;
}

/** A card of somebody without a phone, printed by the village. */
export async function cardOf({ client }: TestServer, officer: string, residentId: string): Promise<string> {
  const { cards } = await client.ok(officer, 'pairing', 'cards', { residentIds: [residentId] });
  return cards[0]?.code ?? '';
}

export interface Pair {
  person: BoundPerson;
  code: string;
  volunteer: string;
  pairingId: string;
}

/** A volunteer paired with a resident who has a phone, for a day already. */
export async function paired(
  server: TestServer,
  world: World,
  person?: BoundPerson,
  volunteer?: string,
): Promise<Pair> {
  const resident = person ?? (await world.resident());
  const helper = volunteer ?? (await world.volunteer());
  const code = await codeOf(server, resident);
  const { pairingId } = await server.client.ok(helper, 'pairing', 'askPairing', { code });
  await server.client.ok(resident.openid, 'pairing', 'decidePairing', { pairingId, accept: true });
  const pairing = await server.client.one('pairings', pairingId);
  await putDoc(server, 'pairings', earlier(pairing, DAY) as typeof pairing);
  return { person: resident, code, volunteer: helper, pairingId };
}

/** What a volunteer writes about a service. */
export async function description(server: TestServer, volunteer: string) {
  return {
    kinds: ['visit' as const],
    words: '陪着说说话',
    photoIds: [await photo(server, volunteer, 'service')],
  };
}

/** A service of `minutes` minutes in a state of the usual way, or disputed. */
export async function serviceIn(
  server: TestServer,
  { person, code, volunteer }: Pair,
  state: Exclude<ServiceState, 'toCheck' | 'rejected' | 'cancelled'>,
  minutes = 60,
): Promise<string> {
  const { client } = server;
  const { serviceId } = await client.ok(volunteer, 'pairing', 'startService', { code });
  const steps: [ServiceState, () => Promise<unknown>][] = [
    [
      'ended',
      async () => {
        const service = await client.one('services', serviceId);
        await putDoc(server, 'services', { ...service, startedAt: service.startedAt - minutes * MINUTE });
        await client.ok(volunteer, 'pairing', 'endService', { code });
      },
    ],
    [
      'toConfirm',
      async () =>
        client.ok(volunteer, 'pairing', 'describeService', {
          serviceId,
          ...(await description(server, volunteer)),
        }),
    ],
    [
      'confirmed',
      () => client.ok(person.openid, 'pairing', 'confirmService', { serviceId, score: 5, words: '很好' }),
    ],
  ];
  const usual = state === 'disputed' ? 'toConfirm' : state;
  for (const [reached, step] of steps) {
    if (usual === 'running') break;
    await step();
    if (reached === usual) break;
  }
  if (state === 'disputed') {
    await client.ok(person.openid, 'pairing', 'disputeService', { serviceId, reason: '那天没有来' });
  }
  return serviceId;
}
