/** Lists that grow at their end: read anew they are as long as before, with nothing twice and nothing of another question. */
import fc from 'fast-check';
import { appended, readOn } from '../../miniprogram/shared/paging';

const PAGE = 20;
/** A server with `total` lines; its cursor is the number of lines before the page. */
const server = (total: number) => (cursor: string | null) => {
  const from = Number(cursor ?? 0);
  const items = Array.from({ length: Math.min(PAGE, total - from) }, (_, n) => from + n);
  return { items, next: from + PAGE < total ? String(from + PAGE) : null, total };
};

test('who comes back finds as many lines as were on show, in order, and the cursor after them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(150), fc.nat(150), async (total, shown) => {
      const page = server(total);
      const asked: string[] = [];
      const list = await readOn(page(null), shown, (cursor) => {
        asked.push(cursor);
        return Promise.resolve(page(cursor));
      });
      const expected = Math.min(total, Math.max(PAGE, Math.ceil(shown / PAGE) * PAGE));
      expect(list.items).toEqual(Array.from({ length: expected }, (_, n) => n));
      expect(list.next).toBe(expected < total ? String(expected) : null);
      // No page is read that nobody looked at.
      expect(asked.length).toBe(Math.max(0, Math.ceil(expected / PAGE) - 1));
      expect(list.total).toBe(total);
    }),
  );
});

test('an answer that nothing has changed ends the reading', async () => {
  const list = await readOn({ items: [1], next: 'a' }, 5, () => Promise.resolve({ unchanged: true }));
  expect(list).toEqual({ items: [1], next: 'a' });
});

test('a line that moved to the next page meanwhile is not shown twice', () => {
  expect(appended([1, 2, 3], [3, 4], String)).toEqual([1, 2, 3, 4]);
});
