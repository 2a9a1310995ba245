/** Says on every page that an officer acts for somebody, and ends it. Stays in sight while the page scrolls. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    /** '代 王* 办理'; nothing is shown without. */
    label: { type: String, value: '' },
  },
  methods: {
    onLeave() {
      this.triggerEvent('leave');
    },
  },
});
