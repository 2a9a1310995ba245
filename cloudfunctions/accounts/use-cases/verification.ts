/** A request that staff of the village decide: it counts in the village's figures as long as it is open. */
import type { CommandContext } from '../../core/actions';
import type { UserDoc, VerificationDoc } from '../../core/collections';
import { count } from '../../core/counters';
import { seal } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { slotOf } from '../../core/verifications';
import { maskPhone } from '../../../miniprogram/shared/mask';

type Opening = Pick<VerificationDoc, 'kind' | 'villageId' | 'applicantName' | 'detail'> & {
  phone: string;
} & Partial<
    Pick<
      VerificationDoc,
      'residentId' | 'residentName' | 'residentIdMasked' | 'volunteerId' | 'document' | 'correction'
    >
  >;

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
