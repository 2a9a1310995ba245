/** The whole mini-program: connects to the cloud environment and sends what waits: calls for help, scans made without network. */
import { CONFIG } from './services/config';
import { flushCalls, startEmergency } from './services/emergency';
import { startPrivacy } from './services/privacy';
import { flushScans, startScans } from './services/scans';

App({
  onLaunch() {
    // Too old a WeChat has no cloud: every call says so in words, and the emergency numbers work all the same.
    if (wx.cloud) wx.cloud.init({ ...(CONFIG.cloudEnv ? { env: CONFIG.cloudEnv } : {}), traceUser: false });
    startPrivacy();
    startEmergency();
    startScans();
  },
  onShow() {
    void flushCalls();
    void flushScans();
  },
});
