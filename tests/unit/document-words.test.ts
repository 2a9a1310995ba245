/** Name and number off the recognised lines of a document. */
import fc from 'fast-check';
import { documentIn } from '../../cloudfunctions/media/document-words';
import { idCheckCharacter } from '../../miniprogram/shared/id-number';

const ID = '11010519491231002X';

test.each<[string, string[], { name: string; number: string }]>([
  [
    'an identity card',
    [
      '姓名 王小明',
      '性别男 民族汉',
      '出生 1949年12月31日',
      '住址 泗门镇',
      '公民身份号码 110105 19491231 002x',
    ],
    { name: '王小明', number: ID },
  ],
  [
    'a certificate, whose number begins with an ID number',
    ['中华人民共和国残疾人证', '姓名：王小明', '残疾类别 肢体', `残疾证号 ${ID}44`],
    { name: '王小明', number: `${ID}44` },
  ],
  ['a re-issued certificate', ['姓名', '王小明', `${ID}44B1`], { name: '王小明', number: `${ID}44B1` }],
  ['a name beside another heading', ['姓名王小明 性别 男', ID], { name: '王小明', number: ID }],
  ['no name', ['公民身份号码', ID], { name: '', number: ID }],
])('%s', (_what, lines, expected) => {
  expect(documentIn(lines)).toEqual(expected);
});

test('a number with a wrong check digit is none', () => {
  expect(documentIn(['姓名 王小明', '110105194912310021'])).toBeNull();
  expect(documentIn([])).toBeNull();
});

test('of numbers among other digits and words the one whose check digit is right is found, and no other', () => {
  const noise = fc.stringMatching(/^[0-9X 年月日.]{0,30}$/);
  const born = fc.integer({ min: 0, max: 36_500 }).map((day) => {
    const date = new Date(Date.UTC(1920, 0, 1 + day));
    return date.toISOString().slice(0, 10).replaceAll('-', '');
  });
  const numbered = fc
    .tuple(born, fc.integer({ min: 1, max: 999 }), fc.constantFrom(...'0123456789X'))
    .map(([date, n, last]) => `110105${date}${String(n).padStart(3, '0')}${last}`);
  const right = (number: string): boolean => idCheckCharacter(number.slice(0, 17)) === number[17];
  const counts = { found: 0, none: 0 };
  fc.assert(
    fc.property(fc.array(noise), fc.array(numbered, { minLength: 1, maxLength: 4 }), (lines, numbers) => {
      const found = documentIn([...lines, ...numbers]);
      counts[found === null ? 'none' : 'found'] += 1;
      if (found !== null) expect(right(found.number)).toBe(true);
      else expect(numbers.filter(right)).toEqual([]);
    }),
    { numRuns: 500 },
  );
  // One last character of eleven is right.
  expect(Math.min(counts.found, counts.none)).toBeGreaterThan(20);
});
