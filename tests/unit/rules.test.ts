/** ID numbers, small cells, encryption, log texts. */
import fc from 'fast-check';
import { idCheckCharacter, parseCertificate, parseIdNumber } from '../../miniprogram/shared/id-number';
import { chinaDate, chinaMonth } from '../../miniprogram/shared/china-time';
import { groupSmallCells } from '../../cloudfunctions/dashboard/rules/small-cells';
import { lookupKey, seal, unseal } from '../../cloudfunctions/core/crypto';
import { scrub } from '../../cloudfunctions/core/logger';

describe('ID numbers', () => {
  const valid = '11010519491231002X';
  test('typed in other ways it is the same number', () => {
    for (const text of [
      valid,
      valid.toLowerCase(),
      '110105 19491231 002x',
      '１１０１０５１９４９１２３１００２Ｘ',
    ]) {
      expect(parseIdNumber(text)).toMatchObject({ ok: true, idNumber: valid, birthDate: '1949-12-31' });
    }
  });
  test('any one digit changed is refused', () => {
    for (let i = 0; i < 18; i += 1) {
      for (const c of '0123456789X') {
        if (c === valid[i]) continue;
        expect(parseIdNumber(valid.slice(0, i) + c + valid.slice(i + 1)).ok).toBe(false);
      }
    }
  });
  test('certificates have 20 characters, or 22 with a mark', () => {
    const id = `99999919500101001${idCheckCharacter('99999919500101001')}`;
    expect(parseCertificate(`${id}42`)).toMatchObject({ ok: true, category: 4, level: 2, reissue: null });
    expect(parseCertificate(`${id}42B1`)).toMatchObject({ ok: true, reissue: 'B1' });
    for (const tail of ['4', '82', '45', '42B', '42B0', '42X1']) {
      expect(parseCertificate(id + tail).ok).toBe(false);
    }
  });
});

test('a day and a month begin at 16:00Z', () => {
  expect(chinaDate(Date.parse('2024-02-29T15:59:59.999Z'))).toBe('2024-02-29');
  expect(chinaDate(Date.parse('2024-02-29T16:00:00Z'))).toBe('2024-03-01');
  expect(chinaMonth(Date.parse('2024-12-31T16:00:00Z'))).toBe('2025-01');
});

test('no small cell is shown or can be had by subtraction, and the total is kept', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), (counts) => {
      const total = counts.reduce((sum, count) => sum + count, 0);
      const cells = groupSmallCells(counts.map((count, i) => ({ label: `L${i}`, count })));
      for (const { count } of cells) expect(count === null || count === 0 || count >= 5).toBe(true);
      if (total >= 5) expect(cells.reduce((sum, { count }) => sum + (count ?? 0), 0)).toBe(total);
      const hidden = counts.filter((count, i) => count > 0 && !cells.some(({ label }) => label === `L${i}`));
      if (total >= 5) expect(hidden).not.toHaveLength(1);
    }),
  );
});

test.each<[string, number[], (number | null)[]]>([
  ['nobody', [0, 0], [0, 0]],
  ['few in all', [2, 2], [null]],
  ['five in all, in one cell', [5], [5]],
  ['no small one', [5, 9], [5, 9]],
  ['empty cells are no small ones', [0, 5, 9], [0, 5, 9]],
  ['one small cell takes the next smallest along', [2, 9, 7], [9, 9]],
  ['small ones that are enough together', [3, 2, 9], [9, 5]],
  ['small ones that are not', [1, 2, 6, 9], [9, 9]],
  ['an empty cell beside small ones stays', [0, 3, 2, 9], [0, 9, 5]],
])('cells of %s', (_what, counts, shown) => {
  const cells = groupSmallCells(counts.map((count, n) => ({ label: String(n), count })));
  expect(cells.map(({ count }) => count)).toEqual(shown);
});

test('a kind that is called 其他 already takes the small ones in; no name stands twice', () => {
  const cells = [
    { label: '党员', count: 38 },
    { label: '退役军人', count: 2 },
    { label: '其他', count: 21 },
  ];
  expect(groupSmallCells(cells)).toEqual([
    { label: '党员', count: 38 },
    { label: '其他', count: 23 },
  ]);
  expect(groupSmallCells([cells[0]!, cells[2]!])).toEqual([cells[0], cells[2]]);
});

describe('sealed numbers', () => {
  const one = `v1:${'1'.repeat(64)}`;
  const two = `v2:${'2'.repeat(64)}`;
  beforeEach(() => {
    process.env.FIELD_KEYS = one;
  });
  afterEach(() => {
    delete process.env.FIELD_KEYS;
  });
  test('come back, never look the same twice, and open with an old key', () => {
    fc.assert(fc.property(fc.string(), (text) => unseal(seal(text)) === text));
    const sealed = seal('13812345678');
    expect(seal('13812345678')).not.toBe(sealed);
    process.env.FIELD_KEYS = `${one},${two}`;
    expect(unseal(sealed)).toBe('13812345678');
    expect(seal('x')).toMatch(/^v2\./);
  });
  test('do not open when changed', () => {
    const [version, nonce, tag, text = ''] = seal('13812345678').split('.');
    const changed = (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    expect(() => unseal([version, nonce, tag, changed].join('.'))).toThrow();
  });
});

describe('the key under which a number is found', () => {
  const under = (key: string, kind = 'idNumber'): string => {
    process.env.LOOKUP_KEY = key;
    return lookupKey(kind, '11010519491231002X');
  };
  afterEach(() => {
    delete process.env.LOOKUP_KEY;
  });
  test('is of the secret too: who has a copy of the database cannot try all numbers', () => {
    const [one, two] = ['1'.repeat(64), '2'.repeat(64)];
    expect(under(one)).toBe(under(one));
    expect(under(one)).not.toBe(under(two));
    expect(under(one)).not.toBe(under(one, 'phone'));
    expect(() => under('')).toThrow('LOOKUP_KEY');
  });
});

test('an error in the log names nobody', () => {
  const text = scrub(new Error('王小明 13812345678 11010519491231002X o12345abcde at doc'));
  expect(text).not.toMatch(/王小明|138|1101|12345/);
});
