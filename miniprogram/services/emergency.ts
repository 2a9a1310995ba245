/**
 * Calls for help. The numbers lie on the phone, dialling waits for nothing, and that a call was made is told to staff when
 * the network allows, exactly once: it is written to the phone's storage with its request id before the number is dialled,
 * and stays there until a function has recorded it.
 */
import type { CallRecorded, EmergencyApi, EmergencyNumbers } from '../../typings/api/emergency';
import type { ActingAs, Millis, Officer } from '../../typings/domain';
import { asCallError, call, randomId } from './call';
import { activeRole, roleScope } from './session';
import { readStored, writeStored } from './storage';

type In<A extends keyof EmergencyApi> = EmergencyApi[A]['input'];
type Out<A extends keyof EmergencyApi> = EmergencyApi[A]['output'];

/** Outside of the cache of a role: neither a change of role nor age takes the numbers away. */
const NUMBERS_KEY = 'emergency:numbers';
const OUTBOX_KEY = 'emergency:outbox';

/** Numbers that were just read are not read again, e.g. by the home page right after the start. */
const FRESH_MS = 60_000;
/** Sent again after this time even when the phone does not notice that the network is back. */
const AGAIN_MS = 30_000;
/** Answers after which the same request can never succeed. */
const HOPELESS: readonly string[] = ['BAD_INPUT', 'BAD_REQUEST', 'REQUEST_ID_REUSED'];

/** A call for help that staff do not know of yet. */
interface PressedCall {
  requestId: string;
  /** The role at that moment: a repeated request must name the same one. */
  as: ActingAs | null;
  calledAt: Millis;
  officerName: string;
  officerDuty: string;
  town: boolean;
  /** pressed: being dialled right now. unsure: the mini-program ended, or the phone failed, before it could tell. */
  state: 'pressed' | 'dialled' | 'unsure';
}

export type DialOutcome = 'dialled' | 'cancelled' | 'failed';

/** What pages are told. */
export interface EmergencyNews {
  /** The numbers are newer than what was shown. */
  numbers?: EmergencyNumbers;
  /** A call has been recorded. */
  recorded?: CallRecorded;
}

const listeners = new Set<(news: EmergencyNews) => void>();

