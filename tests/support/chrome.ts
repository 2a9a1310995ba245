/** A Chromium for browser tests and screenshots; needs nothing but the npm packages. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { runInThisContext } from 'node:vm';
import type { Browser, BrowserServer, LaunchOptions } from 'playwright-core';

interface Chrome {
  path: string;
  args: string[];
  env: Record<string, string>;
}

const INSTALLED = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Says to the processes of a test run what findChrome() says. */
const KNOWN = 'TEST_CHROME';

let found: Promise<Chrome> | undefined;

/**
 * The driver of the browser, loaded by Node itself: Jest would read and compile its three megabytes again for each test file, and gives its own
 * makers of `require` to whoever asks for them inside its sandbox.
 */
function driver(): typeof import('playwright-core') {
  const { createRequire } = (runInThisContext('process') as NodeJS.Process).getBuiltinModule('node:module');
  return createRequire(__filename)('playwright-core') as typeof import('playwright-core');
}

/** `CHROME_PATH`, an installed Chrome, or the one from the npm package. */
async function findChrome(): Promise<Chrome> {
  const own = process.env.CHROME_PATH ?? INSTALLED.find((path) => existsSync(path));
  if (own) return { path: own, args: ['--no-sandbox'], env: {} };
  const known = process.env[KNOWN];
  if (known !== undefined) return JSON.parse(known) as Chrome;
  const script = join(__dirname, 'chrome.mjs');
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 60_000 });
  return JSON.parse(stdout) as Chrome;
}

function chrome(): Promise<Chrome> {
  found ??= findChrome();
  return found;
}

/** Before a run of many test files: they need not ask each for itself which browser there is. */
export async function rememberChrome(): Promise<void> {
  process.env[KNOWN] = JSON.stringify(await chrome());
}

/** Starts of the browser until one lives. */
const TRIES = 4;

/** A microphone that beeps and a camera that counts, given without asking. */
const FAKE_MEDIA = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/**
 * Pages of one context share a process, words for which the machine has no font are boxes, for nobody looks at them, and programs are not
 * optimized: compiling them once more costs what it saves in a page that lives for seconds.
 */
const UNSEEN = [
  '--renderer-process-limit=1',
  '--disable-remote-fonts',
  '--js-flags=--no-maglev --no-turbofan',
];

const FEATURES_OFF = '--disable-features=';

/**
 * A program that is read while it comes is parsed anew for each page; one that is read when it is there is known from the page before. Added to
 * the list that the browser is started with: of two lists only the last would count.
 */
function readWhole(args: readonly string[]): string[] {
  const list = args.filter((arg) => arg.startsWith(FEATURES_OFF)).at(-1);
  return list === undefined ? [] : [`${list},ScriptStreaming`];
}

export interface ChromeOptions extends LaunchOptions {
  /** Can record. */
  fakeMedia?: boolean;
  /** Nothing depends on how its pages look. */
  unseen?: boolean;
}

async function settingsOf({
  fakeMedia = false,
  unseen = false,
  ...options
}: ChromeOptions): Promise<LaunchOptions> {
  const { path, args, env } = await chrome();
  return {
    executablePath: path,
    ...options,
    args: [
      ...args,
      ...(fakeMedia ? FAKE_MEDIA : []),
      ...(unseen ? [...UNSEEN, ...readWhole(args)] : []),
      ...(options.args ?? []),
    ],
    env: { ...(process.env as Record<string, string>), ...env, ...options.env },
  };
}

async function untilItLives<T>(launch: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch();
    } catch (error) {
      // Chromium now and then dies while it starts (SIGSEGV before the first page), and then again when it is started at once.
      if (attempt === TRIES) throw error;
      await wait(attempt * 500);
    }
  }
}

/** Starts the browser; the caller closes it. */
export async function launchChrome(options: ChromeOptions = {}): Promise<Browser> {
  const settings = await settingsOf(options);
  return untilItLives(() => driver().chromium.launch(settings));
}

/** Starts a browser that several processes may share, each with pages of its own; the caller closes it. */
export async function serveChrome(options: ChromeOptions = {}): Promise<BrowserServer> {
  const settings = await settingsOf(options);
  return untilItLives(() => driver().chromium.launchServer({ ...settings, host: '127.0.0.1' }));
}

/** A browser that is there already: closing it closes what was opened by this process. */
export function joinChrome(address: string): Promise<Browser> {
  return driver().chromium.connect(address);
}
