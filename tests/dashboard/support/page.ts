/** The built page in a browser, for the suites of this folder. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { ScreenData } from '../../../typings/api/dashboard';
import { launchChrome } from '../../support/chrome';
import { NOW } from './samples';
import { ScreenServer } from './server';

const ROOT = resolve(__dirname, '../../..');

/** Everything the built page is made of. */
const SOURCES = ['dashboard', 'typings', 'miniprogram/shared', 'package-lock.json'];

function sourceHash(): string {
  const hash = createHash('sha256');
  const add = (path: string): void => {
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path).sort()) add(join(path, name));
    } else {
      hash.update(path).update(readFileSync(path));
    }
  };
  for (const source of SOURCES) add(join(ROOT, source));
  return hash.digest('hex').slice(0, 16);
}

/** The folder of the page built from the sources as they are; built once for all suites, and again when they change. */
export async function builtPage(): Promise<string> {
  const cache = join(ROOT, '.cache/village-screen');
  const folder = join(cache, sourceHash());
  if (existsSync(folder)) return folder;
  rmSync(cache, { recursive: true, force: true });
  const part = `${folder}.${process.pid}`;
  const tsx = join(ROOT, 'node_modules/tsx/dist/cli.mjs');
  // The address of whoever runs the tests is none of theirs.
  const env = { ...process.env, SCREEN_DATA_URL: undefined };
  await promisify(execFile)(process.execPath, [tsx, join(__dirname, 'build-page.ts'), part], {
    cwd: ROOT,
    env,
  });
  try {
    renameSync(part, folder);
  } catch {
    // Another suite was faster with the same build.
    rmSync(part, { recursive: true, force: true });
  }
  return folder;
}

export interface Opened {
  page: Page;
  server: ScreenServer;
  /** What the console said in the tone of an error, failed requests apart. */
  complaints: string[];
}

interface OpenOptions {
  data: ScreenData;
  token?: string;
  query?: string;
  /** Whether WeChat has drawn a code. */
  code?: boolean;
  /** Time stands still from the start, until the test lets it go by. */
  paused?: boolean;
  /** Stays open for the tests that follow, until `stop`. */
  kept?: boolean;
  context?: BrowserContextOptions;
}

/** One browser and one build for a suite; every page gets its own server and goes with `closeAll`. */
export class Stage {
  private browser: Browser | null = null;
  private folder = '';
  private open: Opened[] = [];
  private kept: Opened[] = [];

  /** @param measured Whether the suite measures what the words need: then they are set in the fonts of the page, which costs half of its time. */
  constructor(private readonly measured = false) {}

  async start(): Promise<void> {
    [this.folder, this.browser] = await Promise.all([builtPage(), launchChrome({ unseen: !this.measured })]);
  }

  async stop(): Promise<void> {
    await this.close([...this.open.splice(0), ...this.kept.splice(0)]);
    await this.browser?.close();
  }

  /** Opens the page with the clock of the browser standing at NOW. */
  async show({ data, token, query, code, paused, kept, context }: OpenOptions): Promise<Opened> {
    if (!this.browser) throw new Error('start first');
    const server = new ScreenServer(this.folder, data, code);
    await server.start();
    const page = await this.browser.newPage({ viewport: { width: 1920, height: 1080 }, ...context });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (
        ['error', 'warning'].includes(message.type()) &&
        !message.text().startsWith('Failed to load resource')
      ) {
        complaints.push(message.text());
      }
    });
    const opened = { page, server, complaints };
    (kept ? this.kept : this.open).push(opened);
    await page.clock.install({ time: NOW });
    if (paused) await page.clock.pauseAt(NOW + 1);
    await page.goto(server.address(token, query));
    return opened;
  }

  async closeAll(): Promise<void> {
    await this.close(this.open.splice(0));
  }

  private async close(pages: Opened[]): Promise<void> {
    for (const { page, server } of pages) {
      await page.context().close();
      await server.stop();
    }
  }
}

/** Lets the page's time go by until the server has been asked once more and the page has the answer. */
export async function untilAsked({ page, server }: Opened, times = 1): Promise<void> {
  const wanted = server.asked.length + times;
  for (let second = 0; server.asked.length < wanted; second += 1) {
    if (second > 900) throw new Error('the page does not ask any more');
    await page.clock.runFor(1_000);
    // Time in the page stands still now; the request itself goes over a real connection.
    await page.evaluate(() => fetch('./logo.svg').then((response) => response.blob()));
  }
}

/** The digits of a headline figure. */
export function figure(page: Page, label: string): ReturnType<Page['locator']> {
  return page.locator('.figure', { hasText: label }).locator('.figure-value');
}
