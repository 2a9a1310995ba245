/** How to use it, one thing on a screen; offered on the first day, there again in 我的. */
import { markGuideSeen } from '../../services/guide';
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { guideFor, type GuideStep } from './steps';

definePage({
  steps: [] as readonly GuideStep[],
  data: {
    at: 0,
    count: 0,
    step: null as GuideStep | null,
    /** Read aloud. */
    said: '',
  },

  onLoad() {
    this.steps = guideFor(activeRole()?.role);
    this.show(0);
    markGuideSeen();
  },
  show(at: number) {
    const step = this.steps[at] ?? null;
    const said = step ? `${step.title}。${step.text}` : '';
    this.setData({ at, count: this.steps.length, step, said });
  },
  turn(at: number) {
    this.show(at);
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
  },
  onNext() {
    if (this.data.at + 1 < this.data.count) this.turn(this.data.at + 1);
    else back();
  },
  onBefore() {
    this.turn(this.data.at - 1);
  },
  onSkip() {
    back();
  },
});
