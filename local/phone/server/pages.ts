/** The two HTML pages. Nothing in them comes from a request. */
import type { ServerResponse } from 'node:http';
import { sendText } from './assets';

/** Only our own origin: a fetch of anything remote fails, visibly. */
const POLICY = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' data: blob:",
  "frame-src 'self'",
  "frame-ancestors 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const HEAD = `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/phone/assets/fonts/index.css">`;

/** `/phone/` */
export function sendPhone(res: ServerResponse): void {
  const html = `${HEAD}
<title>小程序</title>
<link rel="stylesheet" href="/phone/assets/phone.css">
</head>
<body>
<script src="/phone/app/config.js"></script>
<script src="/phone/assets/runtime.js"></script>
</body>
</html>`;
  sendText(res, '.html', html, { 'content-security-policy': POLICY });
}

/** `/workbench/` */
export function sendWorkbench(res: ServerResponse): void {
  const html = `${HEAD}
<title>工作台</title>
<link rel="stylesheet" href="/phone/assets/workbench.css">
</head>
<body>
<script src="/phone/assets/workbench.js"></script>
</body>
</html>`;
  sendText(res, '.html', html, { 'content-security-policy': POLICY });
}
