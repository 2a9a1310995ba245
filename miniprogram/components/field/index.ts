import { compact, groupId, groupPhone } from '../shared/group';

interface Kind {
  input: string;
  maxlength: number;
  confirm: string;
  /** How the value is read back in groups, for numbers that are easily mistyped. */
  group?: (text: string) => string;
}

const TEXT: Kind = { input: 'text', maxlength: 100, confirm: 'done' };

const KINDS: Record<string, Kind> = {
  text: TEXT,
  search: { input: 'text', maxlength: 100, confirm: 'search' },
  idcard: { input: 'idcard', maxlength: 18, confirm: 'done', group: groupId },
  phone: { input: 'number', maxlength: 11, confirm: 'done', group: groupPhone },
  number: { input: 'number', maxlength: 100, confirm: 'done' },
  digit: { input: 'digit', maxlength: 100, confirm: 'done' },
  textarea: { input: 'textarea', maxlength: 500, confirm: 'return' },
};

/** Reading back begins when there is enough to compare. */
const READ_BACK_FROM = 7;

/** Pasted numbers bring spaces along; they are taken and dropped instead of cutting the last digits. */
const ROOM_FOR_SPACES = 8;

/** The ID keyboard has digits and X only; a certificate with a re-issue mark (B1) needs letters. */
const LONGEST_ON_ID_KEYBOARD = 20;

/** One line (or a few) to type, with label, hint, error and the right keyboard. */
Component({
  options: { styleIsolation: 'isolated', multipleSlots: true },
  properties: {
    name: { type: String, value: '' },
    label: { type: String, value: '' },
    value: { type: String, value: '' },
    type: { type: String, value: 'text' },
    hint: { type: String, value: '' },
    error: { type: String, value: '' },
    placeholder: { type: String, value: '' },
    maxlength: { type: Number, value: 0 },
    required: { type: Boolean, value: false },
    disabled: { type: Boolean, value: false },
    clearable: { type: Boolean, value: true },
    counter: { type: Boolean, value: false },
    focus: { type: Boolean, value: false },
  },
  data: {
    current: '',
    focused: false,
    input: 'text',
    confirm: 'done',
    max: 100,
    nativeMax: 100,
    readBack: '',
  },
  observers: {
    'type, maxlength'(type: string, maxlength: number) {
      const kind = KINDS[type] ?? TEXT;
      const max = maxlength || kind.maxlength;
      const input = kind.input === 'idcard' && max > LONGEST_ON_ID_KEYBOARD ? 'text' : kind.input;
      const nativeMax = kind.group ? max + ROOM_FOR_SPACES : max;
      this.setData({ input, max, nativeMax, confirm: kind.confirm });
    },
    'value, type'(value: string, type: string) {
      this.show(value ?? '', type);
    },
  },
  methods: {
    show(text: string, type: string) {
      const group = KINDS[type]?.group;
      const readBack = group && text.length >= READ_BACK_FROM ? group(text) : '';
      this.setData({ current: text, readBack });
    },
    clean(text: string): string {
      return KINDS[this.data.type]?.group ? compact(text).slice(0, this.data.max) : text;
    },
    tell(event: 'change' | 'blur' | 'confirm', text: string) {
      this.triggerEvent(event, { name: this.data.name, value: this.clean(text) });
    },
    onInput(event: WechatMiniprogram.Input) {
      this.show(this.clean(event.detail.value), this.data.type);
      this.tell('change', event.detail.value);
    },
    onFocus() {
      this.setData({ focused: true });
    },
    onBlur(event: WechatMiniprogram.InputBlur) {
      this.setData({ focused: false });
      this.tell('blur', event.detail.value ?? this.data.current);
    },
    onConfirm(event: WechatMiniprogram.InputConfirm) {
      this.tell('confirm', event.detail.value);
    },
    onClear() {
      this.show('', this.data.type);
      this.tell('change', '');
    },
  },
});
