/** The audit, for the town: who did what for whom, when, why, and who was refused. Reading it is itself written down. */
import type { Input, Output } from '../../../typings/api';
import type { AuditRow } from '../../../typings/api/set-up';
import { maskName } from '../../../miniprogram/shared/mask';
import { ROLE_LABELS } from '../../../miniprogram/shared/labels';
import { actionWords, allActions } from '../../core/action-words';
import type { CallContext } from '../../core/actions';
import type { AuditDoc, CollectionName, Collections } from '../../core/collections';
import { where, type Condition, type Find, type Reader } from '../../core/database';
import { must } from '../../core/errors';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';

const DAY = 24 * 60 * 60 * 1000;
const dayStart = (date: string): number => Date.parse(`${date}T00:00:00+08:00`);

/** Where a page begins: entries before `at`, and those of the same millisecond but the first `skip`. */
interface Place {
  at: number;
  skip: number;
}

function readCursor(cursor: string | null | undefined): Place | null {
  const match = /^(\d{1,15})\|(\d{1,4})$/.exec(cursor ?? '');
  return match ? { at: Number(match[1]), skip: Number(match[2]) } : null;
}

/** Entries of one command or timer may share a millisecond: how many of them have been shown is part of the cursor. */
function nextCursor(shown: readonly AuditDoc[], place: Place | null): string {
  const at = shown[shown.length - 1]?.at ?? 0;
  const same = shown.filter((doc) => doc.at === at).length;
  return `${at}|${same + (place?.at === at ? place.skip : 0)}`;
}

async function byId<C extends CollectionName>(
  reader: Reader,
  collection: C,
  ids: readonly (string | null | undefined)[],
): Promise<Map<string, Collections[C]>> {
  const wanted = [...new Set(ids.filter((one): one is string => typeof one === 'string' && one !== ''))];
  if (wanted.length === 0) return new Map();
  const docs = await reader.find(collection, { where: { _id: where.in(wanted) }, limit: wanted.length });
  return new Map(docs.map((doc) => [doc._id, doc]));
}

/** Names for the openids of a page: staff in full with their office, residents and volunteers as staff know them. */
async function whoOf(reader: Reader, docs: readonly AuditDoc[]): Promise<(doc: AuditDoc) => string> {
  const openids = [...new Set(docs.map(({ openid }) => openid))];
  const [users, staff] = await Promise.all([
    byId(reader, 'users', openids),
    reader.find('staff', { where: { openid: where.in(openids) }, orderBy: [['_id', 'asc']], limit: 200 }),
  ]);
  const offices = new Map(staff.map(({ openid, orgName, name }) => [openid, `${orgName} ${name}`]));
  const [residents, volunteers] = await Promise.all([
    byId(
      reader,
      'residents',
      [...users.values()].map((user) => user.resident?.residentId),
    ),
    byId(
      reader,
      'volunteers',
      [...users.values()].map((user) => user.volunteer?.volunteerId),
    ),
  ]);
  return ({ openid, role, residentId }) => {
    if (role === 'timer') return '系统';
    const user = users.get(openid);
    const guarded = user?.guardianOf.find((one) => one.residentId === residentId) ?? user?.guardianOf[0];
    const resident = residents.get(user?.resident?.residentId ?? '')?.name;
    const volunteer = volunteers.get(user?.volunteer?.volunteerId ?? '')?.name;
    const names = {
      guardian: guarded?.guardianName,
      volunteer: volunteer === undefined ? undefined : maskName(volunteer),
      resident,
    };
    const acted =
      role === 'guardian' || role === 'volunteer' || role === 'resident' ? names[role] : undefined;
    return (
      acted ??
      offices.get(openid) ??
      resident ??
      guarded?.guardianName ??
      names.volunteer ??
      '没有身份的微信用户'
    );
  };
}

function roleLabel(role: AuditDoc['role']): string {
  if (role === 'none') return '';
  return role === 'timer' ? '自动' : ROLE_LABELS[role];
}

async function conditionOf(
  reader: Reader,
  { from, to, staffId, residentId, action, outcome }: Input<'accounts', 'audit'>,
  place: Place | null,
): Promise<Condition> {
  const staff = staffId === undefined ? null : must(await reader.get('staff', staffId));
  const end = Math.min(
    to === undefined ? Number.MAX_SAFE_INTEGER : dayStart(to) + DAY,
    place === null ? Number.MAX_SAFE_INTEGER : place.at + 1,
  );
  return {
    at: where.within(from === undefined ? 0 : dayStart(from), end),
    // Somebody who was invited and never came in has done nothing: the id of nobody finds nothing.
    ...(staff ? { openid: staff.openid ?? '' } : {}),
    ...(residentId === undefined ? {} : { residentId }),
    ...(action === undefined ? {} : { action }),
    ...(outcome === undefined ? {} : { outcome }),
  };
}

/** All of an entry but the first answer of its command. */
const SHOWN = [
  '_id',
  'at',
  'openid',
  'role',
  'action',
  'outcome',
  'target',
  'residentId',
  'villageId',
  'reason',
  'requestId',
] as const satisfies (keyof AuditDoc)[];

/** A page of the audit, newest first. */
export async function audit(
  ctx: CallContext<TownStaffActor | AdminActor>,
  input: Input<'accounts', 'audit'>,
): Promise<Output<'accounts', 'audit'>> {
  const place = readCursor(input.cursor);
  const skip = place?.skip ?? 0;
  const find: Find = {
    where: await conditionOf(ctx.reader, input, place),
    orderBy: [
      ['at', 'desc'],
      ['_id', 'desc'],
    ],
    limit: PAGE_SIZE + 1 + skip,
  };
  const found = await ctx.reader.pick('audit', find, SHOWN);
  const rest = found.filter((doc, n) => n >= skip || doc.at !== place?.at);
  const docs = rest.slice(0, PAGE_SIZE);
  ctx.about({
    ...(input.staffId === undefined ? {} : { target: input.staffId }),
    ...(input.residentId === undefined ? {} : { residentId: input.residentId }),
  });
  const [who, residents, villages] = await Promise.all([
    whoOf(ctx.reader, docs),
    byId(
      ctx.reader,
      'residents',
      docs.map(({ residentId }) => residentId),
    ),
    villageNames(ctx.reader),
  ]);
  const row = (doc: AuditDoc): AuditRow => ({
    auditId: doc._id,
    at: doc.at,
    who: who(doc),
    roleLabel: roleLabel(doc.role),
    what: actionWords(doc.action),
    outcome: doc.outcome,
    whom: residents.get(doc.residentId ?? '')?.name ?? '',
    villageName: villages.get(doc.villageId ?? '') ?? '',
    reason: doc.reason ?? '',
    target: doc.target ?? '',
  });
  return {
    items: docs.map(row),
    next: rest.length > PAGE_SIZE ? nextCursor(docs, place) : null,
    actions: input.cursor ? [] : allActions(),
  };
}
