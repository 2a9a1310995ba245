/** Screen links: made by staff for their own screen, shown once, revocable at any time. */
import type { Input, Output } from '../../typings/api';
import type { CallContext, CommandContext } from '../core/actions';
import { hash } from '../core/crypto';
import { AppError, must } from '../core/errors';
import type { AdminActor, TownStaffActor, VillageStaffActor } from '../core/identity';
import { villageOf } from '../core/villages';

type StaffActor = VillageStaffActor | TownStaffActor | AdminActor;

function requireScope(actor: StaffActor, villageId: string | null): void {
  if (actor.role === 'villageStaff' && villageId !== actor.villageId) throw new AppError('FORBIDDEN');
}

/**
 * Where the screen is published: SCREEN_URL, or `/screen/` of the host by which functions are reached (docs/operations.md).
 * The token stands behind #, which browsers do not send: it is in no log of the page's host.
 */
function screenPage(): string {
  const { SCREEN_URL = '', HTTP_URL = '' } = process.env;
  if (SCREEN_URL !== '') return SCREEN_URL;
  if (HTTP_URL !== '') return new URL('/screen/', HTTP_URL).href;
  throw new AppError('SCREEN_PAGE_UNKNOWN');
}

/** Makes a link for a village's screen, or the town's. */
export async function createScreenLink(
  ctx: CommandContext<StaffActor>,
  { villageId, label }: Input<'dashboard', 'createScreenLink'>,
): Promise<Output<'dashboard', 'createScreenLink'>> {
  requireScope(ctx.actor, villageId);
  const page = screenPage();
  if (villageId !== null) await villageOf(ctx.tx, villageId);
  const now = ctx.clock.now();
  const linkId = ctx.ids.record(now);
  const token = ctx.ids.token();
  ctx.about({ target: linkId, ...(villageId ? { villageId } : {}) });
  await ctx.tx.put('screenLinks', {
    _id: linkId,
    tokenHash: hash(token),
    label,
    villageId,
    createdBy: ctx.actor.openid,
    createdAt: now,
    revokedAt: null,
  });
  return { linkId, token, url: `${page}#${token}` };
}

/** Links of the own village, or of all for the town; newest first. */
export async function screenLinks(ctx: CallContext<StaffActor>): Promise<Output<'dashboard', 'screenLinks'>> {
  const docs = await ctx.reader.find('screenLinks', {
    where: ctx.actor.role === 'villageStaff' ? { villageId: ctx.actor.villageId } : {},
    orderBy: [['createdAt', 'desc']],
    limit: 100,
  });
  return {
    links: docs.map(({ _id, label, villageId, createdAt, revokedAt }) => ({
      linkId: _id,
      label,
      villageId,
      createdAt,
      revokedAt,
    })),
  };
}

/** Ends a link: the screen's next request is refused. */
export async function revokeScreenLink(
  ctx: CommandContext<StaffActor>,
  { linkId }: Input<'dashboard', 'revokeScreenLink'>,
): Promise<{ revoked: true }> {
  const link = must(await ctx.tx.get('screenLinks', linkId));
  if (ctx.actor.role === 'villageStaff' && link.villageId !== ctx.actor.villageId)
    throw new AppError('NOT_FOUND');
  ctx.about({ target: linkId, ...(link.villageId ? { villageId: link.villageId } : {}) });
  await ctx.tx.put('screenLinks', { ...link, revokedAt: link.revokedAt ?? ctx.clock.now() });
  return { revoked: true };
}
