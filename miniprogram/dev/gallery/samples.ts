/** What the gallery shows: every component with likely content. Nobody in here is real. */
import type {
  ChoiceOption,
  Photo,
  Step,
  TabItem,
  TimelineItem,
  UploadItem,
  VoiceItem,
} from '../../components/types';

export const TILES = [
  {
    icon: 'wheelchair',
    title: '辅具器材',
    note: '轮椅、拐杖、助听器',
    tone: 'primary',
    badge: '1',
    badgeLabel: '1件等您确认',
  },
  { icon: 'job', title: '就业支持', note: '找活干、学手艺', tone: 'info', badge: '', badgeLabel: '' },
  {
    icon: 'renovation',
    title: '家里改造',
    note: '扶手、坡道、门铃',
    tone: 'accent',
    badge: '',
    badgeLabel: '',
  },
  { icon: 'wish', title: '微心愿', note: '200元以内的小心愿', tone: 'warning', badge: '', badgeLabel: '' },
];

export const DEVICES = [
  { key: 'wheelchair', title: '轮椅' },
  { key: 'cane', title: '拐杖' },
  { key: 'crutches', title: '腋拐' },
  { key: 'walker', title: '助行器' },
  { key: 'bath-chair', title: '洗澡椅' },
  { key: 'commode-chair', title: '坐便椅' },
  { key: 'mattress', title: '防褥疮床垫' },
  { key: 'hearing-aid', title: '助听器' },
  { key: 'white-cane', title: '盲杖' },
  { key: 'magnifier', title: '助视器' },
  { key: 'prosthesis', title: '假肢' },
  { key: 'nursing-bed', title: '护理床' },
];

export const OPTIONS: ChoiceOption[] = [
  {
    value: 'hand',
    label: '手动轮椅',
    note: '家人推，或自己用手转轮',
    image: '/images/devices/wheelchair.svg',
  },
  { value: 'light', label: '轻便轮椅', note: '可以折起来放进车里', icon: 'wheelchair' },
  { value: 'power', label: '电动轮椅', note: '本月已经发完', icon: 'wheelchair', disabled: true },
];

export const DAYS: ChoiceOption[] = [
  { value: 'mon', label: '周一' },
  { value: 'wed', label: '周三' },
  { value: 'sat', label: '周六上午' },
  { value: 'sun', label: '周日' },
];

export const PHOTOS: Photo[] = [
  { id: 'p1', src: '/images/devices/walker.svg', alt: '门口的助行器' },
  { id: 'p2', src: '/images/devices/bath-chair.svg', alt: '装好的洗澡椅' },
];

export const UPLOADS: UploadItem[] = [
  { id: 'u1', src: '/images/devices/wheelchair.svg', state: 'done' },
  { id: 'u2', src: '/images/devices/cane.svg', state: 'uploading', progress: 40 },
  { id: 'u3', src: '/images/devices/walker.svg', state: 'failed', error: '没有传上，网络断了' },
];

const NO_VOICE: VoiceItem = { state: 'empty', seconds: 0, progress: 0, error: '', src: '', undo: false };
const A_VOICE = { ...NO_VOICE, seconds: 12, src: 'https://example.invalid/voice.mp3' };

export const VOICES: { label: string; item: VoiceItem }[] = [
  { label: '还没有录', item: NO_VOICE },
  { label: '正在打开', item: { ...NO_VOICE, state: 'starting' } },
  {
    label: '没有许可',
    item: {
      ...NO_VOICE,
      state: 'refused',
      error: '没有麦克风的许可，录不了音。请按“去设置”打开麦克风，再回来说',
    },
  },
  { label: '正在录', item: { ...NO_VOICE, state: 'recording', seconds: 52 } },
  { label: '正在传', item: { ...A_VOICE, state: 'uploading', progress: 40 } },
  { label: '没传上', item: { ...A_VOICE, state: 'failed', error: '没有传上去，请按“重试”' } },
  { label: '传上了', item: { ...A_VOICE, state: 'done' } },
  { label: '删掉了', item: { ...NO_VOICE, undo: true } },
];

export const PURPOSES = [
  {
    key: 'identity',
    title: '核对身份',
    text: '用姓名和证件号，与残联的登记信息核对，确认是您本人。证件号加密保存，不留在手机里。',
  },
  {
    key: 'service',
    title: '办理帮扶',
    text: '用残疾类别等级、年龄、低保低边情况、住址和电话，为您办理辅具申请。只有您村的村残协和镇残联能看到，每次查看都有记录。',
  },
];

export const TIMELINE: TimelineItem[] = [
  { title: '您提交了申请', time: '3月5日 周四 上午', actor: '本人', state: 'done' },
  { title: '村里已核实', time: '3月6日 周五 下午', actor: '谢家路村残协', state: 'done', photos: PHOTOS },
  { title: '镇里正在审批', note: '一般3个工作日，最晚3月11日', state: 'current' },
  { title: '送到您家', state: 'todo' },
];

export const TIMELINE_BAD: TimelineItem[] = [
  { title: '您提交了申请', time: '3月5日 周四 上午', state: 'done' },
  { title: '材料要补', note: '照片看不清，请重拍残疾证的第一页', actor: '谢家路村残协', state: 'bad' },
];

export const STEPS: Step[] = [{ title: '选辅具' }, { title: '看费用' }, { title: '交申请' }];

export const TABS: TabItem[] = [
  { key: 'todo', label: '待办', count: 12 },
  { key: 'late', label: '超时', count: 2 },
  { key: 'mine', label: '我经办的' },
  { key: 'done', label: '已办', count: 138 },
];

export const TONES = [
  { tone: 'neutral', text: '已撤回' },
  { tone: 'info', text: '等村里核实' },
  { tone: 'progress', text: '正在办' },
  { tone: 'success', text: '已送到' },
  { tone: 'warning', text: '快到期' },
  { tone: 'danger', text: '没有通过' },
];

export const CARD_TONES = ['neutral', 'primary', 'accent', 'info', 'success', 'warning', 'danger'];

export const STATES = ['loading', 'empty', 'error', 'offline', 'denied', 'expired'];

/** In rows: WeChat wants no more than 60 nodes under one. */
export const ICONS = [
  'home phone phone-emergency sos wheelchair device job ramp renovation heart wish hand-heart pair face-1 face-2 face-3',
  'face-4 face-5 qrcode scan list bell person people guardian volunteer staff idcard village town check check-circle cross',
  'cross-circle clock hourglass calendar camera photo mic play pause trash edit search filter arrow-right arrow-left',
  'chevron-down chevron-up plus minus info warning error question offline refresh location money gift star package truck',
  'tool document news lock eye eye-off settings text-size logout switch send undo upload download speaker chat chart print copy',
  'record stop bell-ring export shield unlink calendar-check ambulance police fire handshake book graduation hammer repair bag broom scissors',
].map((row) => row.split(' '));

export const SHELVES = [
  { key: 'looks', label: '看的' },
  { key: 'forms', label: '填的' },
  { key: 'screens', label: '整页' },
];
