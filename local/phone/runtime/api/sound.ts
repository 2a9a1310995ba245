/** Recording and playing. */
import { ApiError } from './define';
import { displayUrl, writeTemp } from './files';
import { requireScope } from './authorize';
import { toWav } from './wav';

type Handler = (value?: unknown) => void;

function handlers(names: string[]): {
  on: Record<string, (handler: Handler) => void>;
  tell: (name: string, value?: unknown) => void;
} {
  const map = new Map<string, Handler>();
  const on = Object.fromEntries(
    names.map((name) => [`on${name}`, (handler: Handler) => void map.set(name, handler)]),
  );
  return { on, tell: (name, value) => map.get(name)?.(value) };
}

/** Recording as WeChat allows it: 10 minutes at most, one minute when nothing is said. */
const LONGEST_MS = 600_000;
const USUAL_MS = 60_000;

let recorder: Record<string, unknown> | undefined;

/**
 * wx.getRecorderManager: one for the whole app. Whatever format is asked for, the file is WAV (PCM, 16 kHz, mono) and says so
 * by its name: browsers bring no MP3 or AAC encoder.
 */
export function createRecorder(): Record<string, unknown> {
  if (recorder) return recorder;
  const { on, tell } = handlers([
    'Start',
    'Stop',
    'Pause',
    'Resume',
    'Error',
    'FrameRecorded',
    'InterruptionBegin',
    'InterruptionEnd',
  ]);
  const fail = (reason: string): void => tell('Error', { errMsg: `operateRecorder:fail ${reason}` });
  let active: MediaRecorder | undefined;
  let starting = false;
  /** Asked to stop while the person was still asked for the microphone. */
  let stopWanted = false;
  let limit: ReturnType<typeof setTimeout> | undefined;

  const finish = async (parts: Blob[], longest: number): Promise<void> => {
    const { file, duration } = await toWav(new Blob(parts, { type: active?.mimeType }), longest);
    active = undefined;
    tell('Stop', { tempFilePath: await writeTemp(file, 'x.wav'), duration, fileSize: file.size });
  };
  const begin = async (duration: number): Promise<void> => {
    await requireScope('scope.record');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts: Blob[] = [];
    active = new MediaRecorder(stream);
    active.ondataavailable = ({ data }) => parts.push(data);
    active.onstop = () => {
      clearTimeout(limit);
      stream.getTracks().forEach((track) => track.stop());
      finish(parts, duration).catch((error: Error) => {
        active = undefined;
        fail(error.message);
      });
    };
    active.start();
    limit = setTimeout(() => active?.stop(), duration);
    tell('Start');
    if (stopWanted) active.stop();
  };
  recorder = {
    ...on,
    start: ({ duration = USUAL_MS }: { duration?: number } = {}) => {
      if (active || starting) return fail('is recording or paused');
      starting = true;
      stopWanted = false;
      begin(Math.min(duration, LONGEST_MS))
        .catch((error: Error) => fail(error instanceof ApiError ? error.reason : error.message))
        .finally(() => {
          starting = false;
        });
    },
    stop: () => {
      if (active?.state === 'recording' || active?.state === 'paused') active.stop();
      else if (starting) stopWanted = true;
      else fail('recorder not start');
    },
    pause: () => {
      active?.pause();
      tell('Pause');
    },
    resume: () => {
      active?.resume();
      tell('Resume');
    },
  };
  return recorder;
}

const EVENTS: [string, string][] = [
  ['Canplay', 'canplay'],
  ['Play', 'play'],
  ['Pause', 'pause'],
  ['Ended', 'ended'],
  ['TimeUpdate', 'timeupdate'],
  ['Waiting', 'waiting'],
  ['Seeking', 'seeking'],
  ['Seeked', 'seeked'],
];

/** wx.createInnerAudioContext */
export function createAudio(): Record<string, unknown> {
  const player = new Audio();
  const { on, tell } = handlers([...EVENTS.map(([name]) => name), 'Stop', 'Error']);
  EVENTS.forEach(([name, event]) => player.addEventListener(event, () => tell(name)));
  player.addEventListener('error', () => tell('Error', { errCode: 10001, errMsg: 'system error' }));
  let source = '';
  const context: Record<string, unknown> = {
    ...on,
    play: () =>
      void player.play().catch((error: Error) => {
        // Pausing or another source before the sound has begun is no failure.
        if (error.name !== 'AbortError') tell('Error', { errCode: 10001, errMsg: error.message });
      }),
    pause: () => player.pause(),
    stop: () => {
      player.pause();
      player.currentTime = 0;
      tell('Stop');
    },
    seek: (position: number) => {
      player.currentTime = position;
    },
    destroy: () => {
      player.pause();
      player.removeAttribute('src');
      player.load();
    },
  };
  for (const [name] of EVENTS)
    context[`off${name}`] = () => (on[`on${name}`] as (handler: Handler) => void)(() => undefined);
  Object.defineProperty(context, 'src', {
    get: () => source,
    set: (value: string) => {
      source = value;
      player.src = displayUrl(value);
    },
  });
  for (const name of [
    'currentTime',
    'duration',
    'paused',
    'loop',
    'volume',
    'playbackRate',
    'autoplay',
  ] as const) {
    Object.defineProperty(context, name, {
      get: () => player[name],
      set: (value: never) => {
        (player as unknown as Record<string, unknown>)[name] = value;
      },
    });
  }
  return context;
}
