/** The home page of each role as tiles and lines. */
import type {
  HeldRole,
  OpenCase,
  ResidentHome,
  StaffHome,
  VolunteerHome,
} from '../../../typings/api/accounts';
import type { Tone } from '../../components/types';
import { friendlyTime } from '../../shared/china-time';
import { DEVICE_STATES } from '../../shared/device-states';
import { VOLUNTEER_KIND_LABELS } from '../../shared/labels';
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

function tile(key: string, title: string, note: string, icon: string, tone: string, url: string): TileView {
  return { key, icon, title, note, tone, url, badge: '', badgeLabel: '', big: false };
}

function counted(base: TileView, count: number, unit: string): TileView {
  return count === 0 ? base : { ...base, badge: String(count), badgeLabel: `${count}${unit}` };
}

const CONTACT = tile('contact', '联系村残协', '打电话，一按就拨', 'phone', 'success', ROUTES.contact());
const ME = tile('me', '我的', '字大小、换身份', 'settings', 'neutral', ROUTES.me());

/** Choices of somebody without a role. */
export function welcomeTiles(): TileView[] {
  return [
    {
      ...tile('bind', '我是残障朋友', '用证件号绑定，自己办', 'person', 'primary', ROUTES.bind()),
      big: true,
    },
    {
      ...tile('guardian', '我替家人办', '我是监护人', 'guardian', 'accent', ROUTES.guardianAsk()),
      big: true,
    },
    tile('volunteer', '我要当志愿者', '登记帮扶意愿', 'volunteer', 'success', ROUTES.volunteerRegister()),
    tile('staff', '我是工作人员', '用邀请码加入', 'staff', 'info', ROUTES.staffJoin()),
    CONTACT,
    tile('me', '字体大小', '看不清就调大', 'text-size', 'neutral', ROUTES.me()),
  ];
}

/** Tiles of a resident, or of a guardian who acts for one. */
export function residentTiles(home: ResidentHome): TileView[] {
  const open = home.openCases.length;
  return [
    {
      ...tile(
        'devices',
        '申请辅具',
        '轮椅、拐杖、助听器等，先看要付多少',
        'wheelchair',
        'primary',
        ROUTES.devices(),
      ),
      big: true,
    },
    counted(
      {
        ...tile(
          'applications',
          '我的申请',
          open === 0 ? '看办理进度' : `${open}件正在办`,
          'list',
          'info',
          ROUTES.applications(),
        ),
        big: true,
      },
      open,
      '件正在办',
    ),
    CONTACT,
    ME,
  ];
}

export interface CaseLine {
  applicationId: string;
  title: string;
  status: string;
  tone: Tone;
  time: string;
  label: string;
}

/** '您的轮椅申请：镇残联审核中'. */
export function caseLine(open: OpenCase, home: ResidentHome, now: number): CaseLine {
  const whose = home.role === 'guardian' ? `${home.residentName}的` : '您的';
  const words = DEVICE_STATES[open.state];
  const title = `${whose}${open.title}申请`;
  const time = friendlyTime(open.updatedAt, now);
  return {
    applicationId: open.applicationId,
    title,
    status: words.resident,
    tone: words.tone,
    time,
    label: `${title}：${words.resident}，${time}`,
  };
}

const VOLUNTEER_STATES: Record<VolunteerHome['state'], { text: string; tone: Tone; note: string }> = {
  toVerify: {
    text: '等待核实',
    tone: 'progress',
    note: '村残协正在核实您的登记，一般几天内完成，请保持电话畅通。',
  },
  verified: { text: '已核实', tone: 'success', note: '您已是泗门镇助残志愿者，谢谢您。' },
  refused: { text: '没有通过', tone: 'danger', note: '这次登记没有通过，有疑问请打电话给村残协。' },
};

/** The volunteer's own record. */
export function volunteerView(home: VolunteerHome) {
  const state = VOLUNTEER_STATES[home.state];
  return {
    name: home.name,
    village: home.villageName,
    kind: VOLUNTEER_KIND_LABELS[home.kind],
    skills: home.skills.length === 0 ? '还没有填' : home.skills.join('、'),
    stateText: state.text,
    tone: state.tone,
    note: home.note ? `${state.note}原因：${home.note}` : state.note,
    refused: home.state === 'refused',
  };
}

/** Tiles of a volunteer. */
export const volunteerTiles = (): TileView[] => [CONTACT, ME];

/** Tiles of staff: what waits comes first, with its number. */
export function staffTiles(home: StaffHome): TileView[] {
  const firstTab = home.role === 'villageStaff' ? 'toCheck' : 'toApprove';
  const { devices, toDeliver, verifications } = home.waiting;
  const lookUp = tile(
    'residents',
    '查残障朋友',
    `登记${home.residents}人`,
    'search',
    'success',
    ROUTES.residents(),
  );
  // Administrators manage the system; they decide no cases.
  if (home.role === 'admin') {
    return [tile('invite', '邀请工作人员', '生成邀请码', 'plus', 'primary', ROUTES.invite()), lookUp, ME];
  }
  const devicesNote = home.role === 'villageStaff' ? '等您核实' : '等您审批';
  return [
    counted(
      {
        ...tile(
          'queue',
          '辅具申请',
          devices === 0 ? '没有等您办的' : `${devices}件${devicesNote}`,
          'wheelchair',
          'primary',
          ROUTES.queue(firstTab),
        ),
        big: true,
      },
      devices,
      '件待办',
    ),
    counted(
      tile(
        'deliver',
        '待发放',
        toDeliver === 0 ? '都送完了' : '送到家里拍照',
        'truck',
        'accent',
        ROUTES.queue('toDeliver'),
      ),
      toDeliver,
      '件待发放',
    ),
    counted(
      tile(
        'verify',
        '身份核实',
        verifications === 0 ? '都核实完了' : '绑定、登记、志愿者',
        'idcard',
        'info',
        ROUTES.verifications(),
      ),
      verifications,
      '条待核实',
    ),
    lookUp,
    ME,
  ];
}

/** Index and words of the other roles for the switch. */
export function roleChoices(roles: HeldRole[]): { value: string; label: string; note: string }[] {
  return roles.map((held, i) => ({
    value: String(i),
    label: held.label,
    note: held.toVerify ? '等待核实' : '',
  }));
}
