import './styles/index.css';
import type { ScreenData } from '../../typings/api/dashboard';
import type { Charts } from './charts';
import { readConfig, readToken } from './config';
import { fetchCode } from './data/code';
import { createPoller, type Poller } from './data/poller';
import { followTheme } from './theme';
import { showCode } from './view/join';
import { showNotice, showScreen } from './view/notice';
import { createNow } from './view/now';
import { drawPicture } from './view/picture';
import { createScreen } from './view/screen';

const config = readConfig();
const now = createNow();
const screen = createScreen();
let charts: Promise<Charts> | null = null;
let latest: ScreenData | null = null;
let poller: Poller | null = null;
let code: Promise<void> | null = null;

/** Charts come after the figures are on the screen; a chunk that did not arrive is asked for again with the next picture. */
function updateCharts(): void {
  charts ??= import('./charts').then(({ createCharts }) => createCharts());
  charts.then(
    (loaded) => latest && loaded.update(latest),
    () => (charts = null),
  );
}

/** The code of the mini-program, asked for until it is there: with each new picture, not more often. */
function updateCode(token: string): void {
  code ??= fetchCode(config.codeUrl, token).then((address) => {
    if (address === null) code = null;
    else showCode(address);
  });
}

function open(token: string): void {
  poller?.stop();
  latest = null;
  if (!token) {
    showNotice('noToken');
    return;
  }
  poller = createPoller(config.dataUrl, token, {
    data(data) {
      latest = data;
      showScreen();
      screen.update(data, now.tick());
      updateCharts();
      updateCode(token);
    },
    confirmed: now.confirmed,
    failed() {
      now.failed();
      if (!latest) showNotice('waiting');
    },
    refused() {
      // A revoked link must not leave the picture standing.
      latest = null;
      showNotice('refused');
    },
  });
  poller.start();
}

followTheme(() => void charts?.then((loaded) => loaded.retheme()));
drawPicture();
setInterval(() => screen.tick(now.tick()), 1_000);
window.addEventListener('hashchange', () => open(readToken()));
window.addEventListener('pagehide', (event) => {
  // A page kept for going back goes on when it is shown again; only one that ends is taken down.
  if (event.persisted) return;
  poller?.stop();
  void charts?.then((loaded) => loaded.dispose());
});
open(readToken());
