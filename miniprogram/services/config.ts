/** What differs between one installation and another. `docs/operations.md` says where the values come from. */
export const CONFIG = {
  /** Id of the cloud environment; empty: the one the mini-program is bound to. */
  cloudEnv: '',
  /** Templates of subscribe messages as the WeChat admin page names them; an empty one is not asked for. */
  templates: {
    /** Progress of an application. */
    step: 'tmpl-step',
    /** Somebody waits for the person's answer: a pairing request, feedback. */
    ask: 'tmpl-ask',
  },
  /** The town federation's duty phone: what the emergency page dials before it has ever been online. */
  townOffice: {
    name: '泗门镇残联',
    officers: [{ name: '值班室', duty: '24小时值班', phone: '0574-62150000' }],
  },
} as const;
