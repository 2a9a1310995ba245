/** The mini-program as a whole: connects to the cloud environment, nothing else. */
import { CONFIG } from './services/config';

App({
  onLaunch() {
    if (!wx.cloud) return; // Too old a WeChat: every call says so in words.
    wx.cloud.init({ ...(CONFIG.cloudEnv ? { env: CONFIG.cloudEnv } : {}), traceUser: false });
  },
});
