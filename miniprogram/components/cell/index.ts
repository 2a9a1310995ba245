import { friendlyDays } from '../../shared/china-time';

/** One fact in a list, or one way on. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    icon: { type: String, value: '' },
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    note: { type: String, value: '' },
    /** Words of the slot, said with a link: what is inside a button is not read by itself. */
    more: { type: String, value: '' },
    link: { type: Boolean, value: false },
    divider: { type: Boolean, value: true },
    strong: { type: Boolean, value: false },
  },
  data: {
    /** The value, when it holds a date as pickers give it, as people say it. */
    words: '',
  },
  observers: {
    value(value: string) {
      const said = friendlyDays(value ?? '', Date.now());
      const words = said === value ? '' : said;
      if (words !== this.data.words) this.setData({ words });
    },
  },
  methods: {
    onTap() {
      if (this.data.link) this.triggerEvent('press');
    },
  },
});
