import './styles/index.css';
import { createCharts } from './charts';
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
const charts = createCharts();
let shown = false;
let poller: Poller | null = null;
let code: Promise<void> | null = null;

/** The code of the mini-program, asked for until it is there: with each new picture, not more often. */
function updateCode(token: string): void {
  code ??= fetchCode(config.codeUrl, token).then((address) => {
    if (address === null) code = null;
    else showCode(address);
  });
}

function open(token: string): void {
  poller?.stop();
  shown = false;
  if (!token) {
    showNotice('noToken');
    return;
  }
  poller = createPoller(config.dataUrl, token, {
    data(data) {
      shown = true;
      showScreen();
      screen.update(data, now.tick());
      charts.update(data);
      updateCode(token);
    },
    confirmed: now.confirmed,
    failed() {
      now.failed();
      if (!shown) showNotice('waiting');
    },
    refused() {
      // A revoked link must not leave the picture standing.
      shown = false;
      showNotice('refused');
    },
  });
  poller.start();
}

followTheme();
drawPicture();
setInterval(() => screen.tick(now.tick()), 1_000);
window.addEventListener('hashchange', () => open(readToken()));
window.addEventListener('pagehide', (event) => {
  // A page kept for going back goes on when it is shown again; only one that ends is taken down.
  if (event.persisted) return;
  poller?.stop();
  charts.dispose();
});
open(readToken());
