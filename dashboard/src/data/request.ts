import type { ScreenData } from '../../../typings/api/dashboard';
import { parseScreenData } from './schema';

export type Answer =
  | { kind: 'data'; data: ScreenData; etag: string | null; at: number | null; retryAfterMs: number }
  | { kind: 'unchanged'; at: number | null; retryAfterMs: number }
  | { kind: 'refused' }
  | { kind: 'failed'; retryAfterMs: number };

interface Question {
  url: string;
  token: string;
  etag: string | null;
  signal: AbortSignal;
}

/** The server's clock, so that a display with a wrong clock still says the right time; null where it is not shown to us. */
function serverTime(response: Response): number | null {
  const at = Date.parse(response.headers.get('date') ?? '');
  return Number.isNaN(at) ? null : at;
}

function retryAfter(response: Response): number {
  const seconds = Number(response.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0;
}

/** Asks once for the picture. Rejects only when there is no answer at all. */
export async function ask({ url, token, etag, signal }: Question): Promise<Answer> {
  const headers: Record<string, string> = { authorization: `Bearer ${token}` };
  if (etag) headers['if-none-match'] = etag;
  // no-store: the page keeps the picture itself; the browser's cache would hide the 304.
  const response = await fetch(url, { headers, signal, cache: 'no-store', credentials: 'omit' });
  const retryAfterMs = retryAfter(response);
  if (response.status === 304) return { kind: 'unchanged', at: serverTime(response), retryAfterMs };
  if (response.status === 401) return { kind: 'refused' };
  if (!response.ok) return { kind: 'failed', retryAfterMs };
  const data = parseScreenData(await response.json());
  if (!data) return { kind: 'failed', retryAfterMs: 0 };
  return { kind: 'data', data, etag: response.headers.get('etag'), at: serverTime(response), retryAfterMs };
}
