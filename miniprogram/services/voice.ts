/** A voice note: spoken instead of written, listened to again, sent, accepted. The phone has one recorder for all of them. */
import type { VoicePurpose } from '../../typings/api/media';
import type { VoiceItem } from '../components/types';
import { LIMITS } from '../shared/limits';
import { asCallError, call, type CallError } from './call';
import { carryOut, newIntent, type Intent } from './intent';
import { keeper } from './kept';
import { privacyDeclined, privacyIsAsked } from './privacy';
import { uploadIncoming } from './upload';

/** Speech is well understood at this, and a minute of it is 240 KB on a rural line. */
const RECORDING: WechatMiniprogram.RecorderManagerStartOption = {
  duration: LIMITS.voiceSeconds * 1000,
  sampleRate: 16000,
  numberOfChannels: 1,
  encodeBitRate: 32000,
  format: 'mp3',
};
/** Shorter is a slip of the finger. */
const SHORTEST_MS = 1000;

const VOICE_WORDS = {
  refused:
    '没有麦克风的许可，录不了音。请按“去设置”打开麦克风，再回来说；还不行的话，请在手机的设置里允许微信用麦克风',
  declined: '还没有同意用麦克风，录不了音。想说的时候再按一下，选“同意”就可以；也可以打字',
  busy: '麦克风打不开，可能正在通话或被别的程序占用。请稍等再按一下',
  tooShort: '录得太短，没有听清。请按一下开始说，说完再按一下',
  another: '上一段录音还没有停，请先把那一段停下',
  notSent: '没有传上去，请按“重试”',
  gone: '这段录音没有传完，手机里也找不到了，请重新录一段',
} as const;

/** Something that was said, and how far it has come. */
interface Take {
  src: string;
  seconds: number;
  intent: Intent;
  fileID: string | null;
  voiceId: string | null;
  /** On its way right now. */
  sending: boolean;
}

export interface VoiceNote {
  /** Records, after asking for the microphone; what was recorded before stays until the new recording is complete. */
  start(): Promise<void>;
  stop(): void;
  /** Sends again what did not arrive. */
  retry(): Promise<void>;
  /** Takes the recording away; `undo` brings it back. */
  remove(): void;
  undo(): void;
  /** Opens WeChat's settings, for who refused the microphone before. Only from a tap. */
  openSettings(): Promise<void>;
  /** The voice note that has arrived, null when there is none. */
  voiceId(): string | null;
  /** Whether it is being recorded or on its way. */
  underWay(): boolean;
  /** Resolves when the recording of last time is shown again. */
  restored: Promise<void>;
  /** When the page is left: a recording that is going on ends there and is sent. */
  leave(): void;
  /** After the record is saved: the voice note is its own now. */
  forget(): void;
}

interface RecorderListener {
  onStart(): void;
  onStop(result: WechatMiniprogram.OnStopListenerResult): void;
  onError(reason: string): void;
}

/** The phone's recorder, telling only who started it last. */
let listener: RecorderListener | null = null;
let recorder: WechatMiniprogram.RecorderManager | null = null;

function theRecorder(): WechatMiniprogram.RecorderManager {
  if (recorder) return recorder;
  const made = wx.getRecorderManager();
  made.onStart(() => listener?.onStart());
  made.onStop((result) => {
    const told = listener;
    listener = null;
    told?.onStop(result);
  });
  made.onError(({ errMsg }) => {
    const told = listener;
    listener = null;
    told?.onError(errMsg);
  });
  // A telephone call comes in: what was said until then is kept.
  made.onInterruptionBegin(() => made.stop());
  recorder = made;
  return made;
}

/** Felt by who does not see that it has begun or ended. A phone that cannot vibrate records all the same. */
function nudge(): void {
  wx.vibrateShort({ type: 'medium', fail: () => undefined });
}

function extensionOf(path: string): string {
  return /\.(mp3|aac|wav|m4a)$/i.exec(path)?.[1]?.toLowerCase() ?? 'mp3';
}

/** What to do about a recording that did not arrive. */
function failure(take: Take, error: CallError): string {
  // Of a recording of last time only the upload was left, and that was refused.
  if (take.src === '' && take.fileID === null) return VOICE_WORDS.gone;
  return error.code === 'PAGE_FAULT' ? VOICE_WORDS.notSent : error.message;
}

/**
 * A voice note. `onChange` gets what ui-voice shows, after every change. With `keep` (a name of this form) the note that has
 * arrived is there again when the form is opened anew within a week, until `forget`.
 */
