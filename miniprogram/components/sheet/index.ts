/** More to see or choose, from below, without leaving the page. The page closes it by setting `show`. */
Component({
  options: { styleIsolation: 'isolated', multipleSlots: true },
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '' },
    closeText: { type: String, value: '关闭' },
  },
  methods: {
    onClose() {
      this.triggerEvent('close', { by: 'button' });
    },
    onMask() {
      this.triggerEvent('close', { by: 'mask' });
    },
    /** Keeps the page behind from scrolling along. */
    hold() {},
  },
});
