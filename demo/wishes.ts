/** Five small wishes: one fulfilled, one taken on, two that wait for a helper, one that the village has to check. */
import type { WishCategory } from '../typings/domain';
import { CONSENTS } from '../miniprogram/shared/consent';
import type { Stage } from './actors';
import type { Applicant } from './applications';
import { handIn } from './photos';
import { officerOf } from './staff';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Life {
  daysAgo: number;
  category: WishCategory;
  costFen: number;
  words: string;
  publicText: string;
  to: 'closed' | 'claimed' | 'published' | 'submitted';
}

const LIVES: readonly Life[] = [
  {
    daysAgo: 60,
    category: 'appliance',
    costFen: 16_000,
    words: '电饭锅坏了，想要一个小的，一个人吃',
    publicText: '独居老人的电饭锅坏了，想要一个2升的小电饭锅',
    to: 'closed',
  },
  {
    daysAgo: 9,
    category: 'clothes',
    costFen: 12_000,
    words: '冬天脚冷，想要一双防滑棉鞋，41码',
    publicText: '腿脚不便的大叔想要一双防滑棉鞋，41码',
    to: 'claimed',
  },
  {
    daysAgo: 6,
    category: 'hobby',
    costFen: 15_000,
    words: '想要一个收音机听越剧，按键要大的',
    publicText: '看不清东西的老人想要一台大按键收音机，听越剧',
    to: 'published',
  },
  {
    daysAgo: 4,
    category: 'study',
    costFen: 10_000,
    words: '孩子想要一套水彩笔和画纸',
    publicText: '喜欢画画的孩子想要一套水彩笔和画纸',
    to: 'published',
  },
  {
    daysAgo: 1,
    category: 'company',
    costFen: 5_000,
    words: '想有人推我去镇上的公园走走',
    publicText: '',
    to: 'submitted',
  },
];

/** Makes the wishes; `volunteer` is who takes them on. */
export async function addWishes(
  stage: Stage,
  villageId: string,
  applicants: readonly Applicant[],
  volunteer: string,
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  for (const [n, life] of LIVES.entries()) {
    const applicant = applicants[n];
    if (!applicant) throw new Error('demo: too few applicants for wishes');
    const { openid, as, phone } = applicant;
    let at = until - life.daysAgo * DAY;
    const { applicationId } = await stage.act(
      at,
      openid,
      'applications',
      'makeWish',
      {
        category: life.category,
        costFen: life.costFen,
        reason: life.words,
        contactPhone: phone,
        consentVersion: CONSENTS.wish.version,
      },
      as,
    );
    if (life.to === 'submitted') continue;
    await stage.act((at += 8 * HOUR), officer, 'applications', 'publishWish', {
      applicationId,
      publicText: life.publicText,
      costFen: life.costFen,
    });
    if (life.to === 'published') continue;
    await stage.act((at += DAY), volunteer, 'applications', 'claimWish', { wishId: applicationId });
    if (life.to === 'claimed') continue;
    at += 3 * DAY;
    await stage.act(at, volunteer, 'applications', 'deliverWish', {
      wishId: applicationId,
      photoIds: [await handIn(stage, at, volunteer, 'wish', 'rice-cooker')],
      note: '新买的，已教老人怎么用',
    });
    await stage.act((at += 5 * HOUR), openid, 'applications', 'confirmReceipt', { applicationId }, as);
    await stage.act(
      (at += 5 * HOUR),
      openid,
      'applications',
      'giveFeedback',
      { applicationId, score: 5, words: '饭烧得香，谢谢好心人。' },
      as,
    );
  }
}