export function createVoiceNote(
  purpose: VoicePurpose,
  onChange: (item: VoiceItem) => void,
  options: { keep?: string } = {},
): VoiceNote {
  const kept = keeper('voice', options.keep);
  let take: Take | null = null;
  /** What was deleted and can be brought back. */
  let dropped: Take | null = null;
  let item: VoiceItem = { state: 'empty', seconds: 0, progress: 0, error: '', src: '', undo: false };
  /** The recorder was told to start and has not ended. */
  let begun = false;
  let ticking: ReturnType<typeof setInterval> | undefined;
  const ended = (): void => {
    begun = false;
    if (ticking !== undefined) clearInterval(ticking);
    ticking = undefined;
  };

  const show = (now: Partial<VoiceItem>): void => {
    item = { ...item, ...now };
    onChange(item);
  };
  const stateOf = (shown: Take | null): VoiceItem['state'] => {
    if (!shown) return 'empty';
    if (shown.sending) return 'uploading';
    return shown.voiceId === null ? 'failed' : 'done';
  };
  /** Shows what there is, when nothing is being recorded. */
  const rest = (error = ''): void => {
    const seconds = take?.seconds ?? 0;
    show({ state: stateOf(take), seconds, src: take?.src ?? '', error, progress: 0, undo: dropped !== null });
  };
  const remember = (): void => {
    if (take?.fileID) kept.write([{ fileID: take.fileID, id: take.voiceId, seconds: take.seconds }]);
    else kept.forget();
  };

  const send = async (sent: Take): Promise<void> => {
    const tell = (now: Partial<VoiceItem>): void => {
      if (take === sent && item.state !== 'recording' && item.state !== 'starting') show(now);
    };
    tell({ state: 'uploading', progress: 0, error: '' });
    if (sent.sending) return; // Deleted and brought back meanwhile.
    sent.sending = true;
    try {
      // A recording that arrived but was not accepted because the line broke is not sent a second time.
      if (sent.fileID === null) {
        sent.fileID = await uploadIncoming(sent.src, extensionOf(sent.src), (progress) => tell({ progress }));
        if (take === sent) remember();
      }
      const input = { fileID: sent.fileID, purpose, seconds: sent.seconds };
      const answer = await carryOut(sent.intent, input, (requestId) =>
        call('media', 'acceptVoice', input, { requestId }),
      );
      Object.assign(sent, { voiceId: answer.voiceId, sending: false });
      tell({ state: 'done', progress: 100 });
    } catch (cause) {
      const error = asCallError(cause);
      Object.assign(sent, { sending: false, ...(error.retryable ? {} : { fileID: null }) });
      tell({ state: 'failed', error: failure(sent, error) });
    }
    if (take === sent) remember();
  };

  const recording: RecorderListener = {
    onStart() {
      const began = Date.now();
      nudge();
      show({ state: 'recording', seconds: 0, error: '', undo: false });
      ticking = setInterval(() => {
        const seconds = Math.min(LIMITS.voiceSeconds, Math.floor((Date.now() - began) / 1000));
        show({ seconds });
      }, 1000);
    },
    onStop({ tempFilePath, duration }) {
      ended();
      nudge();
      if (duration < SHORTEST_MS) {
        rest(VOICE_WORDS.tooShort);
        return;
      }
      const seconds = Math.min(LIMITS.voiceSeconds, Math.round(duration / 1000));
      take = { src: tempFilePath, seconds, intent: newIntent(), fileID: null, voiceId: null, sending: false };
      dropped = null;
      rest();
      void send(take);
    },
    onError(reason) {
      ended();
      if (privacyDeclined({ errMsg: reason })) rest(VOICE_WORDS.declined);
      else if (/auth|permission/.test(reason)) show({ state: 'refused', error: VOICE_WORDS.refused });
      else rest(VOICE_WORDS.busy);
    },
  };

  const fetchSound = async (restored: Take): Promise<void> => {
    if (restored.voiceId === null) return;
    const { voices } = await call('media', 'mine', { photoIds: [], voiceIds: [restored.voiceId] });
    if (take !== restored) return;
    const [voice] = voices;
    if (voice) Object.assign(restored, { src: voice.url, seconds: voice.seconds });
    else take = null; // A record uses it by now.
    remember();
    if (item.state === 'done') rest();
  };

  const restore = async (): Promise<void> => {
    const [file] = kept.read();
    if (!file) return;
    const { fileID, id, seconds = 0 } = file;
    const restored: Take = { src: '', seconds, intent: newIntent(), fileID, voiceId: id, sending: false };
    take = restored;
    rest();
    if (id === null) await send(restored);
    // Without a line it stays, only unheard; it has arrived all the same.
    await fetchSound(restored).catch(() => undefined);
  };

  const stop = (): void => {
    if (listener === recording) theRecorder().stop();
  };

  return {
    async start() {
      if (listener === recording) return;
      if (listener) {
        rest(VOICE_WORDS.another);
        return;
      }
      show({ state: 'starting', error: '', undo: false });
      listener = recording;
      try {
        await wx.authorize({ scope: 'scope.record' });
      } catch (cause) {
        if (listener === recording) listener = null;
        recording.onError(String((cause as { errMsg?: string }).errMsg ?? cause));
        return;
      }
      // The page was left, or another note began, while the person was asked.
      if (listener !== recording) {
        rest();
        return;
      }
      begun = true;
      theRecorder().start(RECORDING);
    },
    stop,
    async retry() {
      if (take && take.voiceId === null) await send(take);
    },
    remove() {
      dropped = take;
      take = null;
      remember();
      rest();
    },
    undo() {
      take = dropped ?? take;
      dropped = null;
      remember();
      rest();
      if (take && take.voiceId === null) void send(take);
    },
    async openSettings() {
      const { authSetting } = await wx.openSetting();
      if (authSetting['scope.record']) rest();
    },
    voiceId: () => take?.voiceId ?? null,
    underWay: () => ['starting', 'recording', 'uploading'].includes(item.state),
    restored: restore(),
    leave() {
      if (item.state !== 'starting' || listener !== recording) {
        stop();
        return;
      }
      if (!begun && privacyIsAsked()) return;
      // Nothing was said yet: the recorder ends without telling anybody.
      listener = null;
      if (begun) theRecorder().stop();
    },
    forget() {
      take = null;
      dropped = null;
      kept.forget();
      rest();
    },
  };
}
