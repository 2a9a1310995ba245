/** Recording and playing. */
import { displayUrl, writeTemp } from './files';
import { requireScope } from './authorize';

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

let recorder: Record<string, unknown> | undefined;

/** wx.getRecorderManager: one for the whole app. */
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
  let active: MediaRecorder | undefined;
  let limit: ReturnType<typeof setTimeout> | undefined;
  const begin = async (duration: number): Promise<void> => {
    await requireScope('scope.record');
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const parts: Blob[] = [];
    const from = Date.now();
    active = new MediaRecorder(stream);
    active.ondataavailable = ({ data }) => parts.push(data);
    active.onstop = async () => {
      stream.getTracks().forEach((track) => track.stop());
      const blob = new Blob(parts, { type: active?.mimeType });
      tell('Stop', {
        tempFilePath: await writeTemp(blob, 'x.webm'),
        duration: Date.now() - from,
        fileSize: blob.size,
      });
    };
    active.start();
    limit = setTimeout(() => active?.stop(), duration);
    tell('Start');
  };
  recorder = {
    ...on,
    start: ({ duration = 60_000 }: { duration?: number } = {}) => {
      begin(duration).catch((error: Error) =>
        tell('Error', { errMsg: `operateRecorder:fail ${error.message}` }),
      );
    },
    stop: () => {
      clearTimeout(limit);
      active?.stop();
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
      void player.play().catch((error: Error) => tell('Error', { errCode: 10001, errMsg: error.message })),
    pause: () => player.pause(),
    stop: () => {
      player.pause();
      player.currentTime = 0;
      tell('Stop');
    },
    seek: (position: number) => {
      player.currentTime = position;
    },
    destroy: () => player.removeAttribute('src'),
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
      set: (value: never) => ((player as unknown as Record<string, unknown>)[name] = value),
    });
  }
  return context;
}
