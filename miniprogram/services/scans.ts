/**
 * Scans at the door. Without network a scan is kept in the phone's storage with the phone's time and sent later, exactly once,
 * in the order in which it was made; staff see that the time is the phone's. One that is refused stays, with the reason, until
 * the volunteer has read it.
 */
import type { ActingAs, Millis } from '../../typings/domain';
import { parseCode } from '../shared/code';
import { asCallError, call, randomId } from './call';
import { activeRole, sameRole } from './session';
import { readStored, writeStored } from './storage';

const OUTBOX_KEY = 'scans:outbox';
/** Sent again after this time even when the phone does not notice that the network is back. */
const AGAIN_MS = 30_000;

export type ScanPurpose = 'start' | 'end';

/** A scan that the functions do not know of yet. */
export interface KeptScan {
  requestId: string;
  /** The role at that moment: a repeated request must name the same one. */
  as: ActingAs | null;
  code: string;
  purpose: ScanPurpose;
  scannedAt: Millis;
  /** It was sent before with the server's time, and the line broke: it may have arrived. */
  sentBefore: boolean;
  /** Why it was refused; '' while it waits. */
  refusal: string;
}

/** What a tap on 扫一扫 gave. */
export type Scanned =
  | { outcome: 'scanned'; text: string; at: Millis }
  | { outcome: 'cancelled' }
  | { outcome: 'failed' };

/** Opens the camera; call it straight from a tap. Only the camera: a picture of a code is not a visit. */
export async function scanWithCamera(): Promise<Scanned> {
  try {
    const { result } = await wx.scanCode({ onlyFromCamera: true, scanType: ['qrCode'] });
    return { outcome: 'scanned', text: result, at: Date.now() };
  } catch (cause) {
    const reason = String((cause as { errMsg?: string } | null)?.errMsg ?? cause);
    return { outcome: /cancel/i.test(reason) ? 'cancelled' : 'failed' };
  }
}

const listeners = new Set<() => void>();

/** Tells a page that what waits has changed, until the returned function is called. */
export function watchScans(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** In memory too, so that a full storage loses nothing while the mini-program runs. */
let outbox: KeptScan[] | null = null;

function allScans(): KeptScan[] {
  outbox ??= readStored<KeptScan[]>(OUTBOX_KEY) ?? [];
  return outbox;
}

function keep(scans: KeptScan[]): void {
  outbox = scans;
  writeStored(OUTBOX_KEY, scans);
  for (const listener of listeners) listener();
}

/** Scans of the active role that wait or were refused, oldest first. */
export const keptScans = (): KeptScan[] => allScans().filter(({ as }) => sameRole(as, activeRole()));

/** Forgets a scan, e.g. after its refusal was read. */
export function dropScan(requestId: string): void {
  keep(allScans().filter((scan) => scan.requestId !== requestId));
}

/** Keeps a scan until there is network. `sentBefore`: it was already sent and may have arrived. */
export function keepScan(text: string, purpose: ScanPurpose, scannedAt: Millis, sentBefore: boolean): void {
  const parsed = parseCode(text);
  if (!parsed.ok) return;
  const scan = { requestId: randomId(), as: activeRole(), code: parsed.code, purpose, scannedAt, sentBefore };
  keep([...allScans(), { ...scan, refusal: '' }]);
  void flushScans();
}

/** Whether the first sending had arrived after all: the service runs, or has ended, already. */
async function arrived({ as, code, purpose }: KeptScan): Promise<boolean> {
  const { person } = await call('pairing', 'scan', { code }, { as });
  return purpose === 'start' ? person.runningServiceId !== null : person.runningServiceId === null;
}

async function send(scan: KeptScan): Promise<void> {
  const { requestId, as, code, purpose, scannedAt, sentBefore } = scan;
  if (sentBefore && (await arrived(scan))) return;
  const action = purpose === 'start' ? 'startService' : 'endService';
  await call('pairing', action, { code, scannedAt }, { requestId, as });
}

/** Sends what waits, oldest first. Gives false when the line broke. */
async function sendAll(): Promise<boolean> {
  for (;;) {
    const next = allScans().find(({ refusal }) => refusal === '');
    if (!next) return true;
    try {
      await send(next);
      dropScan(next.requestId);
    } catch (cause) {
      const error = asCallError(cause);
      if (error.retryable) return false;
      const refused = { ...next, refusal: error.message };
      keep(allScans().map((scan) => (scan.requestId === next.requestId ? refused : scan)));
    }
  }
}

let sending: Promise<boolean> | null = null;
let again: ReturnType<typeof setTimeout> | null = null;

/** Sends the kept scans; tried again by itself until it succeeds. Never fails. */
export async function flushScans(): Promise<void> {
  if (!allScans().some(({ refusal }) => refusal === '')) return;
  sending ??= sendAll().finally(() => {
    sending = null;
  });
  if (await sending) return;
  again ??= setTimeout(() => {
    again = null;
    void flushScans();
  }, AGAIN_MS);
}

/** When the mini-program starts. */
export function startScans(): void {
  void flushScans();
  wx.onNetworkStatusChange(({ isConnected }) => {
    if (isConnected) void flushScans();
  });
}
