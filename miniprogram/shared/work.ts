/** Words and pictures for notices, jobs and trainings: hours, distance, abilities. */
import type { NoticeKind } from '../../typings/api/notices';
import type { Ability, CalendarDate, WorkDistance, WorkHours } from '../../typings/domain';

export const NOTICE_KIND_LABELS: Record<NoticeKind, string> = {
  notice: '公告',
  policy: '政策',
  story: '故事',
  job: '招聘',
  training: '培训',
};

export const WORK_HOURS_LABELS: Record<WorkHours, string> = {
  fullTime: '全天',
  halfDay: '半天',
  fewHours: '每天几小时',
  atHome: '在家做，时间自己定',
};

/** From near to far: who goes to the town also goes to the village. */
export const WORK_DISTANCES: readonly WorkDistance[] = ['home', 'village', 'town', 'city'];

export const WORK_DISTANCE_LABELS: Record<WorkDistance, string> = {
  home: '不出门，在家做',
  village: '本村',
  town: '泗门镇内',
  city: '余姚市内',
};

export const ABILITY_LABELS: Record<Ability, string> = {
  handwork: '手工活',
  sewing: '缝纫',
  computer: '用电脑',
  kitchen: '厨房帮工',
  cleaning: '打扫卫生',
  farming: '种地养殖',
  shop: '看店理货',
  online: '网上客服、直播',
  packing: '包装分拣',
  other: '其他',
};

/** The drawing of an ability. */
export const abilityPicture = (ability: Ability): string => `/images/abilities/${ability}.svg`;

/** Whether a notice of this kind offers something: an employer or organiser, a place, a phone and a last day. */
export const isOffer = (kind: NoticeKind): boolean => kind === 'job' || kind === 'training';

/** Whether the last day of a notice has passed; it holds until midnight in China. */
export const isOver = (expiresOn: CalendarDate | null, on: CalendarDate): boolean =>
  expiresOn !== null && expiresOn < on;
