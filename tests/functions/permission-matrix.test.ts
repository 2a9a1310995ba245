/**
 * The matrix as it is declared holds: nothing is undeclared, a record of another village does not exist for village staff,
 * and a step that is not in its table is refused in every state. tests/functions/permissions.test.ts has action x role.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TABLES } from '../../cloudfunctions/applications/rules/tables';
import { functionNames } from '../../scripts/build-functions';
import { ACTION_TABLES } from '../../scripts/action-tables';
import { matrixRows, matrixText } from '../../scripts/matrix/matrix';
import { VILLAGE_SCOPE } from '../../scripts/matrix/village-scope';
import type { ApplicationDoc } from '../../cloudfunctions/core/collections';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { FunctionName } from '../../typings/api';
import type { CaseAction, CaseKind, CaseState, Role } from '../../typings/domain';
import { applicationIn, photo, repairIn } from '../support/functions/case';
import { newRequestId } from '../support/functions/client';
import { employmentIn, renovationIn, wishIn } from '../support/functions/kinds';
import { bornYearsAgo } from '../support/functions/people';
import { paired, putDoc, serviceIn } from '../support/functions/pairs';
import { ROOT } from '../support/functions/versions';
import type { TestServer } from '../support/functions/server';
import { registerCalls, spreadsheetCalls } from '../support/functions/village-records';
import { startTown } from '../support/functions/town';
import { VILLAGE, WHEELCHAIR, type World } from '../support/functions/world';

const TODAY = chinaDate(Date.now());
let server: TestServer;
let world: World;

beforeAll(async () => {
  ({ server, world } = await startTown());
});
afterAll(() => server.close());

/** How an officer's call is answered: the code, or 'ok'. */
async function answerOf(openid: string, name: string, input: object, as?: Role): Promise<string> {
  const [fn = '', action = ''] = name.split('.');
  const event = { action, input, requestId: newRequestId(), ...(as ? { as: { role: as } } : {}) };
  const answer = await server.client.send(openid, fn, event);
  return answer.ok ? 'ok' : answer.code;
}

describe('nothing is undeclared', () => {
  test('every folder of a function has a table, and every table a function', async () => {
    // Nobody can call what has timers only.
    const called = (await functionNames()).filter((name) => name !== 'safeguard');
    expect(called).toEqual(Object.keys(ACTION_TABLES).sort());
  });

  test('what a function exports is its one main; what is not in its table does not exist', async () => {
    for (const fn of Object.keys(ACTION_TABLES)) {
      const source = readFileSync(join(ROOT, 'cloudfunctions', fn, 'index.ts'), 'utf8');
      const exported = [...source.matchAll(/export (?:async )?(?:const|function) (\w+)/g)].map(
        ([, name]) => name,
      );
      expect({ fn, exported }).toEqual({ fn, exported: ['main'] });
      for (const action of ['toString', '__proto__', 'constructor', 'noSuchAction', 'main']) {
        expect(await answerOf(world.staff.admin, `${fn}.${action}`, {})).toBe('UNKNOWN_ACTION');
      }
    }
  });

  test('every action that village staff may call says what their village means for it, and nothing else does', () => {
    const declared = Object.keys(VILLAGE_SCOPE).sort();
    const needed = matrixRows().filter(({ may }) => may.includes('villageStaff'));
    expect(declared).toEqual(needed.map(({ fn, action }) => `${fn}.${action}`).sort());
  });

  test('docs/permissions.md is what the tables say (npm run matrix)', () => {
    expect(readFileSync(join(ROOT, 'docs/permissions.md'), 'utf8')).toBe(matrixText());
  });

  test('phones reach functions only: no collection is open to them', () => {
    const schema = JSON.parse(readFileSync(join(ROOT, 'cloudfunctions/schema.json'), 'utf8')) as {
      collections: Record<string, { access: string }>;
    };
    for (const [name, { access }] of Object.entries(schema.collections)) {
      expect({ name, access }).toEqual({ name, access: 'ADMINONLY' });
    }
    expect(existsSync(join(ROOT, 'cloudfunctions/core/index.ts'))).toBe(false);
    expect(readdirSync(join(ROOT, 'cloudfunctions')).includes('core')).toBe(true);
  });
});

