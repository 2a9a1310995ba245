/** A person in one line: in lists, and as the banner that says on whose behalf somebody acts. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    name: { type: String, value: '' },
    note: { type: String, value: '' },
    icon: { type: String, value: 'person' },
    tone: { type: String, value: 'neutral' },
    link: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      if (this.data.link) this.triggerEvent('press');
    },
  },
});
