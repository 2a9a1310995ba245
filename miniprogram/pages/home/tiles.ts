/** Tiles of the home page, and the choices of somebody without a role. */
import { ROUTES } from '../../services/nav';

export interface TileView {
  key: string;
  icon: string;
  title: string;
  note: string;
  tone: string;
  url: string;
  badge: string;
  badgeLabel: string;
  big: boolean;
}

/** Tiles that belong together; without a title they need no heading. */
export interface TileGroup {
  key: string;
  title: string;
  tiles: TileView[];
}

export function tile(
  key: string,
  title: string,
  note: string,
  icon: string,
  tone: string,
  url: string,
): TileView {
  return { key, icon, title, note, tone, url, badge: '', badgeLabel: '', big: false };
}

export const big = (base: TileView): TileView => ({ ...base, big: true });

export function counted(base: TileView, count: number, unit: string): TileView {
  return count === 0 ? base : { ...base, badge: String(count), badgeLabel: `${count}${unit}` };
}

export const CONTACT = tile(
  'contact',
  '联系村残协',
  '打电话，一按就拨',
  'phone',
  'success',
  ROUTES.contact(),
);
export const ME = tile('me', '我的', '字大小、换身份', 'settings', 'neutral', ROUTES.me());

/** Choices of somebody without a role. */
export function welcomeTiles(): TileGroup[] {
  return [
    {
      key: 'welcome',
      title: '',
      tiles: [
        big(tile('bind', '我是残障朋友', '用证件号绑定，自己办', 'person', 'primary', ROUTES.bind())),
        big(tile('guardian', '我替家人办', '我是监护人', 'guardian', 'accent', ROUTES.guardianAsk())),
        tile('volunteer', '我要当志愿者', '登记帮扶意愿', 'volunteer', 'success', ROUTES.volunteerRegister()),
        tile('staff', '我是工作人员', '用邀请码加入', 'staff', 'info', ROUTES.staffJoin()),
        CONTACT,
        tile('me', '字体大小', '看不清就调大', 'text-size', 'neutral', ROUTES.me()),
      ],
    },
  ];
}
