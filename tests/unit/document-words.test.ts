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

test('whatever is found has a right check digit', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[0-9X 年月日.]{0,30}$/)), (lines) => {
      const found = documentIn(lines);
      return found === null || idCheckCharacter(found.number.slice(0, 17)) === found.number[17];
    }),
  );
});
