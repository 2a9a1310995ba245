/**
 * State x step x role for what is not an application: a step that its declared table does not have is refused in every state, by
 * the functions themselves. Applications: permission-matrix.test.ts. The cells are printed by `npm run matrix`.
 */
import type { CollectionName, Collections } from '../../cloudfunctions/core/collections';
import { chinaDate } from '../../miniprogram/shared/china-time';
import { ACTION_TABLES } from '../../scripts/action-tables';
import { stepRows, takes, type STEP_ROLES } from '../../scripts/matrix/matrix';
import { photo } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { previewed, sheetOf, sheetPerson } from '../support/functions/imports';
import { description, paired, putDoc, serviceIn } from '../support/functions/pairs';
import { bornYearsAgo, newPerson } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, type World } from '../support/functions/world';

type StepRole = Exclude<(typeof STEP_ROLES)[number], 'system' | 'guardian'>;
/** An action of a function that takes these steps, and an input that passes its schema; `version` is the record's. */
type Call = [steps: string | readonly string[], name: string, input: (version: number) => object];

interface Kind {
  record: string;
  collection: CollectionName;
  id: string;
  /** Who may reach the record at all, so that it is the state that refuses. */
  callers: Partial<Record<StepRole, string>>;
  calls: Call[];
  /** Where the state stands in the document, unless at its top. */
  inState?: (doc: never, state: string) => object;
}

const TODAY = chinaDate(Date.now());
const REFUSED = ['STEP_NOT_ALLOWED', 'STATE_CHANGED', 'ALREADY_DECIDED', 'NOT_FOUND', 'FORBIDDEN'];

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const staff = () => ({ villageStaff: world.staff.village, townStaff: world.staff.town });

async function pairingKinds(): Promise<Kind[]> {
  const { client } = server;
  const pair = await paired(server, world);
  const serviceId = await serviceIn(server, pair, 'toConfirm');
  const homes = { resident: pair.person.openid, volunteer: pair.volunteer, ...staff() };
  const helper = await world.volunteer();
  const wished = {
    kinds: ['visit' as const],
    times: ['weekdayMorning' as const],
    villageId: VILLAGE,
    words: '',
  };
  const { intentionId } = await client.ok(helper, 'pairing', 'submitIntention', wished);
  const { residentId } = await world.registerOne();
  await client.ok(world.staff.village, 'pairing', 'arrangeIntention', {
    intentionId,
    version: 1,
    residentId,
    note: '',
  });
  const { pairingId } = pair;
  const told = await description(server, pair.volunteer);
  const reason = '原因';
  return [
    {
      record: 'pairing',
      collection: 'pairings',
      id: pairingId,
      callers: homes,
      calls: [
        ['accept', 'pairing.decidePairing', () => ({ pairingId, accept: true })],
        ['decline', 'pairing.decidePairing', () => ({ pairingId, accept: false })],
        [['cancel', 'decline', 'end'], 'pairing.endPairing', () => ({ pairingId, reason })],
      ],
    },
    {
      record: 'service',
      collection: 'services',
      id: serviceId,
      callers: homes,
      calls: [
        ['describe', 'pairing.describeService', () => ({ serviceId, ...told })],
        ['accept', 'pairing.decideService', () => ({ serviceId, accept: true, note: '' })],
        ['reject', 'pairing.decideService', () => ({ serviceId, accept: false, note: reason })],
        ['confirm', 'pairing.confirmService', () => ({ serviceId, score: 5, words: '' })],
        ['dispute', 'pairing.disputeService', () => ({ serviceId, reason })],
        ['cancel', 'pairing.cancelService', () => ({ serviceId, reason })],
      ],
    },
    {
      record: 'intention',
      collection: 'intentions',
      id: intentionId,
      callers: { volunteer: helper, ...staff() },
      calls: [
        ['change', 'pairing.changeIntention', (version) => ({ intentionId, version, ...wished })],
        ['withdraw', 'pairing.withdrawIntention', () => ({ intentionId })],
        ['accept', 'pairing.answerIntention', () => ({ intentionId, accept: true })],
        ['decline', 'pairing.answerIntention', () => ({ intentionId, accept: false, reason })],
        [
          'arrange',
          'pairing.arrangeIntention',
          (version) => ({ intentionId, version, residentId, note: '' }),
        ],
        ['close', 'pairing.closeIntention', () => ({ intentionId, reason })],
      ],
    },
  ];
}

