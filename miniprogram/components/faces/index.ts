const LABELS = ['很不满意', '不满意', '一般', '满意', '很满意'];

const FACES = LABELS.map((label, index) => ({ value: index + 1, label, icon: `face-${index + 1}` }));

/** How it was, told with a face. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    name: { type: String, value: '' },
    value: { type: Number, value: 0 },
    label: { type: String, value: '您满意吗' },
    error: { type: String, value: '' },
    readonly: { type: Boolean, value: false },
  },
  data: { faces: FACES },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const value = event.currentTarget.dataset.value as number;
      if (value !== this.data.value) this.triggerEvent('change', { name: this.data.name, value });
    },
  },
});
