/**
 * At the door: one scan, then the one thing to do with it: ask to pair, begin, end. Without network the scan is kept with its
 * time and sent later. The page opens without network too.
 */
import { serviceClock } from '../../pages/shared/service-view';
import { asCallError, type CallError } from '../../services/call';
import { go, replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { askPairing, endService, myServices, scan, service, startService } from '../../services/pairing';
import { definePage } from '../../services/page';
import {
  dropScan,
  flushScans,
  keepScan,
  keptScans,
  scanWithCamera,
  watchScans,
  type ScanPurpose,
} from '../../services/scans';
import { parseCode } from '../../shared/code';
import type { FieldEvent } from '../../pages/shared/form';
import { friendlyTime } from '../../shared/china-time';
import { keptView, personView, refusalTitle, type KeptView, type PersonView } from './view';

interface Running {
  serviceId: string;
  title: string;
  words: string;
}

definePage({
  pollMs: 6_000,
  stopWatching: () => undefined as void,
  clock: (): string => '',
  code: '',
  scannedAt: 0,
  data: {
    running: null as Running | null,
    kept: [] as KeptView[],
    person: null as PersonView | null,
    refusal: null as { title: string; text: string } | null,
    /** A scan that could not be looked up for want of network. */
    unsent: '',
    asking: '' as '' | 'ask' | 'start' | 'end',
    /** The line broke while beginning or ending: it may have arrived. */
    broken: '' as '' | ScanPurpose,
    typing: false,
    typed: '',
    told: '',
    notifyReason: NOTIFY_REASON,
  },

  onLoad() {
    // Nothing has to be read before one can scan.
    this.setData({ phase: 'ready' });
    this.showKept();
    this.stopWatching = watchScans(() => {
      this.showKept();
      void this.reload();
    });
  },
  onShow() {
    void flushScans();
  },
  onUnload() {
    this.stopWatching();
  },
  async load() {
    const { items } = await myServices({ state: 'running' });
    const [row] = items;
    const found = row && (await service(row.serviceId));
    this.clock = found ? serviceClock(found) : () => '';
    this.setData({
      running: found
        ? { serviceId: found.serviceId, title: `正在帮${found.residentName}`, words: this.clock() }
        : null,
    });
  },
  async poll() {
    await this.load();
  },
  showKept() {
    this.setData({ kept: keptScans().map((one) => keptView(one, Date.now())) });
  },
  onDrop(event: WechatMiniprogram.CustomEvent) {
    dropScan(String(event.currentTarget.dataset.id));
  },
  onService() {
    if (this.data.running) go(ROUTES.volunteerService(this.data.running.serviceId));
  },
  onServices() {
    go(ROUTES.volunteerServices());
  },
  onPairings() {
    go(ROUTES.volunteerPairings());
  },

  async onScan() {
    const scanned = await scanWithCamera();
    if (scanned.outcome === 'failed') {
      this.say('相机打不开', '请在手机设置里允许微信用相机，或者按“手工填码”。');
    }
    if (scanned.outcome === 'scanned') await this.look(scanned.text, scanned.at);
  },
  onType() {
    this.setData({ typing: true, typed: '', errors: {} });
  },
  onTypeClose() {
    this.setData({ typing: false });
  },
  onTyped(event: FieldEvent) {
    this.setData({ typed: event.detail.value, errors: {} });
  },
  async onTypeDone() {
    const typed = this.data.typed.trim();
    if (!parseCode(typed).ok) {
      this.setData({ errors: { typed: '和二维码下面的字不一样，请一个一个对着看，大小写也要一样' } });
      return;
    }
    this.setData({ typing: false });
    await this.look(typed, Date.now());
  },
  clear() {
    this.setData({ person: null, refusal: null, unsent: '', told: '', broken: '', asking: '' });
  },
  /** Whose code it is; without network, whether the volunteer comes or goes. */
  async look(text: string, at: number) {
    this.clear();
    this.code = text;
    this.scannedAt = at;
    this.setData({ busy: 'look' });
    try {
      this.setData({ person: personView(await scan(text)) });
    } catch (cause) {
      const error = asCallError(cause);
      if (error.retryable) this.setData({ unsent: friendlyTime(at, Date.now()) });
      else this.refuse(error);
    } finally {
      this.setData({ busy: '' });
    }
  },
  refuse(error: CallError) {
    this.setData({
      person: null,
      asking: '',
      refusal: { title: refusalTitle(error.code), text: error.message },
    });
  },

  onAsk() {
    const step = this.data.person?.step;
    if (step === 'ask' || step === 'start' || step === 'end') this.setData({ asking: step });
  },
  onCancel() {
    this.setData({ asking: '' });
  },
  /** Its own sentence for each refusal; a broken line offers to keep the scan. */
  handled(purpose: '' | ScanPurpose) {
    return (error: CallError): boolean => {
      if (!error.retryable) {
        this.refuse(error);
        return true;
      }
      if (purpose === '') return false;
      this.setData({ asking: '', broken: purpose });
      return true;
    };
  },
  async onConfirm() {
    const { asking } = this.data;
    const { code } = this;
    if (asking === 'ask') {
      // Straight from the tap, before anything is awaited: WeChat asks only then.
      const allowed = askForUpdates(['step']);
      const done = await this.act('ask', { code }, (id) => askPairing(code, id), this.handled(''));
      this.setData({ asking: '' });
      await allowed;
      if (done) this.done('已经申请结对，对方同意后会告诉您。在“我的结对”里可以看到。');
      return;
    }
    if (asking === 'start') {
      const done = await this.act('start', { code }, (id) => startService(code, id), this.handled('start'));
      this.setData({ asking: '' });
      if (done) this.done('服务开始了。做完要走时，再扫一次对方的二维码。');
      return;
    }
    const done = await this.act('end', { code }, (id) => endService(code, id), this.handled('end'));
    this.setData({ asking: '' });
    if (done) replace(ROUTES.volunteerService(done.serviceId));
  },
  done(told: string) {
    this.clear();
    this.setData({ told });
    void this.reload();
  },

  onKeepStart() {
    this.keep('start', false);
  },
  onKeepEnd() {
    this.keep('end', false);
  },
  onKeepBroken() {
    if (this.data.broken !== '') this.keep(this.data.broken, true);
  },
  keep(purpose: ScanPurpose, sentBefore: boolean) {
    keepScan(this.code, purpose, this.scannedAt, sentBefore);
    this.clear();
    this.setData({ told: '扫码已记在手机里，连上网络会自动交上去。' });
  },
  onForget() {
    this.clear();
  },
});
