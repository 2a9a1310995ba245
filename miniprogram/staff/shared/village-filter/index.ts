import type { ChoiceOption } from '../../../components/types';
import { villageOptions } from '../../../pages/shared/village-options';

const ALL = 'all';
const ALL_LABEL = '全部村（社区）';
/** Until its name is known. */
const ONE_LABEL = '一个村（社区）';

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
      // Opened for one village: it is to be seen which.
      if (value && this.data.options.length === 0) void this.readNames();
    },
  },
  methods: {
    show(value: string, options: ChoiceOption[]) {
      const found = options.find((option) => option.value === value)?.label;
      this.setData({ options, chosen: value || ALL, label: found ?? (value ? ONE_LABEL : ALL_LABEL) });
    },
    /** Whether the names are there. */
    async readNames(): Promise<boolean> {
      try {
        this.show(this.data.value, [{ value: ALL, label: ALL_LABEL }, ...(await villageOptions())]);
        return true;
      } catch {
        return false;
      }
    },
    async onOpen() {
      this.setData({ choosing: true });
      if (this.data.options.length > 0 || (await this.readNames())) return;
      this.setData({ choosing: false });
      void wx.showToast({ title: '村名没有读出来，请再试', icon: 'none' });
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
