/** The trial's 32 applications for making a home fit, each as far as a real one would be by now. */
import type { CaseState, RenovationItem } from '../typings/domain';
import { CONSENTS } from '../miniprogram/shared/consent';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import type { Applicant } from './applications';
import { handIn, type DemoPhoto } from './photos';
import type { Random } from './random';
import { officerOf, TOWN_OFFICER } from './staff';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How far each has come, oldest first. */
const STATES: readonly CaseState[] = [
  ...Array<CaseState>(7).fill('closed'),
  'rejected',
  ...Array<CaseState>(6).fill('closed'),
  'withdrawn',
  'closed',
  'received',
  'rejected',
  'received',
  'built',
  'built',
  'building',
  'building',
  'building',
  'approved',
  'approved',
  'surveyed',
  'surveyed',
  'returned',
  'surveyed',
  'submitted',
  'submitted',
];

export const RENOVATIONS = STATES.length;

interface Job {
  items: RenovationItem[];
  words: string;
  findings: string;
  place: 'door' | 'bath';
}

const JOBS: readonly Job[] = [
  {
    items: ['ramp', 'wide-door'],
    words: '门口有三级台阶，轮椅进不来',
    findings: '台阶高45厘米，门宽70厘米，可以做坡道并加宽门口',
    place: 'door',
  },
  {
    items: ['grab-bar', 'shower-chair'],
    words: '洗澡站不稳，怕滑倒',
    findings: '卫生间墙面结实，可以装两根扶手和折叠淋浴椅',
    place: 'bath',
  },
  {
    items: ['toilet', 'grab-bar'],
    words: '蹲不下去，想换成坐的',
    findings: '现在是蹲坑，可以改坐便器，旁边装扶手',
    place: 'bath',
  },
  {
    items: ['level-floor'],
    words: '堂屋地不平，绊倒过两次',
    findings: '堂屋和厨房交接处高差8厘米，找平约12平方米',
    place: 'door',
  },
  {
    items: ['flash-doorbell', 'gas-alarm'],
    words: '听不见敲门，也怕燃气漏',
    findings: '装一套闪光门铃和一个燃气报警器，电源都在',
    place: 'door',
  },
  {
    items: ['low-stove', 'low-basin'],
    words: '坐轮椅够不着灶台',
    findings: '灶台改低到75厘米，洗手盆改成可以坐着用的',
    place: 'bath',
  },
];

const WORDS = ['出门方便多了，谢谢村里。', '老人洗澡放心了。', '', '师傅手艺好，收拾得也干净。', ''] as const;
const BUILDERS = ['镇东装修队', '泗门便民维修部', '谢家路村施工队'] as const;

/** Order of the usual way, to know what has happened to one that stands at a state. */
const WAY: readonly CaseState[] = [
  'submitted',
  'surveyed',
  'approved',
  'building',
  'built',
  'received',
  'closed',
];

/** Files and carries on the renovations; one applicant each. */
export async function addRenovations(
  stage: Stage,
  random: Random,
  villageId: string,
  applicants: readonly Applicant[],
  until: number,
): Promise<void> {
  if (applicants.length < RENOVATIONS) throw new Error('demo: too few applicants for renovations');
  for (const [n, state] of STATES.entries()) {
    // The last ones were filed days ago, the first ones months ago, each with the time its life takes.
    const daysAgo = 2 + ((RENOVATIONS - 1 - n) / (RENOVATIONS - 1)) ** 1.4 * 140;
    const filed = Math.round(until - daysAgo * DAY + random.int(0, 6) * HOUR);
    const applicant = applicants[n];
    const job = JOBS[n % JOBS.length];
    if (applicant && job)
      await live(stage, random, officerOf(villageId), applicant, job, state, filed, n, until);
  }
}

async function live(
  stage: Stage,
  random: Random,
  officer: string,
  { openid, as, phone, address }: Applicant,
  job: Job,
  state: CaseState,
  filed: number,
  n: number,
  until: number,
): Promise<void> {
  const before: DemoPhoto = `${job.place}-before`;
  const { applicationId } = await stage.act(
    filed,
    openid,
    'applications',
    'applyRenovation',
    {
      items: job.items,
      address,
      reason: job.words,
      photoIds: [await handIn(stage, filed, openid, 'renovation', before)],
      contactPhone: phone,
      consentVersion: CONSENTS.renovation.version,
    },
    as,
  );
  // A life that began some days ago runs in those days: steps are nearer together than months ago.
  const pace = Math.min(1, (until - filed) / (45 * DAY));
  let at = filed;
  const later = (fromDays: number, toDays: number): number => {
    at = Math.min(
      at + Math.round((fromDays + random.next() * (toDays - fromDays)) * pace * DAY),
      until - HOUR,
    );
    return at;
  };
  const reached = (step: CaseState): boolean => WAY.indexOf(state) >= WAY.indexOf(step);

  if (state === 'returned') {
    const reason = '照片看不清门口台阶有几级，请再拍一张，或打电话说一声';
    await stage.act(later(0.5, 1), officer, 'applications', 'return', { applicationId, reason });
  }
  if (state === 'withdrawn') {
    const reason = '儿子已经自己装好了';
    await stage.act(later(1, 2), openid, 'applications', 'withdraw', { applicationId, reason }, as);
  }
  if (state === 'rejected') {
    const reason = '房子明年要拆迁，先给您申请可以带走的淋浴椅和拐杖';
    await stage.act(later(1, 3), officer, 'applications', 'reject', { applicationId, reason });
  }
  if (reached('surveyed')) {
    await stage.act(later(1, 4), officer, 'applications', 'survey', {
      applicationId,
      items: job.items,
      findings: job.findings,
      photoIds: [await handIn(stage, at, officer, 'renovation', before)],
    });
  }
  if (reached('approved')) {
    await stage.act(later(2, 5), TOWN_OFFICER, 'applications', 'approveRenovation', { applicationId });
  }
  if (reached('building')) {
    await stage.act(later(2, 6), officer, 'applications', 'startBuilding', {
      applicationId,
      builder: BUILDERS[n % BUILDERS.length] ?? BUILDERS[0],
      from: chinaDate(at + 2 * DAY),
      to: chinaDate(at + 9 * DAY),
    });
  }
  if (reached('built')) {
    await stage.act(later(6, 14), officer, 'applications', 'finishBuilding', {
      applicationId,
      photoIds: [await handIn(stage, at, officer, 'renovation', `${job.place}-after`)],
      note: '已完工，现场已清理',
    });
  }
  if (reached('received')) {
    await stage.act(later(0.5, 3), openid, 'applications', 'acceptWork', { applicationId }, as);
  }
  if (reached('closed')) {
    await stage.act(
      later(0.2, 4),
      openid,
      'applications',
      'giveFeedback',
      { applicationId, score: n % 7 === 3 ? 4 : 5, words: WORDS[n % WORDS.length] ?? '' },
      as,
    );
  }
}
