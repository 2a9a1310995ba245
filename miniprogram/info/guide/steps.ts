/** What each role needs to know to begin, one thing at a time. */
import type { Role } from '../../../typings/domain';

export interface GuideStep {
  /** Under images/. */
  picture: string;
  title: string;
  text: string;
}

const HELP: GuideStep = {
  picture: 'states/done',
  title: '字能变大，不会就问',
  text: '在“我的”里选字的大小。要再看这个说明，也在“我的”里。不会用就打电话，村残协会帮您。',
};

const HOME: readonly GuideStep[] = [
  {
    picture: 'states/emergency',
    title: '有急事，按红色的一块',
    text: '首页最上面是“应急求助”。按一下，打给村残协。没有网络也能打。',
  },
  {
    picture: 'devices/wheelchair',
    title: '要办什么，点那一块',
    text: '辅具、找工作、家里改造、小心愿，首页都有。要付多少钱，申请前就告诉您。',
  },
  {
    picture: 'states/voice',
    title: '不想打字，就说话',
    text: '看到“按一下开始说”，按了就说。填到一半走开，填好的都留着。',
  },
  {
    picture: 'states/wait',
    title: '办到哪一步，随时看',
    text: '“正在办的事”里写着谁在办，您要做什么。不用打电话去催。',
  },
  {
    picture: 'states/qr',
    title: '志愿者上门，给他扫',
    text: '打开“我的二维码”，让志愿者扫一扫。码里没有您的姓名和病情。丢了就换一个。',
  },
  HELP,
];

const VOLUNTEER: readonly GuideStep[] = [
  {
    picture: 'states/qr',
    title: '见面先扫码',
    text: '扫残障朋友的二维码，请对方同意结对。以后每次上门，到了扫一次，走时再扫一次。',
  },
  {
    picture: 'states/wait',
    title: '对方说好，才算数',
    text: '帮了什么，写几个字，拍张照片。对方确认以后，才有时长和积分。',
  },
  {
    picture: 'wishes/appliance',
    title: '也可以圆一个心愿',
    text: '“微心愿”里看得到要什么，看不到是谁。您认领了，别人就不能再领。',
  },
  HELP,
];

const STAFF: readonly GuideStep[] = [
  {
    picture: 'states/wait',
    title: '先看红的，再看新的',
    text: '首页每一块右上角是件数。超时的排在前面，点进去一件一件办。',
  },
  {
    picture: 'states/done',
    title: '办完一件，下一件就来',
    text: '同意、退回、不通过都要写清楚。点错了，五分钟内可以撤回上一步。',
  },
  {
    picture: 'states/denied',
    title: '看完整号码要写原因',
    text: '身份证号和电话平时只显示一部分。谁看过、为什么看，都记下来，本人也看得到。',
  },
  {
    picture: 'states/voice',
    title: '替没有手机的人办',
    text: '先请本人签字或说一段话，当天有效。替人办的每一件，都写着是您代办的。',
  },
  HELP,
];

/** The steps for who has this role; nobody yet begins as a resident does. */
export function guideFor(role: Role | 'none' | undefined): readonly GuideStep[] {
  if (role === 'volunteer') return VOLUNTEER;
  if (role === 'villageStaff' || role === 'townStaff' || role === 'admin') return STAFF;
  return HOME;
}
