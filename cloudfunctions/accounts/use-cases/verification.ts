/** A request that staff of the village decide: it counts in the village's figures as long as it is open. */
import type { CommandContext } from '../../core/actions';
import type { VerificationDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { seal } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { maskPhone } from '../../../miniprogram/shared/mask';

type Opening = Pick<VerificationDoc, 'kind' | 'villageId' | 'applicantName' | 'detail'> & {
  phone: string;
} & Partial<
    Pick<VerificationDoc, 'residentId' | 'residentName' | 'residentIdMasked' | 'volunteerId' | 'document'>
  >;

/** The place that keeps one user from asking the same thing twice while the first is open. */
export function verificationSlot(kind: VerificationDoc['kind'], openid: string, about: string): string {
  return `verification:${kind}:${openid}:${about}`;
}

function slotOf(doc: Pick<VerificationDoc, 'kind' | 'openid' | 'residentId'>): string {
  return verificationSlot(doc.kind, doc.openid, doc.residentId ?? '');
}

/** Opens a verification; the same one cannot be open twice. */
export async function openVerification(
  ctx: CommandContext,
  { phone, ...opening }: Opening,
): Promise<VerificationDoc> {
  const now = ctx.clock.now();
  const doc: VerificationDoc = {
    residentId: null,
    residentName: null,
    residentIdMasked: null,
    volunteerId: null,
    document: null,
    ...opening,
    _id: ctx.ids.record(now),
    state: 'open',
    openid: ctx.actor.openid,
    applicantPhone: seal(phone),
    applicantPhoneMasked: maskPhone(phone),
    createdAt: now,
    decidedAt: null,
    decidedBy: null,
    note: null,
  };
  if (await ctx.tx.get('openSlots', slotOf(doc))) throw new AppError('ALREADY_ASKED');
  await ctx.tx.put('openSlots', { _id: slotOf(doc), recordId: doc._id });
  await ctx.tx.put('verifications', doc);
  await count(ctx.tx, doc.villageId, now, (counters) => {
    counters.openVerifications += 1;
  });
  ctx.about({
    target: doc._id,
    villageId: doc.villageId,
    ...(doc.residentId ? { residentId: doc.residentId } : {}),
  });
  return doc;
}

/** Closes it with the decision. The figures are changed by the caller, together with what the decision changes. */
export async function closeVerification(
  ctx: CommandContext,
  doc: VerificationDoc,
  approve: boolean,
  note: string | undefined,
): Promise<void> {
  await ctx.tx.put('verifications', {
    ...doc,
    state: approve ? 'approved' : 'refused',
    decidedAt: ctx.clock.now(),
    decidedBy: ctx.actor.openid,
    note: note ?? null,
  });
  await ctx.tx.remove('openSlots', slotOf(doc));
}
