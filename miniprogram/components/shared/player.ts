/** The one voice of the phone: starting a sound ends the one before, in whatever component it was. */

export interface Playing {
  state: 'idle' | 'loading' | 'playing' | 'paused' | 'failed';
  /** Where it is, in seconds. */
  at: number;
}
export type OnPlaying = (now: Playing) => void;

let audio: WechatMiniprogram.InnerAudioContext | null = null;
/** Who started the sound that is loaded. */
let owner: OnPlaying | null = null;
let source = '';
let state: Playing['state'] = 'idle';

function tell(now: Playing['state']): void {
  state = now;
  owner?.({ state: now, at: now === 'idle' ? 0 : Math.floor(audio?.currentTime ?? 0) });
}

function theAudio(): WechatMiniprogram.InnerAudioContext {
  if (audio) return audio;
  // Who cannot hear well also overlooks the mute switch: what was asked for by a tap is heard.
  wx.setInnerAudioOption({ obeyMuteSwitch: false, fail: () => undefined });
  const made = wx.createInnerAudioContext();
  made.onPlay(() => tell('playing'));
  made.onTimeUpdate(() => {
    if (state === 'playing') tell('playing');
  });
  made.onEnded(() => tell('idle'));
  made.onError(() => {
    source = '';
    tell('failed');
  });
  audio = made;
  return made;
}

/** Plays, or goes on where the same owner paused it. `onPlaying` is told everything until another sound starts. */
export function play(src: string, onPlaying: OnPlaying): void {
  const player = theAudio();
  const goesOn = owner === onPlaying && source === src && state === 'paused';
  if (!goesOn) {
    stop();
    owner = onPlaying;
    // The same file again begins anew only when it is set anew.
    source = src;
    player.src = src;
    tell('loading');
  }
  player.play();
}

/** Pauses the owner's sound; nothing when another one is playing. */
export function pause(onPlaying: OnPlaying): void {
  if (owner !== onPlaying) return;
  audio?.pause();
  tell('paused');
}

/** Ends the owner's sound, or any when nobody is named: before something is recorded. */
export function stop(onPlaying?: OnPlaying): void {
  if (!owner || (onPlaying && owner !== onPlaying)) return;
  if (state === 'playing' || state === 'loading' || state === 'paused') audio?.stop();
  tell('idle');
  owner = null;
  source = '';
}
