/** docs/api.md says what the contract, the tables and the schemas say today. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { apiText } from '../../scripts/api/page';
import { limitsOf } from '../../scripts/api/limits';

const page = readFileSync(join(__dirname, '../../docs/api.md'), 'utf8');

/** The part of one heading. */
function section(heading: string): string {
  const [, after = ''] = page.split(`\n### ${heading}\n`);
  return after.split('\n### ')[0] ?? '';
}

test('docs/api.md is what the contract says (npm run api)', () => {
  expect(apiText()).toBe(page);
});

test('an action stands there with who may, units, limits and what goes wrong', () => {
  const text = section('applications.applyDevice');
  expect(text).toContain('**command** · resident, guardian, village staff for a resident');
  expect(text).toMatch(/`agreedPayFen` \| \[Fen\]\(#fen\) \| .*QUOTE_CHANGED/);
  expect(text).toContain('申请说明最多500个字');
  for (const code of ['ALREADY_OPEN', 'QUOTE_CHANGED', 'SERVICE_LIFE']) expect(text).toContain(`\`${code}\``);
  expect(section('Fen')).toContain('a hundredth of a yuan');
});

test('every named type that is linked to has its place', () => {
  const linked = new Set([...page.matchAll(/\]\(#([a-z0-9]+)\)/g)].map(([, anchor]) => anchor));
  const headings = new Set([...page.matchAll(/^##+ (\w+)$/gm)].map(([, name]) => name?.toLowerCase()));
  expect([...linked].filter((anchor) => !headings.has(anchor))).toEqual([]);
});

test('limits are found inside lists, objects and what may be left out', () => {
  const schema = v.strictObject({
    note: v.optional(v.pipe(v.string(), v.maxLength(5, '最多5个字'))),
    lines: v.array(v.strictObject({ count: v.pipe(v.number(), v.minValue(1)) })),
  });
  expect([...limitsOf(schema)]).toEqual([
    ['note', '最多5个字'],
    ['lines[].count', '>= 1'],
  ]);
});
