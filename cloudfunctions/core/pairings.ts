/**
 * What every writer of a pairing or a service keeps in step with it: the lists of the resident and of the volunteer from which
 * their home pages are read, and the figures of the village.
 */
import type { Asked, RunningService } from '../../typings/api/accounts';
import type { Millis } from '../../typings/domain';
import { maskName } from '../../miniprogram/shared/mask';
import type { CounterDoc, PairingDoc, ResidentDoc, ServiceDoc, VolunteerDoc } from './collections';
import { count, creditedMinutes, moveService, type CounterEvent } from './counters';
import type { Tx } from './database';
import type { Helped } from './documents/register';
import { must } from './errors';

/** Records that the caller has read in this transaction already. */
interface Known {
  volunteer?: VolunteerDoc;
  resident?: ResidentDoc;
}

/** The openids of those who answer for a resident: the own verified phone and the guardians'. */
export function phonesOf({ binding, guardians }: Pick<ResidentDoc, 'binding' | 'guardians'>): string[] {
  const own = binding?.state === 'verified' ? [binding.openid] : [];
  return [...new Set([...own, ...guardians.map(({ openid }) => openid)])];
}

function otherwise<T extends { pairingId: string }>(list: readonly T[], pairingId: string): T[] {
  return list.filter((one) => one.pairingId !== pairingId);
}

/** The pairing in the lists of both sides; until it is agreed on, each side reads the other's name masked. */
function withPairing(
  volunteer: VolunteerDoc,
  resident: ResidentDoc,
  pairing: PairingDoc,
  now: Millis,
): { volunteer: VolunteerDoc; resident: ResidentDoc } {
  const { _id: pairingId, volunteerId, residentId, state } = pairing;
  const ofVolunteer = otherwise(volunteer.pairings, pairingId);
  const ofResident = otherwise(resident.pairings, pairingId);
  const asked = resident.asked.filter((one) => one.what !== 'pairing' || one.pairingId !== pairingId);
  if (state === 'asked' || state === 'active') {
    const shown = (name: string): string => (state === 'active' ? name : maskName(name));
    ofVolunteer.push({ pairingId, residentId, residentName: shown(pairing.residentName), state });
    ofResident.push({ pairingId, volunteerId, volunteerName: shown(pairing.volunteerName), state });
  }
  if (state === 'asked') {
    const volunteerName = maskName(pairing.volunteerName);
    asked.push({ what: 'pairing', pairingId, volunteerName, at: pairing.askedAt });
  }
  return {
    volunteer: { ...volunteer, pairings: ofVolunteer, version: volunteer.version + 1, updatedAt: now },
    resident: { ...resident, pairings: ofResident, asked, version: resident.version + 1, updatedAt: now },
  };
}

/** Writes a pairing (`before` null: a new one) with both lists and the figures. */
export async function savePairing(
  tx: Tx,
  now: Millis,
  before: PairingDoc | null,
  after: PairingDoc,
  known: Known = {},
  event: CounterEvent = {},
): Promise<void> {
  const sides = withPairing(
    known.volunteer ?? must(await tx.get('volunteers', after.volunteerId)),
    known.resident ?? must(await tx.get('residents', after.residentId)),
    after,
    now,
  );
  await tx.put('pairings', after);
  await tx.put('volunteers', sides.volunteer);
  await tx.put('residents', sides.resident);
  const is = (pairing: PairingDoc | null, state: PairingDoc['state']): number =>
    pairing?.state === state ? 1 : 0;
  await count(
    tx,
    after.villageId,
    now,
    (counters) => {
      counters.pairingsAsked += is(after, 'asked') - is(before, 'asked');
      counters.pairings += is(after, 'active') - is(before, 'active');
    },
    event,
  );
}

/** Confirmed services that a record remembers: more than one can become a dispute. */
const REMEMBERED = 5;

/** The last confirmed services with this one as it is now. */
function helpedWith(
  before: readonly Helped[] = [],
  { _id: serviceId, state, startedAt }: ServiceDoc,
): Helped[] {
  const others = before.filter((one) => one.serviceId !== serviceId);
  const all = state === 'confirmed' ? [...others, { serviceId, at: startedAt }] : others;
  return all.sort((a, b) => b.at - a.at).slice(0, REMEMBERED);
}

function runningOf({ _id, volunteerName, residentName, startedAt }: ServiceDoc): RunningService {
  return { serviceId: _id, volunteerName, residentName, startedAt };
}

function volunteerWith(
  volunteer: VolunteerDoc,
  before: ServiceDoc | null,
  after: ServiceDoc,
  now: Millis,
): VolunteerDoc {
  const { _id: serviceId, state } = after;
  const othersRunning = volunteer.running?.serviceId === serviceId ? null : volunteer.running;
  const others = volunteer.toDescribe.filter((id) => id !== serviceId);
  return {
    ...volunteer,
    running: state === 'running' ? runningOf(after) : othersRunning,
    toDescribe: state === 'ended' ? [...others, serviceId] : others,
    helped: helpedWith(volunteer.helped, after),
    minutes: volunteer.minutes + creditedMinutes(after) - (before === null ? 0 : creditedMinutes(before)),
    version: volunteer.version + 1,
    updatedAt: now,
  };
}

