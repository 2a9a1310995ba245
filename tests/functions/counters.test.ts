/** After whatever happened, in any order: the figures, open cases and open slots are what a recount of the records gives. */
import fc from 'fast-check';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import type { CaseState, VolunteerKind } from '../../typings/domain';
import type { CallResult } from '../../typings/wire';
import { photo, submission } from '../support/functions/case';
import { bornYearsAgo, newName, newOpenid, newPerson } from '../support/functions/people';
import { expectRecountEqual } from '../support/functions/recount';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import {
  OTHER_VILLAGE,
  VILLAGE,
  WALKER,
  WHEELCHAIR,
  type World,
  type RegisteredPerson,
} from '../support/functions/world';

let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

const VILLAGES = [VILLAGE, OTHER_VILLAGE];
const ITEMS = [
  { itemId: WHEELCHAIR.itemId, payFen: WHEELCHAIR.halfFen },
  { itemId: WALKER.itemId, payFen: WALKER.halfFen },
];
const VOLUNTEER_KINDS: VolunteerKind[] = ['partyMember', 'veteran'];
const ENDED: CaseState[] = ['closed', 'rejected', 'withdrawn'];
/** After these the same item can be applied for again; what has been received has a service life of years. */
const AGAIN: CaseState[] = ['rejected', 'withdrawn'];

/** The counters, and what is kept beside the records: open cases, bindings, open slots. */
async function expectInStep(): Promise<void> {
  const { client } = server;
  await expectRecountEqual(client);
  const [residents, applications, verifications, openSlots, users] = await Promise.all([
    client.all('residents'),
    client.all('applications'),
    client.all('verifications'),
    client.all('openSlots'),
    client.all('users'),
  ]);
  for (const resident of residents) {
    const open = applications.filter((a) => a.residentId === resident._id && !ENDED.includes(a.state));
    const found = applications.filter(({ openFor }) => openFor === resident._id);
    expect(found.map(({ _id }) => _id)).toEqual(open.map(({ _id }) => _id));
    const bound = users.filter((user) => user.resident?.residentId === resident._id);
    expect(bound.map(({ _id, resident: role }) => [_id, role?.state])).toEqual(
      resident.binding ? [[resident.binding.openid, resident.binding.state]] : [],
    );
  }
  const slots = verifications
    .filter(({ state }) => state === 'open')
    .map(({ _id, kind, openid, residentId }) => ({
      _id: `verification:${kind}:${openid}:${residentId ?? ''}`,
      recordId: _id,
    }));
  expect(new Map(openSlots.map((slot) => [slot._id, slot.recordId]))).toEqual(
    new Map(slots.map((slot) => [slot._id, slot.recordId])),
  );
}

// --- the model: what is possible now ---

interface ModelPerson extends RegisteredPerson {
  openid: string;
  bound: 'no' | 'toVerify' | 'verified';
}
interface ModelCase {
  applicationId: string;
  person: ModelPerson;
  itemId: string;
  payFen: number;
  state: CaseState;
  returnedFrom: CaseState;
}
interface ModelVolunteer {
  openid: string;
  villageId: string;
  state: 'none' | 'toVerify' | 'verified' | 'refused';
}
interface Model {
  people: ModelPerson[];
  cases: ModelCase[];
  volunteers: ModelVolunteer[];
}

const CASE_KINDS = [
  'check',
  'return',
  'resubmit',
  'approve',
  'reject',
  'withdraw',
  'deliver',
  'confirmReceipt',
  'dispute',
  'giveFeedback',
] as const;
type CaseKind = (typeof CASE_KINDS)[number];
const KINDS = [
  ...CASE_KINDS,
  'submit',
  'bind',
  'verify',
  'refuse',
  'volunteer',
  'verifyVolunteer',
  'refuseVolunteer',
] as const;
type Kind = (typeof KINDS)[number];

/** Kinds that were accepted at least once: a sequence that is only refused shows nothing. */
const accepted = new Set<Kind>();

function possible(kind: CaseKind, { state, person }: ModelCase): boolean {
  const isBound = person.bound !== 'no';
  switch (kind) {
    case 'check':
      return state === 'submitted' && person.bound === 'verified';
    case 'return':
    case 'reject':
      return state === 'submitted' || state === 'checked';
    case 'resubmit':
      return state === 'returned' && isBound;
    case 'approve':
      return state === 'checked';
    case 'withdraw':
      return ['submitted', 'checked', 'returned'].includes(state) && isBound;
    case 'deliver':
      return state === 'approved';
    case 'confirmReceipt':
    case 'dispute':
      return state === 'delivered' && isBound;
    case 'giveFeedback':
      return state === 'received' && isBound;
  }
}

