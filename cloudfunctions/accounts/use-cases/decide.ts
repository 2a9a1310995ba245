/** Staff decide who is who. */
import type { Input, Output } from '../../../typings/api';
import type { CorrectableField, VerificationKind, VerificationRow } from '../../../typings/api/accounts';
import type { CalendarDate } from '../../../typings/domain';
import { APPLIED_CORRECTIONS, correctionWords } from '../../../miniprogram/shared/corrections';
import { CATEGORY_LABELS, LEVEL_LABELS, LOW_INCOME_LABELS } from '../../../miniprogram/shared/labels';
import { lowIncomeOn } from '../../../miniprogram/shared/low-income';
import { maskName, maskPhone } from '../../../miniprogram/shared/mask';
import type { CallContext, CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { CounterDoc, ResidentDoc, VerificationDoc } from '../../core/collections';
import { add, count, type CounterEvent } from '../../core/counters';
import { hash, unseal } from '../../core/crypto';
import { where, type Condition } from '../../core/database';
import { AppError, must } from '../../core/errors';
import { isOwnCase, type TownStaffActor, type VillageStaffActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { leadsTo } from '../../core/pure/lives';
import { closeVerification, withoutRequest } from '../../core/verifications';
import { villageNames } from '../../core/villages';
import { figuresOf, sum } from '../../core/waiting';
import { tell, type Words } from './tell';

type StaffActor = VillageStaffActor | TownStaffActor;
type Ctx = CommandContext<StaffActor>;

interface Effect {
  counters?: (counters: CounterDoc) => void;
  event?: CounterEvent;
}

async function decideBinding(ctx: Ctx, doc: VerificationDoc, approve: boolean): Promise<Effect> {
  const user = must(await ctx.tx.get('users', doc.openid));
  const resident = must(await ctx.tx.get('residents', must(doc.residentId)));
  if (resident.binding?.verificationId !== doc._id) throw new AppError('ALREADY_DECIDED');
  const version = resident.version + 1;
  if (approve) {
    await ctx.tx.put('users', { ...user, resident: { residentId: resident._id, state: 'verified' } });
    await ctx.tx.put('residents', {
      ...resident,
      binding: { ...resident.binding, state: 'verified' },
      version,
    });
    return {};
  }
  await ctx.tx.put('users', { ...user, resident: null });
  await ctx.tx.put('residents', { ...resident, binding: null, version });
  return {
    counters: (counters) => {
      counters.boundUsers -= 1;
    },
  };
}

/** A guardian, as phones may name them: of the openid, which stays here. */
function guardianIdOf(openid: string): string {
  return `g${hash(openid).slice(0, 24)}`;
}

/** A guardian may act from now on; both the user and the register say so, so that either side can end it. */
async function decideGuardian(ctx: Ctx, doc: VerificationDoc, approve: boolean): Promise<Effect> {
  const user = withoutRequest(must(await ctx.tx.get('users', doc.openid)), doc._id);
  if (!approve) {
    await ctx.tx.put('users', user);
    return {};
  }
  const resident = must(await ctx.tx.get('residents', must(doc.residentId)));
  if (resident.status !== 'active') throw new AppError('NOT_ACTIVE');
  const now = ctx.clock.now();
  const guarded = {
    residentId: resident._id,
    residentName: resident.name,
    guardianName: doc.applicantName,
  };
  const guardian = {
    guardianId: guardianIdOf(doc.openid),
    openid: doc.openid,
    name: doc.applicantName,
    relation: doc.detail,
    phone: doc.applicantPhone,
    phoneMasked: doc.applicantPhoneMasked,
    since: now,
  };
  await ctx.tx.put('users', {
    ...user,
    guardianOf: [...user.guardianOf.filter(({ residentId }) => residentId !== resident._id), guarded],
  });
  await ctx.tx.put('residents', {
    ...resident,
    guardians: [...resident.guardians.filter(({ openid }) => openid !== doc.openid), guardian],
    version: resident.version + 1,
    updatedAt: now,
  });
  return {};
}

/**
 * A corrected phone or address stands in the register at once. The other facts decide who is who and who pays what: they
 * are changed in the register by hand, and the approval says that this is being done.
 */
async function decideCorrection(ctx: Ctx, doc: VerificationDoc, approve: boolean): Promise<Effect> {
  const { field, value } = must(doc.correction);
  if (!approve || !APPLIED_CORRECTIONS.includes(field)) return {};
  const resident = must(await ctx.tx.get('residents', must(doc.residentId)));
  const text = unseal(value);
  const corrected =
    field === 'address'
      ? { address: text }
      : {
          phone: value,
          phoneMasked: maskPhone(text),
          // What was typed when binding is the older one now.
          binding: resident.binding && { ...resident.binding, phone: value },
        };
  await ctx.tx.put('residents', {
    ...resident,
    ...corrected,
    version: resident.version + 1,
    updatedAt: ctx.clock.now(),
  });
  return {};
}

async function decideRegistration(ctx: Ctx, doc: VerificationDoc): Promise<Effect> {
  const user = must(await ctx.tx.get('users', doc.openid));
  await ctx.tx.put('users', withoutRequest(user, doc._id));
  return {};
}

async function decideVolunteer(
  ctx: Ctx,
  doc: VerificationDoc,
  approve: boolean,
  note?: string,
): Promise<Effect> {
  const volunteer = must(await ctx.tx.get('volunteers', must(doc.volunteerId)));
  const user = must(await ctx.tx.get('users', doc.openid));
  const state = approve ? 'verified' : 'refused';
  await ctx.tx.put('volunteers', { ...volunteer, state, note: note ?? null, updatedAt: ctx.clock.now() });
  await ctx.tx.put('users', { ...user, volunteer: { volunteerId: volunteer._id, state } });
  if (approve)
    return { event: { feed: { kind: 'volunteerJoined', what: maskName(volunteer.name), id: doc._id } } };
  return {
    counters: (counters) => {
      counters.volunteers -= 1;
      add(counters.byVolunteerKind, volunteer.kind, -1);
    },
  };
}

/** Registration requests are settled by adding the person to the register; deciding marks them as handled. */
function decide(ctx: Ctx, doc: VerificationDoc, approve: boolean, note?: string): Promise<Effect> {
  switch (doc.kind) {
    case 'binding':
      return decideBinding(ctx, doc, approve);
    case 'guardian':
      return decideGuardian(ctx, doc, approve);
    case 'volunteer':
      return decideVolunteer(ctx, doc, approve, note);
    case 'registration':
      return decideRegistration(ctx, doc);
    case 'correction':
      return decideCorrection(ctx, doc, approve);
  }
}

const TITLES: Record<VerificationKind, string> = {
  binding: '绑定身份',
  guardian: '替家人办事',
  volunteer: '志愿者登记',
  registration: '登记申请',
  correction: '更正信息',
};

/** What somebody may do after the village said yes. */
const NEXT: Record<VerificationKind, string> = {
  binding: '身份已核实，可以放心办理',
  guardian: '打开就能替家人办事',
  volunteer: '打开就能开始帮助别人',
  registration: '请打开，绑定您的登记',
  correction: '打开“我的信息”可以看到',
};

function decisionWords({ kind }: VerificationDoc, approve: boolean): Words {
  return approve
    ? { title: TITLES[kind], state: '已核实', next: NEXT[kind] }
    : { title: TITLES[kind], state: '没有通过', next: '有疑问请打电话给村残协' };
}

/** Approves or refuses a verification of the own village (the town: of any). Never one's own. */
export async function decideVerification(
  ctx: Ctx,
  { verificationId, approve, note }: Input<'accounts', 'decideVerification'>,
): Promise<Output<'accounts', 'decideVerification'>> {
  const doc = must(await ctx.tx.get('verifications', verificationId));
  if (ctx.actor.role === 'villageStaff' && doc.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  if (doc.openid === ctx.actor.openid || (doc.residentId !== null && isOwnCase(ctx.user, doc.residentId))) {
    throw new AppError('OWN_CASE');
  }
  must(leadsTo('verification', doc.state, approve ? 'approve' : 'refuse'), 'ALREADY_DECIDED');
  if (!approve && !note) throw new AppError('BAD_INPUT', { fields: { note: '请写明不通过的原因' } });
  ctx.about({
    target: doc._id,
    villageId: doc.villageId,
    ...(doc.residentId ? { residentId: doc.residentId } : {}),
    ...(note ? { reason: note } : {}),
  });

  await closeVerification(ctx, doc, approve, note);
  const effect = await decide(ctx, doc, approve, note);
  await count(
    ctx.tx,
    doc.villageId,
    ctx.clock.now(),
    (counters) => {
      counters.openVerifications -= 1;
      effect.counters?.(counters);
    },
    effect.event,
  );
  tell(ctx, doc.openid, decisionWords(doc, approve));
  return { state: approve ? 'approved' : 'refused' };
}

/** The fact of the register as text, to stand beside the one asked for. */
function registered(resident: ResidentDoc, field: CorrectableField, on: CalendarDate): string {
  switch (field) {
    case 'idNumber':
      return resident.idNumberMasked;
    case 'certificate':
      return resident.certificateMasked;
    case 'phone':
      return resident.phoneMasked;
    case 'category':
      return CATEGORY_LABELS[resident.category];
    case 'level':
      return LEVEL_LABELS[resident.level];
    case 'lowIncome':
      return LOW_INCOME_LABELS[lowIncomeOn(resident.lowIncome, on)];
    default:
      return resident[field];
  }
}

function correctionView(
  doc: VerificationDoc,
  resident: ResidentDoc | undefined,
  on: CalendarDate,
): Pick<VerificationRow, 'correction'> {
  if (!doc.correction || !resident) return {};
  const { field, value } = doc.correction;
  return {
    correction: { field, from: registered(resident, field, on), to: correctionWords(field, unseal(value)) },
  };
}

function rowView(doc: VerificationDoc, villages: Map<string, string>): VerificationRow {
  return {
    verificationId: doc._id,
    kind: doc.kind,
    villageId: doc.villageId,
    villageName: villages.get(doc.villageId) ?? '',
    createdAt: doc.createdAt,
    applicantName: doc.applicantName,
    applicantPhoneMasked: doc.applicantPhoneMasked,
    ...(doc.residentName === null ? {} : { residentName: doc.residentName }),
    ...(doc.residentIdMasked === null ? {} : { residentIdMasked: doc.residentIdMasked }),
    detail: doc.detail,
  };
}

/** The people whose facts are to be corrected, to show old beside new: they came along with the list. */
async function correctedResidents(
  ctx: CallContext,
  docs: readonly VerificationDoc[],
): Promise<Map<string, ResidentDoc>> {
  const ids = docs.flatMap(({ correction, residentId }) => (correction && residentId ? [residentId] : []));
  const found = await ctx.reader.getEach('residents', ids);
  return new Map(found.flatMap((resident) => (resident ? [[resident._id, resident] as const] : [])));
}

/** What waits for verification in the village (the town: everywhere), oldest first. */
export async function verifications(
  ctx: CallContext<StaffActor>,
  { kind, cursor, knownVersion }: Input<'accounts', 'verifications'>,
): Promise<Output<'accounts', 'verifications'>> {
  const village = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : undefined;
  const version = sum(await figuresOf(ctx, village), (one) => one.version);
  if (knownVersion === version) return { unchanged: true };
  const condition: Condition = {
    ...(village === undefined ? {} : { villageId: village }),
    state: 'open',
    ...(kind === undefined ? {} : { kind }),
    ...(cursor ? { _id: where.gt(cursor) } : {}),
  };
  const docs = await ctx.reader.find(
    'verifications',
    { where: condition, orderBy: [['_id', 'asc']], limit: PAGE_SIZE + 1 },
    { collection: 'residents', by: 'residentId' },
  );
  const villages = await villageNames(ctx.reader);
  const residents = await correctedResidents(ctx, docs);
  const on = today(ctx.clock);
  const rows = page(
    docs,
    (doc) => doc._id,
    (doc) => ({
      ...rowView(doc, villages),
      ...correctionView(doc, residents.get(doc.residentId ?? ''), on),
    }),
  );
  return { unchanged: false, version, ...rows };
}
