/** Everything that hangs on a person of the register, and who has looked at them. */
import type { Input, Output } from '../../../typings/api';
import type { ReadView } from '../../../typings/api/register';
import { FINAL_STATES } from '../../../miniprogram/shared/case-states';
import { CONSENTS, type ConsentKey } from '../../../miniprogram/shared/consent';
import type { CallContext } from '../../core/actions';
import type { AuditDoc } from '../../core/collections';
import { where } from '../../core/database';
import { villageScope, type AdminActor, type TownStaffActor } from '../../core/identity';
import { page, PAGE_SIZE } from '../../core/paging';
import { villageNames } from '../../core/villages';
import { findingView, mergeView } from './person-views';
import { inScope, within, type StaffActor } from './scope';

/** The newest of each kind: what a person of this town has in some years. */
const SHOWN = 50;

/**
 * Cases, pairings, services, calls, devices, consents, findings and merges of a resident. Village staff: those of their village,
 * which is a condition of each query; what another village did before a move is its own.
 */
export async function residentLinks(
  ctx: CallContext<StaffActor>,
  { residentId }: Input<'registry', 'residentLinks'>,
): Promise<Output<'registry', 'residentLinks'>> {
  const { reader, actor } = ctx;
  const doc = await inScope(reader, actor, residentId);
  ctx.about({ target: 'links', residentId, villageId: doc.villageId });
  const newest = { orderBy: [['_id', 'desc']] as ['_id', 'desc'][], limit: SHOWN };
  const scope = { residentId, ...within(villageScope(actor)) };
  const bound = doc.binding?.openid;
  const waiting = doc.binding?.state === 'toVerify' ? doc.binding.verificationId : null;
  const [villages, cases, pairings, services, calls, user, verification, findings, kept, gone] =
    await Promise.all([
      villageNames(reader),
      reader.find('applications', { where: scope, ...newest }),
      reader.find('pairings', { where: scope, ...newest }),
      reader.find('services', { where: scope, ...newest }),
      reader.find('emergencyCalls', { where: scope, ...newest }),
      bound === undefined ? null : reader.get('users', bound),
      waiting === null ? null : reader.get('verifications', waiting),
      reader.find('findings', {
        where: { residentIds: residentId, ...within(villageScope(actor)) },
        limit: SHOWN,
      }),
      reader.find('merges', { where: { keptId: residentId }, ...newest }),
      reader.find('merges', { where: { goneId: residentId }, ...newest }),
    ]);
  return {
    cases: cases.map(({ _id, kind, title, state, createdAt }) => ({
      applicationId: _id,
      kind,
      title,
      state,
      createdAt,
      open: !FINAL_STATES.includes(state),
    })),
    pairings: pairings.map(({ _id, volunteerId, volunteerName, state, askedAt, services: n, minutes }) => {
      return { pairingId: _id, volunteerId, volunteerName, state, askedAt, services: n, minutes };
    }),
    services: services.map(({ _id, volunteerName, state, startedAt, minutes }) => {
      return { serviceId: _id, volunteerName, state, startedAt, minutes };
    }),
    calls: calls.map(({ _id, calledAt, state, outcome }) => ({ callId: _id, calledAt, state, outcome })),
    devices: doc.devices.map(({ itemName, receivedOn, applicationId }) => {
      return { itemName, receivedOn, applicationId };
    }),
    consents: (user?.consents ?? []).map(({ purpose, at, withdrawnAt }) => ({
      purpose: CONSENTS[purpose as ConsentKey]?.title ?? purpose,
      at,
      withdrawnAt: withdrawnAt ?? null,
    })),
    verification:
      verification?.state === 'open'
        ? { verificationId: verification._id, createdAt: verification.createdAt }
        : null,
    codeIssuedAt: doc.code?.issuedAt ?? null,
    findings: findings.map((one) => findingView(one, villages)),
    merges: [...kept, ...gone].map(mergeView),
  };
}

/** Reads of a person's facts, as the audit names them. */
const READS: Readonly<Record<string, ReadView['what']>> = {
  'registry.resident': 'detail',
  'registry.mergePreview': 'detail',
  'registry.reveal': 'number',
  'registry.revealChange': 'number',
  'registry.changes': 'history',
  'applications.get': 'case',
};

const NUMBERS: Readonly<Record<string, string>> = {
  idNumber: '身份证号',
  certificateNumber: '残疾人证号',
  certificate: '残疾人证号',
  phone: '电话',
  guardianPhone: '监护人电话',
};

function readView(
  { at, openid, action, target, reason }: AuditDoc,
  names: ReadonlyMap<string, string>,
): ReadView {
  const what = READS[action] ?? 'detail';
  return {
    at,
    who: names.get(openid) ?? '已不是工作人员',
    what,
    number: what === 'number' ? (NUMBERS[target ?? ''] ?? '') : '',
    reason: reason ?? '',
  };
}

/** Who has looked at a person, newest first. For the town: colleagues of a village do not watch each other. */
export async function reads(
  ctx: CallContext<TownStaffActor | AdminActor>,
  { residentId, cursor }: Input<'registry', 'reads'>,
): Promise<Output<'registry', 'reads'>> {
  const doc = await inScope(ctx.reader, ctx.actor, residentId);
  ctx.about({ target: 'reads', residentId, villageId: doc.villageId });
  const docs = await ctx.reader.find('audit', {
    where: {
      residentId,
      outcome: 'done',
      action: where.in(Object.keys(READS)),
      ...(cursor ? { at: where.lt(Number(cursor)) } : {}),
    },
    orderBy: [['at', 'desc']],
    limit: PAGE_SIZE + 1,
  });
  const openids = [...new Set(docs.map(({ openid }) => openid))];
  const users = await ctx.reader.find('users', { where: { _id: where.in(openids) }, limit: PAGE_SIZE + 1 });
  const names = new Map(
    users.flatMap(({ _id, staff }) => (staff ? [[_id, `${staff.orgName} ${staff.name}`] as const] : [])),
  );
  return page(
    docs,
    ({ at }) => String(at),
    (one) => readView(one, names),
  );
}
