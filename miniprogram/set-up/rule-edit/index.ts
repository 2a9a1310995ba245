/** A new version of a rule, from a day on: its form is made from the schema of the value. */
import type { ParameterField, PaymentExample } from '../../../typings/api/set-up';
import type { ChoiceOption } from '../../components/types';
import { showFirstProblem, type ChoiceEvent, type FieldEvent } from '../../pages/shared/form';
import { back } from '../../services/nav';
import { asCallError } from '../../services/call';
import { definePage } from '../../services/page';
import { friendlyDay } from '../../shared/china-time';
import { LOW_INCOME_LABELS } from '../../shared/labels';
import { payWords, yuan } from '../../shared/money';
import { parameter, previewPayment, setParameter } from '../shared/calls';
import { forget, keep, kept } from '../shared/draft';
import { linesOf, listOf, typedOf, valueOf, type Line, type Typed } from '../shared/rule-values';

/** A field as the page shows it. */
interface Row {
  name: string;
  kind: 'number' | 'money' | 'choices' | 'list';
  label: string;
  value: string;
  chosen: string[];
  options: ChoiceOption[];
  words: string;
}

/** '最多几天' says its unit already. */
function withUnit(label: string, unit: string): string {
  return label.includes(`几${unit}`) || label.includes(`多少${unit}`) ? label : `${label}（${unit}）`;
}

function rowsOf(fields: readonly ParameterField[], typed: Typed): Row[] {
  const row = (name: string, kind: Row['kind'], label: string, options: ChoiceOption[] = []): Row => {
    const chosen = kind === 'choices' || kind === 'list' ? listOf(typed[name]) : [];
    const words = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label);
    return {
      name,
      kind,
      label,
      value: typed[name] ?? '',
      chosen,
      options,
      words: words.length === 0 ? '没有写明' : words.join('、'),
    };
  };
  return fields.flatMap((field): Row[] => {
    switch (field.kind) {
      case 'whole':
        return [row(field.path, 'number', withUnit(field.label, field.unit))];
      case 'money':
        return [row(field.path, 'money', `${field.label}（元）`)];
      case 'choices':
        return [row(field.path, 'choices', field.label, field.options)];
      case 'numbers':
        return field.keys.map(({ value, label }) =>
          row(`${field.path}|${value}`, 'number', `${label}（${field.unit}，不单独规定就不填）`),
        );
      case 'lists':
        return field.keys.map(({ value, label }) =>
          row(
            `${field.path}|${value}`,
            'list',
            label,
            field.keys.filter((other) => other.value !== value),
          ),
        );
    }
  });
}

interface Example {
  key: string;
  who: string;
  now: string;
  next: string;
  changed: boolean;
}

function exampleOf({ age, status, nowFen, newFen }: PaymentExample): Example {
  const status_ = status === 'none' ? '一般家庭' : LOW_INCOME_LABELS[status];
  return {
    key: `${age}-${status}`,
    who: `${age}周岁，${status_}`,
    now: nowFen === null ? '没有规定' : payWords(nowFen),
    next: payWords(newFen),
    changed: nowFen !== newFen,
  };
}

