/** The officers to call. Their numbers stay on the phone, so that they are there without network. */
import type { HomeView } from '../../../typings/api/accounts';
import { recall } from '../../services/cache';
import { dial } from '../../services/nav';
import { definePage } from '../../services/page';
import { knownVillages, villages, type Village } from '../../services/registry';

/** The caller's own village as the home page named it, null when there is none. */
function ownVillageName(): string | null {
  const home = recall<HomeView>('home');
  return home && home.role !== 'none' ? home.villageName : null;
}

definePage({
  data: {
    villages: [] as Village[],
    own: null as Village | null,
    chosen: '',
    options: [] as { value: string; label: string }[],
  },

  async load() {
    const known = knownVillages();
    if (known) {
      this.show(known);
      this.setData({ phase: 'ready' });
    }
    this.show(await villages());
  },
  show(list: Village[]) {
    const withOfficers = list.filter((village) => village.officers.length > 0);
    const name = ownVillageName();
    const chosen =
      this.data.chosen || (withOfficers.find((village) => village.name === name)?.villageId ?? '');
    this.setData({
      villages: withOfficers,
      options: withOfficers.map((village) => ({ value: village.villageId, label: village.name })),
      chosen,
      own: withOfficers.find((village) => village.villageId === chosen) ?? null,
    });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ chosen: event.detail.value });
    this.show(this.data.villages);
  },
  onOther() {
    this.setData({ chosen: '', own: null });
  },
  onCall(event: WechatMiniprogram.CustomEvent) {
    void dial(String(event.currentTarget.dataset.phone));
  },
});