const USUAL: Partial<Record<CaseState, CaseKind>> = {
  submitted: 'check',
  checked: 'approve',
  approved: 'deliver',
  delivered: 'confirmReceipt',
  received: 'giveFeedback',
  returned: 'resubmit',
};

async function send(kind: CaseKind, one: ModelCase): Promise<CallResult<{ state: CaseState }>> {
  const { client } = server;
  const { applicationId, person } = one;
  const village = world.officerOf(person.villageId);
  const asker = one.state === 'checked' ? world.staff.town : village;
  const reason = { applicationId, reason: '见说明' };
  switch (kind) {
    case 'check':
      return client.call(village, 'applications', kind, { applicationId });
    case 'return':
    case 'reject':
      return client.call(asker, 'applications', kind, reason);
    case 'dispute':
      return client.call(person.openid, 'applications', kind, reason);
    case 'resubmit':
      return client.call(person.openid, 'applications', kind, { applicationId, answer: '好' });
    case 'approve':
      return client.call(world.staff.town, 'applications', kind, { applicationId, seenPayFen: one.payFen });
    case 'withdraw':
      return client.call(person.openid, 'applications', kind, { applicationId });
    case 'deliver': {
      const photoIds = possible(kind, one) ? [await photo(server, village)] : ['none'];
      return client.call(village, 'applications', kind, { applicationId, photoIds });
    }
    case 'confirmReceipt':
      return client.call(person.openid, 'applications', kind, { applicationId });
    case 'giveFeedback':
      return client.call(person.openid, 'applications', kind, { applicationId, score: 4, words: '' });
  }
}

function pick<T>(list: T[], n: number): T | undefined {
  return list[n % Math.max(1, list.length)];
}

/** Prefers what is possible; when nothing is, tries all the same and must be refused. */
function choose<T>(list: T[], n: number, may: (one: T) => boolean): T | undefined {
  return pick(list.filter(may), n) ?? pick(list, n);
}

function told(kind: Kind, answer: CallResult<unknown>, expected: boolean): void {
  expect({ kind, answer }).toMatchObject({ kind, answer: { ok: expected } });
  if (expected) accepted.add(kind);
}

async function stepCase(model: Model, kind: CaseKind, n: number): Promise<void> {
  const one = choose(model.cases, n, (candidate) => possible(kind, candidate));
  if (!one) return;
  const expected = possible(kind, one);
  const answer = await send(kind, one);
  told(kind, answer, expected);
  if (!answer.ok) return;
  const from = one.state;
  one.state = answer.data.state;
  if (kind === 'return') one.returnedFrom = from;
  if (kind === 'resubmit') expect(one.state).toBe(one.returnedFrom);
}

/** Brings one of the verified people's devices as far as the door: nothing else can be disputed. */
async function bringToDoor(model: Model, n: number): Promise<void> {
  const onTheWay: CaseState[] = ['submitted', 'checked', 'approved'];
  const one = pick(
    model.cases.filter(({ state, person }) => onTheWay.includes(state) && person.bound === 'verified'),
    n,
  );
  while (one && onTheWay.includes(one.state))
    await stepCase({ ...model, cases: [one] }, USUAL[one.state] ?? 'check', 0);
}

async function submit(model: Model, n: number, m: number): Promise<void> {
  const item = pick(ITEMS, m) ?? ITEMS[0];
  const person = choose(model.people, n, ({ bound }) => bound !== 'no');
  if (!person || !item) return;
  const { itemId, payFen } = item;
  const holds = model.cases.some(
    (one) => one.person === person && one.itemId === itemId && !AGAIN.includes(one.state),
  );
  const answer = await server.client.call(
    person.openid,
    'applications',
    'applyDevice',
    submission(payFen, itemId),
  );
  told('submit', answer, person.bound !== 'no' && !holds);
  if (!answer.ok) return;
  const { applicationId } = answer.data;
  model.cases.push({
    applicationId,
    person,
    itemId,
    payFen,
    state: 'submitted',
    returnedFrom: 'submitted',
  });
}

async function bind(model: Model, n: number): Promise<void> {
  const person = choose(model.people, n, ({ bound }) => bound === 'no');
  if (!person) return;
  const { name, idNumber: document, phone, openid } = person;
  const input = { name, document, phone, consentVersion: CONSENT_VERSION };
  const answer = await server.client.call(openid, 'accounts', 'bind', input);
  told('bind', answer, person.bound === 'no');
  if (answer.ok) person.bound = 'toVerify';
}

