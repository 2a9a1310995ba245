/** The pages of the office computer: asking for the link's word, and the cards on A4. */
import { createHash } from 'node:crypto';
import qrcode from 'qrcode-generator';

export interface PrintedCard {
  name: string;
  villageName: string;
  code: string;
  /** Whom to call; null when the village has named nobody. */
  office: { name: string; phone: string } | null;
}

/** Two columns of five: cards of 90 by 54 mm, as name cards are. */
const COLUMNS = 2;
const ROWS = 5;
const [WIDTH, HEIGHT, LEFT, TOP] = [90, 54, 15, 13.5];
const PER_PAGE = COLUMNS * ROWS;
const MARK = 5;

const escape = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

const SCRIPT = "document.getElementById('print').addEventListener('click',()=>window.print());";
const SCRIPT_HASH = createHash('sha256').update(SCRIPT).digest('base64');

/**
 * Nothing is loaded from anywhere, nothing is kept, and no other site learns the address. Without any referrer the browser
 * would send the forms from the origin "null", which what stands in front of functions may refuse.
 */
export const PAGE_HEADERS: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex',
  'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${SCRIPT_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
};

const FONT = `"Microsoft YaHei","PingFang SC","Noto Sans SC","Source Han Sans SC",sans-serif`;

const SCREEN_CSS = `
*{box-sizing:border-box}
body{margin:0;background:#f3ebdf;color:#1d2a2b;font-family:${FONT};line-height:1.5}
main{max-width:640px;margin:12vh auto 0;padding:40px 48px;background:#fffdf9;border-radius:16px}
h1{margin:0 0 12px;font-size:30px}
p{margin:0 0 16px;font-size:19px}
button{min-height:56px;padding:0 32px;border:0;border-radius:12px;background:#0e5a5a;color:#fffdf9;font:bold 21px ${FONT};cursor:pointer}
button:focus-visible,input:focus-visible{outline:4px solid #1d4f91;outline-offset:2px}
label{display:block;margin-bottom:8px;font-size:19px;font-weight:bold}
input{width:280px;height:56px;margin:0 12px 12px 0;padding:0 16px;border:2px solid #858478;border-radius:12px;font:bold 26px ui-monospace,Consolas,monospace;letter-spacing:.15em;text-transform:uppercase}
.bad{padding:12px 16px;border-left:6px solid #b3181d;background:#fce4df;color:#861317}
.note{margin:16px 0 0;color:#424f50;font-size:16px}`;

function shell(title: string, css: string, body: string): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${css}</style></head><body>${body}</body></html>`;
}

const problemHtml = (problem: string): string =>
  problem === '' ? '' : `<p class="bad" role="alert">${escape(problem)}</p>`;

/** Asks for the code that the phone shows. `action` is where the form goes, relative to this page. */
export function codePage(action: string, problem = ''): string {
  return shell(
    '打印二维码卡片',
    SCREEN_CSS,
    `<main><h1>打印二维码卡片</h1>${problemHtml(problem)}<form method="post" action="${action}"><label for="code">请输入手机上显示的8位短码</label><input id="code" name="code" maxlength="12" autocomplete="off" autocapitalize="characters" spellcheck="false" required><button type="submit">打开卡片</button></form><p class="note">短码在手机的「二维码卡片」页面，点「在电脑上打印」就有；20分钟内有效，只能打开一次。</p></main>`,
  );
}

/** Before a link is used up: what looks at links by itself (mail, chat) must not be what opens it. */
export function openPage(action: string, token: string): string {
  return shell(
    '打印二维码卡片',
    SCREEN_CSS,
    `<main><h1>打印二维码卡片</h1><p>卡片只能打开一次，打开后请马上打印。</p><form method="post" action="${action}"><input type="hidden" name="token" value="${token}"><button type="submit">打开卡片</button></form><p class="note">请先把打印机准备好，放A4纸。</p></main>`,
  );
}

/** The code as one path of black modules, with the quiet zone that scanners need. */
function qrSvg(code: string): string {
  const qr = qrcode(0, 'M');
  qr.addData(code);
  qr.make();
  const count = qr.getModuleCount();
  let path = '';
  for (let y = 0; y < count; y += 1) {
    for (let x = 0; x < count; x += 1) if (qr.isDark(y, x)) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  }
  const size = count + 8;
  return `<svg class="qr" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges" role="img" aria-label="二维码"><path d="${path}"/></svg>`;
}

