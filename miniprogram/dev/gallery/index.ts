/** The developers' gallery: every component in every state, for the eye and for the audits. Not in release builds. */
import { createVoiceNote, type VoiceNote } from '../../services/voice';
import * as samples from './samples';

/** WeChat's font setting goes up to 30 px main text; 16 px is the root at the standard setting. */
const ROOT_SIZES = [
  { value: '16px', label: '标准 18' },
  { value: '21.33px', label: '大 24' },
  { value: '26.67px', label: '最大 30' },
];

type Named<T> = WechatMiniprogram.CustomEvent<{ name: string; value: T }>;

Page({
  voice: null as VoiceNote | null,
  data: {
    ...samples,
    /** A real one: it records, sends and is taken in. */
    voiceItem: samples.VOICES[0]?.item,
    agreed: ['identity'],
    drawn: false,
    rootSizes: ROOT_SIZES,
    rootFontSize: '16px',
    shelf: 'looks',
    offline: true,
    form: {
      idcard: '99999919500101001X',
      phone: '13800000000',
      words: '',
      note: '腿脚不方便，想要一台轮椅',
      kind: 'hand',
      days: ['wed'],
      face: 4,
    } as Record<string, unknown>,
    keyword: '',
    tab: 'todo',
    dialog: '',
    sheet: false,
  },
  onLoad(query: { size?: string; open?: string; shelf?: string }) {
    this.setData({
      rootFontSize: query.size ? `${query.size}px` : this.data.rootFontSize,
      shelf: query.shelf ?? this.data.shelf,
      dialog: query.open === 'dialog' || query.open === 'danger' ? query.open : '',
      sheet: query.open === 'sheet',
    });
    this.voice = createVoiceNote('feedback', (voiceItem) => this.setData({ voiceItem }));
  },
  onUnload() {
    this.voice?.leave();
  },
  onVoiceStart() {
    void this.voice?.start();
  },
  onVoiceStop() {
    this.voice?.stop();
  },
  onVoiceRemove() {
    this.voice?.remove();
  },
  onVoiceUndo() {
    this.voice?.undo();
  },
  onVoiceRetry() {
    void this.voice?.retry();
  },
  onVoiceSettings() {
    void this.voice?.openSettings();
  },
  onDrawn() {
    this.setData({ drawn: true });
  },
  onAgreed(event: WechatMiniprogram.CustomEvent<{ value: string[] }>) {
    this.setData({ agreed: event.detail.value });
  },
  onSize(event: Named<string>) {
    this.setData({ rootFontSize: event.detail.value });
  },
  onForm(event: Named<unknown>) {
    this.setData({ [`form.${event.detail.name}`]: event.detail.value });
  },
  onKeyword(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
    this.setData({ keyword: event.detail.value });
  },
  onShelf(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ shelf: event.detail.key });
  },
  onTab(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
    this.setData({ tab: event.detail.key });
  },
  openDialog() {
    this.setData({ dialog: 'dialog' });
  },
  openDanger() {
    this.setData({ dialog: 'danger' });
  },
  closeDialog() {
    this.setData({ dialog: '' });
  },
  openSheet() {
    this.setData({ sheet: true });
  },
  closeSheet() {
    this.setData({ sheet: false });
  },
});
