/** Who does it: whoever may, mostly those whom the record concerns, now and then somebody who may not. */
import type { UserDoc } from '../../cloudfunctions/core/collections';
import { actingAs, actorsOf, type May } from '../../cloudfunctions/core/identity';
import { TRIAL_VILLAGE } from '../../demo/town';
import { chinaDate } from '../../miniprogram/shared/china-time';
import type { ActingAs } from '../../typings/domain';
import { type Pick } from '../support/trust/sample';
import { type AnyAction } from '../support/trust/tables';
import { concerns, type Pool, type Scope } from './pool';

export interface Player {
  openid: string;
  as?: ActingAs;
}

export class Cast {
  constructor(
    private readonly pool: Pool,
    private readonly pick: Pick,
    private readonly day: () => string,
  ) {}

  /** Someone who may, or now and then someone who may not. */
  actorFor(definition: AnyAction, target?: Record<string, unknown>): Player {
    const { pick } = this;
    const role = definition.may[pick(definition.may.length)] as May;
    const users = this.pool.all('users');
    if (role === 'user' && pick(3) === 0) return { openid: `onew-${pick(1e9)}-x` };
    if (role === 'user' || pick(25) === 0) {
      const user = users[pick(users.length)] as UserDoc;
      const actors = actorsOf(user._id, user);
      const as = actors.length > 0 ? actingAs(actors[pick(actors.length)] as never) : null;
      return { openid: user._id, ...(as ? { as } : {}) };
    }
    if (role === 'assistant') {
      const today = this.pool
        .all('assistConsents')
        .filter(({ createdAt }) => chinaDate(createdAt) === this.day());
      const consent = today[pick(today.length)];
      if (consent) return { openid: consent.openid, as: { role, residentId: consent.residentId } };
      if (definition.may.length > 1 || pick(20) > 0) return this.actorFor(definition, target);
    }
    const held = users.flatMap((user) =>
      actorsOf(user._id, user)
        .filter((actor) => actor.role === role)
        .map((actor) => ({ openid: user._id, as: actingAs(actor) })),
    );
    // Most of what there is lies in the trial village.
    const near = held.filter(
      ({ openid }) => users.find(({ _id }) => _id === openid)?.staff?.villageId === TRIAL_VILLAGE,
    );
    const fit = target
      ? held.filter(({ openid, as }) => concerns(target, this.scopeOf(openid, as ?? undefined)))
      : [];
    const local = role === 'villageStaff' && near.length > 0 && pick(5) > 0 ? near : held;
    const among = fit.length > 0 && pick(12) > 0 ? fit : local;
    const one = among[pick(among.length)];
    if (!one) return { openid: `onobody-${role}-x` };
    return { openid: one.openid, ...(one.as ? { as: one.as } : {}) };
  }

  scopeOf(openid: string, as: ActingAs | undefined): Scope {
    const user = this.pool.one('users', openid);
    switch (as?.role) {
      case 'resident':
        return { openid, residentId: user?.resident?.residentId };
      case 'guardian':
      case 'assistant':
        return { openid, residentId: as.residentId };
      case 'volunteer':
        return { openid, volunteerId: user?.volunteer?.volunteerId };
      case 'villageStaff':
        return { openid, villageId: user?.staff?.villageId ?? undefined };
      default:
        return { openid };
    }
  }
}
