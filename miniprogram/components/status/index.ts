import { toneIcon } from '../shared/tones';

/** A state in few words: shape, words, and a tint. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    tone: { type: String, value: 'neutral' },
    text: { type: String, value: '' },
    icon: { type: String, value: '' },
  },
  data: { shape: toneIcon('neutral', '') },
  observers: {
    'tone, icon'(tone: string, icon: string) {
      this.setData({ shape: toneIcon(tone, icon) });
    },
  },
});
