/** Long enough for slow fingers, short enough to feel at once. */
const PAUSE_MS = 300;

/** More characters than this do not fit into the line at the largest words: they stand above it. */
const FIT = 5;

/** A search line that reports when typing pauses. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    value: { type: String, value: '' },
    placeholder: { type: String, value: '搜索' },
    label: { type: String, value: '' },
    focus: { type: Boolean, value: false },
  },
  data: { current: '', timer: 0, above: '' },
  observers: {
    placeholder(text: string) {
      this.setData({ above: text.length > FIT ? text : '' });
    },
    value(value: string) {
      this.setData({ current: value ?? '' });
    },
  },
  lifetimes: {
    detached() {
      clearTimeout(this.data.timer);
    },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      const { value } = event.detail;
      this.setData({ current: value });
      clearTimeout(this.data.timer);
      this.data.timer = setTimeout(() => this.triggerEvent('change', { value }), PAUSE_MS);
    },
    onConfirm(event: WechatMiniprogram.InputConfirm) {
      clearTimeout(this.data.timer);
      this.triggerEvent('confirm', { value: event.detail.value });
    },
    onClear() {
      clearTimeout(this.data.timer);
      this.setData({ current: '' });
      this.triggerEvent('change', { value: '' });
    },
  },
});
