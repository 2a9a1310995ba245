/** Villages and communities in their order, with their phones; the town's own office first. */
import type { PhonesChanged, PlaceSetUp } from '../../../typings/api/set-up';
import { go } from '../../services/nav';
import { definePage } from '../../services/page';
import { friendlyDate } from '../../shared/china-time';
import { orderVillages, places } from '../shared/calls';
import { PAGES, TOWN } from '../shared/routes';

interface Row {
  villageId: string;
  name: string;
  note: string;
  phones: string;
  warn: boolean;
}

function changedWords(changed: PhonesChanged | null, now: number): string {
  return changed === null ? '' : `，${friendlyDate(changed.at, now)} ${changed.by}改过`;
}

function rowOf(place: PlaceSetUp, now: number): Row {
  const { villageId, name, closed, residents, volunteers, staff, officers, phonesChanged } = place;
  return {
    villageId,
    name,
    note: closed ? '已停用' : `残障朋友${residents}人，志愿者${volunteers}人，工作人员${staff}人`,
    phones:
      officers.length === 0
        ? '没有值班电话'
        : `${officers.length}个值班电话${changedWords(phonesChanged, now)}`,
    warn: officers.length === 0 && !closed,
  };
}

definePage({
  data: {
    isAdmin: false,
    townName: '',
    townPhones: '',
    rows: [] as Row[],
    ordering: false,
    moved: false,
  },

  async load() {
    this.setData({ isAdmin: this.data.actingRole === 'admin' });
    const answer = await places({});
    // What is being put in order is not thrown about by a refresh.
    if (this.data.ordering) return;
    const now = Date.now();
    const town = answer.town;
    this.setData({
      townName: town?.name || '镇残联',
      townPhones: town ? `${town.officers.length}个值班电话${changedWords(town.phonesChanged, now)}` : '',
      rows: answer.places.map((place) => rowOf(place, now)),
    });
  },
  onTown() {
    go(PAGES.phones(TOWN));
  },
  onPlace(event: WechatMiniprogram.CustomEvent) {
    go(PAGES.place(String(event.currentTarget.dataset.id)));
  },
  onNew() {
    go(PAGES.place());
  },
  onOrder() {
    this.setData({ ordering: true, moved: false });
  },
  onOrderCancel() {
    this.setData({ ordering: false });
    void this.reload();
  },
  onMove(event: WechatMiniprogram.CustomEvent) {
    const { index, by } = event.currentTarget.dataset as { index: number; by: number };
    const rows = [...this.data.rows];
    const [row] = rows.splice(index, 1);
    if (!row) return;
    rows.splice(index + by, 0, row);
    this.setData({ rows, moved: true });
  },
  async onOrderSave() {
    const input = { villageIds: this.data.rows.map(({ villageId }) => villageId) };
    if (!(await this.act('order', input, (requestId) => orderVillages(input, requestId)))) return;
    this.setData({ ordering: false });
    void wx.showToast({ title: '先后保存好了', icon: 'success' });
    await this.reload();
  },
});
