/** What each viewer gets, field by field: a field more is a leak until somebody has written it down here. */
import { CASE_KINDS } from '../../miniprogram/shared/case-states';
import { CONSENT_VERSION } from '../../miniprogram/shared/limits';
import { applicationIn } from '../support/functions/case';
import { newOpenid } from '../support/functions/people';
import type { TestServer } from '../support/functions/server';
import { startTown } from '../support/functions/town';
import { VILLAGE, WALKER, WHEELCHAIR, type World, type BoundPerson } from '../support/functions/world';

let server: TestServer;
let world: World;
let person: BoundPerson;
let guardian: string;
let volunteer: string;
let applicationId: string;

beforeAll(async () => {
  ({ server, world } = await startTown());
  person = await world.resident();
  guardian = await world.guardianOf(person);
  volunteer = await world.volunteer();
  // Has been everywhere: decision, photo, feedback.
  applicationId = await applicationIn(server, world, person, 'closed');
  await applicationIn(server, world, person, 'submitted', WALKER.halfFen, WALKER.itemId);
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

/** Everything that must not reach a viewer who has no business with it. */
function secretsOf({ idNumber, certificateNumber, openid }: BoundPerson): string[] {
  return [idNumber, certificateNumber, openid];
}

function expectNone(answer: unknown, secrets: string[]): void {
  const text = JSON.stringify(answer);
  for (const secret of secrets) expect(text).not.toContain(secret);
}

const under = (prefix: string, keys: string[]): string[] => keys.map((key) => `${prefix}.${key}`);
const sorted = (...lists: string[][]): string[] => lists.flat().sort();

const QUOTE = [
  'age',
  'appliedOn',
  'evaluatedOn',
  'payFen',
  'priceFen',
  'reasons',
  'reasons[].code',
  'reasons[].text',
  'ruleSource',
  'ruleVersion',
];

const DEVICE = sorted(
  under('detail', ['decidedFen', 'deliverTo', 'difference', 'items', 'kind', 'quotedFen']),
  under('detail.items[]', ['decision', 'image', 'itemId', 'name', 'quote']),
  under('detail.items[].quote', QUOTE),
  under('detail.items[].decision', QUOTE),
);

const APPLICATION = sorted(
  [
    'actions',
    'applicationId',
    'assisted',
    'contactPhone',
    'createdAt',
    'detail',
    'feedback',
    'feedback.at',
    'feedback.photos',
    'feedback.score',
    'feedback.voice',
    'feedback.words',
    'image',
    'kind',
    'onBehalfBy',
    'reason',
    'staff',
    'state',
    'timeline',
    'timeline[].action',
    'timeline[].actorName',
    'timeline[].actorRole',
    'timeline[].at',
    'timeline[].photos',
    'timeline[].photos[].photoId',
    'timeline[].photos[].url',
    'timeline[].state',
    'title',
    'updatedAt',
    'version',
    'voice',
  ],
  DEVICE,
);

const STAFF_PART = sorted(
  [
    'staff.age',
    'staff.assists',
    'staff.birthDate',
    'staff.categoryLabel',
    'staff.idNumberMasked',
    'staff.identityVerified',
    'staff.levelLabel',
    'staff.lowIncomeLabel',
    'staff.residentId',
    'staff.residentName',
    'staff.secondPerson',
    'staff.today',
    'staff.today[].quotable',
    'staff.today[].quote',
    'staff.verificationId',
    'staff.villageName',
  ],
  under('staff.today[].quote', QUOTE),
  under('staff', ['desk']),
  under('staff.desk', ['assignee', 'dueAt', 'log', 'mayTake', 'number', 'others', 'overdue', 'undo']),
  under('staff.desk.others[]', [
    'applicationId',
    'createdAt',
    'image',
    'kind',
    'payFen',
    'state',
    'title',
    'updatedAt',
  ]),
);

const ROW = ['applicationId', 'createdAt', 'image', 'kind', 'payFen', 'state', 'title', 'updatedAt'];

describe('an application', () => {
  async function get(openid: string): Promise<unknown> {
    const answer = await server.client.ok(openid, 'applications', 'get', { applicationId });
    if (answer.unchanged) throw new Error('nothing was known before');
    expectNone(answer, [...secretsOf(person), guardian, ...Object.values(world.staff.staffIds)]);
    expectNone(answer, Object.keys(world.staff.staffIds));
    return answer.application;
  }

  test('the resident and the guardian: nothing of the staff part', async () => {
    expect(paths(await get(person.openid))).toEqual(APPLICATION);
    expect(paths(await get(guardian))).toEqual(APPLICATION);
    expect(await get(person.openid)).toMatchObject({ staff: null });
  });

  test('staff: the person with masked numbers', async () => {
    const all = sorted(APPLICATION, STAFF_PART);
    expect(paths(await get(world.staff.village))).toEqual(all);
    expect(paths(await get(world.staff.town))).toEqual(all);
  });

  test('lists: residents their own lines, staff with name and village', async () => {
    for (const openid of [person.openid, guardian]) {
      const { items } = await server.client.ok(openid, 'applications', 'mine', {});
      expect(items).toHaveLength(2);
      expect(paths(items[0])).toEqual(ROW);
    }
    for (const openid of [world.staff.village, world.staff.town]) {
      const answer = await server.client.ok(openid, 'applications', 'queue', {
        kind: 'device',
        tab: 'toCheck',
      });
      expect(paths(answer)).toEqual(
        sorted(
          ['counts', 'items', 'next', 'overdue', 'unchanged', 'version'],
          under('counts', ['done', 'toApprove', 'toCarryOut', 'toCheck', 'waiting']),
          under('items[]', [...ROW, 'assignee', 'dueAt', 'number', 'overdue', 'residentName', 'villageName']),
        ),
      );
      expectNone(answer, [...secretsOf(person), person.phone, person.address]);
    }
  });

  test('a quote: what the form is filled with', async () => {
    const itemIds = [WHEELCHAIR.itemId];
    const answer = await server.client.ok(person.openid, 'applications', 'quote', { itemIds });
    expect(paths(answer)).toEqual(
      sorted(
        ['contactPhone', 'deliverTo', 'items', 'payFen'],
        under('items[]', ['item', 'obstacle', 'photo', 'view', 'view.quotable', 'view.quote']),
        under('items[].item', ['active', 'image', 'itemId', 'kind', 'name', 'priceFen', 'summary']),
        under('items[].obstacle', ['applicationId', 'code', 'message', 'until']),
        under('items[].view.quote', QUOTE),
      ),
    );
    expectNone(answer, secretsOf(person));
  });

  test('a quote for a phone not verified yet tells nothing of the register', async () => {
    const registered = await world.registerOne();
    const impostor = newOpenid('impostor');
    const typed = '13911112222';
    await world.bind({ ...registered, phone: typed }, impostor);
    const answer = await server.client.ok(impostor, 'applications', 'quote', {
      itemIds: [WHEELCHAIR.itemId],
    });
    expect(answer).toMatchObject({ deliverTo: '', contactPhone: typed });
    expectNone(answer, [registered.address, registered.phone, registered.idNumber]);
  });
});

describe('the register', () => {
  const LINE = [
    'age',
    'bound',
    'categoryLabel',
    'idNumberMasked',
    'levelLabel',
    'lastServiceAt',
    'lowIncome',
    'name',
    'paired',
    'residentId',
    'status',
    'villageName',
  ];
  test.each(['village', 'town', 'admin'] as const)('%s', async (level) => {
    const openid = world.staff[level];
    const list = await server.client.ok(openid, 'registry', 'residents', {});
    expect(paths(list)).toEqual(sorted(['items', 'next', 'total'], under('items[]', LINE)));
    expectNone(list, [...secretsOf(person), person.phone, person.address]);

    const { residentId } = person;
    const one = await server.client.ok(openid, 'registry', 'resident', { residentId });
    expect(paths(one.resident)).toEqual(
      sorted(LINE, [
        'address',
        'binding',
        'birthDate',
        'category',
        'certificateMasked',
        'certificateUntil',
        'lastChangeId',
        'leftOn',
        'level',
        'lowIncomePeriods',
        'mergedInto',
        'phoneMasked',
        'sex',
        'villageId',
      ]),
    );
    expectNone(one, [...secretsOf(person), person.phone]);
  });
});

describe('home', () => {
  const FRAME = sorted(
    ['active', 'active.role', 'home', 'home.role', 'requests'],
    ['roles', 'roles[].as'],
    ['roles[].as.role'],
  );
  const ROLES = ['roles[].label', 'roles[].toVerify', 'version'];
  const RESIDENT = [
    'active.residentId',
    'home.asked',
    'home.notices',
    'home.openCases',
    'home.openCases[].applicationId',
    'home.openCases[].kind',
    'home.openCases[].state',
    'home.openCases[].title',
    'home.openCases[].updatedAt',
    'home.residentId',
    'home.residentName',
    'home.running',
    'home.toVerify',
    'home.villageId',
    'home.villageName',
    'home.volunteers',
    'roles[].as.residentId',
  ];
  const STAFF = [
    'home.desk',
    ...under('home.desk', ['fresh', 'leave', 'mine', 'overdue', 'overdueAll', 'seenAt', 'standsInFor']),
    ...CASE_KINDS.map((kind) => `home.desk.overdue.${kind}`),
    'home.duty',
    'home.name',
    'home.residents',
    'home.villageName',
    'home.volunteers',
    'home.waiting',
    'home.waiting.assisted',
    'home.waiting.cases',
    ...CASE_KINDS.flatMap((kind) => [
      `home.waiting.cases.${kind}`,
      ...under(`home.waiting.cases.${kind}`, ['toApprove', 'toCarryOut', 'toCheck']),
    ]),
    'home.waiting.donations',
    'home.waiting.emergencies',
    'home.waiting.findings',
    'home.waiting.intentions',
    'home.waiting.pairings',
    'home.waiting.services',
    'home.waiting.stories',
    'home.waiting.verifications',
  ];
  const VOLUNTEER = under('home', [
    'claimedWishes',
    'intention',
    'kind',
    'minutes',
    'name',
    'notices',
    'pairings',
    'running',
    'skills',
    'state',
    'toDescribe',
    'villageName',
  ]);

  test.each<[string, () => string, string[]]>([
    ['resident', () => person.openid, sorted(FRAME, ROLES, RESIDENT)],
    ['guardian', () => guardian, sorted(FRAME, ROLES, RESIDENT)],
    ['volunteer', () => volunteer, sorted(FRAME, ROLES, VOLUNTEER)],
    ['villageStaff', () => world.staff.village, sorted(FRAME, ROLES, STAFF)],
    ['townStaff', () => world.staff.town, sorted(FRAME, ROLES, STAFF)],
    ['admin', () => world.staff.admin, sorted(FRAME, ROLES, STAFF)],
    ['nobody yet', () => newOpenid('new'), ['active', 'home', 'home.role', 'requests', 'roles', 'version']],
  ])('%s', async (_who, openid, expected) => {
    const answer = await server.client.ok(openid(), 'accounts', 'home', {});
    expect(paths(answer)).toEqual(expected);
    expectNone(answer, [...secretsOf(person), person.phone, person.address]);
  });
});

test('verifications: applicant and masked numbers; the other village sees none of them', async () => {
  const asking = await world.bind(await world.registerOne());
  await world.client.ok(newOpenid('helper'), 'accounts', 'registerVolunteer', {
    name: '王小明',
    phone: '13900000004',
    villageId: VILLAGE,
    kind: 'veteran',
    skills: [],
    consentVersion: CONSENT_VERSION,
  });
  for (const openid of [world.staff.village, world.staff.town]) {
    const answer = await server.client.ok(openid, 'accounts', 'verifications', {});
    expect(paths(answer)).toEqual(
      sorted(
        ['items', 'next', 'unchanged', 'version'],
        under('items[]', [
          'applicantName',
          'applicantPhoneMasked',
          'createdAt',
          'detail',
          'kind',
          'residentIdMasked',
          'residentName',
          'verificationId',
          'villageId',
          'villageName',
        ]),
      ),
    );
    expectNone(answer, [...secretsOf(asking), asking.phone, asking.address]);
  }
  const elsewhere = await server.client.ok(world.staff.otherVillage, 'accounts', 'verifications', {});
  expect(elsewhere).toMatchObject({ items: [], next: null });
});
