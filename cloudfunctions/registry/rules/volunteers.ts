/** What stands in the way of ending a volunteer, in words for staff. */
import type { VolunteerDoc } from '../../core/collections';

/** '' when nothing does. What is under way would be left with nobody. */
export function endObstacle({
  state,
  running,
  toDescribe,
  claimedWishes,
}: Pick<VolunteerDoc, 'state' | 'running' | 'toDescribe' | 'claimedWishes'>): string {
  if (state === 'left') return '已经不是志愿者了';
  if (running !== null) return '还有一次服务没有结束，请先联系志愿者扫码结束';
  if (toDescribe.length > 0) return '还有服务没写内容，请先联系志愿者写好或取消';
  return claimedWishes.length > 0 ? '还有认领的微心愿没送到，请先取消认领' : '';
}
