/** Who of the employment files fits an offer, the best first. */
import type { SuggestedPerson } from '../../../typings/api/employment';
import { suggestPeople } from '../shared/employment';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';

const rowOf = ({ residentId, residentName, villageName, age, reasons }: SuggestedPerson) => ({
  residentId,
  title: residentName,
  note: `${villageName}，${age}岁`,
  fits: reasons.join('、'),
});

definePage({
  noticeId: '',
  data: { rows: [] as ReturnType<typeof rowOf>[] },

  onLoad(query) {
    this.noticeId = query.noticeId ?? '';
  },
  async load() {
    const { people } = await suggestPeople(this.noticeId);
    this.setData({ rows: people.map(rowOf) });
    return people.length === 0 ? 'empty' : 'ready';
  },
  onRow(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.jobFile(String(event.currentTarget.dataset.id)));
  },
});
