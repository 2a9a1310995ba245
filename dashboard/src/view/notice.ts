import { byId, setText } from './dom';

const NOTICES = {
  waiting: ['连不上数据服务', '正在自动重试，网络恢复后这里会自己显示出来，不用动它。'],
  refused: ['这个大屏链接已经失效', '请联系村残协或镇残联的工作人员新建一个大屏链接，再用新链接打开本页。'],
  noToken: [
    '请用大屏链接打开本页',
    '网址里缺少“#”后面的一段。请把工作人员给的大屏链接完整复制后打开；没有链接时，请联系村残协或镇残联。',
  ],
} as const;

/** Shows a message instead of the picture. */
export function showNotice(kind: keyof typeof NOTICES): void {
  const [title, text] = NOTICES[kind];
  setText(byId('notice-title'), title);
  setText(byId('notice-text'), text);
  byId('notice').hidden = false;
  byId('screen').hidden = true;
  document.body.dataset.stage = 'notice';
}

/** Shows the picture. */
export function showScreen(): void {
  byId('notice').hidden = true;
  byId('screen').hidden = false;
  document.body.dataset.stage = 'screen';
}
