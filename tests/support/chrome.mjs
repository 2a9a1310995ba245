/**
 * Prints, as one line of JSON, how to start the Chromium that comes with the npm packages:
 * `{"path", "args", "env"}`. A process of its own, because @sparticuz/chromium is ESM only and decides
 * by environment variables at import time where it unpacks to.
 */
import { existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Version in the name: an update of the package never meets the files of an older one. */
const ROOT = join(tmpdir(), `phone-chromium-153b-${process.getuid?.() ?? 'user'}`);
const LOCK = `${ROOT}.lock`;
const LOCK_STALE_MS = 60_000;

process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x';

/** Several test processes may start at once; only one of them unpacks. */
async function withLock(work) {
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      if (existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > LOCK_STALE_MS)
        rmSync(LOCK, { recursive: true, force: true });
      await wait(100);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(LOCK, { recursive: true, force: true });
  }
}

/** Unpacks into a folder of its own and renames it, so that a killed run leaves nothing half written. */
async function unpack() {
  if (existsSync(ROOT)) return;
  const part = `${ROOT}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  process.env.TMPDIR = part;
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  // The one in the package names folders of AWS Lambda; without any font Chromium dies at the first text field.
  writeFileSync(
    join(part, 'fonts', 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(ROOT, 'fonts')}</dir>` +
      `<cachedir>${join(ROOT, 'fonts-cache')}</cachedir></fontconfig>`,
  );
  renameSync(part, ROOT);
}

if (!existsSync(ROOT)) await withLock(unpack);
process.env.TMPDIR = ROOT;
const { default: chromium } = await import('@sparticuz/chromium');
/** Its own list is for AWS Lambda: these make the browser weaker than the one that people use. */
const UNWANTED = [
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--single-process',
  '--no-zygote',
  // A GPU imitated on the processor costs a core; without any the page is drawn straight away.
  '--in-process-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
];
console.log(
  JSON.stringify({
    path: join(ROOT, 'chromium'),
    args: [...chromium.args.filter((arg) => !UNWANTED.includes(arg)), '--disable-gpu'],
    env: {
      LD_LIBRARY_PATH: [join(ROOT, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_PATH: join(ROOT, 'fonts'),
    },
  }),
);
