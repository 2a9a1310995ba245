/** Where this page is used; written into index.html when it is built. */
export interface ScreenConfig {
  dataUrl: string;
  /** The picture of the mini-program's code, beside the data. */
  codeUrl: string;
}

/** Reads the address from the page's meta tag. */
export function readConfig(): ScreenConfig {
  const written = document.querySelector<HTMLMetaElement>('meta[name="data-url"]')?.content ?? '';
  const dataUrl = new URL(written, document.baseURI).href;
  return { dataUrl, codeUrl: new URL('code', dataUrl).href };
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