/** A record of the village for each kind, and with it a call of every 'record' action that could succeed. */
async function callsOnRecords(): Promise<Record<string, object>> {
  const { client } = server;
  const { village } = world.staff;
  const person = await world.resident();
  const quiet = await world.registerOne();
  const young = await world.registerOne(bornYearsAgo(40));
  const guardian = await world.guardianOf(person);
  const { guardians } = await client.ok(village, 'accounts', 'guardians', { residentId: person.residentId });
  const waiting = await world.bind(await world.registerOne());
  const verification = (await client.all('verifications')).find(
    ({ openid, state }) => openid === waiting.openid && state === 'open',
  );
  const applicationId = await applicationIn(server, world, person, 'submitted');
  const work = { applicationId: await employmentIn(server, world, person, 'submitted') };
  const home = { applicationId: await renovationIn(server, world, person, 'submitted') };
  const wish = { applicationId: await wishIn(server, world, person, 'submitted') };
  const owner = await world.resident();
  const device = await applicationIn(server, world, owner, 'received');
  const repair = { applicationId: await repairIn(server, world, owner, device, 'submitted') };
  const { linkId } = await client.ok(village, 'dashboard', 'createScreenLink', {
    villageId: VILLAGE,
    label: '大屏',
  });
  const donor = await world.volunteer();
  const { donationId } = await client.ok(donor, 'donations', 'promise', {
    needId: null,
    villageId: VILLAGE,
    kind: 'goods',
    what: '大米',
    quantity: 3,
    unit: '袋',
    valueFen: null,
    promisedUntil: TODAY,
    words: '',
  });
  const need = { what: '棉被', quantity: 6, unit: '床', openUntil: TODAY, residentId: null, open: true };
  const { needId } = await client.ok(village, 'donations', 'saveNeed', need);
  const { callId } = await client.ok(guardian, 'emergency', 'recordCall', {
    calledAt: Date.now(),
    officerName: '陈主席',
    officerDuty: '主席',
    town: false,
    dialled: true,
  });
  const notice = {
    kind: 'notice' as const,
    title: '村里的公告',
    body: '明天开会',
    photoIds: [],
    pinned: false,
    expiresOn: null,
    offer: null,
  };
  const saved = await client.ok(village, 'notices', 'save', notice);
  const noticeAt = { noticeId: saved.noticeId, version: saved.version };
  const pair = await paired(server, world);
  const serviceId = await serviceIn(server, pair, 'disputed');
  const helper = await world.volunteer();
  // Found by a timer, in the services of some weeks.
  const signalId = 'xiejialu:lateEntries:someone';
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
  const { intentionId } = await client.ok(helper, 'pairing', 'submitIntention', {
    kinds: ['visit'],
    times: ['weekdayMorning'],
    villageId: VILLAGE,
    words: '',
  });
  const volunteerId = (await client.one('users', helper)).volunteer?.volunteerId ?? '';
  const goods = {
    version: 0,
    name: '肥皂',
    summary: '',
    points: 1,
    limitPerPerson: 0,
    villageId: VILLAGE,
    active: true,
    photoId: null,
    addStock: 3,
  };
  const { goodsId } = await client.ok(village, 'points', 'saveGoods', goods);
  const order = await orderOf(goodsId);
  const of = (residentId: string) => ({ residentId, on: TODAY, note: '依据' });
  const reason = { applicationId, reason: '原因' };
  const building = { builder: '张师傅', from: TODAY, to: TODAY };
  const placement = { employer: '制衣厂', post: '包装工', since: TODAY };
  const place = await client.one('villages', VILLAGE);
  // WeChat's check of pictures leaves one to the officers of the village where it was put up.
  const reviewed = await photo(server, donor, 'service');
  const picture = await client.one('photos', reviewed);
  await putDoc(server, 'photos', {
    ...picture,
    check: { ...picture.check, state: 'review', villageId: VILLAGE },
  } as typeof picture);
  return {
    'accounts.assistState': { residentId: quiet.residentId },
    'accounts.giveAssistConsent': {
      residentId: quiet.residentId,
      scopes: ['file'],
      words: '申请辅具',
      photoId: await photo(server, village, 'consent'),
    },
    'employment.file': { residentId: young.residentId },
    'employment.saveFile': {
      residentId: young.residentId,
      version: 0,
      status: 'looking',
      abilities: [],
      hours: null,
      distance: null,
      wishes: '',
      helper: '',
      policies: [],
    },
    'employment.savePlan': { residentId: young.residentId, version: 1, plan: [] },
    'employment.addFollowUp': { residentId: young.residentId, version: 2, words: '问了', nextOn: null },
    'employment.recordOutcome': { residentId: young.residentId, version: 3, ...placement },
    'employment.suggestJobs': { residentId: young.residentId },
    'accounts.guardians': { residentId: person.residentId },
    'accounts.endGuardian': {
      residentId: person.residentId,
      guardianId: guardians[0]?.guardianId,
      reason: '原因',
    },
    'accounts.decideVerification': { verificationId: verification?._id, approve: true },
    'applications.get': { applicationId },
    'applications.takeCase': { applicationId },
    'applications.colleagues': { applicationId },
    'applications.addNote': { applicationId, words: '备注' },
    'applications.contacts': { applicationId },
    'applications.revealContact': { applicationId, contactId: 'resident', reason: '打电话' },
    'applications.handOn': {
      applicationId,
      toStaffId: world.staff.staffIds[world.staff.village2],
      seenStaffId: world.staff.staffIds[village],
      note: '请接着办',
    },
    'applications.releaseCase': { applicationId },
    'applications.undoStep': { applicationId },
    'applications.return': reason,
    'applications.takeRepair': repair,
    'applications.finishRepair': { ...repair, note: '修好' },
    'applications.survey': { ...home, items: ['ramp'], findings: '台阶', photoIds: [] },
    'applications.startBuilding': { ...home, ...building },
    'applications.finishBuilding': { ...home, photoIds: [] },
    'applications.followUp': { ...work, words: '问了' },
    'applications.recordPlacement': { ...work, ...placement },
    'applications.closeUnplaced': { ...work, reason: '原因' },
    'applications.reopenEmployment': { ...work, reason: '原因' },
    'applications.publishWish': { ...wish, publicText: '一个心愿', costFen: 100 },
    'applications.releaseWish': { wishId: wish.applicationId, reason: '原因' },
    'applications.deliver': { applicationId, photoIds: [] },
    'applications.reject': reason,
    'applications.check': { applicationId },
    'dashboard.revokeScreenLink': { linkId },
    'donations.get': { donationId },
    'donations.saveNeed': { ...need, needId, version: 1 },
    'donations.receive': { donationId, quantity: 3 },
    'donations.deliver': { donationId, allotmentId: null, quantity: 1, residentId: null, photoIds: [] },
    'donations.accept': { donationId },
    'donations.decline': { donationId, reason: '原因' },
    'emergency.callerPhone': { callId },
    'emergency.take': { callId },
    'emergency.followUp': { callId, outcome: 'safe', note: '' },
    'media.decidePicture': { photoId: reviewed, pass: true },
    'notices.returnStory': { ...noticeAt, reason: '要改' },
    'notices.save': { ...notice, ...noticeAt },
    'notices.publish': noticeAt,
    'notices.withdraw': { noticeId: saved.noticeId, reason: '原因' },
    'pairing.cards': { residentIds: [quiet.residentId] },
    'pairing.pairForResident': { residentId: quiet.residentId, volunteerId, note: '商量过' },
    'pairing.decidePairing': { pairingId: pair.pairingId, accept: true },
    'pairing.service': { serviceId },
    'pairing.decideService': { serviceId, accept: true, note: '' },
    'pairing.settleSignal': { signalId, reason: '原因' },
    'pairing.reopenSignal': { signalId },
    'pairing.intention': { intentionId },
    'pairing.suggestions': { intentionId },
    'pairing.arrangeIntention': { intentionId, version: 1, residentId: quiet.residentId, note: '' },
    'pairing.closeIntention': { intentionId, reason: '原因' },
    'pairing.endPairing': { pairingId: pair.pairingId, reason: '原因' },
    'points.findOrder': { code: order.code },
    'points.handOut': { orderId: order.orderId },
    'points.saveGoods': { ...goods, goodsId, version: 1 },
    'registry.saveVillagePhones': { villageId: VILLAGE, officers: place.officers, version: place.version },
    'registry.resident': { residentId: quiet.residentId },
    'registry.reveal': { residentId: quiet.residentId, field: 'phone', reason: '核对电话' },
    'registry.recordLowIncome': { residentId: quiet.residentId, periods: [], note: '依据' },
    'registry.recordMove': { ...of(quiet.residentId), villageId: 'jiatang' },
    'registry.recordLeaving': { ...of(waiting.residentId), why: 'moved' },
  };
}

