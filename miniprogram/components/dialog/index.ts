/** A question that must be answered before going on. The page closes it by setting `show`. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    show: { type: Boolean, value: false },
    title: { type: String, value: '' },
    message: { type: String, value: '' },
    confirmText: { type: String, value: '确定' },
    cancelText: { type: String, value: '取消' },
    danger: { type: Boolean, value: false },
    busy: { type: Boolean, value: false },
  },
  methods: {
    onConfirm() {
      this.triggerEvent('confirm');
    },
    onCancel() {
      if (!this.data.busy) this.triggerEvent('cancel', { by: 'button' });
    },
    onMask() {
      if (!this.data.busy && this.data.cancelText) this.triggerEvent('cancel', { by: 'mask' });
    },
    /** Keeps the page behind from scrolling along. */
    hold() {},
  },
});