definePage({
  key: '',
  fields: [] as ParameterField[],
  versions: [] as string[],
  changes: 0,
  reloadOnShow: false,
  data: {
    title: '',
    about: '',
    rows: [] as Row[],
    typed: {} as Typed,
    source: '',
    from: '',
    fromWords: '',
    today: '',
    restored: false,
    isPayment: false,
    examples: [] as Example[],
    price: '',
    previewing: false,
    list: null as Row | null,
    listing: false,
    lines: [] as Line[],
    asking: false,
  },

  onLoad(query) {
    this.key = query.key ?? '';
    this.setData({ isPayment: this.key === 'devicePayment' });
  },
  draftKey(): string {
    return `rule-${this.key}`;
  },
  async load() {
    const { parameter: rule, versions, changes, today } = await parameter({ key: this.key });
    this.fields = rule.fields;
    this.versions = versions.map(({ version }) => version);
    this.changes = changes;
    const draft = kept(this.draftKey(), changes);
    const newest = versions[0]?.value;
    const typed = draft?.typed ? (JSON.parse(draft.typed) as Typed) : typedOf(rule.fields, newest);
    // A draft of some days ago may begin on a day that is over by now.
    const from = draft?.from && draft.from >= today ? draft.from : today;
    this.setData({
      title: rule.title,
      about: rule.about,
      today,
      source: draft?.source ?? '',
      restored: draft !== null,
    });
    this.show({ typed, from });
  },
  show(change: { typed?: Typed; from?: string }) {
    const typed = change.typed ?? this.data.typed;
    const from = change.from ?? this.data.from;
    this.setData({
      typed,
      rows: rowsOf(this.fields, typed),
      from,
      fromWords: `${friendlyDay(from, Date.now())}${from === this.data.today ? '（今天）' : ''}`,
    });
  },
  keep() {
    const { typed, source, from } = this.data;
    keep(this.draftKey(), { typed: JSON.stringify(typed), source, from }, this.changes);
  },
  onField(event: FieldEvent) {
    const { name, value } = event.detail;
    this.setData({ [`errors.${name}`]: '' });
    this.show({ typed: { ...this.data.typed, [name]: value } });
    this.keep();
  },
  onChoices(event: ChoiceEvent) {
    const { name, value } = event.detail;
    this.show({ typed: { ...this.data.typed, [name]: JSON.stringify(value) } });
    const list = this.data.rows.find((row) => row.name === name) ?? null;
    if (this.data.list) this.setData({ list });
    this.keep();
  },
  onList(event: WechatMiniprogram.CustomEvent) {
    const name = String(event.currentTarget.dataset.name);
    this.setData({ list: this.data.rows.find((row) => row.name === name) ?? null, listing: true });
  },
  onListClose() {
    this.setData({ listing: false });
  },
  onSource(event: FieldEvent) {
    this.setData({ source: event.detail.value, 'errors.source': '' });
    this.keep();
  },
  onFrom(event: WechatMiniprogram.PickerChange) {
    this.show({ from: String(event.detail.value) });
    this.keep();
  },
  /** The value, or null with the problems shown. */
  value(): unknown {
    const { value, problems } = valueOf(this.fields, this.data.typed);
    this.setData({ errors: problems });
    if (Object.keys(problems).length === 0) return value;
    showFirstProblem();
    return null;
  },
  async onPreview() {
    const value = this.value();
    if (value === null) return;
    try {
      const { examples } = await previewPayment({ value });
      this.setData({
        examples: examples.map(exampleOf),
        price: yuan(examples[0]?.priceFen ?? 0),
        previewing: true,
      });
    } catch (cause) {
      this.say('没有算出来', asCallError(cause).message);
    }
  },
  onPreviewClose() {
    this.setData({ previewing: false });
  },
  onAsk() {
    const value = this.value();
    if (value === null) return;
    if (this.data.source.trim() === '') {
      this.setData({ errors: { source: '请写依据：哪份文件、哪一条' } });
      showFirstProblem();
      return;
    }
    this.setData({ asking: true, lines: linesOf(this.fields, value) });
  },
  onAskClose() {
    this.setData({ asking: false });
  },
  /** '2026-12-01', and '2026-12-01.2' when that is taken. */
  version(): string {
    const { from } = this.data;
    let n = 1;
    while (this.versions.includes(n === 1 ? from : `${from}.${n}`)) n += 1;
    return n === 1 ? from : `${from}.${n}`;
  },
  async onSave() {
    const input = {
      key: this.key,
      version: this.version(),
      effectiveFrom: this.data.from,
      source: this.data.source.trim(),
      value: valueOf(this.fields, this.data.typed).value,
      changes: this.changes,
    };
    const done = await this.act('save', input, (requestId) => setParameter(input, requestId));
    this.setData({ asking: false });
    if (!done) return;
    forget(this.draftKey());
    void wx.showToast({ title: '定好了', icon: 'success' });
    back();
  },
});
