/**
 * After midnight in China: what ended is pinned no more, and boards give its place to notices that still hold. In the morning: whoever wrote a
 * job or a training is told that it ends today. Every ten minutes: texts that could not be checked are checked again.
 */
import { isOver, NOTICE_KIND_LABELS } from '../../miniprogram/shared/work';
import { TOWN_BOARD } from '../core/board';
import { today } from '../core/clock';
import type { NoticeDoc } from '../core/collections';
import { checkContent } from '../core/content-check';
import { where } from '../core/database';
import { askMessage, type Message } from '../core/notify';
import type { TimerContext, TimerTable } from '../core/timers';
import type { CalendarDate } from '../../typings/domain';
import { writeBoard } from './boards';
import { orderOf, PINNED } from './rules/order';
import { wordsOf } from './rules/story-life';
import { store } from './store';

/** A town has one board and tens of villages. */
const BOARDS_LIMIT = 1000;

/**
 * Held texts looked at by one run, the newest first: WeChat checks only words of who used the mini-program within two hours, so that older
 * ones mostly wait for staff (docs/decisions/0011).
 */
const HELD_LIMIT = 50;
/** Offers, and pinned notices, that end on one day. */
const ENDING_LIMIT = 500;

function endingMessage({ _id, byOpenid, kind, title }: NoticeDoc, at: number): Message {
  return askMessage({
    toOpenid: byOpenid,
    title: `${NOTICE_KIND_LABELS[kind]}今天到期，要延长请改`,
    from: title,
    page: `staff/notice-edit/index?noticeId=${_id}`,
    at,
  });
}

const RISKY = '没有通过内容安全检查，请改一改有问题的话';

/** What was pinned until its end stands among the others from now on. */
async function unpinEnded({ reader, each }: TimerContext, on: CalendarDate): Promise<void> {
  const ended = await reader.find('notices', {
    where: { state: 'published', order: where.atLeast(PINNED), expiresOn: where.lt(on) },
    orderBy: [['order', 'desc']],
    limit: ENDING_LIMIT,
  });
  for (const { _id } of ended) {
    await each(_id, async (tx) => {
      const notice = await tx.get('notices', _id);
      if (!notice) return null;
      const order = orderOf(notice, on);
      if (order === notice.order) return null;
      await tx.put('notices', { ...notice, order });
      return { villageId: notice.villageId ?? TOWN_BOARD };
    });
  }
}

export const noticesTimers: TimerTable = {
  async boards(ctx) {
    const { reader, clock, each } = ctx;
    const on = today(clock);
    await unpinEnded(ctx, on);
    const boards = await reader.find('boards', { where: {}, limit: BOARDS_LIMIT });
    for (const { _id } of boards) {
      await each(_id, async (tx) => {
        const board = await tx.get('boards', _id);
        if (!board?.notices.some(({ expiresOn }) => isOver(expiresOn, on))) return null;
        await writeBoard({ reader, tx }, _id === TOWN_BOARD ? null : _id, { now: clock.now(), on });
        return { villageId: _id };
      });
    }
  },

  async ending({ reader, clock, each }) {
    const on = today(clock);
    const ending = await reader.find('notices', {
      where: { state: 'published', kind: where.in(['job', 'training']), expiresOn: on },
      orderBy: [['_id', 'asc']],
      limit: ENDING_LIMIT,
    });
    for (const { _id } of ending) {
      await each(_id, async (tx) => {
        const notice = await tx.get('notices', _id);
        if (!notice || notice.expiresOn !== on || notice.endingTold === on) return null;
        await tx.put('notices', { ...notice, endingTold: on });
        return {
          villageId: notice.villageId ?? TOWN_BOARD,
          tell: [endingMessage(notice, clock.now())],
        };
      });
    }
  },

  async checks({ reader, clock, each }) {
    const held = await reader.find('notices', {
      where: { state: 'held' },
      orderBy: [['order', 'desc']],
      limit: HELD_LIMIT,
    });
    for (const { _id, byOpenid, version, ...words } of held) {
      const verdict = await checkContent(byOpenid, wordsOf(words));
      if (verdict === 'held') continue;
      await each(_id, async (tx) => {
        const before = await tx.get('notices', _id);
        // Changed meanwhile: other words, checked by who changed them.
        if (!before || before.state !== 'held' || before.version !== version) return null;
        const now = clock.now();
        const settled =
          verdict === 'pass'
            ? { state: before.heldFor ?? ('submitted' as const), reason: null }
            : { state: before.author ? ('returned' as const) : ('draft' as const), reason: RISKY };
        await store(
          { reader, tx, clock },
          {
            ...before,
            ...settled,
            heldFor: null,
            publishedAt: settled.state === 'published' ? now : before.publishedAt,
            version: version + 1,
            updatedAt: now,
          },
          before,
        );
        return { villageId: before.villageId ?? TOWN_BOARD };
      });
    }
  },
};
