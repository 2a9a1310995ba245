/** After a journey: nothing of anybody is left in the log, in addresses, or in what phones keep. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../support/functions/client';
import { leaksIn, needlesOf } from '../support/trust/leaks';
import type { Phone } from './phone';
import type { Product } from './product';

/** Looks for the whole register. A phone keeps its own person's name, to show the home page without network, and no number or address of anybody. */
export async function expectNoTraces(product: Product, phones: readonly Phone[]): Promise<void> {
  const client = new Client(product.url);
  const { FIELD_KEYS = '' } = JSON.parse(
    readFileSync(join(product.dataDir, 'secrets.json'), 'utf8'),
  ) as Record<string, string>;
  const [residents, volunteers, verifications] = await Promise.all([
    client.all('residents'),
    client.all('volunteers'),
    client.all('verifications'),
  ]);
  const { numbers, names } = needlesOf({ residents, volunteers, verifications }, FIELD_KEYS);
  expect(numbers.length).toBeGreaterThan(500);
  const everything = [...numbers, ...names];
  // What the program says to who starts it, names of the demo's phones, is no log.
  const log = product
    .printed()
    .split('\n')
    .filter((line) => line.startsWith('{'));
  expect(log.length).toBeGreaterThan(10);
  const found = { log: leaksIn(log.join('\n'), everything), addresses: [] as string[], kept: [] as string[] };
  for (const phone of phones) {
    found.addresses.push(...leaksIn(phone.addresses.join('\n'), everything));
    found.kept.push(...leaksIn(await phone.stored(), numbers));
  }
  expect(found).toEqual({ log: [], addresses: [], kept: [] });
}
