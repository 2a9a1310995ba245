/** What differs between one installation and another. `docs/operations.md` says where the values come from. */
export const CONFIG = {
  /** Id of the cloud environment; empty: the one the mini-program is bound to. */
  cloudEnv: '',
  /** Templates of subscribe messages as the WeChat admin page names them; an empty one is not asked for. */
  templates: {
    deviceStep: 'tmpl-device-step',
  },
} as const;
