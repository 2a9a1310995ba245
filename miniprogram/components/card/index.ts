/** A calm surface that holds things together; as a whole it may be one button. */
Component({
  options: { styleIsolation: 'isolated', multipleSlots: true },
  properties: {
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    icon: { type: String, value: '' },
    tone: { type: String, value: 'neutral' },
    flush: { type: Boolean, value: false },
    /** Of the title as a heading. */
    level: { type: Number, value: 2 },
    pressable: { type: Boolean, value: false },
    label: { type: String, value: '' },
  },
  methods: {
    onTap() {
      if (this.data.pressable) this.triggerEvent('press');
    },
  },
});
