/** Look-ups that an officer has given a name: own ones only, a few. */
import type { Input, Output } from '../../../typings/api';
import type { CallContext, CommandContext } from '../../core/actions';
import { AppError, must } from '../../core/errors';
import { LIMITS } from '../../../miniprogram/shared/limits';
import type { StaffActor } from './scope';

/** The officer's own, oldest first. */
export async function views(ctx: CallContext<StaffActor>): Promise<Output<'registry', 'views'>> {
  return { views: (await ctx.reader.get('savedViews', ctx.actor.openid))?.views ?? [] };
}

/** Keeps a look-up under a name; with `viewId` the one that was kept before becomes this. */
export async function saveView(
  ctx: CommandContext<StaffActor>,
  { viewId: known, ...view }: Input<'registry', 'saveView'>,
): Promise<Output<'registry', 'saveView'>> {
  const { openid } = ctx.actor;
  const before = (await ctx.tx.get('savedViews', openid))?.views ?? [];
  if (known !== undefined) must(before.find(({ viewId }) => viewId === known));
  if (before.some(({ name, of, viewId }) => name === view.name && of === view.of && viewId !== known)) {
    throw new AppError('BAD_INPUT', { fields: { name: '已经有一个同名的，请换个名字' } });
  }
  if (known === undefined && before.length >= LIMITS.savedViews) {
    throw new AppError('LIMIT_REACHED', { message: `最多存${LIMITS.savedViews}个，请先删掉不用的` });
  }
  const viewId = known ?? ctx.ids.record(ctx.clock.now());
  const next = { ...view, viewId };
  const list =
    known === undefined ? [...before, next] : before.map((one) => (one.viewId === known ? next : one));
  ctx.about({ target: viewId });
  await ctx.tx.put('savedViews', { _id: openid, views: list });
  return { viewId };
}

export async function dropView(
  ctx: CommandContext<StaffActor>,
  { viewId }: Input<'registry', 'dropView'>,
): Promise<Output<'registry', 'dropView'>> {
  const { openid } = ctx.actor;
  const before = must(await ctx.tx.get('savedViews', openid));
  ctx.about({ target: viewId });
  must(before.views.find((one) => one.viewId === viewId));
  await ctx.tx.put('savedViews', { ...before, views: before.views.filter((one) => one.viewId !== viewId) });
  return { dropped: true };
}
