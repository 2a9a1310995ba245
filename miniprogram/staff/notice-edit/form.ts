/** What an officer types for a notice: as fields of the page, as the draft on the phone, and as what is sent. */
import type { NoticeInput, NoticeKind, NoticeView, WorkOffer } from '../../../typings/api/notices';
import type { Ability, WorkDistance, WorkHours } from '../../../typings/domain';
import { phoneProblem, problems } from '../../pages/shared/form';
import type { DraftValues } from '../../services/drafts';
import { normalisePhone } from '../../shared/contact';
import { isOffer } from '../../shared/work';

/** The village of town staff's notices when they are for everybody. */
export const WHOLE_TOWN = 'all';

export interface NoticeForm {
  kind: NoticeKind;
  title: string;
  body: string;
  pinned: string[];
  /** '' when there is none. */
  expiresOn: string;
  villageId: string;
  organiser: string;
  place: string;
  distance: WorkDistance | '';
  hours: WorkHours[];
  abilities: Ability[];
  pay: string;
  contactPhone: string;
  places: string;
}

export const EMPTY_FORM: NoticeForm = {
  kind: 'notice',
  title: '',
  body: '',
  pinned: [],
  expiresOn: '',
  villageId: WHOLE_TOWN,
  organiser: '',
  place: '',
  distance: '',
  hours: [],
  abilities: [],
  pay: '',
  contactPhone: '',
  places: '',
};

const LISTS: readonly (keyof NoticeForm)[] = ['pinned', 'hours', 'abilities'];

/** A stored notice as fields. */
export function formOf(notice: NoticeView): NoticeForm {
  const { offer } = notice;
  return {
    ...EMPTY_FORM,
    kind: notice.kind,
    title: notice.title,
    body: notice.body,
    pinned: notice.pinned ? ['pinned'] : [],
    expiresOn: notice.expiresOn ?? '',
    villageId: notice.staff?.villageId ?? WHOLE_TOWN,
    ...(offer ? { ...offer, places: offer.places === 0 ? '' : String(offer.places) } : {}),
  };
}

/** As the draft keeps it: texts only. */
export function draftOf(form: NoticeForm, version: number): DraftValues {
  const values = Object.entries(form).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.join(',') : (value as string),
  ]);
  return { ...(Object.fromEntries(values) as DraftValues), version: String(version) };
}

/** The fields of a draft; what it does not hold is empty. */
export function fromDraft(draft: DraftValues): NoticeForm {
  const values = Object.keys(EMPTY_FORM).map((key) => {
    const text = draft[key] ?? '';
    return [key, LISTS.includes(key as keyof NoticeForm) ? text.split(',').filter(Boolean) : text];
  });
  const form = Object.fromEntries(values) as unknown as NoticeForm;
  return { ...form, kind: form.kind || EMPTY_FORM.kind, villageId: form.villageId || WHOLE_TOWN };
}

/** What is missing or wrong, by field, in words. `today` in China: nothing is published that has ended. */
export function formProblems(form: NoticeForm, today: string): Record<string, string> {
  const offers = isOffer(form.kind);
  const missing = (text: string, words: string): string => (text.trim() === '' ? words : '');
  return problems({
    title: missing(form.title, '请填标题'),
    body: missing(form.body, '请填正文'),
    expiresOn: form.expiresOn
      ? form.expiresOn < today
        ? '这一天已经过了，请选今天以后的日期'
        : ''
      : offers
        ? '请选截止日期'
        : '',
    ...(offers
      ? {
          organiser: missing(form.organiser, '请填单位名称'),
          place: missing(form.place, '请填地点'),
          distance: missing(form.distance, '请选远近'),
          hours: form.hours.length === 0 ? '请选时间，可以选几个' : '',
          pay: missing(form.pay, '请填报酬或费用，例如每月2800元，或免费'),
          contactPhone: phoneProblem(form.contactPhone),
          places: /^\d{0,3}$/.test(form.places.trim()) ? '' : '人数请填数字，不确定就不填',
        }
      : {}),
  });
}

function offerOf(form: NoticeForm): WorkOffer {
  return {
    organiser: form.organiser.trim(),
    place: form.place.trim(),
    // Checked by formProblems before anything is made of it.
    distance: form.distance as WorkDistance,
    hours: form.hours,
    abilities: form.abilities,
    pay: form.pay.trim(),
    contactPhone: normalisePhone(form.contactPhone),
    places: Number(form.places.trim()),
  };
}

/** What is sent. `existing` names the notice that is changed and the version that was read. */
export function inputOf(
  form: NoticeForm,
  photoIds: string[],
  { isTown, existing }: { isTown: boolean; existing: { noticeId: string; version: number } | null },
): NoticeInput {
  return {
    ...(existing ?? {}),
    kind: form.kind,
    title: form.title.trim(),
    body: form.body.trim(),
    photoIds,
    pinned: form.pinned.length > 0,
    expiresOn: form.expiresOn === '' ? null : form.expiresOn,
    // A village writes for itself; the function knows which one it is.
    ...(isTown ? { villageId: form.villageId === WHOLE_TOWN ? null : form.villageId } : {}),
    offer: isOffer(form.kind) ? offerOf(form) : null,
  };
}
