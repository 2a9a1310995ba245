/** Opens one page after the other on a phone in the browser and measures it in every mode. */
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { CallResult } from '../../typings/wire';
import { measurePage, type Finding } from './measure';
import { LOOKS, modeName, ROOT_PX, WIDTHS, type Mode } from './modes';
import type { Ask, Place } from './places';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What is the frame's around every page, not the page's: the phone's own bars, one page for one document. */
const AXE_OPTIONS = {
  rules: {
    region: { enabled: false },
    'color-contrast': { enabled: false },
    'landmark-one-main': { enabled: false },
    'page-has-heading-one': { enabled: false },
    'meta-viewport': { enabled: false },
  },
  resultTypes: ['violations'],
};

interface PhoneApi {
  idle(): Promise<void>;
  open(url: string): Promise<void>;
  setFontSize(px: number): void;
  setTheme(theme: 'light' | 'dark'): void;
  audit(): { route: string; nodes: number; depth: number; maxChildren: number };
  errors: { message?: string }[];
  setDataStats: { perPage: Record<string, { count: number; bytes: number; maxBytes: number }> };
}
declare global {
  // Installed by local/phone in the browser.
  var __phone: PhoneApi;
}

/** WeChat's 体验评分. */
const LIMITS = { nodes: 1000, depth: 30, children: 60, setDataBytes: 256 * 1024 };

export interface Measured {
  place: string;
  mode: Mode;
  findings: Finding[];
}

export function placeName({ route, note }: Place): string {
  return note === undefined ? route : `${route} (${note})`;
}

/** The functions behind the phones, asked as a phone does. */
export function askAt(url: string): Ask {
  return async (openid, fn, action, input) => {
    const response = await fetch(`${url}/functions/${fn}`, {
      method: 'POST',
      headers: { 'x-wx-openid': openid },
      body: JSON.stringify({ action, input, requestId: `req-${randomBytes(12).toString('hex')}` }),
    });
    const { result } = (await response.json()) as { result?: CallResult<never> };
    if (!result?.ok) throw new Error(`${fn}.${action} as ${openid}: ${JSON.stringify(result)}`);
    return result.data;
  };
}

/** One browser window that is the phone of one person after the other. */
export class Visitor {
  private page: Page | null = null;
  private openid = '';

  constructor(
    private readonly browser: Browser,
    private readonly url: string,
    /** Called with the page as it is shown in a mode. */
    private readonly look?: (page: Page, place: Place, mode: Mode) => Promise<void>,
  ) {}

  private async phoneOf(openid: string): Promise<Page> {
    if (this.page && this.openid === openid) return this.page;
    await this.close();
    const context = await this.browser.newContext({
      viewport: { width: 375, height: 812 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      bypassCSP: true,
    });
    const page = await context.newPage();
    // tsx marks functions with a helper of its own, which the text sent to the browser then calls.
    await page.addInitScript('globalThis.__name = (value) => value');
    await page.goto(`${this.url}/phone/?openid=${openid}`);
    await page.waitForFunction(() => '__phone' in globalThis);
    await page.evaluate(() => __phone.idle());
    this.page = page;
    this.openid = openid;
    return page;
  }

  /** Measures a page in all modes. */
  async visit(place: Place, ask: Ask): Promise<Measured[]> {
    const chosen = (await place.chooses?.(ask)) ?? {
      openid: place.openid,
      query: (await place.query?.(ask)) ?? {},
    };
    const page = await this.phoneOf(chosen.openid);
    const query = new URLSearchParams(chosen.query).toString();
    const url = `/${place.route}${query === '' ? '' : `?${query}`}`;
    const measured: Measured[] = [];
    for (const look of LOOKS) {
      // Words are sized when a page is opened; a theme follows while it is shown.
      if (look !== 'dark') await this.open(page, url, ROOT_PX[look]);
      else await this.open(page, url, ROOT_PX.normal, 'dark');
      for (const width of WIDTHS) {
        const mode = { width, look };
        await page.setViewportSize({ width, height: width === 768 ? 1024 : 812 });
        await page.evaluate(() => document.fonts.ready);
        const findings = await page.evaluate(measurePage, { large: look === 'large' });
        findings.push(...(await this.limits(page, place.route)));
        if (width === 375) findings.push(...(await this.axe(page)));
        measured.push({ place: placeName(place), mode, findings });
        await this.look?.(page, place, mode);
      }
    }
    return measured;
  }

  private async open(
    page: Page,
    url: string,
    rootPx: number,
    theme: 'light' | 'dark' = 'light',
  ): Promise<void> {
    await page.setViewportSize({ width: 375, height: 812 });
    await page.evaluate(
      async ([target, px, wanted]) => {
        __phone.setFontSize(px);
        __phone.setTheme(wanted);
        await __phone.open(target);
        await __phone.idle();
      },
      [url, rootPx, theme] as const,
    );
  }

  private async limits(page: Page, route: string): Promise<Finding[]> {
    const { counted, errors, setData } = await page.evaluate(
      (own) => ({
        counted: __phone.audit(),
        errors: __phone.errors.splice(0).map((error) => String(error.message ?? error)),
        setData: __phone.setDataStats.perPage[own]?.maxBytes ?? 0,
      }),
      route,
    );
    const findings: Finding[] = errors.map((detail) => ({
      rule: 'error',
      severity: 'serious',
      where: route,
      detail,
    }));
    const over = (what: string, found: number, limit: number): void => {
      if (found > limit)
        findings.push({
          rule: 'limit',
          severity: 'serious',
          where: what,
          detail: `${found}, at most ${limit}`,
        });
    };
    if (counted.route !== route)
      findings.push({ rule: 'page', severity: 'serious', where: route, detail: `${counted.route} is shown` });
    over('nodes', counted.nodes, LIMITS.nodes);
    over('depth', counted.depth, LIMITS.depth);
    over('children', counted.maxChildren, LIMITS.children);
    over('setData', setData, LIMITS.setDataBytes);
    return findings;
  }

  private async axe(page: Page): Promise<Finding[]> {
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE);
    const violations = (await page.evaluate(
      (options) =>
        (
          globalThis as unknown as {
            axe: { run(root: unknown, options: unknown): Promise<{ violations: unknown[] }> };
          }
        ).axe
          .run('main.page-frame:not([hidden])', options)
          .then(({ violations: found }) => found),
      AXE_OPTIONS,
    )) as { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }[];
    return violations.map(({ id, impact, nodes }) => ({
      rule: `axe ${id}`,
      severity: impact === 'minor' ? 'minor' : impact === 'moderate' ? 'moderate' : 'serious',
      where: nodes
        .map(({ html }) => html.slice(0, 160))
        .join(' | ')
        .slice(0, 500),
      detail: (nodes[0]?.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200),
    }));
  }

  async close(): Promise<void> {
    await this.page?.context().close();
    this.page = null;
  }
}

export { modeName };
