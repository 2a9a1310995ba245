/** Rules that phone and functions share: age, dates, document numbers, money, masks, queues. */
import fc from 'fast-check';
import { isUndoable } from '../../cloudfunctions/applications/rules/undo';
import { TABLES } from '../../cloudfunctions/applications/rules/tables';
import { freeSlot, holdsPlace, placesOf } from '../../cloudfunctions/core/pure/places';
import { inDays, minutesAfter, notAfter } from '../../cloudfunctions/pairing/rules/times';
import { AGE_GROUPS, ageGroup, completedYears } from '../../miniprogram/shared/age';
import { CASE_KINDS, caseWords, tabOf } from '../../miniprogram/shared/case-states';
import {
  chinaMonth,
  endOfChinaDay,
  friendlyDate,
  friendlyDays,
  friendlyTime,
  isCalendarDate,
  versionWords,
} from '../../miniprogram/shared/china-time';
import {
  idCheckCharacter,
  normaliseDocument,
  parseDocument,
  parseIdNumber,
} from '../../miniprogram/shared/id-number';
import { maskIdNumber, maskName, maskPhone } from '../../miniprogram/shared/mask';
import { fenOf, payWords, plainYuan, yuan } from '../../miniprogram/shared/money';
import type { CaseAction, CaseState } from '../../typings/domain';

describe('age', () => {
  test('completed years, refused where nobody alive can be so old or young', () => {
    const years = (born: string, on: string) => {
      const age = completedYears(born, on);
      return age.ok ? age.years : age.code;
    };
    expect(years('1964-03-05', '2024-03-04')).toBe(59);
    expect(years('1964-03-05', '2024-03-05')).toBe(60);
    expect(years('1964-03-05', '2024-04-01')).toBe(60);
    expect(years('1964-12-31', '2024-01-31')).toBe(59);
    expect(years('2024-01-01', '2024-01-01')).toBe(0);
    expect(completedYears('2024-01-02', '2024-01-01')).toEqual({ ok: false, code: 'BIRTH_DATE_IN_FUTURE' });
    expect(years('1894-01-01', '2024-01-01')).toBe(130);
    expect(completedYears('1893-01-01', '2024-01-01')).toEqual({ ok: false, code: 'BIRTH_DATE_IMPOSSIBLE' });
    for (const [born, on] of [
      ['2023-02-29', '2024-01-01'],
      ['1964-03-05', '2024-13-01'],
    ] as const)
      expect(completedYears(born, on)).toEqual({ ok: false, code: 'BIRTH_DATE_IMPOSSIBLE' });
  });

  test('groups begin at their first year', () => {
    expect([0, 17, 18, 44, 45, 59, 60, 69, 70, 79, 80, 130].map(ageGroup)).toEqual(
      AGE_GROUPS.flatMap((group) => [group, group]),
    );
  });
});

describe('dates in China', () => {
  const at = (text: string): number => Date.parse(`${text}+08:00`);

  test('a date exists or not', () => {
    for (const date of ['2024-02-29', '1000-01-01', '2026-12-31']) expect(isCalendarDate(date)).toBe(true);
    for (const date of [
      '2023-02-29',
      '2026-04-31',
      '2026-00-10',
      '2026-13-01',
      '2026-01-00',
      '0999-01-01',
      '12026-01-01',
      '2026-01-011',
      '2026-1-1',
      '',
    ])
      expect(isCalendarDate(date)).toBe(false);
  });

  test('a day ends where the next begins', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), (instant) => {
        const end = endOfChinaDay(instant);
        expect(end).toBeGreaterThanOrEqual(instant);
        expect(new Date(end + 1).toISOString().slice(11)).toBe('16:00:00.000Z');
        expect(end - instant).toBeLessThan(86_400_000);
      }),
    );
    expect(chinaMonth(at('2026-03-31T23:59:59'))).toBe('2026-03');
  });

  test.each([
    ['00:00', '凌晨0:00'],
    ['05:59', '凌晨5:59'],
    ['06:00', '上午6:00'],
    ['11:59', '上午11:59'],
    ['12:00', '中午12:00'],
    ['13:30', '中午1:30'],
    ['14:00', '下午2:00'],
    ['17:59', '下午5:59'],
    ['18:00', '晚上6:00'],
    ['23:05', '晚上11:05'],
  ])('%s is read as %s', (time, words) => {
    const now = at('2026-03-05T08:00:00');
    expect(friendlyTime(at(`2026-03-05T${time}:00`), now)).toBe(`3月5日 周四 ${words}`);
  });

  test('another year is said, this one is not', () => {
    const now = at('2026-03-05T08:00:00');
    expect(friendlyTime(at('2025-12-31T23:59:00'), now)).toBe('2025年12月31日 周三 晚上11:59');
    expect([
      friendlyDate(at('2026-01-01T00:00:00'), now),
      friendlyDate(at('2025-12-31T23:59:00'), now),
    ]).toEqual(['1月1日', '2025年12月31日']);
    expect(friendlyDays('2026-03-05提出，2025-03，2026-02-31不是日子', now)).toBe(
      '3月5日提出，2025年3月，2026-02-31不是日子',
    );
  });

  test('versions of texts are months, days, or names', () => {
    expect(['2026-03', '2026-11-05', 'v2', '12026-03', '2026-03x', '2026-03-0'].map(versionWords)).toEqual([
      '2026年3月',
      '2026年11月5日',
      'v2',
      '12026-03',
      '2026-03x',
      '2026-03-0',
    ]);
  });
});

