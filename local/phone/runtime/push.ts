/** The WebSocket to the server: reload after a build, messages for this person, codes shown by other phones. */
import { settings } from './context';
import { currentPage } from './navigation';
import { receiveNotice, type Notice } from './ui/notices';
import { setSharedCodes, type SharedCode } from './sharedCodes';

type Message =
  | { type: 'reload' }
  | { type: 'notice'; notice: Notice; fresh: boolean }
  | { type: 'codes'; codes: SharedCode[] }
  | { type: 'build-failed'; message: string };

let socket: WebSocket | undefined;
let queue: string[] = [];
const RETRY_MS = 1000;

/** Sends to the server as soon as the connection is open. */
export function send(message: Record<string, unknown>): void {
  const text = JSON.stringify(message);
  if (socket?.readyState === WebSocket.OPEN) socket.send(text);
  else queue.push(text);
}

/** Loads the window again and comes back to the page in front. */
export function reload(): void {
  const page = currentPage();
  const url = new URL(location.href);
  if (page) {
    const query = Object.entries(page.options)
      .map(([key, value]) => `${key}=${value}`)
      .join('&');
    url.searchParams.set('path', query ? `${page.route}?${query}` : page.route);
  }
  url.searchParams.set('fontSize', String(settings.fontSize));
  url.searchParams.set('theme', settings.theme);
  url.searchParams.set('offline', settings.offline ? '1' : '0');
  location.replace(url);
}

function receive(message: Message): void {
  if (message.type === 'reload') reload();
  else if (message.type === 'notice') receiveNotice(message.notice, message.fresh);
  else if (message.type === 'codes') setSharedCodes(message.codes);
  else if (message.type === 'build-failed') console.error(message.message);
}

/** Connects, and again whenever the server was away. */
export function connect(): void {
  const address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/phone/ws`;
  socket = new WebSocket(`${address}?openid=${encodeURIComponent(settings.openid)}`);
  socket.onopen = () => {
    queue.forEach((text) => socket?.send(text));
    queue = [];
  };
  socket.onmessage = (event) => receive(JSON.parse(String(event.data)) as Message);
  socket.onclose = () => setTimeout(connect, RETRY_MS);
}
