/** Messages to the donor, left for after the commit. */
import type { CommandContext } from '../../core/actions';
import type { DonationDoc } from '../../core/collections';
import { type StepMessage, stepMessage } from '../../core/notify';

/** `state` at most 5 characters, `next` at most 20. */
export function donorMessage(donation: DonationDoc, state: string, next: string, at: number): StepMessage {
  return {
    toOpenid: donation.volunteerOpenid,
    title: `您捐赠的${donation.what}`,
    state,
    next,
    page: `volunteer/donation/index?donationId=${donation._id}`,
    at,
  };
}

/** Tells the donor once the command is committed. */
export function tellDonor(
  ctx: Pick<CommandContext, 'tell' | 'clock'>,
  donation: DonationDoc,
  state: string,
  next: string,
): void {
  const message = donorMessage(donation, state, next, ctx.clock.now());
  ctx.tell(stepMessage(message));
}
