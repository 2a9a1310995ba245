/** What Jest leaves on after a test file does not slow the later files of the process down. */
import hooks, { type AsyncLocalStorage } from 'node:async_hooks';

type Wrap = <T>(run: () => T) => () => Promise<T>;
const { leavingNothingOn } = jest.requireActual<{ leavingNothingOn: Wrap }>('../jest-circus.cjs');

test('an AsyncLocalStorage that was made for a file ends with it', async () => {
  let left: AsyncLocalStorage<string> | undefined;
  const inside = await leavingNothingOn(() => {
    left = new hooks.AsyncLocalStorage();
    left.enterWith('of the file');
    return left.getStore();
  })();
  expect([inside, left?.getStore()]).toEqual(['of the file', undefined]);
  const later = new hooks.AsyncLocalStorage<string>();
  expect(later.run('on', () => later.getStore())).toBe('on');
});
