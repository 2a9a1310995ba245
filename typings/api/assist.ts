/** Assisted filing: officers of a village act for residents who cannot do it with a phone of their own. */
import type { ActingAs, CaseKind, CaseState, Millis, PhotoView, VoiceView } from '../domain';
import type { Action, Paged } from '../wire';

/** What the resident agrees to: that things are asked for, or that receipt, services and pairings are answered. */
export type AssistScope = 'file' | 'answer';

/** Who is to be acted for, and what stands in the way. */
export interface AssistState {
  residentId: string;
  residentName: string;
  villageName: string;
  /** Somebody can be asked by phone: the resident or a guardian. They are told when consent is recorded. */
  reachable: boolean;
  /** In words why nobody of the village may act for them; '' when nothing stands in the way. */
  obstacle: string;
  /** What the resident has agreed to today, with this officer. */
  agreed: AssistScope[];
}

/** One thing that waits for the word of a resident whom nobody can ask by phone. */
export type Awaited =
  | { what: 'case'; applicationId: string; kind: CaseKind; title: string; state: CaseState; at: Millis }
  | { what: 'pairing' | 'service'; id: string; volunteerName: string; at: Millis };

export interface AwaitingRow {
  residentId: string;
  residentName: string;
  villageName: string;
  awaited: Awaited[];
}

/** One consent of one day with what was done on it. */
export interface AssistRow {
  consentId: string;
  at: Millis;
  residentId: string;
  residentName: string;
  villageName: string;
  /** '谢家路村残协 陈五'. */
  by: string;
  scopes: AssistScope[];
  words: string;
  photos: PhotoView[];
  voices: VoiceView[];
  /** `action` as in the audit: 'applications.confirmReceipt'. */
  acts: { at: Millis; action: string; answers: boolean }[];
}

export interface AssistApi {
  assistState: Action<{ residentId: string }, AssistState>;
  /**
   * Records the consent of a resident of the own village, with a photo of the signature or the own voice: it holds for this
   * officer until the end of the day in China. Given again, what is agreed to adds up. NOT_FOUND for another village, OWN_CASE
   * for oneself and one's own family, NOT_ACTIVE for who has left.
   */
  giveAssistConsent: Action<
    { residentId: string; scopes: AssistScope[]; words: string; photoId?: string; voiceId?: string },
    { as: ActingAs }
  >;
  /** Residents without phone and guardian on whose word something waits, the longest wait first. */
  awaiting: Action<{ villageId?: string; cursor?: string | null }, Paged<AwaitingRow>>;
  /** What was done for residents, the newest first; with `answers` only where receipt, services or pairings were answered. */
  assistLog: Action<{ villageId?: string; answers: boolean; cursor?: string | null }, Paged<AssistRow>>;
}
