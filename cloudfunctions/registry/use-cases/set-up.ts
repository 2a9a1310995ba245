import * as v from 'valibot';
import type { Input, Output } from '../../../typings/api';
import type { CallContext, CommandContext } from '../../core/actions';
import { AppError } from '../../core/errors';
import type { AdminActor, TownStaffActor } from '../../core/identity';
import { PARAMETERS, type ParameterKey } from '../../core/parameters';
import { TOWN_OFFICE } from '../../core/villages';

/** Villages and communities of the town with the phones of their officers: public, they are for emergencies. */
export async function villages(ctx: CallContext): Promise<Output<'registry', 'villages'>> {
  const docs = await ctx.reader.find('villages', { where: {}, orderBy: [['order', 'asc']], limit: 1000 });
  const town = docs.find(({ kind }) => kind === 'town');
  return {
    villages: docs.flatMap(({ _id, name, kind, officers }) =>
      kind === 'town' ? [] : [{ villageId: _id, name, kind, officers }],
    ),
    town: { name: town?.name ?? '', officers: town?.officers ?? [] },
  };
}

/** Whom to call at the town federation, in the order of duty. */
export async function saveTownOffice(
  ctx: CommandContext<TownStaffActor | AdminActor>,
  { name, officers }: Input<'registry', 'saveTownOffice'>,
): Promise<{ saved: true }> {
  ctx.about({ target: TOWN_OFFICE });
  await ctx.tx.put('villages', { _id: TOWN_OFFICE, name, kind: 'town', officers, order: 0 });
  return { saved: true };
}

/** Adds or changes a village. */
export async function saveVillage(
  ctx: CommandContext<AdminActor>,
  { villageId, ...village }: Input<'registry', 'saveVillage'>,
): Promise<{ saved: true }> {
  ctx.about({ target: villageId, villageId });
  const existing = await ctx.tx.get('villages', villageId);
  await ctx.tx.put('villages', { _id: villageId, ...village, order: existing?.order ?? ctx.clock.now() });
  return { saved: true };
}

/** Sets a parameter from a day on. A version is written once: what a decision refers to never changes afterwards. */
export async function setParameter(
  ctx: CommandContext<AdminActor>,
  { key, version, effectiveFrom, source, value }: Input<'registry', 'setParameter'>,
): Promise<Output<'registry', 'setParameter'>> {
  if (!Object.hasOwn(PARAMETERS, key)) {
    throw new AppError('BAD_INPUT', { fields: { key: '没有这个参数' } });
  }
  const parsed = v.safeParse(PARAMETERS[key as ParameterKey], value);
  if (!parsed.success) throw new AppError('BAD_INPUT', { fields: { value: '参数的内容不对，请检查' } });
  const _id = `${key}@${version}`;
  ctx.about({ target: _id });
  if (await ctx.tx.get('parameters', _id)) {
    throw new AppError('BAD_INPUT', { fields: { version: '这个版本号已经用过，请用新的版本号' } });
  }
  await ctx.tx.put('parameters', {
    _id,
    key,
    version,
    effectiveFrom,
    source,
    value: parsed.output,
    setBy: ctx.actor.openid,
    setAt: ctx.clock.now(),
  });
  return { parameterId: _id };
}
