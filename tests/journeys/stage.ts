/** Where the journeys of one file happen. */
import type { Browser } from 'playwright-core';
import { launchForPhones } from './browser';
import { Phone } from './phone';
import { dataFolder, startProduct, type Product } from './product';

/** The product with a demo town of its own, and a browser for the phones of its people; both are there once tests run. */
class Stage {
  product!: Product;
  browser!: Browser;

  get url(): string {
    return this.product.url;
  }

  /** Opens the phone of `openid`; `options` are the phone's own, e.g. { fontSize: '28' }. */
  phone(openid: string, options: Record<string, string> = {}): Promise<Phone> {
    return Phone.open(this.browser, this.url, openid, options);
  }
}

/** Sets the stage before the tests of a file and clears it after them. `fakeMedia`: its phones can record. */
export function setStage(options: { fakeMedia?: boolean } = {}): Stage {
  const stage = new Stage();
  const folder = dataFolder();
  beforeAll(async () => {
    [stage.product, stage.browser] = await Promise.all([startProduct(folder.dir), launchForPhones(options)]);
  }, 300_000);
  afterAll(async () => {
    await stage.browser?.close();
    await stage.product?.stop();
    folder.remove();
  });
  return stage;
}
