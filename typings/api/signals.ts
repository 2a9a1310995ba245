import type { Millis } from '../domain';
import type { Action, Paged } from '../wire';

/** What may point at points that were not earned; what it rests on, see pairing/rules/signals.ts. */
export type SignalKind = 'dailyCap' | 'overlaps' | 'lateEntries';

/** Something for staff to look at. It says nothing of guilt: they ask, and write down what they found. */
export interface SignalView {
  signalId: string;
  kind: SignalKind;
  /** '最近30天有6天得满一天最多的40分' */
  words: string;
  villageName: string;
  volunteer: { volunteerId: string; name: string };
  /** Only where it is about one pair. */
  resident: { residentId: string; name: string } | null;
  /** The newest services that it rests on. */
  services: { serviceId: string; startedAt: Millis; minutes: number }[];
  foundAt: Millis;
  settled: { at: Millis; by: string; reason: string } | null;
  /** About the officer who reads: somebody else decides. */
  own: boolean;
}

export interface SignalActions {
  /** Staff: what is open, or was looked at; of the own village, or of one or all. */
  signals: Action<
    { state: 'open' | 'settled'; villageId?: string; cursor?: string | null },
    Paged<SignalView>
  >;
  /** It was looked at: not shown again until as much has come anew. */
  settleSignal: Action<{ signalId: string; reason: string }, { settled: true }>;
  reopenSignal: Action<{ signalId: string }, { reopened: true }>;
}
