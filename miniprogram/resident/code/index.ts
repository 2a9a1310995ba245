/**
 * The resident's own code, for volunteers to scan at the door. It is on the phone, so it works without network; the screen is as
 * bright as it goes while the code is on show.
 */
import { asCallError } from '../../services/call';
import { knownCode, readMyCode, renewMyCode, type KnownCode } from '../shared/my-code';
import { newIntent } from '../../services/intent';
import { definePage } from '../../services/page';
import { behalfLabel } from '../../services/session';

const FIRST_CODE = newIntent();
/** The phone of somebody who is not verified yet does not speak for the resident. */
const NOT_YET = 'IDENTITY_NOT_VERIFIED';

definePage({
  pollMs: 10_000,
  /** The brightness before, to be given back; null while the screen is as the person wants it. */
  before: null as number | null,
  showing: false,
  data: {
    known: null as KnownCode | null,
    label: '我的二维码',
    behalf: '',
    /** Why there is no code yet. */
    waiting: '',
    renewing: false,
  },

  onLoad() {
    this.setData({ behalf: behalfLabel() });
    const known = knownCode();
    if (known) {
      this.take(known);
      this.setData({ phase: 'ready' });
    }
  },
  onShow() {
    this.showing = true;
    void this.brighten();
  },
  onHide() {
    this.showing = false;
    this.dim();
  },
  onUnload() {
    this.showing = false;
    this.dim();
  },
  async load() {
    try {
      this.take(await readMyCode(FIRST_CODE.idFor('first')));
      FIRST_CODE.settle();
    } catch (cause) {
      const error = asCallError(cause);
      if (error.code !== NOT_YET) throw cause;
      this.setData({ known: null, waiting: error.message });
    }
  },
  async poll() {
    await this.load();
  },
  take(known: KnownCode) {
    const label = this.data.behalf ? `${known.residentName}的二维码` : '我的二维码';
    this.setData({ known, label, waiting: '' });
    void this.brighten();
  },

  async brighten() {
    if (!this.showing || !this.data.known || this.before !== null) return;
    try {
      const { value } = await wx.getScreenBrightness();
      if (!this.showing) return;
      this.before = value;
      await wx.setScreenBrightness({ value: 1 });
      await wx.setKeepScreenOn({ keepScreenOn: true });
    } catch {
      // An old phone: the code can be scanned at any brightness, only less easily.
    }
  },
  dim() {
    if (this.before === null) return;
    const value = this.before;
    this.before = null;
    void wx.setScreenBrightness({ value });
    void wx.setKeepScreenOn({ keepScreenOn: false });
  },

  onAskRenew() {
    this.setData({ renewing: true });
  },
  onCancel() {
    this.setData({ renewing: false });
  },
  async onRenew() {
    const { known } = this.data;
    if (!known) return;
    const fresh = await this.act('renew', { old: known.code }, (requestId) => renewMyCode(known, requestId));
    this.setData({ renewing: false });
    if (!fresh) return;
    this.take(fresh);
    void wx.showToast({ title: '已换新码', icon: 'success' });
  },
});
