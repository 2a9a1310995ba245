/** The mini-program as a whole: connects to the cloud environment, and keeps calls for help and their numbers in touch with it. */
import { CONFIG } from './services/config';
import { flushCalls, startEmergency } from './services/emergency';

App({
  onLaunch() {
    // Too old a WeChat has no cloud: every call says so in words, and the emergency numbers work all the same.
    if (wx.cloud) wx.cloud.init({ ...(CONFIG.cloudEnv ? { env: CONFIG.cloudEnv } : {}), traceUser: false });
    startEmergency();
  },
  onShow() {
    void flushCalls();
  },
});
