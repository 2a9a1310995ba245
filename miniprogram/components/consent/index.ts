/** What a person is asked to agree to, in the words of shared/consent.ts. */
interface Purpose {
  key: string;
  title: string;
  text: string;
}

/** Consent, one purpose after the other: the whole text first, and one large row to tick below it. Nothing is ticked beforehand. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    purposes: { type: Array, value: [] as Purpose[] },
    agreed: { type: Array, value: [] as string[] },
    error: { type: String, value: '' },
    disabled: { type: Boolean, value: false },
  },
  data: { rows: [] as (Purpose & { checked: boolean; missing: boolean })[] },
  observers: {
    'purposes, agreed, error'(purposes: Purpose[], agreed: string[], error: string) {
      const rows = purposes.map((purpose) => {
        const checked = agreed.includes(purpose.key);
        return { ...purpose, checked, missing: !checked && error !== '' };
      });
      this.setData({ rows });
    },
  },
  methods: {
    onTap(event: WechatMiniprogram.TouchEvent) {
      const row = this.data.rows[event.currentTarget.dataset.index as number];
      if (!row || this.data.disabled) return;
      const keys = this.data.rows
        .filter(({ key, checked }) => (key === row.key ? !checked : checked))
        .map(({ key }) => key);
      this.triggerEvent('change', { value: keys });
    },
  },
});
