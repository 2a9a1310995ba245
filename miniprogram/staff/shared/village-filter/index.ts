import type { ChoiceOption } from '../../../components/types';
import { villageOptions } from '../../../pages/shared/village-options';

const ALL = 'all';
const ALL_LABEL = '全部村（社区）';

/** Town staff look at one village of a list. Not for village staff, who see their own only. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    /** '' for all. */
    value: { type: String, value: '' },
  },
  data: {
    choosing: false,
    options: [] as ChoiceOption[],
    chosen: ALL,
    label: ALL_LABEL,
  },
  observers: {
    value(value: string) {
      this.show(value, this.data.options);
    },
  },
  methods: {
    show(value: string, options: ChoiceOption[]) {
      const label = options.find((option) => option.value === value)?.label ?? ALL_LABEL;
      this.setData({ options, chosen: value || ALL, label });
    },
    async onOpen() {
      this.setData({ choosing: true });
      if (this.data.options.length > 0) return;
      try {
        const villages = await villageOptions();
        this.show(this.data.value, [{ value: ALL, label: ALL_LABEL }, ...villages]);
      } catch {
        this.setData({ choosing: false });
        void wx.showToast({ title: '村名没有读出来，请再试', icon: 'none' });
      }
    },
    onClose() {
      this.setData({ choosing: false });
    },
    onChoose(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const { value } = event.detail;
      this.setData({ choosing: false });
      this.triggerEvent('change', { villageId: value === ALL ? '' : value });
    },
  },
});
