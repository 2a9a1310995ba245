/** Sizes of the packages that a phone downloads, as check:weapp finds them. */
import { resolve } from 'node:path';
import { checkWeapp } from '../../scripts/check-weapp/check';
import { packNpm } from '../../scripts/pack-npm';
import { rounded } from '../support/measure';
import type { Row } from '../support/types';

const ROOT = resolve(__dirname, '../..');
const KB = 1024;

export async function run(): Promise<Row[]> {
  await packNpm(ROOT);
  const { packages } = await checkWeapp(ROOT);
  const sizeOf = (list: typeof packages): number =>
    rounded(list.reduce((sum, { bytes }) => sum + bytes, 0) / KB);
  const subs = packages.filter(({ name }) => name.endsWith('/'));
  const main = packages.filter(({ name }) => !name.endsWith('/'));
  return [
    { key: 'weapp.mainKB', value: sizeOf(main), unit: 'KB', note: 'refused above 600, goal 400' },
    { key: 'weapp.totalKB', value: sizeOf(packages), unit: 'KB', note: 'main and all sub-packages' },
    ...subs.map((one): Row => ({
      key: `weapp.${one.name.replace(/\/$/, '')}KB`,
      value: sizeOf([one]),
      unit: 'KB',
      note: 'refused above 1536',
    })),
  ];
}
