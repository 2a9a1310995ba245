/** The life of a volunteer's story as a table: from, action, who, to. Holding is no step of anybody: see `afterCheck`. */
import type { NoticeState } from '../../../typings/api/notices';

export type StoryAction = 'submit' | 'return' | 'withdraw';

interface StoryStep {
  from: NoticeState;
  action: StoryAction;
  who: 'author' | 'staff';
  to: NoticeState;
}

export const STORY_STEPS: readonly StoryStep[] = [
  ...(['submitted', 'held', 'returned'] as const).map((from): StoryStep => {
    return { from, action: 'submit', who: 'author', to: 'submitted' };
  }),
  ...(['submitted', 'held', 'returned'] as const).map((from): StoryStep => {
    return { from, action: 'withdraw', who: 'author', to: 'withdrawn' };
  }),
  ...(['submitted', 'held'] as const).map((from): StoryStep => ({
    from,
    action: 'return',
    who: 'staff',
    to: 'returned',
  })),
];

/** Where `action` leads from `state`; null when the table has no such step. */
export function nextStoryState(
  state: NoticeState,
  action: StoryAction,
  who: 'author' | 'staff',
): NoticeState | null {
  const step = STORY_STEPS.find((one) => one.from === state && one.action === action && one.who === who);
  return step?.to ?? null;
}

/** What a text becomes that was meant to be `wanted`: held until its check has passed. */
export function afterCheck(
  wanted: 'submitted' | 'published',
  verdict: 'pass' | 'held',
): { state: NoticeState; heldFor: 'submitted' | 'published' | null } {
  return verdict === 'pass' ? { state: wanted, heldFor: null } : { state: 'held', heldFor: wanted };
}

/** The text that is checked: all that others will read. */
export const wordsOf = ({ title, body }: { title: string; body: string }): string => `${title}\n${body}`;
