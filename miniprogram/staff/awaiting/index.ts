/** Residents without phone and guardian on whose word something waits: the village asks them and answers for them. */
import type { AwaitingRow, Awaited } from '../../../typings/api/assist';
import { caseTitle } from '../../pages/shared/case-view';
import { appended } from '../../shared/paging';
import { awaiting } from '../shared/assist';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { activeRole } from '../../services/session';
import { caseWords } from '../../shared/case-states';
import { friendlyTime } from '../../shared/china-time';

interface Row {
  residentId: string;
  name: string;
  village: string;
  lines: { key: string; text: string }[];
}

function words(one: Awaited): { key: string; text: string } {
  if (one.what === 'case') {
    const { label } = caseWords(one.kind, one.state);
    return { key: one.applicationId, text: `${caseTitle(one)}：${label}` };
  }
  const what = one.what === 'pairing' ? '想结对，等答复' : '来帮过，等确认';
  return { key: one.id, text: `志愿者${one.volunteerName}${what}` };
}

function rowOf({ residentId, residentName, villageName, awaited }: AwaitingRow): Row {
  const since = friendlyTime(awaited[0]?.at ?? 0, Date.now());
  return {
    residentId,
    name: residentName,
    village: `${villageName}，${since}开始等`,
    lines: awaited.map(words),
  };
}

definePage({
  data: {
    rows: [] as Row[],
    isVillage: false,
  },

  onLoad() {
    this.setData({ isVillage: activeRole()?.role === 'villageStaff' });
  },
  async load() {
    const list = await this.readList(this.data.rows.length, (how) => awaiting(how));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map(rowOf), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await awaiting({ cursor });
      return {
        rows: appended(this.data.rows, page.items.map(rowOf), (row) => row.residentId),
        next: page.next,
      };
    });
  },
  onAssist(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.assist(String(event.currentTarget.dataset.id)));
  },
});
