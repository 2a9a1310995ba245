/** A heading and what belongs to it. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    title: { type: String, value: '' },
    level: { type: Number, value: 2 },
    note: { type: String, value: '' },
    action: { type: String, value: '' },
    /** 'true' or 'false' where the action shows and hides what is below; '' where it leads elsewhere. */
    expanded: { type: String, value: '' },
  },
  methods: {
    onAction() {
      this.triggerEvent('action');
    },
  },
});
