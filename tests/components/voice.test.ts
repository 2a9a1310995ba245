import type { VoiceItem } from '../../miniprogram/components/types';
import { mount, type Screen } from './support/mount';

const ITEM: VoiceItem = { state: 'empty', seconds: 0, progress: 0, error: '', src: '', undo: false };
const VOICE =
  '<ui-voice item="{{item}}" label="说说情况" disabled="{{disabled}}" bind:start="on" bind:stop="on" bind:remove="on" bind:undo="on" bind:retry="on" bind:settings="on" />';
const PLAYERS =
  '<ui-voice-player src="one.mp3" seconds="{{12}}" bind:play="on" bind:pause="on" /><ui-voice-player src="two.mp3" seconds="{{5}}" label="王阿姨的语音" />';

/** The phone's player: remembers what it was told, and can be made to tell. */
class Audio {
  readonly done: string[] = [];
  private readonly tellers: Record<string, () => void> = {};
  private file = '';
  currentTime = 0;
  constructor() {
    for (const name of ['Play', 'TimeUpdate', 'Ended', 'Error']) {
      Object.assign(this, { [`on${name}`]: (tell: () => void) => (this.tellers[name] = tell) });
    }
  }
  get src(): string {
    return this.file;
  }
  set src(file: string) {
    this.file = file;
    this.done.push(`src ${file}`);
  }
  play(): void {
    this.done.push('play');
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

let audio: Audio;
beforeEach(() => {
  audio = new Audio();
  Object.assign((globalThis as unknown as { wx: object }).wx, {
    createInnerAudioContext: () => audio,
    setInnerAudioOption: jest.fn(),
  });
});

const names = (screen: Screen): string[] =>
  screen.roles('button').map((node) => String(node.attrs['aria-label'] || node.text));
const item = (change: Partial<VoiceItem>) => ({ item: { ...ITEM, ...change }, disabled: false });
const said = (screen: Screen): string => screen.get('status').text;

describe('ui-voice', () => {
  it('one press begins, one press ends; nothing is held', async () => {
    jest.useFakeTimers();
    const screen = mount(VOICE, item({}));
    expect(names(screen)).toEqual(['按一下开始说']);
    await screen.tap(screen.get('button', '按一下开始说'));
    screen.set(item({ state: 'recording', seconds: 7 }));
    expect(screen.text).toContain('0:07');
    expect(said(screen)).toBe('正在录音，请说');
    jest.advanceTimersByTime(7000);
    await screen.tap(screen.get('button', '说完了，按一下停'));
    expect(screen.events.map(({ type }) => type)).toEqual(['start', 'stop']);
    jest.useRealTimers();
  });

  it('tells once that the time is running out, and does not talk every second', () => {
    const screen = mount(VOICE, item({ state: 'recording', seconds: 49 }));
    expect(said(screen)).toBe('正在录音，请说');
    screen.set(item({ state: 'recording', seconds: 50 }));
    expect(said(screen)).toBe('还能说10秒');
    screen.set(item({ state: 'recording', seconds: 57 }));
    expect(said(screen)).toBe('还能说10秒');
    // The running clock is for the eye only.
    expect(screen.classed('meter')[0]?.attrs['aria-hidden']).toBe('true');
  });

  it('a recording can be heard, made anew, deleted and brought back', async () => {
    const screen = mount(VOICE, item({ state: 'done', seconds: 12, src: 'a.mp3' }));
    expect(names(screen)).toEqual(['语音12秒，按一下听', expect.stringContaining('重新录一段'), '删除录音']);
    await screen.tap(screen.get('button', '语音12秒'));
    expect(audio.done).toEqual(['src a.mp3', 'play']);
    await screen.tap(screen.get('button', '重新录一段'));
    // What is heard would be recorded.
    expect(audio.done.at(-1)).toBe('stop');
    await screen.tap(screen.get('button', '删除录音'));
    screen.set(item({ undo: true }));
    expect(said(screen)).toBe('录音已删除');
    await screen.tap(screen.get('button', '恢复刚删除的录音'));
    expect(screen.events.map(({ type }) => type)).toEqual(['start', 'remove', 'undo']);
  });

  it('what did not arrive is said at once and can be sent again', async () => {
    const screen = mount(VOICE, item({ state: 'failed', seconds: 12, src: 'a.mp3', error: '网络断了' }));
    expect(screen.get('alert', '网络断了').attrs['aria-live']).toBe('assertive');
    await screen.tap(screen.get('button', '重新上传录音'));
    expect(screen.events).toEqual([{ type: 'retry', detail: undefined }]);
  });

  it('without the microphone it says why and leads to the settings', async () => {
    const screen = mount(VOICE, item({ state: 'refused', error: '没有麦克风的许可' }));
    await screen.tap(screen.get('button', '去设置'));
    expect(screen.events.map(({ type }) => type)).toEqual(['settings']);
    screen.get('button', '按一下开始说');
  });

  it('only plays when disabled', () => {
    const screen = mount(VOICE, { ...item({ state: 'done', seconds: 12, src: 'a.mp3' }), disabled: true });
    expect(names(screen)).toEqual(['语音12秒，按一下听']);
  });
});

describe('ui-voice-player', () => {
  it('plays, pauses, goes on, ends', async () => {
    const screen = mount(PLAYERS);
    const tap = () => screen.tap(screen.get('button', '语音12秒'));
    await tap();
    audio.currentTime = 6;
    audio.tell('TimeUpdate');
    screen.get('button', '语音12秒，正在播放，按一下暂停');
    expect(screen.classed('bar')[0]?.attrs.style).toBe('width: 50%');
    await tap();
    screen.get('button', '语音12秒，已暂停，按一下接着听');
    await tap();
    expect(audio.done).toEqual(['src one.mp3', 'play', 'pause', 'play']);
    audio.tell('Ended');
    screen.get('button', '语音12秒，按一下听');
    expect(screen.events.map(({ type }) => type)).toEqual(['play', 'pause', 'play']);
  });

  it('starting another one ends the first', async () => {
    const screen = mount(PLAYERS);
    await screen.tap(screen.get('button', '语音12秒'));
    await screen.tap(screen.get('button', '王阿姨的语音5秒'));
    expect(audio.done).toEqual(['src one.mp3', 'play', 'stop', 'src two.mp3', 'play']);
    screen.get('button', '语音12秒，按一下听');
    screen.get('button', '王阿姨的语音5秒，正在播放');
  });

  it('says when it cannot be heard, and tries again from the start', async () => {
    const screen = mount(PLAYERS);
    await screen.tap(screen.get('button', '语音12秒'));
    audio.tell('Error');
    screen.get('alert', '放不出来');
    await screen.tap(screen.get('button', '语音12秒'));
    expect(audio.done.slice(-2)).toEqual(['src one.mp3', 'play']);
  });

  it('without a file it is off', async () => {
    const screen = mount('<ui-voice-player seconds="{{3}}" bind:play="on" />');
    await screen.tap(screen.get('button', '语音3秒'));
    expect(screen.get('button').attrs['aria-disabled']).toBe(true);
    expect(screen.events).toEqual([]);
  });
});
