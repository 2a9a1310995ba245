import fc from 'fast-check';
import { FEED_KINDS, feedSentence } from '../../dashboard/src/format/feed-sentence';
import { formatCell, formatCount, formatShort } from '../../dashboard/src/format/numbers';
import { clockSeconds, feedTime, longDate, monthName } from '../../dashboard/src/format/time';
import { feedLine, NOW } from './support/samples';

describe('figures', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [12_345, '12,345'],
    [99_999, '99,999'],
    [100_000, '10.0万'],
    [500_000, '50.0万'],
    [99_994_999, '9999.5万'],
    [99_995_000, '1.0亿'],
    [1_230_000_000, '12.3亿'],
  ])('%d is written %s', (count, text) => expect(formatCount(count)).toBe(text));

  test('every figure fits its place: at most 8 characters', () => {
    fc.assert(fc.property(fc.nat(2_000_000_000), (count) => formatCount(count).length <= 8));
  });

  test('a larger count is never written as a smaller one', () => {
    const worth = (text: string): number =>
      parseFloat(text.replaceAll(',', '')) * (text.endsWith('亿') ? 1e8 : text.endsWith('万') ? 1e4 : 1);
    fc.assert(
      fc.property(fc.nat(2_000_000_000), fc.nat(2_000_000_000), (a, b) => {
        const [small, large] = a < b ? [a, b] : [b, a];
        return worth(formatCount(small)) <= worth(formatCount(large));
      }),
    );
  });

  test.each([
    [9_999, '9,999'],
    [10_000, '1.0万'],
    [98_765, '9.9万'],
    [123_456, '12.3万'],
  ])('%d side by side with many others is written %s', (count, text) =>
    expect(formatShort(count)).toBe(text),
  );

  test('a hidden cell is 少于5, an empty one 0', () => {
    expect(formatCell(null)).toBe('少于5');
    expect(formatCell(0)).toBe('0');
  });
});

describe('times are China time, whatever the display believes', () => {
  test('clock, date, month', () => {
    expect(clockSeconds(NOW)).toBe('14:20:00');
    expect(longDate(NOW)).toBe('11月24日 星期二');
    expect(longDate(Date.UTC(2026, 11, 31, 16))).toBe('1月1日 星期五');
    expect(monthName('2026-03')).toBe('3月');
  });

  test.each([
    [0.5, '刚刚'],
    [1, '今天 14:19'],
    [14 * 60 + 20, '今天 00:00'],
    [14 * 60 + 21, '昨天 23:59'],
    [38 * 60 + 21, '11月22日'],
  ])('%d minutes ago is %s', (minutes, text) => expect(feedTime(NOW - minutes * 60_000, NOW)).toBe(text));

  test('a line from a clock slightly ahead of ours is 刚刚', () =>
    expect(feedTime(NOW + 5_000, NOW)).toBe('刚刚'));
});

describe('sentences of the feed', () => {
  const text = (...line: Parameters<typeof feedLine>): string =>
    feedSentence(feedLine(...line))
      .map((part) => part.text)
      .join('');

  test('say what happened in the village', () => {
    expect(text('1', 'deviceSubmitted', '轮椅', 0)).toBe('谢家路村有人申请了轮椅');
    expect(text('1', 'volunteerJoined', '陈**', 0)).toBe('谢家路村来了新志愿者陈**');
  });

  test.each(FEED_KINDS)('%s is a whole sentence with and without a name', (kind) => {
    for (const what of ['', '陈**']) {
      const words = text('1', kind, what, 0);
      expect(words).toMatch(/谢家路村/);
      expect(words).not.toMatch(/[{}]|undefined/);
      // One line on the screen holds about this much.
      expect(words.length).toBeLessThanOrEqual(18);
    }
  });

  test('say something where the device is not named', () => {
    expect(text('1', 'deviceSubmitted', '', 0)).toBe('谢家路村有人申请了辅具');
    expect(text('1', 'serviceDone', '', 0)).toBe('志愿者在谢家路村帮了忙');
  });

  test('leave out what has no place in them', () => {
    expect(text('1', 'residentJoined', '张三', 0)).not.toContain('张三');
    expect(text('1', 'feedbackGiven', '张三', 0)).not.toContain('张三');
  });

  test('do not read data as a template', () => {
    expect(text('1', 'deviceSubmitted', '{village}', 0)).toBe('谢家路村有人申请了{village}');
  });
});
