/** A trembling hand taps twice: the second tap within this time is not meant. */
const DOUBLE_TAP_MS = 400;

/**
 * The one button. It is never natively `disabled`, so that screen readers still find it and WeChat's own grey does not
 * override ours; instead it says `aria-disabled` and does nothing.
 */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    type: { type: String, value: 'primary' },
    size: { type: String, value: 'normal' },
    block: { type: Boolean, value: false },
    icon: { type: String, value: '' },
    loading: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    label: { type: String, value: '' },
    openType: { type: String, value: '' },
    /** Id of the native button, where WeChat asks which one was pressed. */
    nativeId: { type: String, value: '' },
    pressed: { type: String, value: 'none' },
  },
  data: { pressedAt: 0 },
  methods: {
    onTap() {
      const now = Date.now();
      if (this.data.loading || this.data.disabled || now - this.data.pressedAt < DOUBLE_TAP_MS) return;
      this.data.pressedAt = now;
      this.triggerEvent('press');
    },
    /** Hands WeChat's own answers (phone number, settings, avatar ...) on under their own names. */
    onOpenType(event: WechatMiniprogram.CustomEvent) {
      this.triggerEvent(event.type, event.detail);
    },
  },
});
