/** What volunteers say besides their services: five intentions in several states, two stories, one certificate. */
import type { IntentionInput } from '../typings/api/intentions';
import { chinaDate } from '../miniprogram/shared/china-time';
import type { Stage } from './actors';
import { handIn } from './photos';
import { officerOf, TOWN_OFFICER } from './staff';
import { volunteerOpenid } from './volunteers';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The first of those who have no pairing yet. */
const FIRST_FREE = 60;

const WANTED: readonly Omit<IntentionInput, 'villageId'>[] = [
  { kinds: ['visit', 'shopping'], times: ['weekendMorning'], words: '退休了，时间多，喜欢聊天' },
  { kinds: ['escort'], times: ['weekdayMorning', 'weekdayAfternoon'], words: '会开车，能接送看病' },
  { kinds: ['repair'], times: ['weekdayEvening', 'weekendAfternoon'], words: '做过二十年电工' },
  { kinds: ['haircut', 'housework'], times: ['weekendMorning', 'weekendAfternoon'], words: '' },
  { kinds: ['study'], times: ['weekendAfternoon'], words: '能教用手机、视频通话' },
];

async function addIntentions(stage: Stage, villageId: string, until: number): Promise<void> {
  const officer = officerOf(villageId);
  const ids: string[] = [];
  for (const [n, wanted] of WANTED.entries()) {
    const at = until - (9 - n) * DAY;
    // The second helps in any village: the town arranges it.
    const input = { ...wanted, villageId: n === 1 ? null : villageId };
    const volunteer = volunteerOpenid(FIRST_FREE + n);
    ids.push((await stage.act(at, volunteer, 'pairing', 'submitIntention', input)).intentionId);
  }
  const arrange = async (n: number, at: number): Promise<void> => {
    const intentionId = ids[n] ?? '';
    const { items } = await stage.act(at, officer, 'pairing', 'suggestions', { intentionId });
    const residentId = items[0]?.residentId ?? '';
    const note = '周六上午方便，先打电话约';
    await stage.act(at, officer, 'pairing', 'arrangeIntention', {
      intentionId,
      version: 1,
      residentId,
      note,
    });
  };
  await arrange(2, until - DAY);
  await arrange(3, until - 3 * DAY);
  await stage.act(until - 2 * DAY, volunteerOpenid(FIRST_FREE + 3), 'pairing', 'answerIntention', {
    intentionId: ids[3] ?? '',
    accept: false,
    reason: '离得有点远，我不会骑车',
  });
  await stage.act(until - DAY, TOWN_OFFICER, 'pairing', 'closeIntention', {
    intentionId: ids[4] ?? '',
    reason: '下个月镇里办手机培训班，请您来当老师，到时打电话给您',
  });
}

async function addStories(stage: Stage, villageId: string, until: number): Promise<void> {
  const officer = officerOf(villageId);
  const first = until - 12 * DAY;
  const author = volunteerOpenid(2);
  const told = await stage.act(first, author, 'notices', 'submitStory', {
    title: '一碗馄饨',
    body: '上个月第一次上门，老人家不太说话。\n这次我带了馄饨皮，两个人边包边聊，他说起年轻时在码头扛米的事，笑得停不下来。\n走的时候他说：下次教你包蛋饺。',
    photoIds: [await handIn(stage, first, author, 'notice', 'housework')],
  });
  const { noticeId, version } = told;
  await stage.act(first + 5 * HOUR, officer, 'notices', 'publish', { noticeId, version });
  const at = until - 6 * HOUR;
  const other = volunteerOpenid(3);
  await stage.act(at, other, 'notices', 'submitStory', {
    title: '学会视频通话那天',
    body: '教了三次，今天她自己拨通了儿子的视频。\n儿子在外地打工，两年没回来了。她对着手机说：你瘦了。',
    photoIds: [await handIn(stage, at, other, 'notice', 'visit')],
  });
}

/** Everything above, told until `until`. */
export async function addVolunteerWords(stage: Stage, villageId: string, until: number): Promise<void> {
  await addIntentions(stage, villageId, until);
  await addStories(stage, villageId, until);
  await stage.act(until - 4 * DAY, volunteerOpenid(2), 'pairing', 'issueCertificate', {
    from: chinaDate(until - 200 * DAY),
    to: chinaDate(until - 5 * DAY),
  });
}