/** Tells a page of news until the returned function is called. */
export function watchEmergency(listener: (news: EmergencyNews) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tell(news: EmergencyNews): void {
  for (const listener of listeners) listener(news);
}

let read: { scope: string; at: Millis } | null = null;

/** The numbers of the last time online, null before the first. */
export const knownNumbers = (): EmergencyNumbers | null => readStored<EmergencyNumbers>(NUMBERS_KEY);

let reading: Promise<void> | null = null;

/** Reads the numbers anew in the background. Never fails: those of the last time stay. */
export function refreshNumbers(): Promise<void> {
  // The start and the home page both ask; one answer serves both.
  reading ??= readNumbers().finally(() => {
    reading = null;
  });
  return reading;
}

async function readNumbers(): Promise<void> {
  const scope = roleScope();
  if (read?.scope === scope && Date.now() - read.at < FRESH_MS) return;
  try {
    const numbers = await call('emergency', 'numbers', {});
    // The first start learns its role while this is under way: the numbers of that role are asked for.
    if (scope !== roleScope()) {
      await readNumbers();
      return;
    }
    read = { scope, at: Date.now() };
    writeStored(NUMBERS_KEY, numbers);
    tell({ numbers });
  } catch {
    // No network, or too old a WeChat: the numbers of the last time are as good.
  }
}

/** In memory too, so that a full storage loses nothing while the mini-program runs. */
let outbox: PressedCall[] | null = null;

function pressedCalls(): PressedCall[] {
  outbox ??= readStored<PressedCall[]>(OUTBOX_KEY) ?? [];
  return outbox;
}

function keep(calls: PressedCall[]): void {
  outbox = calls;
  writeStored(OUTBOX_KEY, calls);
}

function mark(requestId: string, state: PressedCall['state']): void {
  keep(pressedCalls().map((one) => (one.requestId === requestId ? { ...one, state } : one)));
}

function drop(requestId: string): void {
  keep(pressedCalls().filter((one) => one.requestId !== requestId));
}

/** Whether a call was made that staff do not know of yet. */
export const hasUntoldCalls = (): boolean => pressedCalls().some(({ state }) => state !== 'pressed');

/** Dials after WeChat's own question. 'failed': the phone cannot dial, so the number has to be typed by hand. */
export async function dialNumber(phoneNumber: string): Promise<DialOutcome> {
  try {
    await wx.makePhoneCall({ phoneNumber });
    return 'dialled';
  } catch (cause) {
    const reason = String((cause as { errMsg?: string } | null)?.errMsg ?? cause);
    return /cancel/i.test(reason) ? 'cancelled' : 'failed';
  }
}

/** Dials an officer at once and sees to it that staff learn of it. A call that was not dialled after all is forgotten. */
export async function callForHelp({ name, duty, phone }: Officer, town: boolean): Promise<DialOutcome> {
  const requestId = randomId();
  keep([
    ...pressedCalls(),
    {
      requestId,
      as: activeRole(),
      calledAt: Date.now(),
      officerName: name,
      officerDuty: duty,
      town,
      state: 'pressed',
    },
  ]);
  const outcome = await dialNumber(phone);
  if (outcome === 'cancelled') {
    drop(requestId);
  } else {
    mark(requestId, outcome === 'dialled' ? 'dialled' : 'unsure');
    void flushCalls();
  }
  return outcome;
}

async function send({ requestId, as, state, ...what }: PressedCall): Promise<void> {
  const input = { ...what, dialled: state === 'dialled' };
  const recorded = await call('emergency', 'recordCall', input, { requestId, as });
  drop(requestId);
  tell({ recorded });
}

/** Sends what there is, oldest first. Gives false when the line broke. */
async function sendAll(): Promise<boolean> {
  for (;;) {
    const next = pressedCalls().find(({ state }) => state !== 'pressed');
    if (!next) return true;
    try {
      await send(next);
    } catch (cause) {
      if (!HOPELESS.includes(asCallError(cause).code)) return false;
      drop(next.requestId);
    }
  }
}

let sending: Promise<boolean> | null = null;
let again: ReturnType<typeof setTimeout> | null = null;

/** Tells staff of the calls that they do not know of yet; tried again by itself until it succeeds. Never fails. */
export async function flushCalls(): Promise<void> {
  if (!hasUntoldCalls()) return;
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  const told = await sending;
  if (told && !hasUntoldCalls()) return;
  again ??= setTimeout(() => {
    again = null;
    void flushCalls();
  }, AGAIN_MS);
}

/** Numbers and untold calls: when the home page is read, and when the network is back. */
export function keepInTouch(): void {
  void refreshNumbers();
  void flushCalls();
}

/** When the mini-program starts. What was being dialled when it ended last time may have been dialled: staff look after it. */
export function startEmergency(): void {
  for (const { requestId, state } of pressedCalls()) if (state === 'pressed') mark(requestId, 'unsure');
  keepInTouch();
  wx.onNetworkStatusChange(({ isConnected }) => {
    if (!isConnected) return;
    // What was asked before the line came back may never be answered: it is not waited for.
    void readNumbers();
    void flushCalls();
  });
}

/** The staff's queue of calls. */
export const calls = (input: In<'calls'>): Promise<Out<'calls'>> => call('emergency', 'calls', input);

/** This officer looks after the call. */
export const take = (input: In<'take'>, requestId: string): Promise<Out<'take'>> =>
  call('emergency', 'take', input, { requestId });

/** How it was found when calling back. */
export const followUp = (input: In<'followUp'>, requestId: string): Promise<Out<'followUp'>> =>
  call('emergency', 'followUp', input, { requestId });

/** The number to call back, in full; each reading is written down. */
export const callerPhone = (callId: string): Promise<Out<'callerPhone'>> =>
  call('emergency', 'callerPhone', { callId });
