/** Faults that a test asks for: what goes wrong in a real cloud now and then goes wrong here at the moment that is looked at. */

/**
 * `refused`: the connection breaks before anything is done. `lost`: it is done, and the connection breaks before the answer.
 * `full`: the disk is full, a write is refused. `slow`: it takes `ms` longer. `killed`: the function that asks dies before it
 * is done.
 */
export type FaultKind = 'refused' | 'lost' | 'full' | 'slow' | 'killed';

export const FAULT_KINDS: readonly FaultKind[] = ['refused', 'lost', 'full', 'slow', 'killed'];

export interface Fault {
  /** Action of the protocol, as `database.commitTransaction`. */
  action: string;
  how: FaultKind;
  /** How many requests it meets; 1 by default. */
  times?: number;
  /** How many requests pass before. */
  skip?: number;
  /** With `slow`; 1000 by default. */
  ms?: number;
}

/** The connection is broken without an answer. */
export class BrokenConnection extends Error {}

export class Faults {
  private readonly waiting: Required<Fault>[] = [];

  set(fault: Fault): void {
    this.waiting.push({ times: 1, skip: 0, ms: 1000, ...fault });
  }

  clear(): void {
    this.waiting.length = 0;
  }

  /** The fault that this request meets, if any. */
  take(action: string): Required<Fault> | undefined {
    const fault = this.waiting.find((one) => one.action === action);
    if (!fault) return undefined;
    if (fault.skip > 0) {
      fault.skip -= 1;
      return undefined;
    }
    fault.times -= 1;
    if (fault.times <= 0) this.waiting.splice(this.waiting.indexOf(fault), 1);
    return fault;
  }
}