async function donationKinds(): Promise<Kind[]> {
  const volunteer = await world.volunteer();
  const kinds: Kind[] = [];
  for (const directed of [true, false]) {
    const { donationId } = await server.client.ok(volunteer, 'donations', 'promise', {
      needId: null,
      villageId: directed ? VILLAGE : null,
      kind: 'goods',
      what: '大米',
      quantity: 3,
      unit: '袋',
      valueFen: null,
      promisedUntil: TODAY,
      words: '',
    });
    const reason = '原因';
    const photoIds = [await photo(server, world.staff.village, 'donation')];
    const part = { allotmentId: null, quantity: 1, residentId: null, photoIds };
    kinds.push({
      record: directed ? 'donation, for a village' : 'donation, for the town to allot',
      collection: 'donations',
      id: donationId,
      callers: { volunteer, ...staff() },
      calls: [
        ['accept', 'donations.accept', () => ({ donationId })],
        ['decline', 'donations.decline', () => ({ donationId, reason })],
        ['receive', 'donations.receive', () => ({ donationId, quantity: 3 })],
        [
          'allot',
          'donations.allot',
          () => ({ donationId, villageId: VILLAGE, residentId: null, quantity: 1 }),
        ],
        ['deliver', 'donations.deliver', () => ({ donationId, ...part })],
        ['cancel', 'donations.cancel', () => ({ donationId, reason })],
      ],
    });
  }
  return kinds;
}

async function storyAndOrderKinds(): Promise<Kind[]> {
  const { client } = server;
  const author = await world.volunteer();
  const story = { title: '上门', body: '今天陪老人去卫生院', photoIds: [] };
  const { noticeId } = await client.ok(author, 'notices', 'submitStory', story);
  const reason = '原因';
  const goods = { name: '肥皂', summary: '', points: 1, limitPerPerson: 0, villageId: VILLAGE, active: true };
  const { goodsId } = await client.ok(world.staff.village, 'points', 'saveGoods', {
    ...goods,
    version: 0,
    photoId: null,
    addStock: 3,
  });
  const pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed');
  const { orderId } = await client.ok(pair.volunteer, 'points', 'redeem', { goodsId, points: 1 });
  const of = { collection: 'notices' as const, id: noticeId, callers: { volunteer: author, ...staff() } };
  return [
    {
      ...of,
      record: 'story',
      calls: [
        ['submit', 'notices.submitStory', (version) => ({ noticeId, version, ...story })],
        ['withdraw', 'notices.withdrawStory', () => ({ noticeId })],
        ['return', 'notices.returnStory', (version) => ({ noticeId, version, reason })],
      ],
    },
    {
      ...of,
      record: 'notice',
      calls: [
        ['publish', 'notices.publish', (version) => ({ noticeId, version })],
        ['withdraw', 'notices.withdraw', () => ({ noticeId, reason })],
      ],
    },
    {
      record: 'order',
      collection: 'orders',
      id: orderId,
      callers: { volunteer: pair.volunteer, ...staff() },
      calls: [
        ['handOut', 'points.handOut', () => ({ orderId })],
        ['cancel', 'points.cancelOrder', () => ({ orderId })],
      ],
    },
  ];
}

/** What staff look at: somebody's identity, a call for help, a finding, a signal, a picture, an import. */
async function deskKinds(): Promise<Kind[]> {
  const { client } = server;
  const { village } = world.staff;
  const waiting = await world.bind(await world.registerOne());
  const [verification] = await client.all('verifications', { openid: waiting.openid });
  const verificationId = verification?._id ?? '';
  const caller = await world.resident();
  const { callId } = await client.ok(caller.openid, 'emergency', 'recordCall', {
    calledAt: Date.now(),
    officerName: '陈主席',
    officerDuty: '主席',
    town: false,
    dialled: true,
  });
  const { residentId } = await world.registerOne(bornYearsAgo(71), null);
  await fetch(`${client.url}/timers/registry/checkRegister`, { method: 'POST' });
  const found = (await client.all('findings')).find(({ residentIds }) => residentIds.includes(residentId));
  const findingId = found?._id ?? '';
  const signalId = `${VILLAGE}:lateEntries:someone`;
  await putDoc(server, 'signals', {
    _id: signalId,
    kind: 'lateEntries',
    state: 'open',
    villageId: VILLAGE,
    volunteerId: 'someone',
    residentId: null,
    words: '补记得多',
    services: [],
    foundAt: 0,
    settled: null,
  });
  const photoId = await photo(server, await world.volunteer(), 'service');
  const file = sheetOf([sheetPerson(newPerson(bornYearsAgo(66)))]);
  const { jobId } = await previewed(server, village, file);
  const callers = staff();
  const reason = '原因';
  const commit = { jobId, leaveOut: 0, updates: 'skip', probables: 'skip' };
  return [
    {
      record: 'verification',
      collection: 'verifications',
      id: verificationId,
      callers,
      calls: [
        ['approve', 'accounts.decideVerification', () => ({ verificationId, approve: true })],
        ['refuse', 'accounts.decideVerification', () => ({ verificationId, approve: false, note: reason })],
      ],
    },
    {
      record: 'emergency',
      collection: 'emergencyCalls',
      id: callId,
      callers,
      calls: [
        ['take', 'emergency.take', () => ({ callId })],
        ['notReached', 'emergency.followUp', () => ({ callId, outcome: 'notReached', note: '' })],
        ['followUp', 'emergency.followUp', () => ({ callId, outcome: 'safe', note: '' })],
      ],
    },
    {
      record: 'finding',
      collection: 'findings',
      id: findingId,
      callers,
      calls: [
        ['settle', 'registry.settleFinding', () => ({ findingId, reason })],
        ['reopen', 'registry.reopenFinding', () => ({ findingId })],
      ],
    },
    {
      record: 'signal',
      collection: 'signals',
      id: signalId,
      callers,
      calls: [
        ['settle', 'pairing.settleSignal', () => ({ signalId, reason })],
        ['reopen', 'pairing.reopenSignal', () => ({ signalId })],
      ],
    },
    {
      record: 'picture',
      collection: 'photos',
      id: photoId,
      callers,
      calls: [
        ['pass', 'media.decidePicture', () => ({ photoId, pass: true })],
        ['refuse', 'media.decidePicture', () => ({ photoId, pass: false })],
      ],
      inState: (doc: Collections['photos'], state) => ({
        check: { ...doc.check, state, villageId: VILLAGE },
      }),
    },
    {
      // Going on with an import that has nothing to do answers how it stands: no step.
      record: 'import',
      collection: 'importJobs',
      id: jobId,
      callers: { villageStaff: village },
      calls: [
        ['commit', 'exchange.commitImport', () => commit],
        ['cancel', 'exchange.cancelImport', () => ({ jobId })],
        ['undo', 'exchange.undoImport', () => ({ jobId, reason })],
      ],
    },
  ];
}

