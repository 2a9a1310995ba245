/** A person's phone in the browser, used as a person uses it: by what is written on it and what a screen reader says. */
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';

/** Of two taps of one button within this time the second is a trembling hand's (components/button): nobody types faster. */
const TREMBLING_MS = 400;

/** Phones that lie side by side in one window, as in the workbench: their programs are loaded once. */
interface Shelf {
  context: Promise<BrowserContext>;
  /** Whose phones lie here: what a phone keeps is its person's, two of the same person would share it. */
  people: Set<string>;
}

const shelves = new WeakMap<Browser, Shelf[]>();

async function makeShelf(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 812 },
    locale: 'zh-CN',
    reducedMotion: 'reduce',
  });
  // An empty page: the process in which phones run does not end with the last of them.
  await context.newPage();
  return context;
}

/** The first in which no phone of this person lies. */
function shelfFor(browser: Browser, openid: string): Shelf {
  const known = shelves.get(browser) ?? [];
  shelves.set(browser, known);
  let free = known.find(({ people }) => !people.has(openid));
  if (!free) {
    free = { context: makeShelf(browser), people: new Set() };
    known.push(free);
  }
  free.people.add(openid);
  return free;
}

/** Runs in the browser when a page begins: a phone that was just bought has kept nothing of its person, until it is switched off. */
function forget(openid: string): void {
  if (location.protocol === 'about:' || sessionStorage.getItem('bought') !== null) return;
  sessionStorage.setItem('bought', 'yes');
  for (const key of Object.keys(localStorage)) if (key.includes(`/${openid}/`)) localStorage.removeItem(key);
}

/** Runs in the browser when a page begins: remembers when each button was pressed. */
function watchPresses(): void {
  const pressedAt = new WeakMap<EventTarget, number>();
  Object.assign(globalThis, { __pressedAt: pressedAt });
  addEventListener(
    'click',
    (event) => {
      for (const one of event.composedPath()) pressedAt.set(one, Date.now());
    },
    true,
  );
}

/**
 * Runs in the browser when a page begins: what a phone does every few seconds, asking whether anything is new, it does four times as often. Otherwise
 * a journey mostly waits for that; what takes less (a trembling hand, a toast) or more (a line that is given up) takes its time.
 */
function askOften(): void {
  const set = globalThis.setTimeout;
  const sooner = (ms = 0): number => (ms >= 3000 && ms <= 10_000 ? ms / 4 : ms);
  globalThis.setTimeout = ((work: TimerHandler, ms?: number, ...given: unknown[]) =>
    set(work, sooner(ms), ...given)) as typeof setTimeout;
}

/** Runs in the browser: milliseconds for which this button still takes a press for trembling; nothing or less: none. */
function tremblesFor(button: Element, trembling: number): number {
  const { __pressedAt: pressedAt } = globalThis as unknown as { __pressedAt?: WeakMap<EventTarget, number> };
  return trembling - (Date.now() - (pressedAt?.get(button) ?? 0));
}

export class Phone {
  /** Every address that the phone has asked for. */
  readonly addresses: string[] = [];

  private readonly pressedAt = new Map<string, number>();

  private constructor(
    readonly page: Page,
    private readonly leave: () => void,
  ) {
    page.on('request', (request) => this.addresses.push(request.url()));
  }

  /** Opens the phone of `openid`; `options` are the phone's own, e.g. { fontSize: '28' }. */
  static async open(
    browser: Browser,
    url: string,
    openid: string,
    options: Record<string, string> = {},
  ): Promise<Phone> {
    const shelf = shelfFor(browser, openid);
    const page = await (await shelf.context).newPage();
    await page.addInitScript(forget, openid);
    await page.addInitScript(watchPresses);
    await page.addInitScript(askOften);
    page.setDefaultTimeout(45_000);
    // The privacy guide was agreed to long ago, unless a journey is about that.
    const query = new URLSearchParams({ openid, privacy: 'agreed', ...options });
    const phone = new Phone(page, () => shelf.people.delete(openid));
    await page.goto(`${url}/phone/?${query.toString()}`);
    return phone;
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', { name }).filter({ visible: true }).first();
  }

