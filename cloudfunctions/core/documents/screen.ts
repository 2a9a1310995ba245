/** What the village screen keeps beside figures: the links that open it, and the code on it. */
import type { Millis } from '../../../typings/domain';

/** The code that leads to the mini-program, as WeChat drew it. `_id` says where it hangs. */
export interface MiniCodeDoc {
  _id: 'screen';
  fileID: string;
  contentType: string;
  madeAt: Millis;
}

export interface ScreenLinkDoc {
  _id: string;
  tokenHash: string;
  label: string;
  villageId: string | null;
  createdBy: string;
  createdAt: Millis;
  revokedAt: Millis | null;
  /** Asked too often: no figures before this. Missing: never. */
  blockedUntil?: Millis;
}
