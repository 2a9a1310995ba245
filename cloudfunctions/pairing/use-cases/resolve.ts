/** Whose code was scanned. */
import { CODE_PROBLEMS, parseCode } from '../../../miniprogram/shared/code';
import type { CallContext } from '../../core/actions';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey } from '../../core/crypto';
import type { Reader } from '../../core/database';
import { AppError, must, type ErrorCode } from '../../core/errors';
import { countWrong, mustNotWait } from './tries';

const WAIT = (minutes: number): string => `扫错了太多次，请${minutes}分钟后再扫，或联系村残协`;

/**
 * The resident whose code this is. `from` reads inside the transaction of a command. `at`: when it was scanned; a code that was
 * renewed later was still good then.
 * Errors: CODE_DAMAGED, CODE_OTHER_TOWN, CODE_UNKNOWN, CODE_OLD, CODE_REVOKED, TOO_MANY_TRIES.
 */
export async function residentOf(
  ctx: CallContext,
  text: string,
  from: Pick<Reader, 'get'>,
  at = ctx.clock.now(),
): Promise<ResidentDoc> {
  await mustNotWait(ctx, 'scan', WAIT);
  const wrong = (code: ErrorCode, message?: string): AppError => {
    countWrong(ctx, 'scan');
    return new AppError(code, message === undefined ? {} : { message });
  };
  const parsed = parseCode(text);
  if (!parsed.ok) {
    const code = parsed.problem === 'otherTown' ? 'CODE_OTHER_TOWN' : 'CODE_DAMAGED';
    throw wrong(code, CODE_PROBLEMS[parsed.problem]);
  }
  const doc = await from.get('codes', lookupKey('code', parsed.code));
  if (!doc) throw wrong('CODE_UNKNOWN');
  const resident = must(await from.get('residents', doc.residentId), 'CODE_UNKNOWN');
  if (doc.revokedAt !== null && doc.revokedAt <= at) {
    // Who has another one by now is asked for that; a code without a successor was taken away.
    const renewed = resident.code !== null && resident.code.hash !== doc._id;
    throw wrong(renewed ? 'CODE_OLD' : 'CODE_REVOKED');
  }
  return resident;
}

/** A volunteer does not help themself or those they guard by pairing. */
export function mustNotBeOwn({ user }: Pick<CallContext, 'user'>, residentId: string): void {
  if (user?.resident?.residentId === residentId) throw new AppError('CODE_OWN');
  if (user?.guardianOf.some((guarded) => guarded.residentId === residentId))
    throw new AppError('CODE_OWN_WARD');
}
