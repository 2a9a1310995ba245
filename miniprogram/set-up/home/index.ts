/** Where everything is set up: what this role may look after, and nothing else. */
import type { Role } from '../../../typings/domain';
import { go, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { places } from '../shared/calls';
import { PAGES } from '../shared/routes';

interface Entry {
  icon: string;
  label: string;
  note: string;
  url: string;
  who: readonly Role[];
}

const TOWN: readonly Role[] = ['townStaff', 'admin'];
const OFFICERS: readonly Role[] = ['villageStaff', 'townStaff'];
const ALL: readonly Role[] = ['villageStaff', 'townStaff', 'admin'];

const GROUPS: { title: string; entries: Entry[] }[] = [
  {
    title: '每天看一看',
    entries: [
      { icon: 'news', label: '每日简报', note: '昨天镇里有什么事', url: PAGES.daily(), who: TOWN },
      { icon: 'shield', label: '系统运行情况', note: '正不正常，要找谁', url: PAGES.health(), who: TOWN },
    ],
  },
  {
    title: '人和村社',
    entries: [
      { icon: 'staff', label: '工作人员', note: '邀请、换职务、停用', url: PAGES.staff(), who: TOWN },
      {
        icon: 'village',
        label: '村社和值班电话',
        note: '居民求助时打的电话',
        url: PAGES.places(),
        who: TOWN,
      },
    ],
  },
  {
    title: '东西和规则',
    entries: [
      { icon: 'wheelchair', label: '辅具目录', note: '能申请什么、多少钱', url: PAGES.devices(), who: TOWN },
      {
        icon: 'document',
        label: '规则和时限',
        note: '收费、时限、积分，从哪天起',
        url: PAGES.rules(),
        who: TOWN,
      },
      { icon: 'package', label: '积分商品', note: '用积分能换什么', url: ROUTES.staffGoods(), who: ALL },
    ],
  },
  {
    title: '公开和记录',
    entries: [
      {
        icon: 'news',
        label: '公告和来稿',
        note: '写公告、看志愿者来稿',
        url: ROUTES.staffNotices(),
        who: OFFICERS,
      },
      { icon: 'chart', label: '大屏链接', note: '给办公室的大屏', url: PAGES.screens(), who: ALL },
      { icon: 'eye', label: '操作记录', note: '谁在什么时候看了、办了什么', url: PAGES.audit(), who: TOWN },
      {
        icon: 'check-circle',
        label: '每晚核对',
        note: '数字和记录对不对得上',
        url: PAGES.nights(),
        who: ALL,
      },
      { icon: 'lock', label: '同意书', note: '居民同意的是什么', url: PAGES.texts(), who: ALL },
    ],
  },
];

definePage({
  data: {
    note: '',
    groups: [] as { title: string; entries: Entry[] }[],
  },

  async load() {
    const role = this.data.actingRole || 'resident';
    const groups = GROUPS.map(({ title, entries }) => ({
      title,
      entries: entries.filter(({ who }) => who.includes(role)),
    })).filter(({ entries }) => entries.length > 0);
    if (role !== 'villageStaff') {
      this.setData({ groups, note: role === 'admin' ? '改过的都有记录' : '可以看，值班电话可以改' });
      return;
    }
    const [own] = (await places({})).places;
    const phones: Entry = {
      icon: 'phone',
      label: '本村值班电话',
      note: '居民求助时打的电话，请保持最新',
      url: PAGES.phones(own?.villageId ?? ''),
      who: ALL,
    };
    this.setData({ groups: [{ title: '本村', entries: [phones] }, ...groups] });
  },
  onGo(event: WechatMiniprogram.CustomEvent) {
    go(String(event.currentTarget.dataset.url));
  },
});
