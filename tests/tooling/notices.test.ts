/** NOTICE.md names everything of others that is shipped. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticeText } from '../../scripts/notices/page';
import { shipped, type Shipped } from '../../scripts/notices/shipped';

let packages: Shipped[];

beforeAll(async () => {
  packages = await shipped();
});

test('NOTICE.md is what the bundles hold (npm run notices)', () => {
  expect(noticeText(packages)).toBe(readFileSync(join(__dirname, '../../NOTICE.md'), 'utf8'));
});

test('what is known to be inside is found, and each has a licence that allows it', () => {
  const found = (name: string): string[] =>
    packages.filter((one) => one.name === name).flatMap(({ where }) => where);
  expect(found('valibot')).toContain('functions');
  expect(found('wx-server-sdk')).toEqual(['functions']);
  expect(found('echarts')).toEqual(['village screen']);
  expect(found('@fontsource-variable/noto-sans-sc')).toEqual(['village screen']);
  expect(found('qrcode-generator')).toContain('mini-program');
  expect(found('typescript')).toEqual([]);
  const allowed = /^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|OFL-1\.1|BlueOak-1\.0\.0)\b/;
  const others = packages.filter(({ licence }) => !allowed.test(licence)).map(({ name }) => name);
  // Parts of Tencent's SDK, which is MIT.
  expect(others).toEqual(['@cloudbase/signature-nodejs', '@cloudbase/wx-cloud-client-sdk']);
});
