/** The home page of a volunteer. */
import type { RunningService, VolunteerHome } from '../../../typings/api/accounts';
import type { Tone } from '../../components/types';
import { ROUTES } from '../../services/nav';
import { friendlyTime } from '../../shared/china-time';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
import { big, CONTACT, counted, ME, tile, type TileGroup } from './tiles';

const VOLUNTEER_STATES: Record<VolunteerHome['state'], { text: string; tone: Tone; note: string }> = {
  toVerify: {
    text: '等待核实',
    tone: 'progress',
    note: '村残协正在核实您的登记，一般几天内完成，请保持电话畅通。',
  },
  verified: { text: '已核实', tone: 'success', note: '您已是泗门镇助残志愿者，谢谢您。' },
  left: { text: '已退出', tone: 'neutral', note: '您已退出志愿者，谢谢您做过的一切。' },
  refused: { text: '没有通过', tone: 'danger', note: '这次登记没有通过，有疑问请打电话给村残协。' },
};

/** The volunteer's own record. */
export function volunteerView(home: VolunteerHome) {
  const state = VOLUNTEER_STATES[home.state];
  return {
    kind: VOLUNTEER_KIND_LABELS[home.kind],
    skills: home.skills.length === 0 ? '还没有填' : home.skills.join('、'),
    stateText: state.text,
    tone: state.tone,
    note: home.note ? `${state.note}原因：${home.note}` : state.note,
    refused: home.state === 'refused',
    verified: home.state === 'verified',
  };
}

/** A service of the volunteer that runs now. */
export function ownRunning(running: RunningService | null, now: number) {
  if (!running) return null;
  return {
    title: `正在帮${running.residentName}`,
    note: `${friendlyTime(running.startedAt, now)}开始，做完请扫码结束`,
  };
}

const INTENTION_NOTES = {
  none: '说说想帮什么忙',
  submitted: '正在帮您安排',
  arranged: '找到一位，请您答复',
} as const;

/** Tiles of a volunteer; one who is not verified yet can read and call. */
export function volunteerTiles(home: VolunteerHome): TileGroup[] {
  const rest = [CONTACT, tile('emergency', '应急求助', '一按就拨', 'sos', 'neutral', ROUTES.emergency()), ME];
  const profile = tile(
    'profile',
    '我的资料',
    '改电话、换村、退出',
    'person',
    'neutral',
    ROUTES.volunteerProfile(),
  );
  if (home.state !== 'verified') return [{ key: 'rest', title: '', tiles: [profile, ...rest] }];
  const paired = home.pairings.filter(({ state }) => state === 'active').length;
  const hours = Math.floor(home.minutes / 60);
  return [
    {
      key: 'help',
      title: '',
      tiles: [
        big(tile('scan', '扫一扫', '上门、离开都扫对方的二维码', 'scan', 'primary', ROUTES.scan())),
        counted(
          tile(
            'services',
            '我的服务',
            home.toDescribe > 0 ? `${home.toDescribe}次还没写内容` : `已确认${hours}小时`,
            'calendar-check',
            'info',
            ROUTES.volunteerServices(),
          ),
          home.toDescribe,
          '次还没写内容',
        ),
        tile(
          'pairings',
          '我的结对',
          paired === 0 ? '还没有结对' : `和${paired}位结对`,
          'pair',
          'success',
          ROUTES.volunteerPairings(),
        ),
        counted(
          tile(
            'intention',
            '帮扶意向',
            INTENTION_NOTES[home.intention ?? 'none'],
            'hand-heart',
            'primary',
            ROUTES.intention(),
          ),
          home.intention === 'arranged' ? 1 : 0,
          '位等您答复',
        ),
        counted(
          tile('wishes', '微心愿', '认领一个心愿', 'wish', 'warning', ROUTES.wishes()),
          home.claimedWishes,
          '个正在准备',
        ),
        tile('donate', '爱心捐赠', '捐东西、捐钱，看送到哪里', 'gift', 'accent', ROUTES.donate()),
        tile('points', '我的积分', '看积分、换东西', 'star', 'accent', ROUTES.points()),
        tile('record', '我的记录', '服务证明、每年做了多少', 'document', 'neutral', ROUTES.myRecord()),
        tile('stories', '写故事', '写给大家看', 'edit', 'neutral', ROUTES.stories()),
        profile,
        ...rest,
      ],
    },
  ];
}
