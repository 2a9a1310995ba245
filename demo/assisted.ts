/** An officer acts for somebody without a phone: the signature of yesterday, and what was done on it. */
import type { Stage } from './actors';
import { handIn } from './photos';
import { officerOf } from './staff';

const DAY = 86_400_000;
/** Not one of those whom the journeys pair or print cards for. */
const WHOSE = 60;

export async function addAssisted(
  stage: Stage,
  villageId: string,
  withoutPhone: readonly string[],
  until: number,
): Promise<void> {
  const officer = officerOf(villageId);
  const residentId = withoutPhone[WHOSE];
  if (residentId === undefined) throw new Error('demo: too few residents without a phone');
  const at = until - DAY;
  const photoId = await handIn(stage, at, officer, 'consent', 'signature');
  const { as } = await stage.act(at, officer, 'accounts', 'giveAssistConsent', {
    residentId,
    scopes: ['file', 'answer'],
    words: '办一张二维码卡片，给上门的志愿者扫',
    photoId,
  });
  await stage.act(at + 60_000, officer, 'pairing', 'issueCode', { renew: false }, as);
}