/** An order of somebody with points, to be collected in the village. */
async function orderOf(goodsId: string): Promise<{ orderId: string; code: string }> {
  const pair = await paired(server, world);
  await serviceIn(server, pair, 'confirmed', 60);
  return server.client.ok(pair.volunteer, 'points', 'redeem', { goodsId, points: 1 });
}

/** What says that a record does not exist here, or is not theirs. */
const NOT_THEIRS = ['NOT_FOUND', 'FORBIDDEN', 'PICKUP_ELSEWHERE', 'PICKUP_UNKNOWN'];

test("village staff: another village's record does not exist, the own one does, for every action on a record", async () => {
  const calls = {
    ...(await callsOnRecords()),
    ...(await spreadsheetCalls(server, world)),
    ...(await registerCalls(server, world)),
  };
  const declared = Object.entries(VILLAGE_SCOPE).filter(([, scope]) => scope === 'record');
  expect(Object.keys(calls).sort()).toEqual(declared.map(([name]) => name).sort());
  for (const [name, input] of Object.entries(calls)) {
    const code = await answerOf(world.staff.otherVillage, name, input);
    expect({ name, theirs: !NOT_THEIRS.includes(code), code }).toMatchObject({ theirs: false });
  }
  // A command and its entry in the audit are one transaction: none is 'done', so nothing was written.
  const done = (await server.client.all('audit')).filter(
    ({ openid, outcome, action }) =>
      openid === world.staff.otherVillage && outcome === 'done' && action in calls,
  );
  expect(done).toEqual([]);
  const refused: string[] = [];
  for (const [name, input] of Object.entries(calls)) {
    const code = await answerOf(world.staff.village, name, input);
    if ([...NOT_THEIRS, 'BAD_INPUT'].includes(code)) refused.push(`${name}: ${code}`);
  }
  expect(refused).toEqual([]);
});

