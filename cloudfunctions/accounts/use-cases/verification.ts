/** A request that staff of the village decide: it counts in the village's figures as long as it is open. */
import type { CommandContext } from '../../core/actions';
import type { UserDoc, VerificationDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { seal } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { maskPhone } from '../../../miniprogram/shared/mask';

type Opening = Pick<VerificationDoc, 'kind' | 'villageId' | 'applicantName' | 'detail'> & {
  phone: string;
} & Partial<
    Pick<
      VerificationDoc,
      'residentId' | 'residentName' | 'residentIdMasked' | 'volunteerId' | 'document' | 'correction'
    >
  >;

/**
 * The place that keeps the same thing from being asked for twice while the first is open: by one user; for a correction, by
 * anybody who acts for the resident.
 */
function slotOf({
  kind,
  openid,
  residentId,
  correction,
}: Pick<VerificationDoc, 'kind' | 'openid' | 'residentId' | 'correction'>): string {
  return correction
    ? `verification:${kind}:${residentId ?? ''}:${correction.field}`
    : `verification:${kind}:${openid}:${residentId ?? ''}`;
}

/** The user with this request among those that are not decided, for the home page. */
export function withRequest(user: UserDoc, doc: VerificationDoc): UserDoc {
  if (doc.kind !== 'guardian' && doc.kind !== 'registration') return user;
  const { _id, kind, villageId, residentName, createdAt } = doc;
  return {
    ...user,
    openRequests: [
      ...user.openRequests,
      { verificationId: _id, kind, villageId, residentName, at: createdAt },
    ],
  };
}

/** The user without it, once it is decided. */
export function withoutRequest(user: UserDoc, verificationId: string): UserDoc {
  return {
    ...user,
    openRequests: user.openRequests.filter((open) => open.verificationId !== verificationId),
  };
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
    correction: null,
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
