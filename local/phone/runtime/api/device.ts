/** Calls, scanning, vibration, clipboard, place. */
import { calls } from '../records';
import { askPermission } from '../ui/dialogs';
import { callSheet, scanSheet } from '../ui/deviceSheets';
import { hint } from '../ui/toast';
import { requireScope } from './authorize';
import { privacyGate } from './privacy';
import { ApiError, registerAsync } from './define';
import { readFile } from './files';

let clipboard = '';

function vibrate(kind: string) {
  return () => {
    calls.push({ kind: 'vibrate', type: kind });
    hint('手机振动');
  };
}

/** A fixed place, so that tests are the same everywhere (Simen, Yuyao). */
const PLACE = {
  latitude: 30.165,
  longitude: 121.056,
  speed: 0,
  accuracy: 20,
  altitude: 0,
  verticalAccuracy: 0,
  horizontalAccuracy: 20,
};

registerAsync({
  makePhoneCall: async ({ phoneNumber }: { phoneNumber: string }) => {
    if (!phoneNumber) throw new ApiError('parameter error: parameter.phoneNumber should be String');
    const called = await callSheet(String(phoneNumber));
    calls.push({ kind: 'call', phoneNumber: String(phoneNumber), called });
    if (!called) throw new ApiError('cancel');
  },
  scanCode: async ({ onlyFromCamera }: { onlyFromCamera?: boolean }) => {
    const result = await scanSheet(onlyFromCamera === true);
    if (result === undefined) throw new ApiError('cancel');
    return { result, scanType: 'QR_CODE', charSet: 'utf-8', path: '', rawData: '' };
  },
  vibrateShort: vibrate('short'),
  vibrateLong: vibrate('long'),
  setClipboardData: async ({ data }: { data: string }) => {
    await privacyGate('setClipboardData');
    clipboard = String(data);
    // The browser may refuse without a gesture; the phone's own copy is enough for the mini-program.
    await navigator.clipboard?.writeText(clipboard).catch(() => undefined);
    hint('内容已复制');
  },
  getClipboardData: async () => {
    await privacyGate('getClipboardData');
    return { data: clipboard };
  },
  getLocation: async () => {
    await requireScope('scope.userLocation');
    return PLACE;
  },
  getFuzzyLocation: async () => {
    await requireScope('scope.userLocation');
    return PLACE;
  },
  chooseLocation: async () => {
    await privacyGate('chooseLocation');
    if (!(await askPermission('选择位置', ['泗门镇（样例位置）'], '确定'))) throw new ApiError('cancel');
    return { ...PLACE, name: '泗门镇', address: '浙江省宁波市余姚市泗门镇' };
  },
  openLocation: (options: Record<string, unknown>) => {
    calls.push({ kind: 'map', ...options });
    hint('打开地图');
  },
  addPhoneContact: (options: Record<string, unknown>) => {
    calls.push({ kind: 'save', ...options });
  },
  // The chats are WeChat's own: here one is asked whether to send, and what was sent can be looked up.
  shareFileMessage: async ({ filePath, fileName }: { filePath: string; fileName?: string }) => {
    await readFile(filePath);
    const name = fileName ?? filePath.slice(filePath.lastIndexOf('/') + 1);
    if (!(await askPermission('发送给朋友', [name], '发送'))) throw new ApiError('cancel');
    calls.push({ kind: 'share', filePath, fileName: name });
    hint('已发送');
  },
  openDocument: async ({ filePath }: { filePath: string }) => {
    await readFile(filePath);
    calls.push({ kind: 'document', filePath });
    hint('打开文档');
  },
});
