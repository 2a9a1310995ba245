import type { SignalKind } from '../../../typings/api/signals';
import type { Millis } from '../../../typings/domain';

/**
 * Something about a volunteer's services that staff should look at. `_id` says what, where and of whom. Names are read from the
 * people's own records, so that who is forgotten is forgotten here too.
 */
export interface SignalDoc {
  _id: string;
  kind: SignalKind;
  state: 'open' | 'settled';
  villageId: string;
  volunteerId: string;
  residentId: string | null;
  words: string;
  /** The newest ones that it rests on, newest first. */
  services: { serviceId: string; startedAt: Millis; minutes: number }[];
  foundAt: Millis;
  /** `upTo`: services that began later are not covered by what was found. */
  settled: { at: Millis; openid: string; by: string; reason: string; upTo: Millis } | null;
}
