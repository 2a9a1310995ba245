/** Whom to act for, and that they agree: found by name, with a photo of the signature or the own voice, for today. */
import type { AssistScope } from '../../../typings/api/assist';
import type { ChoiceOption, UploadItem, VoiceItem } from '../../components/types';
import {
  attachmentsProblem,
  NO_VOICE,
  photoHandlers,
  voiceField,
  voiceHandlers,
} from '../../pages/shared/attachments';
import { problems, showFirstProblem, type FieldEvent } from '../../pages/shared/form';
import { assist, assistState, giveAssistConsent } from '../shared/assist';
import { goHome, go, replace, ROUTES } from '../../services/nav';
import { definePage } from '../../services/page';
import { createPhotoTray, type PhotoTray } from '../../services/photos';
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import { ASSIST_SCOPES } from '../../shared/assist-words';
import { LIMITS } from '../../shared/limits';
import { photosProblem } from '../shared/photos';
import { residentOptions } from '../shared/resident-options';

const SCOPES = Object.keys(ASSIST_SCOPES) as AssistScope[];

definePage({
  ...photoHandlers,
  ...voiceHandlers,
  residentId: '',
  /** Grows with each search: an answer to an earlier one is dropped. */
  question: 0,
  tray: null as PhotoTray | null,
  voice: null as VoiceNote | null,
  reloadOnShow: false,
  data: {
    q: '',
    found: [] as ChoiceOption[],
    searched: false,
    name: '',
    village: '',
    reachable: false,
    obstacle: '',
    /** What was agreed to today, in words; '' when nothing. */
    agreed: '',
    scopes: SCOPES.map((value) => ({ value, ...ASSIST_SCOPES[value] })) as ChoiceOption[],
    chosen: [...SCOPES] as string[],
    words: '',
    wordsLimit: LIMITS.noteLength,
    photos: [] as UploadItem[],
    voiceItem: NO_VOICE as VoiceItem,
  },

  onLoad(query) {
    this.residentId = query.residentId ?? '';
  },
  async load() {
    if (this.residentId === '') {
      await this.find();
      return;
    }
    const state = await assistState(this.residentId);
    this.setData({
      name: state.residentName,
      village: state.villageName,
      reachable: state.reachable,
      obstacle: state.obstacle,
      agreed: state.agreed.map((scope) => ASSIST_SCOPES[scope].label).join('、'),
    });
    this.tray ??= createPhotoTray('consent', (photos) =>
      this.setData({ photos, 'errors.proof': '', 'errors.photoId': '' }),
    );
    this.voice ??= createVoiceNote('consent', (voiceItem) =>
      this.setData({ voiceItem, 'errors.proof': '', 'errors.photoId': '' }),
    );
  },

  async find() {
    this.question += 1;
    const { question } = this;
    const found = await residentOptions(this.data.q, '');
    if (question === this.question) this.setData({ found, searched: true });
  },
  onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ q: event.detail.value.trim() });
    void this.reload();
  },
  onPerson(event: WechatMiniprogram.CustomEvent) {
    go(ROUTES.assist(String(event.currentTarget.dataset.id)));
  },
  onAwaiting() {
    go(ROUTES.awaiting());
  },
  onLog() {
    go(ROUTES.assistLog());
  },

  onScopes(event: WechatMiniprogram.CustomEvent<{ value: string[] }>) {
    this.setData({ chosen: event.detail.value, 'errors.scopes': '' });
  },
  onWords(event: FieldEvent) {
    this.setData({ words: event.detail.value, 'errors.words': '' });
  },
  /** Consent of today is there already: nothing has to be signed twice. */
  onGoOn() {
    assist(this.residentId);
    goHome();
  },
  proofProblem(): string {
    const underWay = attachmentsProblem(this.tray, this.voice);
    if (underWay !== '') return underWay;
    const said = voiceField(this.voice).voiceId !== undefined;
    return photosProblem(this.tray, said ? '' : '请拍下本人的签名，或录一段本人同意的话');
  },
  async onSubmit() {
    const { chosen, words } = this.data;
    const errors = problems({
      scopes: chosen.length === 0 ? '请选本人同意代办什么' : '',
      words: words.trim() === '' ? '请写今天办什么事' : '',
      proof: this.proofProblem(),
    });
    this.setData({ errors });
    if (Object.keys(errors).length > 0) {
      showFirstProblem();
      return;
    }
    const [photoId] = this.tray?.photoIds() ?? [];
    const input = {
      residentId: this.residentId,
      scopes: SCOPES.filter((scope) => chosen.includes(scope)),
      words: words.trim(),
      ...(photoId === undefined ? {} : { photoId }),
      ...voiceField(this.voice),
    };
    const done = await this.act('consent', input, (requestId) => giveAssistConsent(input, requestId));
    if (!done) return;
    this.tray?.forget();
    this.voice?.forget();
    goHome();
  },
  onOther() {
    replace(ROUTES.assist());
  },
});
