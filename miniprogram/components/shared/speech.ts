/**
 * Texts read aloud by WeChat's own plugin 同声传译 (WechatSI). Where it is missing, or the account has not been given it, nothing
 * can be read aloud, and the button is not shown.
 */
import { pause, play, stop, type OnPlaying } from './player';

/** The plugin takes 1000 bytes at once, and a Chinese character is three. */
const LONGEST = 300;

interface Plugin {
  textToSpeech(options: {
    lang: 'zh_CN';
    tts: true;
    content: string;
    success(result: { filename: string }): void;
    fail(): void;
  }): void;
}

let found: Plugin | null | undefined;

function plugin(): Plugin | null {
  if (found === undefined) {
    try {
      found = requirePlugin('WechatSI') as Plugin;
    } catch {
      found = null;
    }
  }
  return found;
}

/** Whether this phone can read aloud. */
export function canSpeak(): boolean {
  return plugin() !== null;
}

/** The text in pieces that the plugin takes, broken after sentences as far as these are short enough. */
export function pieces(text: string): string[] {
  const found: string[] = [];
  let piece = '';
  for (const sentence of text.match(/[^。！？；\n]+[。！？；\n]*/g) ?? []) {
    const words = sentence.trim();
    if (words === '') continue;
    if (piece !== '' && piece.length + words.length > LONGEST) {
      found.push(piece);
      piece = '';
    }
    piece += words;
    for (; piece.length > LONGEST; piece = piece.slice(LONGEST)) found.push(piece.slice(0, LONGEST));
  }
  return piece === '' ? found : [...found, piece];
}

/** Reads one text aloud, once; `tell` gets what a player tells. Made anew for every text. */
export class Speech {
  private readonly left: string[];
  /** The piece that is being read is at its end when the player is idle again. */
  private heard = false;
  private ended = false;
  private paused = false;

  constructor(
    text: string,
    private readonly tell: OnPlaying,
  ) {
    this.left = pieces(text);
  }

  /** Begins, or goes on after `pause`. */
  start(): void {
    this.paused = false;
    if (this.source !== '') play(this.source, this.onPlaying);
    else if (this.fetching) this.tell({ state: 'loading', at: 0 });
    else this.next();
  }

  pause(): void {
    this.paused = true;
    pause(this.onPlaying);
  }

  stop(): void {
    this.ended = true;
    stop(this.onPlaying);
  }

  private source = '';
  /** A piece is on its way. */
  private fetching = false;

  private readonly onPlaying: OnPlaying = (now) => {
    if (now.state === 'playing') this.heard = true;
    const over = now.state === 'idle' && this.heard && !this.ended;
    if (over && this.left.length > 0) this.next();
    else this.tell(now);
  };

  private next(): void {
    const content = this.left.shift();
    if (content === undefined) return this.tell({ state: 'idle', at: 0 });
    this.heard = false;
    this.source = '';
    this.fetching = true;
    this.tell({ state: 'loading', at: 0 });
    plugin()?.textToSpeech({
      lang: 'zh_CN',
      tts: true,
      content,
      success: ({ filename }) => {
        this.fetching = false;
        this.source = filename;
        // Paused while it was on its way: it waits for the next press.
        if (!this.ended && !this.paused) play(filename, this.onPlaying);
      },
      fail: () => {
        this.fetching = false;
        this.left.unshift(content);
        if (!this.ended) this.tell({ state: 'failed', at: 0 });
      },
    });
  }
}
