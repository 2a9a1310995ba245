/** The life of a donation as a table: from, action, which kind, who, to. What is not in it cannot happen. */
import type { DonationAction, DonationRole, DonationState } from '../../../typings/api/donations';

export interface DonationStep {
  from: DonationState;
  action: Exclude<DonationAction, 'promise'>;
  /** For a village (true) or for the town to allot (false). */
  directed: boolean;
  who: DonationRole;
  /** 'stock': by what is handed over of what came (`stateOfStock`). */
  to: DonationState | 'stock';
}

const OPEN = ['promised', 'accepted'] as const;
const HELD = ['received', 'partlyDelivered'] as const;

function steps(
  from: readonly DonationState[],
  step: Omit<DonationStep, 'from' | 'directed'>,
  kinds: readonly boolean[] = [true, false],
): DonationStep[] {
  return from.flatMap((state) => kinds.map((directed) => ({ ...step, from: state, directed })));
}

/** The village answers for what is given to it, the town for what it allots; villages hand all of it out. */
export const DONATION_STEPS: readonly DonationStep[] = [
  ...steps(['promised'], { action: 'accept', who: 'villageStaff', to: 'accepted' }, [true]),
  ...steps(['promised'], { action: 'accept', who: 'townStaff', to: 'accepted' }, [false]),
  ...steps(['promised'], { action: 'decline', who: 'villageStaff', to: 'declined' }, [true]),
  ...steps(['promised'], { action: 'decline', who: 'townStaff', to: 'declined' }, [false]),
  ...steps(['accepted'], { action: 'receive', who: 'villageStaff', to: 'received' }, [true]),
  // Whoever brings something to the town's office is not sent home first.
  ...steps(OPEN, { action: 'receive', who: 'townStaff', to: 'received' }, [false]),
  ...steps(HELD, { action: 'allot', who: 'townStaff', to: 'stock' }, [false]),
  ...steps(HELD, { action: 'deliver', who: 'villageStaff', to: 'stock' }),
  ...steps(OPEN, { action: 'cancel', who: 'volunteer', to: 'cancelled' }),
  ...steps(OPEN, { action: 'expire', who: 'system', to: 'expired' }),
];

/** How much came and was handed over: delivered <= allotted <= received. */
export interface Stock {
  received: number;
  allotted: number;
  delivered: number;
}

/** What came and is neither allotted nor handed over. */
export function left({ received, allotted }: Stock): number {
  return received - allotted;
}

/** The state that follows from the stock alone, once something came. */
export function stateOfStock({ received, delivered }: Stock): DonationState {
  if (delivered === 0) return 'received';
  return delivered < received ? 'partlyDelivered' : 'delivered';
}

/** The stock after `quantity` more is allotted; null when there is not so much. */
export function afterAllotting(stock: Stock, quantity: number): Stock | null {
  return quantity > left(stock) ? null : { ...stock, allotted: stock.allotted + quantity };
}

/** The stock after an allotted part was handed over; null when not so much was allotted. */
export function afterDelivering(stock: Stock, quantity: number): Stock | null {
  const delivered = stock.delivered + quantity;
  return delivered > stock.allotted ? null : { ...stock, delivered };
}

/** The line of the table for this step; null when there is none. */
export function donationStep(
  { state, directed }: { state: DonationState; directed: boolean },
  action: DonationAction,
  who: DonationRole,
): DonationStep | null {
  return (
    DONATION_STEPS.find(
      (one) => one.from === state && one.action === action && one.directed === directed && one.who === who,
    ) ?? null
  );
}