describe('document numbers', () => {
  const digits = '99999919500101001';
  const VALID = `${digits}${idCheckCharacter(digits)}`;

  test('as they are typed on phones', () => {
    expect(normaliseDocument(' ９９-99　ａx ')).toBe('9999AX');
    expect(normaliseDocument('０Ｚｚ')).toBe('0ZZ');
  });

  test('say what is wrong with them', () => {
    const wrong = (text: string) => parseIdNumber(text);
    expect(wrong(VALID.slice(1))).toEqual({ ok: false, code: 'ID_LENGTH' });
    expect(wrong(`${VALID}1`)).toEqual({ ok: false, code: 'ID_LENGTH' });
    expect(wrong(`A${VALID.slice(1)}`)).toEqual({ ok: false, code: 'ID_CHARACTERS' });
    expect(wrong(`${digits}Y`)).toEqual({ ok: false, code: 'ID_CHARACTERS' });
    expect(wrong('999999195013010010')).toEqual({ ok: false, code: 'ID_BIRTH_DATE' });
    const other = VALID.endsWith('1') ? '2' : '1';
    expect(wrong(`${digits}${other}`)).toEqual({ ok: false, code: 'ID_CHECK_DIGIT' });
  });

  test('tell the day of birth and the sex', () => {
    const even = '99999919500101002';
    expect(parseIdNumber(VALID)).toEqual({ ok: true, idNumber: VALID, birthDate: '1950-01-01', sex: 'male' });
    expect(parseIdNumber(`${even}${idCheckCharacter(even)}`)).toMatchObject({ sex: 'female' });
  });

  test('either of the two is found out by its length', () => {
    expect(parseDocument(VALID)).toEqual({ ok: true, idNumber: VALID });
    expect(parseDocument(`${VALID}43`)).toEqual({ ok: true, idNumber: VALID });
    expect(parseDocument(`${VALID}4`)).toEqual({ ok: false, code: 'CERTIFICATE_LENGTH' });
    expect(parseDocument(`${VALID}83`)).toEqual({ ok: false, code: 'CERTIFICATE_CATEGORY' });
    expect(parseDocument(`${VALID}45`)).toEqual({ ok: false, code: 'CERTIFICATE_LEVEL' });
    expect(parseDocument(`${VALID}43B0`)).toEqual({ ok: false, code: 'CERTIFICATE_MARK' });
    expect(parseDocument('1')).toEqual({ ok: false, code: 'ID_LENGTH' });
  });
});

describe('money and masks', () => {
  test('fen as people read them', () => {
    expect([yuan(32_050), yuan(5), yuan(0)]).toEqual(['320.50', '0.05', '0.00']);
    expect([payWords(0), payWords(32_050)]).toEqual(['免费', '320.50元']);
    expect([plainYuan(20_000), plainYuan(9950)]).toEqual(['200', '99.50']);
  });

  test('what is typed is an amount or nothing', () => {
    expect(['20', ' 19.9 ', '19.90', '0.05', '999999.99'].map(fenOf)).toEqual([
      2000, 1990, 1990, 5, 99_999_999,
    ]);
    for (const typed of ['', '1.234', '1.', '.5', '1234567', '-1', '1e3', 'x20', '20x'])
      expect(fenOf(typed)).toBeNull();
    fc.assert(fc.property(fc.nat(99_999_999), (fen) => expect(fenOf(yuan(fen))).toBe(fen)));
  });

  test('masks show the ends only', () => {
    expect([maskName('王小明'), maskName('王'), maskName(''), maskName('𠮷田')]).toEqual([
      '王**',
      '王*',
      '',
      '𠮷*',
    ]);
    expect(maskIdNumber('999999195001010011')).toBe('9999**********0011');
    expect([maskPhone('13812345678'), maskPhone('1234567'), maskPhone('123456')]).toEqual([
      '138****5678',
      '123****4567',
      '****',
    ]);
  });
});

