/** The defences that are broken on purpose (`npm run mutate:defences`) are still the lines of the code that the list says. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEFENCES } from '../../scripts/mutate/defence-list';

const ROOT = resolve(__dirname, '../..');

test('each defence stands once in its file, and is broken into something else', () => {
  const gone = DEFENCES.filter(
    ({ file, line, broken }) =>
      line === broken || readFileSync(join(ROOT, file), 'utf8').split(line).length !== 2,
  );
  expect(DEFENCES.length).toBeGreaterThan(30);
  expect(gone.map(({ name }) => name)).toEqual([]);
});
