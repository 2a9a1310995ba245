/** `requirePlugin`: the plugins of app.json that this phone can play the part of, by their provider. */
import { appConfig, settings } from '../context';
import { calls } from '../records';
import { hum } from './wav';

interface SpeechOptions {
  content: string;
  success?(result: { retcode: number; origin: string; filename: string; expired_time: number }): void;
  fail?(result: { retcode: number; msg: string }): void;
}

/** Bytes of UTF-8 that WechatSI takes at once. */
const MAX_BYTES = 1000;
/** As a calm voice reads Chinese. */
const SECONDS_PER_CHARACTER = 0.2;

/** 微信同声传译: here it hums as long as reading would take; what it was to say is in `window.__phone.calls`. */
const speech = {
  textToSpeech({ content, success, fail }: SpeechOptions): void {
    const tooLong = new TextEncoder().encode(content).length > MAX_BYTES;
    setTimeout(() => {
      if (settings.offline || tooLong || content === '')
        return fail?.({
          retcode: tooLong ? -20003 : -20001,
          msg: tooLong ? 'content too long' : 'network error',
        });
      calls.push({ kind: 'speech', content });
      const filename = URL.createObjectURL(hum(content.length * SECONDS_PER_CHARACTER));
      return success?.({ retcode: 0, origin: content, filename, expired_time: Date.now() / 1000 + 10_800 });
    });
  },
};

const PROVIDERS: Record<string, object> = { wx069ba97219f66d99: speech };

/** A plugin by its name in app.json; throws for others, as WeChat does. */
export function requirePlugin(name: string): object {
  const provider = appConfig().plugins?.[name]?.provider ?? '';
  const plugin = PROVIDERS[provider];
  if (!plugin) throw new Error(`plugin "${name}" is not defined`);
  return plugin;
}
