/** What the phone says about itself, and changes of it. */
import { NAVIGATION_BAR_HEIGHT, STATUS_BAR_HEIGHT, darkModeSupported, mp, settings, theme } from '../context';
import { currentPage, homePath } from '../navigation';
import { parseUrl } from '../page';
import { shell } from '../shell';
import { Listeners, has, register, registerAsync } from './define';
import { USER_DATA_PATH } from './files';

/** Base library that this phone claims to be. */
const SDK_VERSION = '3.8.0';
const WECHAT_VERSION = '8.0.50';
/** Font size at which WeChat's scale factor is 1. */
const NORMAL_FONT_SIZE = 16;

function windowInfo(): Record<string, unknown> {
  const { width, height } = shell.root.getBoundingClientRect();
  const page = currentPage();
  const header = page?.custom ? 0 : STATUS_BAR_HEIGHT + NAVIGATION_BAR_HEIGHT;
  return {
    pixelRatio: devicePixelRatio,
    screenWidth: width,
    screenHeight: height,
    windowWidth: width,
    windowHeight: page?.size().windowHeight ?? height - header,
    statusBarHeight: STATUS_BAR_HEIGHT,
    safeArea: {
      left: 0,
      right: width,
      top: STATUS_BAR_HEIGHT,
      bottom: height,
      width,
      height: height - STATUS_BAR_HEIGHT,
    },
    screenTop: header,
  };
}

function deviceInfo(): Record<string, unknown> {
  return {
    brand: 'local',
    model: 'local-phone',
    system: 'Android 14',
    platform: 'android',
    abi: 'arm64-v8a',
    benchmarkLevel: 30,
    memorySize: '8192',
  };
}

function appBaseInfo(): Record<string, unknown> {
  return {
    SDKVersion: SDK_VERSION,
    version: WECHAT_VERSION,
    language: 'zh_CN',
    enableDebug: false,
    host: { env: 'WeChat', appId: '', version: 0 },
    fontSizeSetting: settings.fontSize,
    fontSizeScaleFactor: settings.fontSize / NORMAL_FONT_SIZE,
    ...(darkModeSupported() && { theme: theme() }),
  };
}

function systemSetting(): Record<string, unknown> {
  return { bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' };
}

/** What App.onLaunch, wx.getLaunchOptionsSync and wx.getEnterOptionsSync give. */
export function launchOptions(): Record<string, unknown> {
  const { path, options } = parseUrl(settings.path || homePath());
  return {
    path,
    query: options,
    scene: 1001,
    shareTicket: '',
    referrerInfo: {},
    apiCategory: 'default',
    mode: 'default',
  };
}

const systemInfo = (): Record<string, unknown> => ({
  ...windowInfo(),
  ...deviceInfo(),
  ...appBaseInfo(),
  ...systemSetting(),
  errMsg: 'getSystemInfo:ok',
});

/** Events that the phone's controls cause. */
export const themeChange = new Listeners<{ theme: string }>().register('ThemeChange');
export const windowResize = new Listeners<{ size: object }>().register('WindowResize');
new Listeners().register('KeyboardHeightChange');
new Listeners().register('DeviceOrientationChange');
new Listeners().register('MemoryWarning');
new Listeners().register('UserCaptureScreen');
new Listeners().register('AudioInterruptionBegin');
new Listeners().register('AudioInterruptionEnd');

let brightness = 0.6;

register({
  env: { USER_DATA_PATH },
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: () => ({
    albumAuthorized: 'authorized',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'authorized',
    microphoneAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
  }),
  getSystemInfoSync: systemInfo,
  getMenuButtonBoundingClientRect: () => {
    const frame = shell.root.getBoundingClientRect();
    const rect = shell.root.querySelector('.capsule')?.getBoundingClientRect() ?? new DOMRect();
    return {
      width: rect.width,
      height: rect.height,
      left: rect.left - frame.left,
      right: rect.right - frame.left,
      top: rect.top - frame.top,
      bottom: rect.bottom - frame.top,
    };
  },
  getAccountInfoSync: () => ({
    miniProgram: { appId: mp.appid, envVersion: 'develop', version: '' },
    plugin: {},
  }),
  getLaunchOptionsSync: launchOptions,
  getEnterOptionsSync: launchOptions,
  getUpdateManager: () => ({
    onCheckForUpdate: (listener: (result: object) => void) =>
      setTimeout(() => listener({ hasUpdate: false }), 0),
    onUpdateReady: () => undefined,
    onUpdateFailed: () => undefined,
    applyUpdate: () => undefined,
  }),
  canIUse: (schema: string) => {
    const [first = ''] = String(schema).split('.');
    if (first === 'cloud' || first === 'env') return true;
    return has(first) || BUILT_IN.has(first);
  },
  getExtConfigSync: () => ({}),
  setVisualEffectOnCapture: () => undefined,
  reportEvent: () => undefined,
  reportMonitor: () => undefined,
  reportAnalytics: () => undefined,
  getLogManager: () => console,
  getRealtimeLogManager: () => console,
  getPerformance: () => performance,
});

registerAsync({
  getSystemInfo: systemInfo,
  getSystemInfoAsync: systemInfo,
  getScreenBrightness: () => ({ value: brightness }),
  setScreenBrightness: ({ value }: { value: number }) => {
    brightness = value;
    shell.root.style.setProperty('--brightness', String(value));
  },
  setKeepScreenOn: () => undefined,
  loadFontFace: () => undefined,
  getBatteryInfo: () => ({ level: 80, isCharging: false }),
  hideKeyboard: () => (document.activeElement as HTMLElement | null)?.blur(),
});

/** Names of built-in components, for canIUse. */
const BUILT_IN = new Set(
  (
    'view text button image input textarea picker picker-view radio checkbox switch label form swiper scroll-view navigator ' +
    'canvas rich-text progress slider icon video audio movable-view movable-area cover-view cover-image web-view page-meta root-portal'
  ).split(' '),
);
