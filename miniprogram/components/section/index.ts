/** A heading and what belongs to it. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    title: { type: String, value: '' },
    level: { type: Number, value: 2 },
    note: { type: String, value: '' },
    action: { type: String, value: '' },
  },
  methods: {
    onAction() {
      this.triggerEvent('action');
    },
  },
});
