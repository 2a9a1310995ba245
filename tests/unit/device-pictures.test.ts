import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { catalogueItemInput } from '../../cloudfunctions/applications/schemas';
import { DEVICE_PICTURES } from '../../miniprogram/shared/device-pictures';

test('every picture that can be chosen is in the package, and every one there can be chosen', () => {
  const files = readdirSync(join(__dirname, '../../miniprogram/images/devices'));
  expect(files.sort()).toEqual(
    Object.keys(DEVICE_PICTURES)
      .map((key) => `${key}.svg`)
      .sort(),
  );
});

test('a device with a picture that no phone has is not taken', () => {
  const item = { itemId: 'd1', name: '床', kind: 'bed', summary: '', priceFen: 100, active: true };
  const taken = (image: string): boolean =>
    v.safeParse(catalogueItemInput, { ...item, summary: '给卧床的人', image }).success;
  expect([taken('mattress'), taken('nowhere')]).toEqual([true, false]);
});
