/** Messages about who is who: to the person concerned, and to the officers of the village. */
import { maskName } from '../../../miniprogram/shared/mask';
import type { CommandContext } from '../../core/actions';
import type { ResidentDoc } from '../../core/collections';
import { askMessage, stepMessage } from '../../core/notify';

/** More officers than a village has. */
const STAFF_READ = 100;

/** Title, state and next step in at most 20, 5 and 20 characters: WeChat cuts longer ones. */
export interface Words {
  title: string;
  state: string;
  next: string;
}

/** Leaves a message for after the commit. Nobody is told of what they did themself. */
export function tell(ctx: CommandContext, toOpenid: string | undefined, words: Words): void {
  if (toOpenid === undefined || toOpenid === ctx.actor.openid) return;
  const at = ctx.clock.now();
  ctx.tell(stepMessage({ toOpenid, ...words, page: 'pages/home/index', at }));
}

/** Tells the officers of a resident's village, each once. */
export async function tellVillage(ctx: CommandContext, resident: ResidentDoc, title: string): Promise<void> {
  const { _id, name, villageId } = resident;
  const staff = await ctx.reader.find('staff', { where: { villageId, endedAt: null }, limit: STAFF_READ });
  const at = ctx.clock.now();
  for (const { openid } of staff) {
    if (openid === null || openid === ctx.actor.openid) continue;
    ctx.tell(
      askMessage({
        toOpenid: openid,
        title,
        from: maskName(name),
        page: `staff/resident/index?residentId=${_id}`,
        at,
      }),
    );
  }
}
