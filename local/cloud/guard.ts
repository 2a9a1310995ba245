/**
 * Keeps web pages of other addresses out: this server acts for whoever can reach it, and a browser on the same machine can
 * reach 127.0.0.1 on behalf of any page.
 */
import type { IncomingMessage } from 'node:http';
import { header } from './http-tools';

const LOCAL_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/** The reason to refuse a request, or undefined. */
export function foreignRequest(req: IncomingMessage): string | undefined {
  // A name that was re-bound to this machine (DNS rebinding) shows in the Host header.
  const host = header(req, 'host') ?? '';
  if (!LOCAL_HOST.test(host))
    return `requests for the host "${host}" are refused: use 127.0.0.1 or localhost`;
  const origin = header(req, 'origin');
  if (origin !== undefined && !isLocalOrigin(origin, host))
    return `requests from the origin "${origin}" are refused`;
  const site = header(req, 'sec-fetch-site');
  const isNavigation = header(req, 'sec-fetch-mode') === 'navigate' && req.method === 'GET';
  if (site === 'cross-site' && !isNavigation) return 'requests of other web sites are refused';
  return undefined;
}

function isLocalOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}`;
}
