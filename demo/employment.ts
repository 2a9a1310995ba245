/** Five residents who look for work: two found it (product.md), two are looked for, one was not placed. */
import type { EmploymentWish } from '../typings/api/applications';
import { CONSENTS } from '../miniprogram/shared/consent';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import type { Applicant } from './applications';
import { officerOf, TOWN_OFFICER } from './staff';

const DAY = 86_400_000;

type Life = Omit<EmploymentWish, 'noticeId'> & {
  daysAgo: number;
  followUps: string[];
  end?: { employer: string; post: string } | { reason: string };
};

const LIVES: readonly Life[] = [
  {
    daysAgo: 120,
    abilities: ['handwork', 'packing'],
    hours: 'atHome',
    distance: 'home',
    wishes: '腿脚不方便，想在家做手工',
    followUps: ['电话了解：会串珠、装配，每天能做四五个小时', '联系来料加工点，愿意送料上门'],
    end: { employer: '谢家路村来料加工点', post: '手工装配' },
  },
  {
    daysAgo: 95,
    abilities: ['computer', 'online'],
    hours: 'fullTime',
    distance: 'town',
    wishes: '会打字，想做客服',
    followUps: ['介绍到泗门一家网店试岗三天'],
    end: { employer: '泗门某电商服务部', post: '网上客服' },
  },
  {
    daysAgo: 70,
    abilities: ['cleaning'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '',
    followUps: ['村里暂时没有保洁岗位'],
    end: { reason: '身体原因近期要住院，等出院以后再登记' },
  },
  {
    daysAgo: 21,
    abilities: ['sewing', 'handwork'],
    hours: 'halfDay',
    distance: 'village',
    wishes: '以前在服装厂做过',
    followUps: ['已推荐给村里的服装加工点，等对方回话'],
  },
  {
    daysAgo: 6,
    abilities: ['shop', 'packing'],
    hours: 'fewHours',
    distance: 'village',
    wishes: '想离家近一点',
    followUps: [],
  },
];

/** Files and follows the five. */
export async function addEmployment(
  stage: Stage,
  villageId: string,
  applicants: readonly Applicant[],
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  for (const [n, { daysAgo, followUps, end, ...wish }] of LIVES.entries()) {
    const applicant = applicants[n];
    if (!applicant) throw new Error('demo: too few applicants for work');
    let at = until - daysAgo * DAY;
    const { applicationId } = await stage.act(
      at,
      applicant.openid,
      'applications',
      'applyEmployment',
      {
        ...wish,
        contactPhone: applicant.phone,
        consentVersion: CONSENTS.employment.version,
      },
      applicant.as,
    );
    await stage.act((at += DAY), officer, 'applications', 'check', { applicationId });
    for (const words of followUps) {
      at += 2 * DAY;
      const nextOn = chinaDate(at + 7 * DAY);
      await stage.act(at, officer, 'applications', 'followUp', { applicationId, words, nextOn });
    }
    if (!end) continue;
    at += 5 * DAY;
    if ('reason' in end) {
      await stage.act(at, officer, 'applications', 'closeUnplaced', { applicationId, reason: end.reason });
      continue;
    }
    const since = chinaDate(at + 3 * DAY);
    await stage.act(at, TOWN_OFFICER, 'applications', 'recordPlacement', { applicationId, ...end, since });
    await stage.act(at + 30 * DAY, officer, 'applications', 'followUp', {
      applicationId,
      words: '上岗一个月回访：适应得不错，单位也满意',
    });
  }
}
