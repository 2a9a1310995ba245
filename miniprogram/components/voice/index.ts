import { LIMITS } from '../../shared/limits';
import { stop } from '../shared/player';
import type { VoiceItem } from '../types';

const NOTHING: VoiceItem = { state: 'empty', seconds: 0, progress: 0, error: '', src: '', undo: false };
/** From here on the person is told that the time is running out. */
const LAST_SECONDS = 10;

/** Seconds as on a clock: 0:07. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How it is, in words for ear and eye. While recording they change only once: a phone that talks would be recorded too. */
function say(item: VoiceItem): string {
  switch (item.state) {
    case 'empty':
      return item.undo ? '录音已删除' : '';
    case 'starting':
      return '正在打开麦克风';
    case 'recording':
      return LIMITS.voiceSeconds - item.seconds > LAST_SECONDS ? '正在录音，请说' : `还能说${LAST_SECONDS}秒`;
    case 'uploading':
      return '录好了，正在上传';
    case 'done':
      return '已传上';
    case 'failed':
    case 'refused':
      return '';
  }
}

/**
 * Speaking instead of writing: one press begins, one press ends; nothing has to be held. A pure view: the page records, sends
 * and deletes.
 */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    item: { type: Object, value: NOTHING },
    label: { type: String, value: '语音' },
    hint: { type: String, value: '' },
    error: { type: String, value: '' },
    required: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
  },
  data: { said: '', time: '', left: '' },
  observers: {
    item(item: VoiceItem) {
      this.setData({ said: say(item), time: clock(item.seconds), left: clock(LIMITS.voiceSeconds) });
    },
  },
  methods: {
    onMain() {
      if (this.data.item.state === 'recording') {
        this.triggerEvent('stop');
        return;
      }
      // What is being listened to would be recorded.
      stop();
      this.triggerEvent('start');
    },
    onAgain() {
      stop();
      this.triggerEvent('start');
    },
    onRemove() {
      this.triggerEvent('remove');
    },
    onUndo() {
      this.triggerEvent('undo');
    },
    onRetry() {
      this.triggerEvent('retry');
    },
    onSettings() {
      this.triggerEvent('settings');
    },
  },
});