/** The resident's side can still say something about it. */
const isAsked = (state: ServiceDoc['state'] | undefined): boolean =>
  state === 'toConfirm' || state === 'unanswered';

function residentWith(resident: ResidentDoc, after: ServiceDoc, now: Millis): ResidentDoc {
  const { _id: serviceId, state, volunteerName } = after;
  const running = resident.running.filter((one) => one.serviceId !== serviceId);
  const asked = resident.asked.filter((one) => one.what !== 'service' || one.serviceId !== serviceId);
  const question: Asked = { what: 'service', serviceId, volunteerName, at: after.askedAt ?? now };
  return {
    ...resident,
    running: state === 'running' ? [...running, runningOf(after)] : running,
    asked: isAsked(state) ? [...asked, question] : asked,
    helped: helpedWith(resident.helped, after),
    version: resident.version + 1,
    updatedAt: now,
  };
}

/** Writes a service (`before` null: a new one) with what both sides, its pairing and the figures keep of it. */
export async function saveService(
  tx: Tx,
  now: Millis,
  before: ServiceDoc | null,
  after: ServiceDoc,
  known: Known = {},
  event: CounterEvent = {},
): Promise<void> {
  await tx.put('services', after);
  const volunteer = known.volunteer ?? must(await tx.get('volunteers', after.volunteerId));
  await tx.put('volunteers', volunteerWith(volunteer, before, after, now));
  const keptByResident = [before?.state, after.state].some(
    (state) => state === 'running' || state === 'confirmed' || isAsked(state),
  );
  if (keptByResident) {
    const resident = known.resident ?? must(await tx.get('residents', after.residentId));
    await tx.put('residents', residentWith(resident, after, now));
  }
  const counted = (service: ServiceDoc | null): number => (service?.state === 'confirmed' ? 1 : 0);
  if (counted(before) !== counted(after)) {
    const pairing = must(await tx.get('pairings', after.pairingId));
    await tx.put('pairings', {
      ...pairing,
      services: pairing.services + counted(after) - counted(before),
      minutes: pairing.minutes + creditedMinutes(after) - (before === null ? 0 : creditedMinutes(before)),
      version: pairing.version + 1,
    });
  }
  await count(tx, after.villageId, now, (counters) => moveService(counters, before, after), event);
}

/** Hands a pairing that is asked for or active over to another village; both sides keep it as it is. */
export async function handOverPairing(
  tx: Tx,
  pairing: PairingDoc,
  villageId: string,
  now: Millis,
): Promise<void> {
  const by = (n: number): ((counters: CounterDoc) => void) => {
    return (counters) => {
      if (pairing.state === 'asked') counters.pairingsAsked += n;
      if (pairing.state === 'active') counters.pairings += n;
    };
  };
  await tx.put('pairings', { ...pairing, villageId, version: pairing.version + 1 });
  await count(tx, pairing.villageId, now, by(-1));
  await count(tx, villageId, now, by(1));
}

/** Hands a service that is not settled over to another village, whose staff look after it from now on. */
export async function handOverService(
  tx: Tx,
  service: ServiceDoc,
  villageId: string,
  now: Millis,
): Promise<void> {
  const next = { ...service, villageId, version: service.version + 1, updatedAt: now };
  await tx.put('services', next);
  await count(tx, service.villageId, now, (counters) => moveService(counters, service, null));
  await count(tx, villageId, now, (counters) => moveService(counters, null, next));
}

/** Ends a pairing, or takes back what was asked for, because the resident left the town or died. */
export async function endForLeaving(
  tx: Tx,
  pairing: PairingDoc,
  { reason, by, now }: { reason: string; by: string; now: Millis },
): Promise<void> {
  await savePairing(tx, now, pairing, {
    ...pairing,
    state: pairing.state === 'asked' ? 'cancelled' : 'ended',
    endedAt: now,
    endedBy: by,
    endReason: reason,
    version: pairing.version + 1,
  });
}

/**
 * Services of a resident who left the town or died: what runs ends without counting; what the resident was to confirm goes
 * to staff, who look at it; the rest goes on as it is.
 */
export async function settleForLeaving(
  tx: Tx,
  service: ServiceDoc,
  reason: string,
  now: Millis,
): Promise<void> {
  const settled: Partial<ServiceDoc> | null =
    service.state === 'running'
      ? { state: 'cancelled', cancelled: { reason, at: now }, endedAt: now }
      : isAsked(service.state)
        ? { state: 'toCheck' }
        : null;
  if (!settled) return;
  await saveService(tx, now, service, {
    ...service,
    ...settled,
    remindAt: null,
    reminded: 0,
    version: service.version + 1,
    updatedAt: now,
  });
}
