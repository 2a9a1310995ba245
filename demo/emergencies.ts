/** Calls for help in the trial village: two that were followed up, one of today that nobody has taken yet. */
import type { FollowUpOutcome } from '../typings/api/emergency';
import type { ActingAs, Officer } from '../typings/domain';
import type { Stage } from './actors';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface CallerOnStage {
  openid: string;
  as: ActingAs;
}

interface PastCall {
  daysAgo: number;
  /** Whom of the list they called: 0 is the first on duty. */
  nth: number;
  outcome: FollowUpOutcome;
  note: string;
  /** Written down before the outcome. */
  notReached?: string;
}

const PAST: readonly PastCall[] = [
  {
    daysAgo: 71,
    nth: 0,
    outcome: 'hospital',
    note: '在院子里滑倒，手腕肿了，村医看过后送镇卫生院拍片，没有骨折',
    notReached: '回电没人接，马上过去看',
  },
  { daysAgo: 16, nth: 1, outcome: 'helped', note: '轮椅卡在门槛上，邻居和专职委员一起扶出来了' },
];

/** `callers`: at least three bound users of one village; `officer` is its officer's openid. */
export async function addEmergencyCalls(
  stage: Stage,
  callers: readonly CallerOnStage[],
  officer: string,
  until: number,
): Promise<void> {
  const press = async (at: number, { openid, as }: CallerOnStage, nth: number): Promise<string> => {
    const { officers } = await stage.act(at, openid, 'emergency', 'numbers', {}, as);
    const { name, duty } = officers[nth] as Officer;
    const { callId } = await stage.act(
      at,
      openid,
      'emergency',
      'recordCall',
      { calledAt: at, officerName: name, officerDuty: duty, town: false, dialled: true },
      as,
    );
    return callId;
  };
  const [today, ...past] = callers;
  for (const [i, { daysAgo, nth, outcome, note, notReached }] of PAST.entries()) {
    const at = until - daysAgo * DAY - 2 * HOUR;
    const callId = await press(at, past[i] as CallerOnStage, nth);
    await stage.act(at + 4 * MINUTE, officer, 'emergency', 'take', { callId });
    const write = (after: number, input: { outcome: FollowUpOutcome; note: string }) =>
      stage.act(at + after, officer, 'emergency', 'followUp', { callId, ...input });
    if (notReached !== undefined) await write(6 * MINUTE, { outcome: 'notReached', note: notReached });
    await write(50 * MINUTE, { outcome, note });
  }
  await press(until - 20 * MINUTE, today as CallerOnStage, 0);
}
