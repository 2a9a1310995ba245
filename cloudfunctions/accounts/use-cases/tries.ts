/**
 * Wrong tries of naming a person of the register: after the third one has to wait. The count is part of the command's
 * transaction and its answer is not an error, so that a wrong try is kept.
 */
import type { CommandContext } from '../../core/actions';
import { today } from '../../core/clock';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey } from '../../core/crypto';
import { AppError } from '../../core/errors';
import { parameterOn } from '../../core/parameters';

const MINUTE = 60_000;
/** Until the parameter is set. */
const DEFAULT = { tries: 3, waitMinutes: 30 };

export type Lookup = { found: ResidentDoc } | { found: null; triesLeft: number };

/**
 * Finds a person by name and ID number. A right number with a wrong name is answered like an unknown number: nobody learns
 * from here who is in the register.
 */
export async function findPerson(ctx: CommandContext, name: string, idNumber: string): Promise<Lookup> {
  const now = ctx.clock.now();
  const attemptId = `person:${ctx.actor.openid}`;
  const attempts = await ctx.tx.get('attempts', attemptId);
  if (attempts?.lockedUntil != null && attempts.lockedUntil > now) {
    const minutes = Math.ceil((attempts.lockedUntil - now) / MINUTE);
    throw new AppError('TOO_MANY_TRIES', {
      message: `已经试了几次都对不上，请${minutes}分钟后再试，或联系村残协帮忙`,
    });
  }
  const identity = await ctx.tx.get('identities', lookupKey('idNumber', idNumber));
  const resident = identity ? await ctx.tx.get('residents', identity.residentId) : null;
  if (resident?.name === name) {
    if (attempts) await ctx.tx.remove('attempts', attemptId);
    return { found: resident };
  }
  const limits = (await parameterOn(ctx.reader, 'bindingTries', today(ctx.clock)))?.value ?? DEFAULT;
  const expired = attempts?.lockedUntil != null;
  const tried = (expired ? 0 : (attempts?.count ?? 0)) + 1;
  const locked = tried >= limits.tries;
  await ctx.tx.put('attempts', {
    _id: attemptId,
    count: tried,
    lockedUntil: locked ? now + limits.waitMinutes * MINUTE : null,
    updatedAt: now,
  });
  return { found: null, triesLeft: Math.max(0, limits.tries - tried) };
}
