/** What the nightly count found: figures on screens against the records behind them, and what was put right. */
import type { UpkeepReport } from '../../../typings/api/upkeep';
import type { Tone } from '../../components/types';
import { definePage } from '../../services/page';
import { friendlyDay } from '../../shared/china-time';
import { reports } from '../shared/calls';
import { figureWords } from './figures';

interface Night {
  day: string;
  title: string;
  note: string;
  status: string;
  tone: Tone;
  lines: string[];
}

type Place = UpkeepReport['places'][number];

/** '谢家路村：申请，记的3，数出来4'. */
function linesOf({ villageName, differences }: Place): string[] {
  return differences.map(
    ({ figure, stored, counted }) =>
      `${villageName}：${figureWords(figure)}，记的${stored}，数出来${counted}`,
  );
}

function nightOf({ day, finished, places }: UpkeepReport, now: number): Night {
  const wrong = places.filter(({ outcome }) => outcome === 'repaired');
  const older = places.filter(({ outcome }) => outcome === 'birthdays').length;
  const state: [string, Tone] =
    wrong.length > 0
      ? [`${wrong.length}个村社有出入，已改正`, 'warning']
      : finished
        ? ['都对得上', 'success']
        : ['没有核对完，今晚接着核对', 'neutral'];
  return {
    day,
    title: friendlyDay(day, now),
    note: `核对了${places.length}个村社${older > 0 ? `，${older}个村社有人过了生日，年龄已更新` : ''}`,
    status: state[0],
    tone: state[1],
    lines: wrong.flatMap(linesOf),
  };
}

definePage({
  data: { nights: [] as Night[] },

  async load() {
    const now = Date.now();
    const nights = (await reports({})).reports.map((report) => nightOf(report, now));
    this.setData({ nights });
    return nights.length === 0 ? ('empty' as const) : ('ready' as const);
  },
});
