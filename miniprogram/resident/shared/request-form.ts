/**
 * What the forms for work, renovation and wishes share: known facts are filled in, words may be voiceItem, what was typed is
 * kept, the purpose is agreed to, and sending makes one application however often it is pressed. Each page says only what is
 * its own. Values of a form are texts; several choices are joined by commas, so that a draft is a flat record.
 */
import type { ApplicationsApi } from '../../../typings/api/applications';
import type { PhotoPurpose } from '../../../typings/api/media';
import type { UploadItem } from '../../components/types';
import {
  attachmentsProblem,
  NO_VOICE,
  photoHandlers,
  voiceField,
  voiceHandlers,
} from '../../pages/shared/attachments';
import { phoneProblem, problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { formFacts } from '../../services/applications';
import { dropDraft, loadDraft, saveDraft } from '../../services/drafts';
import { replace, ROUTES } from '../../services/nav';
import { askForUpdates, NOTIFY_REASON } from '../../services/notify';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { behalfLabel } from '../../services/session';
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import { CONSENTS, CONSENT_RIGHTS, type ConsentKey } from '../../shared/consent';
import { normalisePhone } from '../../shared/contact';
import { LIMITS } from '../../shared/limits';

export type Facts = ApplicationsApi['formFacts']['output'];
export type Values = Record<string, string>;

/** What every request carries. */
export interface Common {
  contactPhone: string;
  reason: string;
  photoIds: string[];
  voiceId?: string;
  consentVersion: string;
}

/** How much has been said besides the fields. */
export interface Said {
  photos: number;
  voice: boolean;
  facts: Facts;
}

export interface RequestForm {
  kind: ApplicationsApi['formFacts']['input']['kind'];
  consent: ConsentKey;
  /** What photos are for; none are asked for when left out. */
  photos?: PhotoPurpose;
  /** Own fields beside contactPhone and reason, with what they begin with. */
  fields: Values;
  /** Fields that come from the register: shown again from there, never kept on the phone. */
  fromRegister?: readonly string[];
  /** What the page shows besides, once; a query of the page is given. */
  data?: Record<string, unknown>;
  onFacts?(facts: Facts, query: Values): Promise<Record<string, unknown>> | Record<string, unknown>;
  problems(values: Values, said: Said): Record<string, string>;
  /** The question before sending. */
  confirmText(values: Values): string;
  send(values: Values, common: Common, query: Values, requestId: string): Promise<{ applicationId: string }>;
}

/** Choices of a field that holds several. */
export const listOf = (value = ''): string[] => value.split(',').filter((one) => one !== '');

type Picked = WechatMiniprogram.CustomEvent<{ name: string; value: string | string[] }>;

/** Registers the page of a request. */
export function defineRequestForm(spec: RequestForm): void {
  const draftKey = `request-${spec.kind}`;
  const purpose = CONSENTS[spec.consent];

  definePage({
    query: {} as Values,
    facts: null as Facts | null,
    tray: null as PhotoTray | null,
    voice: null as VoiceNote | null,
    data: {
      form: { contactPhone: '', reason: '', ...spec.fields } as Values,
      /** The fields that hold several choices, as lists. */
      lists: {} as Record<string, string[]>,
      photos: [] as UploadItem[],
      voiceItem: NO_VOICE,
      purposes: [purpose],
      agreed: [] as string[],
      consentRights: CONSENT_RIGHTS,
      limits: { words: LIMITS.noteLength, address: LIMITS.addressLength, photos: LIMITS.photosPerStep },
      behalf: '',
      /** Why nothing can be asked for now, and what is open. */
      obstacle: '',
      openId: '',
      notifyReason: NOTIFY_REASON,
      confirming: false,
      confirmText: '',
      ...spec.data,
    },

    onLoad(query) {
      this.query = Object.fromEntries(
        Object.entries(query).map(([key, value]) => [key, decodeURIComponent(value ?? '')]),
      );
      this.setData({ behalf: behalfLabel() });
      this.voice = createVoiceNote(
        'application',
        (voiceItem) => this.setData({ voiceItem, 'errors.reason': '' }),
        {
          keep: draftKey,
        },
      );
      if (spec.photos)
        this.tray = createPhotoTray(
          spec.photos,
          (photos) => this.setData({ photos, 'errors.photoIds': '' }),
          { keep: draftKey },
        );
    },
    async load() {
      const facts = await formFacts(spec.kind);
      const first = this.facts === null;
      this.facts = facts;
      const more = (await spec.onFacts?.(facts, this.query)) ?? {};
      this.setData({ obstacle: facts.obstacle, openId: facts.openApplicationId ?? '', ...more });
      // A refresh must not wipe what is being typed.
      if (first) this.fill(facts);
    },
    fill(facts: Facts) {
      const draft = loadDraft(draftKey) ?? {};
      const known: Values = { contactPhone: facts.contactPhone, address: facts.address };
      const names = Object.keys(this.data.form);
      const form = Object.fromEntries(
        names.map((name) => [name, draft[name] ?? known[name] ?? this.data.form[name] ?? '']),
      );
      this.setData({ form, lists: Object.fromEntries(names.map((name) => [name, listOf(form[name])])) });
    },
    keep() {
      const values = Object.entries(this.data.form).filter(([name]) => !spec.fromRegister?.includes(name));
      saveDraft(draftKey, Object.fromEntries(values));
    },
    change(name: string, value: string) {
      this.setData({
        [`form.${name}`]: value,
        [`lists.${name}`]: listOf(value),
        [`errors.${name}`]: '',
      });
      this.keep();
    },
    onField(event: FieldEvent) {
      this.change(event.detail.name, event.detail.value);
    },
    onChoice(event: Picked) {
      const { name, value } = event.detail;
      this.change(name, Array.isArray(value) ? value.join(',') : value);
    },
    onConsent(event: WechatMiniprogram.CustomEvent<{ value: string[] }>) {
      this.setData({ agreed: event.detail.value, 'errors.consent': '' });
    },

    ...photoHandlers,
    ...voiceHandlers,

    onOpen() {
      replace(ROUTES.application(this.data.openId));
    },
    onSubmit() {
      const { form, agreed, photos } = this.data;
      const { facts, tray, voice } = this;
      if (!facts) return;
      const waiting = attachmentsProblem(tray, voice);
      if (waiting !== '') {
        this.say('还在上传', waiting);
        return;
      }
      const said = { photos: photos.length, voice: Boolean(voice?.voiceId()), facts };
      const errors = problems({
        ...spec.problems(form, said),
        contactPhone: phoneProblem(form.contactPhone ?? ''),
        consent: agreed.includes(purpose.key) ? '' : '请看一看，同意才能继续',
      });
      this.setData({ errors });
      if (Object.keys(errors).length > 0) {
        showFirstProblem();
        return;
      }
      this.setData({ confirming: true, confirmText: `${spec.confirmText(form)}${NOTIFY_REASON}` });
    },
    onCancel() {
      this.setData({ confirming: false });
    },
    async onConfirm() {
      // Straight from the tap, before anything is awaited: WeChat asks only then.
      const asked = askForUpdates();
      const { form } = this.data;
      const common: Common = {
        contactPhone: normalisePhone(form.contactPhone ?? ''),
        reason: (form.reason ?? '').trim(),
        photoIds: this.tray?.photoIds() ?? [],
        ...voiceField(this.voice),
        consentVersion: purpose.version,
      };
      const answer = await this.act('send', { form, common }, (requestId) =>
        spec.send(form, common, this.query, requestId),
      );
      this.setData({ confirming: false });
      await asked;
      if (!answer) {
        if (Object.keys(this.data.errors).length > 0) showFirstProblem();
        return;
      }
      dropDraft(draftKey);
      this.tray?.forget();
      this.voice?.forget();
      void wx.showToast({ title: '已提交', icon: 'success' });
      replace(ROUTES.application(answer.applicationId));
    },
  });
}
