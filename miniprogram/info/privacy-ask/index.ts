/** Asks once, before the first photo, recording or file: what for, who sees it, and that everything else works without. */
import { back } from '../../services/nav';
import { definePage } from '../../services/page';
import { answerPrivacy, openPrivacyGuide, privacyAskShown, type PrivacyUse } from '../../services/privacy';

const WORDS: Record<PrivacyUse, { what: string; why: string }> = {
  photo: { what: '用您的照片', why: '您选的照片交给办这件事的人看，微信会先检查它能不能用。' },
  voice: { what: '用您的麦克风', why: '您说的话只交给办这件事的人听。' },
  album: { what: '把图片存到您的相册', why: '只存您要的这一张，不看您的其他照片。' },
  file: { what: '读您选的表格', why: '只读您选的这一份，导入名册用。' },
  copy: { what: '帮您复制文字', why: '只放到您手机的剪贴板，方便您粘贴。' },
  other: { what: '用到您的信息', why: '只用来办您要办的这件事。' },
};

definePage({
  decided: false,
  data: { words: WORDS.other },

  onLoad(query: Record<string, string | undefined>) {
    this.setData({ words: WORDS[query.use as PrivacyUse] ?? WORDS.other });
  },
  onReady() {
    privacyAskShown();
  },
  onUnload() {
    if (!this.decided) answerPrivacy({ event: 'disagree' });
  },
  onAgree() {
    this.decided = true;
    answerPrivacy({ event: 'agree', buttonId: 'agree' });
    back();
  },
  onDecline() {
    this.decided = true;
    answerPrivacy({ event: 'disagree' });
    back();
  },
  async onGuide() {
    if (!(await openPrivacyGuide()))
      this.say('暂时打不开', '隐私保护指引现在打不开，请稍后再按一次；也可以打电话问村残协。');
  },
});
