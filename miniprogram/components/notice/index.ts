import { toneIcon } from '../shared/tones';

/** A word to the reader inside the page. A danger is spoken as soon as it appears. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    tone: { type: String, value: 'info' },
    title: { type: String, value: '' },
    text: { type: String, value: '' },
    icon: { type: String, value: '' },
    action: { type: String, value: '' },
    live: { type: Boolean, value: false },
  },
  data: { shape: toneIcon('info', '') },
  observers: {
    'tone, icon'(tone: string, icon: string) {
      this.setData({ shape: toneIcon(tone, icon) });
    },
  },
  methods: {
    onAction() {
      this.triggerEvent('action');
    },
  },
});
