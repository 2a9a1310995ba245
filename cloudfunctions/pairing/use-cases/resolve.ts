/**
 * Whose code was scanned. Wrong scans are told as errors and an error undoes its command, so they are counted in a transaction
 * of their own; who keeps scanning wrong codes has to wait.
 */
import { CODE_PROBLEMS, parseCode } from '../../../miniprogram/shared/code';
import type { CallContext } from '../../core/actions';
import type { ResidentDoc } from '../../core/collections';
import { lookupKey } from '../../core/crypto';
import { openStore, type Reader } from '../../core/database';
import { AppError, must, type ErrorCode } from '../../core/errors';

const MINUTE = 60_000;
const WINDOW_MS = 10 * MINUTE;
const WRONG_SCANS = 20;

const attemptId = (openid: string): string => `scan:${openid}`;

/** Counts one wrong scan; ten minutes without any begin the count anew. */
async function countWrong({ actor, clock }: Pick<CallContext, 'actor' | 'clock'>): Promise<void> {
  const now = clock.now();
  await openStore().transaction(async (tx) => {
    const before = await tx.get('attempts', attemptId(actor.openid));
    const wrong = before && now - before.updatedAt < WINDOW_MS ? before.count + 1 : 1;
    await tx.put('attempts', {
      _id: attemptId(actor.openid),
      count: wrong,
      lockedUntil: wrong >= WRONG_SCANS ? now + WINDOW_MS : null,
      updatedAt: now,
    });
  });
}

async function mustNotWait({ actor, clock, reader }: CallContext): Promise<void> {
  const attempts = await reader.get('attempts', attemptId(actor.openid));
  const left = (attempts?.lockedUntil ?? 0) - clock.now();
  if (left <= 0) return;
  throw new AppError('TOO_MANY_TRIES', {
    message: `扫错了太多次，请${Math.ceil(left / MINUTE)}分钟后再扫，或联系村残协`,
  });
}

/**
 * The resident whose code this is. `from` reads inside the transaction of a command. `at`: when it was scanned; a code that was
 * renewed later was still good then.
 * Errors: CODE_DAMAGED, CODE_OTHER_TOWN, CODE_UNKNOWN, CODE_REVOKED, TOO_MANY_TRIES.
 */
export async function residentOf(
  ctx: CallContext,
  text: string,
  from: Pick<Reader, 'get'>,
  at = ctx.clock.now(),
): Promise<ResidentDoc> {
  await mustNotWait(ctx);
  const wrong = async (code: ErrorCode, message?: string): Promise<AppError> => {
    await countWrong(ctx);
    return new AppError(code, message === undefined ? {} : { message });
  };
  const parsed = parseCode(text);
  if (!parsed.ok) {
    const code = parsed.problem === 'otherTown' ? 'CODE_OTHER_TOWN' : 'CODE_DAMAGED';
    throw await wrong(code, CODE_PROBLEMS[parsed.problem]);
  }
  const doc = await from.get('codes', lookupKey('code', parsed.code));
  if (!doc) throw await wrong('CODE_UNKNOWN');
  if (doc.revokedAt !== null && doc.revokedAt <= at) throw await wrong('CODE_REVOKED');
  return must(await from.get('residents', doc.residentId), 'CODE_UNKNOWN');
}

/** A volunteer does not help themself or those they guard by pairing. */
export function mustNotBeOwn({ user }: Pick<CallContext, 'user'>, residentId: string): void {
  if (user?.resident?.residentId === residentId) throw new AppError('CODE_OWN');
  if (user?.guardianOf.some((guarded) => guarded.residentId === residentId))
    throw new AppError('CODE_OWN_WARD');
}
