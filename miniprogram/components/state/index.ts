type Kind = 'loading' | 'empty' | 'error' | 'offline' | 'denied' | 'expired';

interface Words {
  title: string;
  note: string;
  action: string;
  picture: string;
}

/** What happened, what it means, what to do: the words when the page gives none. */
const WORDS: Record<Kind, Words> = {
  loading: { title: '正在打开', note: '', action: '', picture: '' },
  empty: { title: '这里还没有内容', note: '', action: '', picture: 'empty' },
  error: {
    title: '没有打开成功',
    note: '可能是网络或系统忙。您填过的内容还在，请再试一次。',
    action: '再试一次',
    picture: 'error',
  },
  offline: {
    title: '手机没有连上网',
    note: '请看看网络开关，连上后再试一次。',
    action: '再试一次',
    picture: 'offline',
  },
  denied: {
    title: '这一页不能看',
    note: '这里的内容只给经办的人看。有疑问请联系村残协。',
    action: '',
    picture: 'denied',
  },
  expired: { title: '这一页已经过期', note: '请返回上一页，重新打开。', action: '', picture: 'error' },
};

/** Everything a page can be in instead of its content. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    kind: { type: String, value: 'loading' },
    title: { type: String, value: '' },
    note: { type: String, value: '' },
    action: { type: String, value: '' },
    secondaryAction: { type: String, value: '' },
    rows: { type: Number, value: 3 },
    code: { type: String, value: '' },
  },
  data: { words: WORDS.loading, lines: [0, 1, 2] },
  observers: {
    rows(rows: number) {
      this.setData({ lines: Array.from({ length: rows }, (_, index) => index) });
    },
    'kind, title, note, action'(kind: string, title: string, note: string, action: string) {
      const base = WORDS[kind as Kind] ?? WORDS.error;
      const words = {
        title: title || base.title,
        note: note || base.note,
        action: action || base.action,
        picture: base.picture,
      };
      // Every page begins with the words of loading, which are there already.
      const now = this.data.words;
      if ((Object.keys(words) as (keyof typeof words)[]).some((key) => words[key] !== now[key]))
        this.setData({ words });
    },
  },
  methods: {
    onAction() {
      this.triggerEvent('action');
    },
    onSecondary() {
      this.triggerEvent('secondary');
    },
  },
});