describe('cases', () => {
  test('lie in a queue by their state: new ones to check, returned ones wait, ended ones are done', () => {
    for (const kind of CASE_KINDS) {
      expect([tabOf(kind, 'submitted'), tabOf(kind, 'returned'), tabOf(kind, 'ended')]).toEqual([
        'toCheck',
        'waiting',
        'done',
      ]);
    }
    expect([tabOf('device', 'checked'), tabOf('device', 'approved')]).toEqual(['toApprove', 'toCarryOut']);
    // A state that a kind does not have is called by its name, in a neutral tone.
    expect(caseWords('wish', 'building')).toEqual({
      label: 'building',
      resident: 'building',
      tone: 'neutral',
    });
  });

  test('hold the place of another one until they are over', () => {
    const over: CaseState[] = [
      'received',
      'closed',
      'rejected',
      'withdrawn',
      'ended',
      'placed',
      'notPlaced',
      'expired',
    ];
    const open: CaseState[] = [
      'submitted',
      'returned',
      'checked',
      'approved',
      'delivered',
      'published',
      'underWay',
    ];
    expect([over.map(holdsPlace), open.map(holdsPlace)]).toEqual([
      over.map(() => false),
      open.map(() => true),
    ]);
  });

  test('only what has not left the office is taken back', () => {
    const actions: CaseAction[] = [
      'check',
      'take',
      'followUp',
      'approve',
      'reject',
      'return',
      'deliver',
      'publish',
    ];
    const undoable = (kind: (typeof CASE_KINDS)[number]) =>
      actions.filter((action) => isUndoable(kind, action));
    expect(Object.fromEntries(CASE_KINDS.map((kind) => [kind, undoable(kind)]))).toEqual({
      device: ['check'],
      repair: ['take'],
      employment: ['check', 'followUp'],
      renovation: [],
      wish: [],
    });
    // Taken back, none of them holds again what was given up and may have been asked for anew since.
    const released = CASE_KINDS.flatMap((kind) =>
      TABLES[kind].filter(
        ({ action, from, to }) =>
          isUndoable(kind, action) && holdsPlace(from) && to !== 'asked' && !holdsPlace(to),
      ),
    );
    expect(released).toEqual([]);
  });

  test('an application holds what cannot be asked for twice, and itself when that is nothing', () => {
    const places = (state: CaseState, facts: object): string[] =>
      placesOf({ _id: 'a1', residentId: 'r', state, facts: facts as never });
    const devices = { kind: 'device', items: [{ itemId: 'chair' }, { itemId: 'bed' }, { itemId: 'bed' }] };
    expect(places('delivered', devices)).toEqual(['r|device|chair', 'r|device|bed']);
    expect(places('received', devices)).toEqual(['a1']);
    expect(places('returned', { kind: 'repair', itemId: 'chair' })).toEqual(['r|repair|chair']);
    expect(places('submitted', { kind: 'renovation' })).toEqual(['r|renovation']);
    expect(places('checked', { kind: 'employment' })).toEqual(['r|employment']);
    expect(places('placed', { kind: 'employment' })).toEqual(['a1']);
    expect(places('claimed', { kind: 'wish', slot: 2 })).toEqual(['r|wish|2']);
    expect(places('claimed', { kind: 'wish' })).toEqual(['a1']);
    expect([freeSlot([]), freeSlot([2, undefined]), freeSlot([1, 3, 2])]).toEqual([1, 1, 4]);
  });
});

test('times of services: the future of a phone is now; days and minutes are counted on', () => {
  expect([notAfter(5, 9), notAfter(9, 5)]).toEqual([5, 5]);
  expect([inDays(1000, 2), minutesAfter(1000, 3)]).toEqual([1000 + 172_800_000, 1000 + 180_000]);
});