const CARD_CSS = `
@page{size:A4 portrait;margin:0}
*{box-sizing:border-box;-webkit-print-color-adjust:exact;print-color-adjust:exact}
body{margin:0;background:#d9d4ca;color:#111;font-family:${FONT}}
.bar{position:sticky;top:0;display:flex;gap:24px;align-items:center;padding:16px 24px;background:#fffdf9;font-size:18px;z-index:1}
.bar button{min-height:52px;padding:0 28px;border:0;border-radius:12px;background:#0e5a5a;color:#fffdf9;font:bold 20px ${FONT};cursor:pointer}
.bar button:focus-visible{outline:4px solid #1d4f91;outline-offset:2px}
.sheet{position:relative;width:210mm;height:297mm;margin:8mm auto;background:#fff;overflow:hidden;break-after:page}
.sheet:last-child{break-after:auto}
.marks{position:absolute;inset:0;width:210mm;height:297mm}
.marks path{fill:none;stroke:#777;stroke-width:.2}
.card{position:absolute;width:${WIDTH}mm;height:${HEIGHT}mm;padding:4mm 4mm 3.5mm;display:grid;grid-template-columns:37mm 1fr;grid-template-rows:auto 1fr;column-gap:3mm}
.head{grid-column:1/3;display:flex;justify-content:space-between;align-items:baseline;padding-bottom:1.2mm;border-bottom:.5mm solid #0e5a5a;font-size:8.5pt;color:#0a4747;font-weight:bold}
.left{display:flex;flex-direction:column;align-items:center}
.qr{width:36mm;height:36mm;margin-top:.4mm}
.chars{margin-top:-1.2mm;font:5.2pt/1.25 ui-monospace,Consolas,monospace;color:#444;text-align:center;word-break:break-all}
.right{display:flex;flex-direction:column;padding-top:1.2mm;min-width:0}
.name{font-weight:bold;line-height:1.15;overflow-wrap:anywhere}
.village{margin-top:.6mm;font-size:10.5pt}
.call{margin-top:1.6mm;font-size:8.5pt;color:#333}
.phone{font-size:12.5pt;font-weight:bold;letter-spacing:.01em;white-space:nowrap;color:#111}
.how{margin-top:auto;font-size:7.6pt;line-height:1.42;color:#333}
@media print{.bar{display:none}body{background:#fff}.sheet{margin:0}}`;

/** Lines outside the cards at their edges, and small crosses between them, to cut along. */
function marks(): string {
  const xs = Array.from({ length: COLUMNS + 1 }, (_, i) => LEFT + i * WIDTH);
  const ys = Array.from({ length: ROWS + 1 }, (_, i) => TOP + i * HEIGHT);
  const [bottom, right] = [ys.at(-1) ?? 0, xs.at(-1) ?? 0];
  const edges = [
    ...xs.flatMap((x) => [`M${x} ${TOP - 2 - MARK}v${MARK}`, `M${x} ${bottom + 2}v${MARK}`]),
    ...ys.flatMap((y) => [`M${LEFT - 2 - MARK} ${y}h${MARK}`, `M${right + 2} ${y}h${MARK}`]),
    ...ys.slice(1, -1).flatMap((y) => xs.map((x) => `M${x - 1.5} ${y}h3M${x} ${y - 1.5}v3`)),
  ];
  return `<svg class="marks" viewBox="0 0 210 297" aria-hidden="true"><path d="${edges.join('')}"/></svg>`;
}

/** Three characters as large as possible, long names of minorities smaller. */
function nameSize(name: string): number {
  const length = Array.from(name).length;
  if (length <= 3) return 22;
  if (length <= 4) return 20;
  return length <= 6 ? 16 : 12;
}

/** A number as it is read off paper and dialled: 138 0000 0000, 0574-62000000. */
function phoneOnPaper(phone: string): string {
  return phone.replace(/^(1\d{2})(\d{4})(\d{4})$/, '$1 $2 $3').replace(/^(0574)(\d{7,8})$/, '$1-$2');
}

function cardHtml({ name, villageName, code, office }: PrintedCard, i: number): string {
  const x = LEFT + (i % COLUMNS) * WIDTH;
  const y = TOP + Math.floor(i / COLUMNS) * HEIGHT;
  const call = office
    ? `<div class="call">有事请打 ${escape(office.name)}</div><div class="phone">${escape(phoneOnPaper(office.phone))}</div>`
    : '<div class="call">有事请找村残协</div>';
  return `<section class="card" style="left:${x}mm;top:${y}mm"><div class="head"><span>泗门镇残联 智慧助残</span><span>帮扶二维码</span></div><div class="left">${qrSvg(code)}<div class="chars">${escape(code)}</div></div><div class="right"><div class="name" style="font-size:${nameSize(name)}pt">${escape(name)}</div><div class="village">${escape(villageName)}</div>${call}<div class="how">志愿者来和走的时候，<br>请他用手机扫左边的码。<br>卡片丢了，${office ? '打上面的电话' : '请村残协'}换新的。</div></div></section>`;
}

/** All cards on sheets of ten. */
export function sheetPage(cards: readonly PrintedCard[]): string {
  const sheets = Array.from({ length: Math.ceil(cards.length / PER_PAGE) }, (_, n) =>
    cards.slice(n * PER_PAGE, (n + 1) * PER_PAGE),
  );
  return shell(
    '二维码卡片',
    CARD_CSS,
    `<div class="bar"><button id="print" type="button">打印</button><span>共${cards.length}张卡片，${sheets.length}页A4。打印时选「实际大小（100%）」，沿四周的线裁开。这一页关了就打不开了。</span></div>${sheets
      .map((sheet) => `<div class="sheet">${marks()}${sheet.map(cardHtml).join('')}</div>`)
      .join('')}<script>${SCRIPT}</script>`,
  );
}
