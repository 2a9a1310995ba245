/** A manual as a web page to be printed on A4. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pictureKey } from './shots';
import type { Chapter, Manual, Step } from './source';

const FONT = dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));

/** The font's rules with its files beside the package: only pieces that the text needs are read. */
function fontRules(): string {
  const css = readdirSync(FONT).includes('index.css') ? readFileSync(join(FONT, 'index.css'), 'utf8') : '';
  return css.replaceAll('url(./files/', `url(file://${FONT}/files/`);
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is in 【】 stands on the page like a button; **...** is important. */
const rich = (text: string): string =>
  escape(text)
    .replace(/【([^】]+)】/g, '<b class="button">$1</b>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');

function stepHtml(step: Step, n: number, pictures: Map<string, Buffer>): string {
  const picture = step.picture && pictures.get(pictureKey(step.picture));
  const image = picture
    ? `<img src="data:image/jpeg;base64,${picture.toString('base64')}" alt="手机上的样子">`
    : '';
  return `<li class="${picture ? 'shown' : 'told'}"><div class="say"><span class="n">${n}</span><p>${rich(step.text)}</p></div>${image}</li>`;
}

function chapterHtml(chapter: Chapter, pictures: Map<string, Buffer>): string {
  const [first, ...others] = chapter.steps.map((step, n) => stepHtml(step, n + 1, pictures));
  const words = chapter.words.map((paragraph) => `<p>${rich(paragraph)}</p>`).join('');
  // A heading stays with its first step.
  return `<section><div class="first"><h2>${escape(chapter.title)}</h2>${words}<ol>${first ?? ''}</ol></div><ol>${others.join('')}</ol></section>`;
}

const STYLE = `
@page { size: A4; margin: 14mm 15mm 18mm }
* { box-sizing: border-box }
body { margin: 0; font-family: 'Noto Sans SC Variable', sans-serif; color: #000; line-height: 1.55 }
h1 { font-size: 34pt; line-height: 1.3; margin: 4mm 0 5mm }
h2 { font-size: 1.35em; line-height: 1.35; margin: 0 0 3mm; break-inside: avoid; break-after: avoid; }
h2::before { content: ''; display: inline-block; width: 3mm; height: 1.05em; margin-right: 4mm; background: #a8071a; vertical-align: -.15em }
p { margin: 0 0 3mm }
.cover p { font-size: 1.1em }
.phone { border: 1mm solid #000; border-radius: 3mm; padding: 4mm 6mm; margin: 6mm 0; break-inside: avoid }
.phone div { border-bottom: .5mm solid #000; height: 13mm; display: flex; align-items: end }
.toc { list-style: none; padding: 0; margin: 5mm 0 0; columns: 2; font-size: 14pt; break-inside: avoid }
.toc li { margin: 0 0 1.5mm }
.first, li { break-inside: avoid }
section + section .first { padding-top: 7mm }
ol { list-style: none; margin: 0; padding: 0 }
ol > li { display: flex; gap: 7mm; margin: 0 0 6mm; align-items: flex-start }
li .say { flex: 1; display: flex; gap: 4mm }
li .n { flex: none; width: 1.9em; height: 1.9em; border-radius: 50%; background: #a8071a; color: #fff; font-weight: 700; text-align: center; line-height: 1.9em }
li p { padding-top: .15em }
li img { flex: none; width: var(--picture); border: .5mm solid #000; border-radius: 2.5mm }
.button { border: .4mm solid #000; border-radius: 1.5mm; padding: 0 1.2mm; font-weight: 700; -webkit-box-decoration-break: clone; box-decoration-break: clone }
`;

/** The whole page. Residents' pictures are larger too. */
export function manualHtml(manual: Manual, pictures: Map<string, Buffer>): string {
  const [forWhom = '', ...lead] = manual.lead;
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>${escape(manual.title)}</title>
<style>${fontRules()}${STYLE}
body { font-size: ${manual.points}pt; --picture: ${manual.points >= 18 ? 62 : 48}mm }</style></head><body>
<header class="cover"><p>泗门智慧助残</p><h1>${escape(manual.title)}</h1><p><strong>${rich(forWhom)}</strong></p>${lead.map((line) => `<p>${rich(line)}</p>`).join('')}
<div class="phone"><strong>有事打这个电话（请村里写上）</strong><div>村残协：</div><div>电话：</div><div>镇残联：</div></div>
<ul class="toc">${manual.chapters.map(({ title }) => `<li>${escape(title)}</li>`).join('')}</ul></header>
<div style="break-before: page"></div>
${manual.chapters.map((chapter) => chapterHtml(chapter, pictures)).join('\n')}
</body></html>`;
}
