/**
 * What lies in one officer's hands. When a duty ends, or moves to another office, it goes to a named colleague or back to the
 * office, so that nothing waits for somebody who is not there any more.
 */
import type { EmergencyCallDoc } from './collections';
import type { Reader, Tx } from './database';

/** More than anybody has in hand at once. */
const LIMIT = 200;

/** Calls for help that this user has taken and not closed. Read outside of the transaction; each is looked at again inside. */
export function workInHand(reader: Reader, openid: string): Promise<EmergencyCallDoc[]> {
  return reader.find('emergencyCalls', { where: { 'takenBy.openid': openid, state: 'taken' }, limit: LIMIT });
}

/** Hands open work over, or gives it back to the office when `to` is null; gives how much it was. */
export async function releaseWork(
  reader: Reader,
  tx: Tx,
  openid: string,
  to: EmergencyCallDoc['takenBy'],
): Promise<number> {
  let released = 0;
  for (const { _id } of await workInHand(reader, openid)) {
    const call = await tx.get('emergencyCalls', _id);
    if (call?.takenBy?.openid !== openid || call.state !== 'taken') continue;
    await tx.put('emergencyCalls', { ...call, takenBy: to, state: to === null ? 'open' : 'taken' });
    released += 1;
  }
  return released;
}
