/** A big thing to press on a home page or in a catalogue. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    icon: { type: String, value: '' },
    image: { type: String, value: '' },
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    tone: { type: String, value: 'neutral' },
    badge: { type: String, value: '' },
    badgeLabel: { type: String, value: '' },
    big: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
  },
  methods: {
    onTap() {
      if (!this.data.disabled) this.triggerEvent('press');
    },
  },
});