/** Steps that no action takes by naming the record: timers, and what finds it by a code or goes on by itself. */
const ELSEWHERE = ['end', 'forget', 'handBack', 'giveUp', 'expire', 'advance'];

async function put(kind: Kind, state: string): Promise<number> {
  const doc = (await server.client.one(kind.collection, kind.id)) as object;
  const change = kind.inState ? kind.inState(doc as never, state) : { state };
  await putDoc(server, kind.collection, { ...doc, ...change } as Collections[typeof kind.collection]);
  return (doc as { version?: number }).version ?? 0;
}

/** The cells of one kind that are refused by its table; those that are not refused by the function as well. */
async function openCells(kind: Kind): Promise<{ asked: number; open: object[] }> {
  const rows = stepRows().filter(({ record }) => record === kind.record);
  const named = [...new Set(rows.map(({ action }) => action))].filter((step) => !ELSEWHERE.includes(step));
  const called = new Set(kind.calls.flatMap(([steps]) => steps));
  expect({ record: kind.record, missing: named.filter((step) => !called.has(step)) }).toEqual({
    record: kind.record,
    missing: [],
  });
  const states = new Set(rows.flatMap(({ from, to }) => [from, to]));
  // Where a table says what follows from the facts, that is no state.
  for (const word of ['asking', 'stock']) states.delete(word);
  let asked = 0;
  const open: object[] = [];
  for (const state of states) {
    const version = await put(kind, state);
    for (const [steps, name, input] of kind.calls) {
      const [fn = '', action = ''] = name.split('.');
      const table = ACTION_TABLES[fn as 'pairing'] as Record<string, { may: readonly string[] }>;
      for (const [role, openid] of Object.entries(kind.callers) as [StepRole, string][]) {
        const inTable = rows.some(
          (row) => row.from === state && [steps].flat().includes(row.action) && takes(row.who, role),
        );
        if (inTable || !table[action]?.may.includes(role)) continue;
        asked += 1;
        const event = { action, input: input(version), requestId: newRequestId(), as: { role } };
        const answer = await server.client.send(openid, fn, event);
        const code = answer.ok ? 'ok' : answer.code;
        if (!REFUSED.includes(code)) open.push({ record: kind.record, state, name, steps, role, code });
      }
    }
  }
  return { asked, open };
}

test('what the table of a record does not have is refused in every state, whoever asks', async () => {
  const kinds = [
    ...(await pairingKinds()),
    ...(await donationKinds()),
    ...(await storyAndOrderKinds()),
    ...(await deskKinds()),
  ];
  const applications = (record: string): boolean => record.startsWith('application');
  const printed = new Set(stepRows().map(({ record }) => record));
  expect(kinds.map(({ record }) => record).sort()).toEqual(
    [...printed].filter((r) => !applications(r)).sort(),
  );
  const open: object[] = [];
  let cells = 0;
  for (const kind of kinds) {
    const found = await openCells(kind);
    cells += found.asked;
    open.push(...found.open);
  }
  expect(open).toEqual([]);
  expect(cells).toBeGreaterThan(200);
}, 120_000);
