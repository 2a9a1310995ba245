/** A link to a page with cards: opens once, within minutes, on a computer that nobody is signed in on. */
import type { Input, Output } from '../../../typings/api';
import type { CommandContext } from '../../core/actions';
import { hash, lookupKey } from '../../core/crypto';
import { where } from '../../core/database';
import { AppError } from '../../core/errors';
import type { OfficerActor } from '../office';

/** Minutes to walk to the office computer. */
const LINK_MINUTES = 20;

/** Where this function is reached from a browser; HTTP_URL is set by hand in the cloud (docs/operations.md). */
function cardsUrl(): string {
  const base = process.env.HTTP_URL ?? '';
  if (base === '')
    throw new AppError('SHEET_LINK_INVALID', { message: '打印网页的地址还没有设置，请联系管理员' });
  return `${base}/exchange/cards`;
}

export const typedCode = (code: string): string => lookupKey('sheet', code);

/** Makes the link. Every resident must be in the officer's scope, in the register now, and have a code. */
export async function cardSheet(
  ctx: CommandContext<OfficerActor>,
  { residentIds }: Input<'exchange', 'cardSheet'>,
): Promise<Output<'exchange', 'cardSheet'>> {
  const url = cardsUrl();
  const ids = [...new Set(residentIds)];
  const villageId = ctx.actor.role === 'villageStaff' ? ctx.actor.villageId : null;
  const residents = await ctx.reader.find('residents', {
    where: { _id: where.in(ids), ...(villageId === null ? {} : { villageId }) },
    limit: ids.length,
  });
  if (residents.length !== ids.length) throw new AppError('NOT_FOUND');
  if (residents.some(({ status }) => status !== 'active')) throw new AppError('NOT_ACTIVE');
  const without = residents.filter(({ code }) => code === null).length;
  if (without > 0) {
    throw new AppError('BAD_INPUT', { message: `有${without}人还没有二维码，请先点「做卡片」再打印` });
  }
  const now = ctx.clock.now();
  const [token, code] = [ctx.ids.token(), ctx.ids.code()];
  const expiresAt = now + LINK_MINUTES * 60_000;
  ctx.about({ target: `cards:${ids.length}`, ...(villageId === null ? {} : { villageId }) });
  await ctx.tx.put('cardSheets', {
    _id: hash(token),
    codeHash: typedCode(code),
    villageId,
    by: { openid: ctx.actor.openid, name: ctx.actor.name },
    residentIds: ids,
    expiresAt,
    openedAt: null,
    createdAt: now,
  });
  return { url: `${url}/${token}`, code, typeUrl: url, expiresAt, count: ids.length };
}
