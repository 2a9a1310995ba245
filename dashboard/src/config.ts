/** Where this page is used; written into index.html when it is built. */
export interface ScreenConfig {
  dataUrl: string;
  /** What the QR code leads to; '' leaves the code out. */
  qrUrl: string;
}

function meta(name: string): string {
  return document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';
}

/** Reads the addresses from the page's meta tags. */
export function readConfig(): ScreenConfig {
  return { dataUrl: new URL(meta('data-url'), document.baseURI).href, qrUrl: meta('qr-url') };
}

/** The token of the screen link. It stays behind the '#', which browsers never send to a server. */
export function readToken(): string {
  return decodeURIComponentSafely(location.hash.slice(1));
}

function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
