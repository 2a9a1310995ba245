import { parseScreenData } from '../../dashboard/src/data/schema';
import { emptyData, feedLine, hugeData, smallData, townData, trialData } from './support/samples';

test.each([
  ['empty', emptyData()],
  ['small', smallData()],
  ['trial', trialData()],
  ['huge', hugeData()],
  ['town', townData()],
])('the %s answer of the contract passes unchanged', (_, data) =>
  expect(parseScreenData(data)).toEqual(data),
);

const trial = trialData();
test.each([
  ['nothing', null],
  ['an error', { code: 'INTERNAL' }],
  ['a part missing', { ...trial, months: undefined }],
  ['text for a figure', { ...trial, headline: { ...trial.headline, residents: '183' } }],
  ['a negative figure', { ...trial, headline: { ...trial.headline, residents: -1 } }],
  ['a broken figure', { ...trial, headline: { ...trial.headline, residents: 1.5 } }],
  ['no number of open wishes', { ...trial, openWishes: undefined }],
  ['a need without its ended ones', { ...trial, needs: [{ ...trial.needs[0], unmet: undefined }] }],
  ['an unknown scope', { ...trial, scope: 'county' }],
  ['a month that does not exist', { ...trial, months: [{ month: '2026-13', submitted: 0, done: 0 }] }],
  ['a cell without count', { ...trial, ages: [{ label: '60-69岁' }] }],
  ['a list without end', { ...trial, ages: Array.from({ length: 1000 }, () => ({ label: 'x', count: 1 })) }],
])('%s is refused', (_, answer) => expect(parseScreenData(answer)).toBeNull());

test('a line of the feed that this build does not know is left out, the rest stays', () => {
  const known = feedLine('1', 'deviceSubmitted', '轮椅', 1);
  const answer = { ...trial, feed: [{ ...known, id: '2', kind: 'somethingNew' }, known] };
  expect(parseScreenData(answer)?.feed).toEqual([known]);
});
