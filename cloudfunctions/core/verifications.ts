/** What every writer of a verification keeps in step with it: the place that holds it, and the list on its user's document. */
import type { CommandContext } from './actions';
import type { UserDoc, VerificationDoc } from './collections';

/**
 * The place that keeps the same thing from being asked for twice while the first is open: by one user; for a correction, by
 * anybody who acts for the resident.
 */
export function slotOf({
  kind,
  openid,
  residentId,
  correction,
}: Pick<VerificationDoc, 'kind' | 'openid' | 'residentId' | 'correction'>): string {
  return correction
    ? `verification:${kind}:${residentId ?? ''}:${correction.field}`
    : `verification:${kind}:${openid}:${residentId ?? ''}`;
}

/** The user without this request, once it is decided. */
export function withoutRequest(user: UserDoc, verificationId: string): UserDoc {
  return {
    ...user,
    openRequests: user.openRequests.filter((open) => open.verificationId !== verificationId),
  };
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
    // Needed to decide, and for nothing else.
    document: null,
    decidedAt: ctx.clock.now(),
    decidedBy: ctx.actor.openid,
    note: note ?? null,
  });
  await ctx.tx.remove('openSlots', slotOf(doc));
}
