/** Phones, names, masks, money, times and pages as people read and type them. */
import fc from 'fast-check';
import { makeIds, systemIds } from '../../cloudfunctions/core/ids';
import { page, PAGE_SIZE } from '../../cloudfunctions/core/paging';
import {
  friendlyDate,
  friendlyDays,
  friendlyTime,
  isCalendarDate,
} from '../../miniprogram/shared/china-time';
import { isPersonName, isPhone, normalisePhone } from '../../miniprogram/shared/contact';
import { maskIdNumber, maskName, maskPhone } from '../../miniprogram/shared/mask';
import { payWords, yuan } from '../../miniprogram/shared/money';
import { nextContactWords } from '../../miniprogram/staff/shared/words';

describe('contact', () => {
  test.each([
    '13812345678',
    '138 1234 5678',
    '138-1234-5678',
    '0574-62123456',
    '（0574）62123456',
    '62123456',
  ])('%s can be dialled', (text) => {
    expect(isPhone(text)).toBe(true);
    expect(normalisePhone(text)).toMatch(/^\d+$/);
  });
  test.each([
    '',
    '1381234567',
    '138123456789',
    '12812345678',
    '12345',
    '0574',
    '1381234567a',
    '+13812345678',
  ])('"%s" cannot', (text) => {
    expect(isPhone(text)).toBe(false);
  });
  test.each(['王明', ' 王小明 ', '阿卜杜拉·买买提', '㐀㐁', 'Anna Smith', "O'Neil"])(
    '%s is a name',
    (name) => {
      expect(isPersonName(name)).toBe(true);
    },
  );
  test.each(['', '王', '王1', '·王明', '王明·', '王 明', '王'.repeat(21), '<b>王明</b>', 'A'])(
    '"%s" is none',
    (name) => {
      expect(isPersonName(name)).toBe(false);
    },
  );
});

describe('masks', () => {
  test('one letter of a name, never all of it', () => {
    expect(['王小明', '王明', '王', '', '欧阳修文'].map(maskName)).toEqual([
      '王**',
      '王*',
      '王*',
      '',
      '欧***',
    ]);
    // One character of two code units stays whole.
    expect(maskName('𠮷田')).toBe('𠮷*');
  });
  test('numbers keep their ends only', () => {
    expect(maskIdNumber('999999195001010011')).toBe('9999**********0011');
    expect(maskPhone('13812345678')).toBe('138****5678');
    expect(maskPhone('123456')).toBe('****');
    const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`));
    fc.assert(fc.property(digits(18), (id) => maskIdNumber(id).replaceAll('*', '').length === 8));
    fc.assert(fc.property(digits(11), (phone) => maskPhone(phone).replaceAll('*', '').length === 7));
  });
});

describe('money', () => {
  test('two places, never a rounding', () => {
    expect([0, 5, 50, 100, 32_050, 100_000_000].map(yuan)).toEqual([
      '0.00',
      '0.05',
      '0.50',
      '1.00',
      '320.50',
      '1000000.00',
    ]);
    fc.assert(
      fc.property(fc.nat(100_000_000), (fen) => {
        expect(Number(yuan(fen).replace('.', ''))).toBe(fen);
      }),
    );
  });
  test('nothing to pay is said in words', () => {
    expect([payWords(0), payWords(1)]).toEqual(['免费', '0.01元']);
  });
});

describe('times', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);
  const now = at('2024-03-08T12:00');
  test.each([
    ['2024-03-05T09:05', '3月5日 周二 上午9:05'],
    ['2024-03-05T00:00', '3月5日 周二 凌晨0:00'],
    ['2024-03-05T05:59', '3月5日 周二 凌晨5:59'],
    ['2024-03-05T12:30', '3月5日 周二 中午12:30'],
    ['2024-03-05T14:00', '3月5日 周二 下午2:00'],
    ['2024-03-05T18:00', '3月5日 周二 晚上6:00'],
    ['2024-03-10T23:59', '3月10日 周日 晚上11:59'],
    ['2023-12-31T23:59', '2023年12月31日 周日 晚上11:59'],
  ])('%s', (instant, words) => {
    expect(friendlyTime(at(instant), now)).toBe(words);
  });
  test('the year is that of China, also on New Year', () => {
    expect(friendlyTime(at('2024-01-01T00:00'), now)).toBe('1月1日 周一 凌晨0:00');
    expect(friendlyDate(at('2023-12-31T23:59'), at('2024-01-01T00:00'))).toBe('2023年12月31日');
    const now2026 = at('2026-03-01T08:00');
    expect(friendlyDays('2026-03-05提出，2025-12的', now2026)).toBe('3月5日提出，2025年12月的');
    expect(friendlyDays('编号2026-99-99，12-34', now2026)).toBe('编号2026-99-99，12-34');
    expect(friendlyDate(at('2024-01-01T07:59'), at('2024-01-01T08:01'))).toBe('1月1日');
  });
  test('a date exists or is none', () => {
    expect(['2024-02-29', '2000-02-29', '1999-12-31'].map(isCalendarDate)).toEqual([true, true, true]);
    for (const text of [
      '2023-02-29',
      '1900-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-1-1',
      '',
      '0001-01-01',
    ]) {
      expect(isCalendarDate(text)).toBe(false);
    }
  });
});

test('pages: every record once, in order, and an end', () => {
  fc.assert(
    fc.property(fc.nat(3 * PAGE_SIZE + 1), (total) => {
      const all = Array.from({ length: total }, (_, i) => String(i).padStart(4, '0'));
      const seen: string[] = [];
      let cursor: string | null = '';
      let pages = 0;
      while (cursor !== null) {
        const after: string = cursor;
        const docs = all.filter((id) => id > after).slice(0, PAGE_SIZE + 1);
        const shown: { items: string[]; next: string | null } = page(
          docs,
          (id) => id,
          (id) => id,
        );
        seen.push(...shown.items);
        cursor = shown.next;
        pages += 1;
      }
      expect(seen).toEqual(all);
      expect(pages).toBe(Math.max(1, Math.ceil(total / PAGE_SIZE)));
    }),
  );
});

test('the day of the next contact says when it has gone by', () => {
  const now = Date.parse('2024-03-08T00:30+08:00');
  expect(nextContactWords('2024-03-08', now)).toBe('3月8日');
  expect(nextContactWords('2024-03-07', now)).toBe('3月7日，已经过了');
});

describe('ids', () => {
  test('sort by time, whatever chance says', () => {
    fc.assert(
      fc.property(
        fc.nat(4_000_000_000_000),
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.nat(255),
        fc.nat(255),
        (at, later, one, other) => {
          const before = makeIds((n) => Buffer.alloc(n, one)).record(at);
          const after = makeIds((n) => Buffer.alloc(n, other)).record(at + later);
          expect(before < after).toBe(true);
        },
      ),
    );
  });
  test('never twice, with letters the SDK does not take for a number, codes without look-alikes', () => {
    const records = Array.from({ length: 1000 }, () => systemIds.record(1_700_000_000_000));
    expect(new Set(records).size).toBe(1000);
    for (const record of records) expect(record).toMatch(/^[0-9a-z]{25}$/);
    expect(systemIds.token()).toMatch(/^[\w-]{43}$/);
    for (let i = 0; i < 200; i += 1) expect(systemIds.code()).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
  });
});
