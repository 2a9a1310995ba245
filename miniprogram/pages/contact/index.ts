/** The officers to call about anything. The numbers of one's own village are on the phone, so they are there without network. */
import type { Officer } from '../../../typings/domain';
import { knownNumbers, watchEmergency } from '../../services/emergency';
import { dial } from '../../services/nav';
import { definePage } from '../../services/page';
import { knownVillages, villages, type Village } from '../../services/registry';

interface Place {
  name: string;
  officers: Officer[];
}

/** The own village and the town of the last time online. */
function ownPlaces(): Place[] {
  const numbers = knownNumbers();
  if (!numbers) return [];
  return [{ name: numbers.villageName, officers: numbers.officers }, numbers.town].filter(
    ({ officers }) => officers.length > 0,
  );
}

definePage({
  stopWatching: () => undefined as void,
  data: {
    /** Whose numbers are shown; empty while a village is being chosen. */
    places: [] as Place[],
    villages: [] as Village[],
    chosen: '',
    options: [] as { value: string; label: string }[],
    /** A village was asked for, not the own one. */
    other: false,
  },

  onLoad() {
    this.stopWatching = watchEmergency(({ numbers }) => {
      if (numbers && !this.data.other) this.setData({ places: ownPlaces() });
    });
  },
  onUnload() {
    this.stopWatching();
  },
  async load() {
    const known = knownVillages();
    const places = ownPlaces();
    if (!this.data.other) this.setData({ places });
    if (known) this.takeVillages(known);
    if (known || places.length > 0) this.setData({ phase: 'ready' });
    this.takeVillages(await villages());
  },
  takeVillages(list: Village[]) {
    const withOfficers = list.filter((village) => village.officers.length > 0);
    this.setData({
      villages: withOfficers,
      options: withOfficers.map(({ villageId, name }) => ({ value: villageId, label: name })),
    });
  },
  onVillage(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    const chosen = event.detail.value;
    const village = this.data.villages.find(({ villageId }) => villageId === chosen);
    if (village) this.setData({ chosen, places: [village], other: true });
  },
  onOther() {
    this.setData({ chosen: '', places: [], other: true });
  },
  onCall(event: WechatMiniprogram.CustomEvent) {
    void dial(String(event.currentTarget.dataset.phone));
  },
});
