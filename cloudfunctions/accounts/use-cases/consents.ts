/** Consents one gave, one per purpose: given again after the text changed, withdrawn when nothing under way needs it. */
import type { Input, Output } from '../../../typings/api';
import { CASE_KIND_LABELS } from '../../../miniprogram/shared/case-states';
import type { CommandContext } from '../../core/actions';
import type { ResidentDoc, StoredOpenCase } from '../../core/collections';
import { afterLeaving, consentOf, withConsent, withoutConsent } from '../../core/consent';
import { AppError, must } from '../../core/errors';
import type { GuardianActor, ResidentActor } from '../../core/identity';
import { openCasesOf } from '../../core/open-cases';
import { ACTING_CONSENTS, NEEDED_FOR, type ResidentPurpose } from '../rules/purposes';
import { forgetBinding, forgetGuardian } from './leave';
import { tellVillage } from './tell';

type Ctx = CommandContext<ResidentActor | GuardianActor>;

const isActing = (purpose: string): boolean => ACTING_CONSENTS.some((one) => one === purpose);

/** Agrees to the text that is in force now; the same text agreed to twice is one consent. */
export async function giveConsent(
  ctx: Ctx,
  { purpose, version }: Input<'accounts', 'giveConsent'>,
): Promise<Output<'accounts', 'giveConsent'>> {
  const user = must(await ctx.tx.get('users', ctx.actor.openid));
  ctx.about({ target: purpose, residentId: ctx.actor.residentId });
  await ctx.tx.put('users', withConsent(user, purpose as ResidentPurpose, version, ctx.clock.now()));
  return { given: true };
}

/** Refuses while something under way needs the purpose, and says what. */
function mustNotNeed(
  resident: ResidentDoc,
  openCases: readonly StoredOpenCase[],
  purpose: ResidentPurpose,
): void {
  const open = openCases.find(({ kind }) => NEEDED_FOR[purpose].includes(kind));
  if (open) {
    throw new AppError('CONSENT_IN_USE', {
      message: `「${CASE_KIND_LABELS[open.kind]}：${open.title}」还在办，要用到这些信息。请先办完或撤回申请，再收回同意`,
    });
  }
  if (isActing(purpose) && resident.pairings.length > 0) {
    throw new AppError('CONSENT_IN_USE', {
      message: '还有志愿者在和您结对，要用到这些信息。请先在「我的志愿者」里结束结对，再收回同意',
    });
  }
}

/**
 * Takes a consent back. Without identity or service nothing can be done here, so that withdrawing one ends both, and with
 * them the binding and whatever one does as a guardian.
 */
export async function withdrawConsent(
  ctx: Ctx,
  input: Input<'accounts', 'withdrawConsent'>,
): Promise<Output<'accounts', 'withdrawConsent'>> {
  const purpose = input.purpose as ResidentPurpose;
  const now = ctx.clock.now();
  let user = must(await ctx.tx.get('users', ctx.actor.openid));
  if (!consentOf(user, purpose)) {
    throw new AppError('STATE_CHANGED', { message: '这一项已经收回了，请刷新后再看' });
  }
  ctx.about({ target: purpose, residentId: ctx.actor.residentId });

  const wards: ResidentDoc[] = [];
  for (const { residentId } of user.guardianOf) wards.push(must(await ctx.tx.get('residents', residentId)));
  const own = user.resident ? [must(await ctx.tx.get('residents', user.resident.residentId))] : [];
  for (const person of [...wards, ...own])
    mustNotNeed(person, await openCasesOf(ctx.reader, person._id), purpose);

  if (isActing(purpose)) {
    for (const ward of wards) {
      await forgetGuardian(ctx, ward, user._id);
      await tellVillage(ctx, ward, '有一位监护人不再代办');
    }
    if (user.resident) user = await forgetBinding(ctx, user);
    user = { ...user, guardianOf: [] };
    for (const one of ACTING_CONSENTS) user = withoutConsent(user, one, now);
    user = afterLeaving(user, now);
  }
  await ctx.tx.put('users', withoutConsent(user, purpose, now));
  return { withdrawn: true };
}
