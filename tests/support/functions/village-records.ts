/** Records of a village in the register and among its spreadsheets, and a call of each action on them that could succeed. */
import { chinaDate } from '../../../miniprogram/shared/china-time';
import { exported, previewed, sheetOf, sheetPerson } from './imports';
import { cardOf } from './pairs';
import { bornYearsAgo, newPerson } from './people';
import type { TestServer } from './server';
import { VILLAGE, type World } from './world';

type Calls = Record<string, object>;

/** An import on its way, a finished export, a line of a list, a card. */
export async function spreadsheetCalls(server: TestServer, world: World): Promise<Calls> {
  const { village } = world.staff;
  const { residentId } = await world.registerOne();
  await cardOf(server, village, residentId);
  const file = sheetOf([sheetPerson(newPerson(bornYearsAgo(66)))]);
  const { jobId } = await previewed(server, village, file);
  const { job } = await exported(server, village, { kind: 'residents' });
  const line = {
    list: 'needs',
    month: '2026-11',
    section: 'goods',
    what: '两床棉被',
    who: '',
    responsible: '',
    by: null,
    note: '',
  } as const;
  const { lineId } = await server.client.ok(village, 'exchange', 'saveLine', { ...line, version: 0 });
  return {
    'exchange.importJob': { jobId },
    'exchange.importRows': { jobId, show: 'new' },
    'exchange.advance': { jobId, next: 0 },
    'exchange.commitImport': { jobId, leaveOut: 0, updates: 'skip', probables: 'skip' },
    'exchange.cancelImport': { jobId },
    'exchange.undoImport': { jobId, reason: '导错了' },
    'exchange.advanceExport': { jobId: job.jobId, next: job.next },
    'exchange.exportLink': { jobId: job.jobId },
    'exchange.adjustLine': {
      list: 'needs',
      section: 'unpaired',
      key: `unpaired:${residentId}`,
      hidden: true,
      note: '',
      version: 0,
    },
    'exchange.saveLine': { ...line, lineId, version: 1 },
    'exchange.removeLine': { lineId, version: 1 },
    'exchange.cardSheet': { residentIds: [residentId] },
  };
}

/** People who were edited, merged, left, of whom something does not fit together; and a volunteer. */
export async function registerCalls(server: TestServer, world: World): Promise<Calls> {
  const { client } = server;
  const { village } = world.staff;
  const reason = '看过证件';
  const today = chinaDate(Date.now());
  // Nobody has asked whether this one is on 低保: a finding.
  const { residentId } = await world.registerOne(bornYearsAgo(71), null);
  const edit = { residentId, lastChangeId: null, edit: { phone: '13700003333' }, why: '本人说的' };
  await client.ok(village, 'registry', 'editResident', edit);
  const { changes } = await client.ok(village, 'registry', 'changes', { residentId });
  const twin = { keepId: residentId, goneId: (await world.registerOne()).residentId };
  const merged = {
    keepId: (await world.registerOne()).residentId,
    goneId: (await world.registerOne()).residentId,
  };
  const { mergeId } = await client.ok(village, 'registry', 'mergeResidents', { ...merged, reason });
  const left = { residentId: (await world.registerOne()).residentId, on: today, note: reason };
  await client.ok(village, 'registry', 'recordLeaving', { ...left, why: 'moved' });
  await fetch(`${client.url}/timers/registry/checkRegister`, { method: 'POST' });
  const found = await client.ok(village, 'registry', 'findings', { kind: 'incomeUnknown' });
  const findingId = found.items.find(({ people }) => people[0]?.residentId === residentId)?.findingId;
  const helper = await world.volunteer();
  const volunteerId = (await client.one('users', helper)).volunteer?.volunteerId;
  return {
    'registry.residentLinks': { residentId },
    'registry.editResident': edit,
    'registry.changes': { residentId },
    'registry.revealChange': { residentId, changeId: changes[0]?.changeId, field: 'phone', reason },
    'registry.recordReturn': { ...left, villageId: VILLAGE },
    'registry.mergePreview': twin,
    'registry.mergeResidents': { ...twin, reason },
    'registry.undoMerge': { mergeId, reason },
    'registry.settleFinding': { findingId, reason },
    'registry.reopenFinding': { findingId },
    'registry.volunteer': { volunteerId },
    'registry.revealVolunteer': { volunteerId, reason },
    'registry.endVolunteer': { volunteerId, reason },
  };
}
