/** What WeChat does for `<button open-type="...">`. */
import { currentPage } from '../navigation';
import { askPhoneNumber, chooseAvatar, openSettingSheet, shareSheet } from '../ui/wechatSheets';
import { agreePrivacy } from '../api/privacy';
import { showModal } from '../ui/dialogs';
import type { Host } from './define';

/** Runs the open-type of a button and tells the button's handlers. */
export async function runOpenType(host: Host): Promise<void> {
  switch (host.data.openType) {
    case 'getPhoneNumber':
    case 'getRealtimePhoneNumber': {
      const name = String(host.data.openType).toLowerCase();
      const code = await askPhoneNumber();
      host.emit(
        name,
        code
          ? { errMsg: `${String(host.data.openType)}:ok`, code }
          : { errMsg: `${String(host.data.openType)}:fail user deny`, errno: 103 },
      );
      return;
    }
    case 'chooseAvatar': {
      const avatarUrl = await chooseAvatar();
      if (avatarUrl) host.emit('chooseavatar', { avatarUrl });
      return;
    }
    case 'share': {
      const page = currentPage();
      const message = page?.call('onShareAppMessage', {
        from: 'button',
        target: { id: host.element.id, dataset: host.element.dataset },
      });
      await shareSheet((await message) as Record<string, unknown> | undefined, page?.route ?? '');
      return;
    }
    case 'openSetting':
      host.emit('opensetting', { errMsg: 'openSetting:ok', authSetting: await openSettingSheet() });
      return;
    case 'agreePrivacyAuthorization':
      agreePrivacy(host.element.id);
      host.emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' });
      return;
    case 'contact':
    case 'feedback':
    case 'launchApp':
      await showModal({
        title: '微信',
        content: `手机上会打开“${host.data.openType === 'contact' ? '客服会话' : '意见反馈'}”。`,
        showCancel: false,
      });
      return;
    default:
  }
}
