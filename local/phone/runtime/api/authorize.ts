/** login, permissions (scopes), subscribe messages. */
import { mp, settings } from '../context';
import { askPermission } from '../ui/dialogs';
import { h } from '../ui/dom';
import { requireNetwork } from './network';
import { ApiError, registerAsync } from './define';
import { privacyGate } from './privacy';
import { authSettings, SCOPES, setAuth } from './scopes';
import { openSettingSheet } from '../ui/wechatSheets';

/** Asks for a scope once; later answers come from memory, as on the phone. */
export async function requireScope(scope: string): Promise<void> {
  await privacyGate(scope);
  const before = authSettings()[scope];
  if (before === undefined) {
    const label = SCOPES.find(([name]) => name === scope)?.[1] ?? scope;
    const permission = (mp.app.light.permission as Record<string, { desc?: string }> | undefined)?.[scope];
    setAuth(scope, await askPermission(`申请${label}`, [permission?.desc ?? '']));
  }
  if (!authSettings()[scope]) throw new ApiError('auth deny', { errno: 103 });
}

async function requestSubscribe({ tmplIds }: { tmplIds?: unknown }): Promise<Record<string, string>> {
  requireNetwork();
  if (!Array.isArray(tmplIds) || tmplIds.length === 0)
    throw new ApiError("TmplIds can't be empty", { errCode: 10001 });
  if (tmplIds.length > 5)
    throw new ApiError('The count of tmplIds should not be more than 5', { errCode: 20003 });
  const boxes = tmplIds.map((id: string) => {
    const box = h('input', { type: 'checkbox' });
    box.checked = true;
    return { id, box };
  });
  const rows = boxes.map(({ id, box }) =>
    h('label', { class: 'setting-row' }, h('span', {}, `通知：${id}`), box),
  );
  const allowed = await askPermission('小程序申请发送一次以下通知', rows);
  return Object.fromEntries(boxes.map(({ id, box }) => [id, allowed && box.checked ? 'accept' : 'reject']));
}

registerAsync({
  login: () => {
    requireNetwork();
    return { code: `login-${settings.openid}-${Math.random().toString(36).slice(2, 10)}` };
  },
  checkSession: () => undefined,
  getSetting: () => ({
    authSetting: authSettings(),
    subscriptionsSetting: { mainSwitch: true, itemSettings: {} },
  }),
  authorize: ({ scope }: { scope: string }) => requireScope(scope),
  openSetting: async () => ({ authSetting: await openSettingSheet() }),
  requestSubscribeMessage: requestSubscribe,
});