  /** `within`: where several parts of a page have a button of this name. */
  async press(name: string | RegExp, within?: Locator): Promise<void> {
    await this.click(this.button(name, within), String(name));
  }

  /** Presses a button as somebody without a pointer does. */
  async pressByKey(name: string | RegExp): Promise<void> {
    await this.once(String(name), () => this.button(name).press('Enter'));
  }

  /** One sheet has one button for all its steps: another name does not mean that it is another button. */
  private async click(button: Locator, name: string): Promise<void> {
    const left = await button.evaluate(tremblesFor, TREMBLING_MS);
    if (left > 0) await this.page.waitForTimeout(left);
    await this.once(name, () => button.click());
  }

  /** A test corrects a form and presses again within milliseconds; a person cannot. By its name a button is known that was drawn anew, or pressed by a key. */
  private async once(name: string, act: () => Promise<void>): Promise<void> {
    const since = Date.now() - (this.pressedAt.get(name) ?? 0);
    if (since < TREMBLING_MS) await this.page.waitForTimeout(TREMBLING_MS - since);
    await act();
    this.pressedAt.set(name, Date.now());
  }

  async fill(label: string | RegExp, text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: label }).filter({ visible: true }).first().fill(text);
  }

  /** Ticks a box or chooses an option. */
  async choose(name: string | RegExp, role: 'radio' | 'checkbox' = 'radio'): Promise<void> {
    await this.page.getByRole(role, { name }).filter({ visible: true }).first().click();
  }

  /** Waits until the words are on the page. */
  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** In the dialog that is open: presses one of its buttons. */
  async confirm(name: string | RegExp): Promise<void> {
    const dialog = this.page.getByRole('dialog').or(this.page.getByRole('alertdialog'));
    await this.click(
      dialog.filter({ visible: true }).getByRole('button', { name }),
      `dialog ${String(name)}`,
    );
  }

  /** Gives every consent that the page asks for. */
  async tickAll(): Promise<void> {
    for (const box of await this.page.getByRole('checkbox').filter({ visible: true }).all())
      await box.click();
  }

  /** Agrees to messages when the phone asks; goes on when `otherwise` shows that it does not. */
  async allowMessages(otherwise: RegExp): Promise<void> {
    const allow = this.button('允许');
    await Promise.race([allow.waitFor(), this.page.getByText(otherwise).first().waitFor()]);
    if (await allow.isVisible()) await allow.click();
  }

  /** Airplane mode. */
  async offline(on: boolean): Promise<void> {
    await this.page.evaluate(
      (value) =>
        (globalThis as unknown as { __phone: { setOffline(on: boolean): void } }).__phone.setOffline(value),
      on,
    );
  }

  /** A picture for somebody who wants to see how it looks: in the folder JOURNEY_PICTURES, if there is one. */
  async look(name: string): Promise<void> {
    const folder = process.env.JOURNEY_PICTURES;
    if (folder !== undefined) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** What WeChat's messages to this person said to do, oldest first (thing3 of the template for steps). */
  told(): Promise<string[]> {
    return this.page.evaluate(() =>
      (
        globalThis as unknown as {
          __phone: { notices: { lines: { name: string; value: string }[] }[] };
        }
      ).__phone.notices
        .map(({ lines }) => lines.find(({ name }) => name === 'thing3')?.value ?? '')
        .reverse(),
    );
  }

  /** All that the phone keeps when it is switched off. */
  stored(): Promise<string> {
    return this.page.evaluate(() => JSON.stringify({ ...localStorage }));
  }

  /** Errors that the phone noticed: there must be none. */
  errors(): Promise<unknown[]> {
    return this.page.evaluate(
      () => (globalThis as unknown as { __phone: { errors: unknown[] } }).__phone.errors,
    );
  }

  async close(): Promise<void> {
    await this.page.close();
    this.leave();
  }
}
