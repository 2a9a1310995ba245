import type { Millis, PictureCheck } from '../../../typings/domain';

/** What is known about a picture that others will see. `traceId` finds it when WeChat's result comes; phones never learn it. */
export interface PhotoCheckDoc {
  state: PictureCheck | 'passed';
  /** null while WeChat did not take the question. */
  traceId: string | null;
  /** When WeChat was asked last; 0 when it did not take the question. */
  askedAt: Millis;
  tries: number;
  /** Whose staff look at it when the machine cannot tell; the town's office for pictures of the town. */
  villageId: string;
  /** Who of the staff decided; null: WeChat. */
  decidedBy: { openid: string; name: string } | null;
}