/** The action of the function that takes a step, and an input that passes its schema. */
const STEPS: Partial<Record<CaseAction, (kind: CaseKind, id: string) => [action: string, input: object]>> = {
  check: (_, applicationId) => ['check', { applicationId }],
  return: (_, applicationId) => ['return', { applicationId, reason: '原因' }],
  reject: (_, applicationId) => ['reject', { applicationId, reason: '原因' }],
  withdraw: (_, applicationId) => ['withdraw', { applicationId }],
  resubmit: (_, applicationId) => ['resubmit', { applicationId, answer: '补充' }],
  confirmReceipt: (_, applicationId) => ['confirmReceipt', { applicationId }],
  dispute: (_, applicationId) => ['dispute', { applicationId, reason: '不对' }],
  giveFeedback: (_, applicationId) => ['giveFeedback', { applicationId, score: 5, words: '' }],
  approve: (kind, applicationId) =>
    kind === 'renovation'
      ? ['approveRenovation', { applicationId }]
      : ['approve', { applicationId, seenPayFen: WHEELCHAIR.halfFen }],
  take: (_, applicationId) => ['takeRepair', { applicationId }],
  followUp: (_, applicationId) => ['followUp', { applicationId, words: '问了' }],
  closeUnplaced: (_, applicationId) => ['closeUnplaced', { applicationId, reason: '原因' }],
  reopen: (_, applicationId) => ['reopenEmployment', { applicationId, reason: '原因' }],
  acceptWork: (_, applicationId) => ['acceptWork', { applicationId }],
};

/** Not now, not of this kind, not by this role. */
const REFUSED = ['STEP_NOT_ALLOWED', 'STATE_CHANGED', 'NOT_FOUND', 'FORBIDDEN'];

test('a step that is not in the table is refused in every state, whoever asks', async () => {
  const person = await world.resident();
  const ids: Record<Exclude<CaseKind, 'repair'>, string> = {
    device: await applicationIn(server, world, person, 'submitted'),
    employment: await employmentIn(server, world, person, 'submitted'),
    renovation: await renovationIn(server, world, person, 'submitted'),
    wish: await wishIn(server, world, person, 'submitted'),
  };
  const callers: [Role, string][] = [
    ['resident', person.openid],
    ['villageStaff', world.staff.village],
    ['townStaff', world.staff.town],
  ];
  const wrong: object[] = [];
  let cells = 0;
  for (const [kind, id] of Object.entries(ids) as [CaseKind, string][]) {
    const doc: ApplicationDoc = await server.client.one('applications', id);
    const steps = TABLES[kind];
    const states = new Set<CaseState>(steps.map(({ from }) => from));
    for (const state of states) {
      await putDoc(server, 'applications', { ...doc, state });
      for (const [step, call] of Object.entries(STEPS)) {
        const [action, input] = call(kind, id);
        const may = ACTION_TABLES.applications[action as 'check'].may as readonly string[];
        for (const [role, openid] of callers) {
          const inTable = steps.some(
            (one) => one.from === state && one.action === step && one.who.includes(role),
          );
          if (inTable || !may.includes(role)) continue;
          cells += 1;
          const code = await answerOf(openid, `applications.${action}`, input, role);
          if (!REFUSED.includes(code)) wrong.push({ kind, state, step, role, code });
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(cells).toBeGreaterThan(200);
});

test('the tables are those of the deployed functions', () => {
  const names: FunctionName[] = Object.keys(ACTION_TABLES) as FunctionName[];
  expect(matrixRows()).toHaveLength(
    names.reduce((sum, name) => sum + Object.keys(ACTION_TABLES[name]).length, 0),
  );
});
