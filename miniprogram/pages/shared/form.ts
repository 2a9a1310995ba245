/** What all forms share: one handler for fields and choices, and the checks before sending. */
import { isPersonName, isPhone } from '../../shared/contact';

export type FieldEvent = WechatMiniprogram.CustomEvent<{ name: string; value: string }>;
export type ChoiceEvent = WechatMiniprogram.CustomEvent<{ name: string; value: string[] }>;

/** Words for a name that cannot be one, empty when it is fine. */
export const nameProblem = (name: string): string =>
  name.trim() === '' ? '请填姓名' : isPersonName(name) ? '' : '姓名请填2到20个汉字，和证件上一样';

/** Words for a phone number that cannot be dialled, empty when it is fine. */
export const phoneProblem = (phone: string): string =>
  phone.trim() === '' ? '请填电话，方便我们联系您' : isPhone(phone) ? '' : '电话不对，请填11位手机号或座机号';

/** Only the problems there are. */
export function problems(all: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([, words]) => words !== ''));
}

/** Brings the first wrong field into view: at large text it may be far above the button. */
export function showFirstProblem(selector = '.wrong'): void {
  // By then it may be gone: what was wrong is put right, or the page is left.
  const fail = (): void => undefined;
  wx.nextTick(() => void wx.pageScrollTo({ selector, offsetTop: -16, duration: 200, fail }));
}
