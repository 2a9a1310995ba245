import type { ChoiceOption } from '../types';

/** Choosing instead of typing: one of a few, or several. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    name: { type: String, value: '' },
    label: { type: String, value: '' },
    options: { type: Array, value: [] as ChoiceOption[] },
    value: { type: null, value: '' as string | string[] },
    multiple: { type: Boolean, value: false },
    hint: { type: String, value: '' },
    error: { type: String, value: '' },
    required: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    columns: { type: String, value: 'one' },
  },
  data: { rows: [] as (ChoiceOption & { checked: boolean; off: boolean })[] },
  observers: {
    'options, value, disabled'(options: ChoiceOption[], value: unknown, disabled: boolean) {
      const chosen = this.chosen(value);
      const rows = options.map((option) => ({
        ...option,
        checked: chosen.includes(option.value),
        off: disabled || Boolean(option.disabled),
      }));
      this.setData({ rows });
    },
  },
  methods: {
    chosen(value: unknown): string[] {
      if (Array.isArray(value)) return value as string[];
      return typeof value === 'string' && value ? [value] : [];
    },
    onTap(event: WechatMiniprogram.TouchEvent) {
      const row = this.data.rows[event.currentTarget.dataset.index as number];
      if (!row || row.off) return;
      const { name, multiple } = this.data;
      if (!multiple) {
        if (!row.checked) this.triggerEvent('change', { name, value: row.value });
        return;
      }
      const before = this.chosen(this.data.value);
      const value = row.checked ? before.filter((one) => one !== row.value) : [...before, row.value];
      this.triggerEvent('change', { name, value });
    },
  },
});
