/** After midnight in China: boards give the place of what ended to older notices that still hold. */
import { isOver } from '../../miniprogram/shared/work';
import { TOWN_BOARD } from '../core/board';
import { today } from '../core/clock';
import type { TimerTable } from '../core/timers';
import { writeBoard } from './boards';

/** A town has one board and tens of villages. */
const BOARDS_LIMIT = 1000;

export const noticesTimers: TimerTable = {
  async boards({ reader, clock, each }) {
    const on = today(clock);
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
};
