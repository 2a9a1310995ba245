/** Opens one page after the other on a phone in the browser and measures it in every mode, in place: a page is opened once. */
import { readFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import type { ActionName, FunctionName, Input, Output } from '../../typings/api';
import type { CallResult } from '../../typings/wire';
import { measurePage, type Finding } from './measure';
import { MODES, ROOT_PX, type Mode } from './modes';
import type { Ask, Place, Query } from './places/kinds';
import { measureSafeArea } from './safe-area';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** What is the frame's around every page, not the page's: the phone's own bars, one page for one document. */
const AXE_OPTIONS = {
  rules: {
    region: { enabled: false },
    'color-contrast': { enabled: false },
    'landmark-one-main': { enabled: false },
    'page-has-heading-one': { enabled: false },
    'meta-viewport': { enabled: false },
    // Pages scroll by themselves on a phone; here the frame does it for them.
    'scrollable-region-focusable': { enabled: false },
    // Wants all words in the order of the page, with nothing between them; measure.ts asks for every word of them in any order.
    'label-content-name-mismatch': { enabled: false },
  },
  resultTypes: ['violations'],
};

/** Largest call and most calls within a second. */
interface SetDataCounts {
  maxBytes: number;
  perSecond: number;
}

interface PhoneApi {
  idle(): Promise<void>;
  open(url: string): Promise<void>;
  setFontSize(px: number): void;
  setTheme(theme: 'light' | 'dark'): void;
  setPageData(data: Record<string, unknown>): void;
  audit(): { route: string; nodes: number; depth: number; maxChildren: number };
  errors: { message?: string }[];
  setDataStats: { perPage: Record<string, SetDataCounts> };
}
interface Violation {
  id: string;
  impact: string;
  nodes: { html: string; failureSummary: string }[];
}
interface Axe {
  run(root: string, options: unknown): Promise<{ violations: Violation[] }>;
}
declare global {
  // Installed by local/phone in the browser.
  var __phone: PhoneApi;
  // Put into the page by this file.
  var axe: Axe;
  var __audit: typeof TOOLS & { known: Map<string, Violation[]> };
}

/** WeChat's 体验评分. */
const LIMITS = { nodes: 1000, depth: 30, children: 60, setDataBytes: 256 * 1024, setDataPerSecond: 20 };

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
  const call = async <F extends FunctionName, A extends ActionName<F>>(
    openid: string,
    fn: F,
    action: A,
    input: Input<F, A>,
  ): Promise<Output<F, A>> => {
    const response = await fetch(`${url}/functions/${fn}`, {
      method: 'POST',
      headers: { 'x-wx-openid': openid },
      body: JSON.stringify({ action, input, requestId: `req-${randomBytes(12).toString('hex')}` }),
    });
    const { result } = (await response.json()) as { result?: CallResult<Output<F, A>> };
    if (!result?.ok) throw new Error(`${fn}.${action} as ${openid}: ${JSON.stringify(result)}`);
    return result.data;
  };
  const upload = async (openid: string, name: string, content: Buffer): Promise<string> => {
    const path = `incoming/${randomBytes(12).toString('hex')}.${name.split('.').at(-1) ?? ''}`;
    const query = new URLSearchParams({ openid, path });
    const response = await fetch(`${url}/phone/api/upload?${query.toString()}`, {
      method: 'POST',
      body: new Uint8Array(content),
    });
    return ((await response.json()) as { fileID: string }).fileID;
  };
  return Object.assign(call, { upload });
}

export interface Visit {
  place: Place;
  openid: string;
  query: Query;
}

/** Who opens each place with what, those of one person together: a phone is opened once. */
export async function planned(places: readonly Place[], ask: Ask): Promise<Visit[]> {
  const visits: Visit[] = [];
  for (const place of places) {
    const chosen = (await place.chooses?.(ask)) ?? {
      openid: place.openid,
      query: (await place.query?.(ask)) ?? {},
    };
    visits.push({ place, ...chosen });
  }
  const people = [...new Set(visits.map(({ openid }) => openid))];
  return people.flatMap((openid) => visits.filter((visit) => visit.openid === openid));
}

/** Shows the page in front another way, without opening it anew. */
async function turn([px, theme]: readonly [number, 'light' | 'dark']): Promise<void> {
  __phone.setFontSize(px);
  __phone.setTheme(theme);
  __phone.setPageData({ rootFontSize: `${px}px` });
  // Twice: what a page does about its new size comes after the first.
  for (const _time of [1, 2]) await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  await document.fonts.ready;
}

/**
 * Waits until every picture that is being loaded is there or has failed: photos come after the page, and one that is loaded when it
 * comes near may begin in another width. One that is never asked for (far below) is not waited for.
 */
async function picturesCame(): Promise<void> {
  const loading = (): HTMLImageElement[] =>
    [...document.querySelectorAll<HTMLImageElement>('main.page-frame:not([hidden]) img')].filter(
      ({ complete, currentSrc, loading: when }) => !complete && (when !== 'lazy' || currentSrc !== ''),
    );
  for (let left = loading(); left.length > 0; left = loading())
    await Promise.all(
      left.map(
        (picture) =>
          new Promise((done) => {
            picture.addEventListener('load', done, { once: true });
            picture.addEventListener('error', done, { once: true });
          }),
      ),
    );
}

/**
 * All that axe looks at, as text: what the elements are and say, what can be seen of them and where there is none. Classes and styles
 * are not: its rules about colours and sizes are off (but the one about links within words), so it finds the same where the text is the same.
 */
