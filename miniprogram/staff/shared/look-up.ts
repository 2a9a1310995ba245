/** What looking up residents and volunteers shares: by name or by conditions of a sheet, which are said in words. */
import type { ChoiceOption } from '../../components/types';
import { villageOptions } from '../../pages/shared/village-options';
import type { PageTools } from '../../services/page';

/** As much of a page as these handlers need. */
interface LookUpPage extends Pick<PageTools, 'askAnew'> {
  data: { q: string; villages: ChoiceOption[] };
  setData(change: Record<string, unknown>): void;
  ask(change: Record<string, unknown>): void;
  showWords(): void;
  /** The conditions and the order in words, '' for what was not chosen. */
  words(villageNames: Record<string, string>): string[];
}

/** Data of a page that looks somebody up. */
export const LOOK_UP_DATA = {
  q: '',
  isTown: false,
  villages: [] as ChoiceOption[],
  filterWords: '',
  filtering: false,
  total: 0,
};

export const lookUpHandlers = {
  /** The villages to choose from, for town staff; `any` stands for all of them. */
  async readVillages(this: LookUpPage, any: ChoiceOption) {
    try {
      this.setData({ villages: [any, ...(await villageOptions())] });
    } catch {
      // The other filters work without the names of the villages.
    }
    this.showWords();
  },
  /** The words of the filter, once the names of the villages are known. */
  showWords(this: LookUpPage) {
    const names = Object.fromEntries(this.data.villages.map(({ value, label }) => [value, label]));
    this.setData({ filterWords: this.words(names).filter(Boolean).join('，') });
  },
  ask(this: LookUpPage, change: Record<string, unknown>) {
    void this.askAnew({ ...change, rows: [] });
    this.showWords();
  },
  onSearch(this: LookUpPage, event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const q = event.detail.value.trim();
    if (q !== this.data.q) this.ask({ q });
  },
  onFilter(this: LookUpPage) {
    this.setData({ filtering: true });
  },
  onFilterClose(this: LookUpPage) {
    this.setData({ filtering: false });
  },
};