async function decideBinding(model: Model, n: number, approve: boolean): Promise<void> {
  const waiting = (): ModelPerson[] => model.people.filter(({ bound }) => bound === 'toVerify');
  if (waiting().length === 0) await bind(model, n);
  const person = pick(waiting(), n);
  if (!person) return;
  await world.decide(person.openid, person.villageId, approve);
  person.bound = approve ? 'verified' : 'no';
  accepted.add(approve ? 'verify' : 'refuse');
}

async function volunteer(model: Model, n: number, m: number): Promise<void> {
  const one = choose(model.volunteers, n, ({ state }) => state === 'none' || state === 'refused');
  const villageId = pick(VILLAGES, m) ?? VILLAGE;
  if (!one) return;
  const answer = await server.client.call(one.openid, 'accounts', 'registerVolunteer', {
    name: newName(),
    phone: '13900000004',
    villageId,
    kind: pick(VOLUNTEER_KINDS, m) ?? 'other',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  told('volunteer', answer, one.state === 'none' || one.state === 'refused');
  if (answer.ok) Object.assign(one, { villageId, state: 'toVerify' });
}

async function decideVolunteer(model: Model, n: number, approve: boolean): Promise<void> {
  const waiting = (): ModelVolunteer[] => model.volunteers.filter(({ state }) => state === 'toVerify');
  if (waiting().length === 0) await volunteer(model, n, n);
  const one = pick(waiting(), n);
  if (!one) return;
  await world.decide(one.openid, one.villageId, approve);
  one.state = approve ? 'verified' : 'refused';
  accepted.add(approve ? 'verifyVolunteer' : 'refuseVolunteer');
}

interface Command {
  kind: Kind | 'advance';
  n: number;
  m: number;
}

async function run(model: Model, { kind, n, m }: Command): Promise<void> {
  switch (kind) {
    case 'advance': {
      const one = pick(
        model.cases.filter(({ state }) => USUAL[state] !== undefined),
        n,
      );
      if (one) await stepCase({ ...model, cases: [one] }, USUAL[one.state] ?? 'check', 0);
      return;
    }
    case 'dispute':
      await bringToDoor(model, n);
      return stepCase(model, kind, n);
    case 'submit':
      return submit(model, n, m);
    case 'bind':
      return bind(model, n);
    case 'verify':
    case 'refuse':
      return decideBinding(model, n, kind === 'verify');
    case 'volunteer':
      return volunteer(model, n, m);
    case 'verifyVolunteer':
    case 'refuseVolunteer':
      return decideVolunteer(model, n, kind === 'verifyVolunteer');
    default:
      return stepCase(model, kind, n);
  }
}

/** Three people of two villages, one of them verified and with an application, and two who want to help. */
async function newModel(): Promise<Model> {
  const unbound = [
    ...(await world.register([newPerson(bornYearsAgo(70)), newPerson(bornYearsAgo(80))])),
    ...(await world.register([newPerson(bornYearsAgo(61))], OTHER_VILLAGE)),
  ];
  const people = unbound.map((person): ModelPerson => {
    return { ...person, openid: newOpenid('resident'), bound: 'no' };
  });
  const volunteers = ['volunteer', 'volunteer'].map((label): ModelVolunteer => {
    return { openid: newOpenid(label), villageId: VILLAGE, state: 'none' };
  });
  const model: Model = { people, volunteers, cases: [] };
  await bind(model, 0);
  await decideBinding(model, 0, true);
  await submit(model, 0, 0);
  return model;
}

const command = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom<Command['kind']>(...KINDS) },
    { weight: 2, arbitrary: fc.constant<Command['kind']>('advance') },
  ),
  n: fc.nat(5),
  m: fc.nat(5),
});

test('random sequences', async () => {
  // The same sequences each time, so that every kind of command is known to be among what was accepted.
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 12, maxLength: 12 }), async (commands) => {
      const model = await newModel();
      for (const one of commands) await run(model, one);
      await expectInStep();
    }),
    { numRuns: 13, seed: 20_240_301, endOnFailure: true },
  );
  expect([...accepted].sort()).toEqual([...KINDS].sort());
});

test('many at once', async () => {
  const models = await Promise.all([newModel(), newModel()]);
  const kinds: Command['kind'][] = ['bind', 'volunteer', 'advance', 'bind'];
  await Promise.all(
    models.flatMap((model) => kinds.map((kind, i) => run(model, { kind, n: i === 3 ? 1 : 0, m: i }))),
  );
  await expectInStep();
});
