import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Attribute values come from the environment of whoever builds: keep them inside their quotes. */
function attribute(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}

/** Writes the address of the data into the page, and allows the page to reach that data host and no other. */
function placeOfUse(): Plugin {
  const dataUrl = process.env.SCREEN_DATA_URL ?? '../http/dashboard/screen';
  const otherHost = /^https?:/.test(dataUrl) ? ` ${new URL(dataUrl).origin}` : '';
  return {
    name: 'place-of-use',
    transformIndexHtml: (html) =>
      html
        .replace('%SCREEN_DATA_URL%', attribute(dataUrl))
        .replace("connect-src 'self'", `connect-src 'self'${otherHost}`),
  };
}

export default defineConfig({
  root: here,
  base: './',
  plugins: [placeOfUse()],
  build: {
    outDir: fileURLToPath(new URL('../dist/dashboard', import.meta.url)),
    emptyOutDir: true,
    // Office displays often carry an old browser: Chromium of 2021 and later.
    target: ['chrome87', 'safari14', 'firefox85'],
    // The content policy allows no data: addresses for scripts and fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
