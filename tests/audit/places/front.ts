/** The main package, what anybody may read, the ways in, the gallery. */
import {
  ADMIN,
  at,
  firstOf,
  GUARDIAN,
  RESIDENT,
  STRANGER,
  TOWN,
  VILLAGE,
  VOLUNTEER,
  type Place,
} from './kinds';

export const FRONT: readonly Place[] = [
  { route: 'pages/home/index', openid: STRANGER, note: 'nobody yet' },
  { route: 'pages/home/index', openid: RESIDENT, note: 'resident' },
  { route: 'pages/home/index', openid: GUARDIAN, note: 'guardian' },
  { route: 'pages/home/index', openid: VOLUNTEER, note: 'volunteer' },
  { route: 'pages/home/index', openid: VILLAGE, note: 'village' },
  { route: 'pages/home/index', openid: TOWN, note: 'town' },
  { route: 'pages/home/index', openid: ADMIN, note: 'administrator' },
  ...at(RESIDENT, 'pages/emergency/index', 'pages/me/index', 'pages/contact/index'),
  { route: 'pages/emergency/index', openid: STRANGER, note: 'nobody yet' },
  { route: 'pages/me/index', openid: VILLAGE, note: 'village' },
  ...at(STRANGER, 'join/bind/index', 'join/guardian-ask/index', 'join/staff-join/index'),
  ...at(RESIDENT, 'info/notices/index', 'info/my-data/index'),
  ...at(VOLUNTEER, 'info/volunteer-copy/index'),
  ...at(STRANGER, 'info/guide/index'),
  { route: 'info/privacy-ask/index', openid: RESIDENT, query: () => ({ use: 'photo' }) },
  {
    route: 'info/notice/index',
    openid: RESIDENT,
    query: async (ask) => {
      const { items } = await ask(RESIDENT, 'notices', 'list', {});
      return { noticeId: firstOf(items, 'notice').noticeId };
    },
  },
  ...['looks', 'forms', 'screens'].map((shelf) => ({
    route: 'dev/gallery/index',
    openid: STRANGER,
    note: shelf,
    query: () => ({ shelf }),
  })),
  ...['dialog', 'danger', 'sheet'].map((open) => ({
    route: 'dev/gallery/index',
    openid: STRANGER,
    note: open,
    query: () => ({ open }),
  })),
];
