import { pieces } from '../../miniprogram/components/shared/speech';
import { mount, type Screen } from './support/mount';

const READ = '<ui-read-aloud text="{{text}}" what="这封信" />';

interface Asked {
  content: string;
  success(result: { filename: string }): void;
  fail(): void;
}

/** The phone's player: remembers what it was told, and can be made to tell. */
class Audio {
  readonly done: string[] = [];
  private readonly tellers: Record<string, () => void> = {};
  currentTime = 0;
  constructor() {
    for (const name of ['Play', 'TimeUpdate', 'Ended', 'Error'])
      Object.assign(this, { [`on${name}`]: (tell: () => void) => (this.tellers[name] = tell) });
  }
  set src(file: string) {
    this.done.push(file);
  }
  play(): void {
    this.tell('Play');
  }
  pause(): void {
    this.done.push('pause');
  }
  stop(): void {
    this.done.push('stop');
  }
  tell(name: string): void {
    this.tellers[name]?.();
  }
}

let asked: Asked[];
let audio: Audio;
/** A press, a while after the one before: quicker ones are a trembling hand's. */
const press = async (screen: Screen): Promise<void> => {
  jest.setSystemTime(Date.now() + 1000);
  await screen.tap(screen.get('button'));
};
const words = (screen: Screen): string => screen.roles('button')[0]?.text ?? '';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['setTimeout', 'setImmediate', 'nextTick', 'queueMicrotask'] });
  asked = [];
  audio = new Audio();
  const plugin = { textToSpeech: (options: Asked) => asked.push(options) };
  Object.assign(globalThis, { requirePlugin: () => plugin });
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    createInnerAudioContext: () => audio,
    setInnerAudioOption: jest.fn(),
  });
});

afterEach(() => jest.useRealTimers());

describe('ui-read-aloud', () => {
  it('reads one piece after the other, pauses and goes on', async () => {
    const long = `${'第一段很长'.repeat(50)}。${'第二段很长'.repeat(50)}。`;
    const screen = mount(READ, { text: long });
    expect(words(screen)).toBe('把这封信念给我听');
    await press(screen);
    expect(words(screen)).toBe('就要念了');
    asked[0]?.success({ filename: 'one.mp3' });
    expect(words(screen)).toBe('先停一停');
    await press(screen);
    expect(words(screen)).toBe('接着念');
    await press(screen);
    audio.tell('Ended');
    asked[1]?.success({ filename: 'two.mp3' });
    expect(words(screen)).toBe('先停一停');
    audio.tell('Ended');
    expect(words(screen)).toBe('把这封信念给我听');
    expect(asked.map(({ content }) => content).join('')).toBe(long);
    expect(audio.done.filter((one) => one.endsWith('mp3'))).toEqual(['one.mp3', 'two.mp3']);
  });

  it('paused before the sound is there, it stays quiet until it is pressed again', async () => {
    const screen = mount(READ, { text: '您好。' });
    await press(screen);
    await press(screen);
    expect(words(screen)).toBe('接着念');
    asked[0]?.success({ filename: 'one.mp3' });
    expect(words(screen)).toBe('接着念');
    expect(audio.done).toEqual([]);
    await press(screen);
    expect(words(screen)).toBe('先停一停');
    expect(asked).toHaveLength(1);
  });

  it('says that it could not, and tries again', async () => {
    const screen = mount(READ, { text: '您好。' });
    await press(screen);
    asked[0]?.fail();
    expect(screen.get('alert').text).toContain('念不出来');
    await press(screen);
    asked[1]?.success({ filename: 'again.mp3' });
    expect(words(screen)).toBe('先停一停');
  });

  it('is not there on a phone that cannot speak', () => {
    Object.assign(globalThis, {
      requirePlugin: () => {
        throw new Error('plugin "WechatSI" is not defined');
      },
    });
    expect(mount(READ, { text: '您好。' }).roles('button')).toEqual([]);
  });

  test('a text is broken after sentences, and nothing of it is lost', () => {
    expect(pieces('一句。两句！\n三句')).toEqual(['一句。两句！三句']);
    const parts = pieces('字'.repeat(700));
    expect(parts.map(({ length }) => length)).toEqual([300, 300, 100]);
    expect(pieces('')).toEqual([]);
  });
});
