/** What the village screen keeps beside figures and links. */
import type { Millis } from '../../../typings/domain';

/** The code that leads to the mini-program, as WeChat drew it. `_id` says where it hangs. */
export interface MiniCodeDoc {
  _id: 'screen';
  fileID: string;
  contentType: string;
  madeAt: Millis;
}
