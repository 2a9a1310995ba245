/** One step of a donation: whether it is possible now, and what moves with every change of state. */
import { DONATION_STATES } from '../../../miniprogram/shared/donation-words';
import type { DonationAction, DonationRole } from '../../../typings/api/donations';
import type { Millis } from '../../../typings/domain';
import type { CounterDoc, DonationDoc } from '../../core/collections';
import { add, count, waitsToBeAllotted, type CounterEvent } from '../../core/counters';
import type { Tx } from '../../core/database';
import { AppError } from '../../core/errors';
import { donationStep, stateOfStock, type Stock } from '../rules/donation-life';

export interface Deed {
  action: Exclude<DonationAction, 'promise'>;
  role: DonationRole;
  actorName: string;
  openid: string;
  note?: string | undefined;
  quantity?: number;
  photoIds?: string[];
  stock?: Stock;
}

/** Refuses in words when `role` cannot take this step (any more). */
export function mustAllow(donation: DonationDoc, action: DonationAction, role: DonationRole): void {
  if (donationStep(donation, action, role)) return;
  const { label } = DONATION_STATES[donation.state];
  throw new AppError('STEP_NOT_ALLOWED', {
    message: `这份捐赠现在是「${label}」，不能做这一步，请刷新后再看`,
  });
}

/** The donation one step on, with the step in its story. */
export function stepped(donation: DonationDoc, deed: Deed, now: Millis): DonationDoc {
  const { action, role, actorName, openid, note = '', quantity = null, photoIds = [] } = deed;
  mustAllow(donation, action, role);
  const to = donationStep(donation, action, role)?.to ?? 'stock';
  const moved = { ...donation, ...deed.stock };
  const state = to === 'stock' ? stateOfStock(moved) : to;
  return {
    ...moved,
    state,
    timeline: [...donation.timeline, { at: now, action, state, quantity, actorName, openid, note, photoIds }],
    version: donation.version + 1,
    updatedAt: now,
  };
}

/** Moves a donation in the figures of where it lies; `from` null: new here. */
function moveDonation({ donations }: CounterDoc, from: DonationDoc | null, to: DonationDoc): void {
  const states = to.directed ? donations.directed : donations.undirected;
  if (from) add(states, from.state, -1);
  add(states, to.state, 1);
  donations.toAllot += Number(waitsToBeAllotted(to)) - Number(from !== null && waitsToBeAllotted(from));
}

/** Stores a donation and its place in the figures. */
export async function saveDonation(
  tx: Tx,
  now: Millis,
  before: DonationDoc | null,
  after: DonationDoc,
  event: CounterEvent = {},
): Promise<void> {
  await tx.put('donations', after);
  await count(tx, after.villageId, now, (counters) => moveDonation(counters, before, after), event);
}

/** Pieces of a need that a donation stands for; money is no piece. */
export function pieces({ kind }: Pick<DonationDoc, 'kind'>, quantity: number): number {
  return kind === 'goods' ? quantity : 0;
}

/** Corrects what is promised for the donation's need by so many pieces. */
export async function movePromised(tx: Tx, { needId }: DonationDoc, by: number, now: Millis): Promise<void> {
  if (needId === null || by === 0) return;
  const need = await tx.get('needs', needId);
  if (!need) return;
  const promised = need.promised + by;
  await tx.put('needs', { ...need, promised, version: need.version + 1, updatedAt: now });
}