function accessibleText(): string {
  const lines: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(
    'main.page-frame:not([hidden]), main.page-frame:not([hidden]) *',
  )) {
    const { width, height, right, bottom } = element.getBoundingClientRect();
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const attributes = [...element.attributes].filter(({ name }) => name !== 'class' && name !== 'style');
    const own = [...element.childNodes]
      .map((node) => (node.nodeType === Node.TEXT_NODE ? node.nodeValue : ''))
      .join('|');
    lines.push(
      `${element.tagName} ${attributes.map(({ name, value }) => `${name}=${value}`).join(' ')} ${own}`,
      `${seen} ${width > 0 && height > 0} ${width <= 2 && height <= 2} ${right > 0 && bottom > 0}`,
    );
  }
  return lines.join('\n');
}

/** What axe finds on the page in front; asked once for all modes in which it would see the same. */
async function askAxe(look: Mode['look'], options: unknown): Promise<Violation[]> {
  const links = document.querySelector('main.page-frame:not([hidden]) :is(a[href], [role=link])');
  const text = `${links ? look : ''}\n${__audit.accessibleText()}`;
  const known = __audit.known.get(text);
  if (known) return known;
  const found = (await axe.run('main.page-frame:not([hidden])', options)).violations.map(
    ({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 160), failureSummary })),
    }),
  );
  __audit.known.set(text, found);
  return found;
}

/** Turns the phone to a mode and measures the page as it then is: one call to the browser, each costs some milliseconds. */
async function measureIn({
  look,
  px,
  options,
}: {
  look: Mode['look'];
  px: number;
  options: unknown;
}): Promise<{
  findings: Finding[];
  counted: ReturnType<PhoneApi['audit']>;
  errors: string[];
  violations: Violation[];
}> {
  await __audit.turn([px, look === 'dark' ? 'dark' : 'light']);
  await __audit.picturesCame();
  const findings = __audit.measurePage({ large: look === 'large' });
  const counted = __phone.audit();
  const errors = __phone.errors.splice(0).map((error) => String(error.message ?? error));
  const found = await __audit.askAxe(look, options);
  // The bar of the system has the same height in every mode.
  if (look === 'normal') findings.push(...__audit.measureSafeArea());
  return { findings, counted, errors, violations: found };
}

/** They are sent to the browser as text, once for each phone. */
const TOOLS = { turn, picturesCame, accessibleText, askAxe, measureIn, measurePage, measureSafeArea };
const TOOLS_TEXT = `globalThis.__audit = { known: new Map(), ${Object.entries(TOOLS)
  .map(([name, tool]) => `${name}: ${tool.toString()}`)
  .join(',\n')} }`;

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
    await page.evaluate(AXE);
    await page.evaluate(TOOLS_TEXT);
    this.page = page;
    this.openid = openid;
    return page;
  }

  /** Measures a page in all modes. */
  async visit({ place, openid, query }: Visit): Promise<Measured[]> {
    const page = await this.phoneOf(openid);
    const pairs = new URLSearchParams(query).toString();
    await page.setViewportSize({ width: 375, height: 812 });
    await page.evaluate((px) => __audit.turn([px, 'light']), ROOT_PX.normal);
    const setData = await page.evaluate(
      async ({ url, route }) => {
        __audit.known.clear();
        // What the page does when it opens; the turning of the phone below is the audit's own doing.
        delete __phone.setDataStats.perPage[route];
        await __phone.open(url);
        await __phone.idle();
        const { maxBytes = 0, perSecond = 0 } = __phone.setDataStats.perPage[route] ?? {};
        return { maxBytes, perSecond };
      },
      { url: `/${place.route}${pairs === '' ? '' : `?${pairs}`}`, route: place.route },
    );
    const measured: Measured[] = [];
    let shown: number = MODES[0]?.width ?? 0;
    for (const mode of MODES) {
      const { width, look } = mode;
      if (width !== shown) await page.setViewportSize({ width, height: width === 768 ? 1024 : 812 });
      shown = width;
      const found = await page.evaluate((how) => __audit.measureIn(how), {
        look,
        px: ROOT_PX[look],
        options: AXE_OPTIONS,
      });
      const findings = [
        ...found.findings,
        ...limits(place.route, setData, found),
        ...found.violations.map(findingOf),
      ];
      measured.push({ place: placeName(place), mode, findings });
      await this.look?.(page, place, mode);
    }
    return measured;
  }

  async close(): Promise<void> {
    await this.page?.context().close();
    this.page = null;
  }
}

function limits(
  route: string,
  setData: SetDataCounts,
  { counted, errors }: { counted: ReturnType<PhoneApi['audit']>; errors: string[] },
): Finding[] {
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
  over('setData bytes', setData.maxBytes, LIMITS.setDataBytes);
  over('setData in a second', setData.perSecond, LIMITS.setDataPerSecond);
  return findings;
}

function findingOf({ id, impact, nodes }: Violation): Finding {
  return {
    rule: `axe ${id}`,
    severity: impact === 'minor' ? 'minor' : impact === 'moderate' ? 'moderate' : 'serious',
    where: nodes
      .map(({ html }) => html)
      .join(' | ')
      .slice(0, 500),
    detail: (nodes[0]?.failureSummary ?? '').replace(/\s+/g, ' ').slice(0, 200),
  };
}
