/** What the forms share by which a resident or a guardian comes in: fields, drafts, consent, and the wait after wrong tries. */
import type { CallError } from '../../services/call';
import { loadDraft, saveDraft } from '../../services/drafts';
import { CONSENT_RIGHTS, RESIDENT_CONSENT } from '../../shared/consent';
import { DOCUMENT_PROBLEMS, parseDocument } from '../../shared/id-number';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';

/** As much of a page as these handlers need. */
interface JoinPage {
  data: { form: Record<string, string>; consents: string[] };
  setData(change: Record<string, unknown>): void;
}

/** Data of every such form. */
export const JOIN_DATA = {
  consents: [] as string[],
  consentPurposes: RESIDENT_CONSENT,
  consentRights: CONSENT_RIGHTS,
  /** A note that stays: too many tries. */
  wait: '',
  /** Whether WeChat may tell of the decision has been asked. */
  tellingAsked: false,
};

/** Words for a document number that cannot be right, empty when it is fine. */
export function documentProblem(document: string): string {
  if (document.trim() === '') return '请填身份证号或残疾人证号';
  const parsed = parseDocument(document);
  return parsed.ok ? '' : DOCUMENT_PROBLEMS[parsed.code];
}

/** Handlers of a form: `draft` is its name, `kept` the fields that may stay on the phone, `document` the one with the number. */
export function joinHandlers(draft: string, kept: readonly string[], document: string) {
  return {
    /** What was typed last time and not sent. */
    restore(this: JoinPage): void {
      const values = loadDraft(draft);
      if (!values) return;
      this.setData(Object.fromEntries(kept.map((name) => [`form.${name}`, values[name] ?? ''])));
    },
    setField(this: JoinPage, name: string, value: string): void {
      this.setData({ [`form.${name}`]: value, [`errors.${name}`]: '' });
      const { form } = this.data;
      saveDraft(draft, Object.fromEntries(kept.map((one) => [one, form[one] ?? ''])));
    },
    /** A slip of the finger is said as soon as the number is complete, not after sending. */
    onFieldLeft(this: JoinPage, event: FieldEvent): void {
      const { name, value } = event.detail;
      if (name === document && value !== '') this.setData({ [`errors.${name}`]: documentProblem(value) });
    },
    onConsent(this: JoinPage, event: WechatMiniprogram.CustomEvent<{ value: string[] }>): void {
      this.setData({ consents: event.detail.value, 'errors.consent': '' });
    },
    /** Shows what is wrong, by field, and whether nothing is. */
    passes(this: JoinPage, found: Record<string, string>): boolean {
      const errors = problems({
        ...found,
        consent: this.data.consents.length < RESIDENT_CONSENT.length ? '请看一看，两项都同意才能继续' : '',
      });
      this.setData({ errors });
      if (Object.keys(errors).length === 0) return true;
      showFirstProblem();
      return false;
    },
    /** After the third wrong try the page itself says how long to wait. */
    waits(this: JoinPage, error: CallError): boolean {
      if (error.code !== 'TOO_MANY_TRIES') return false;
      this.setData({ wait: error.message });
      return true;
    },
  };
}
