import type { Finding } from './measure';

/**
 * On a phone without a home key the system's bar lies over the lowest 34 px: nothing that can be pressed may end up under it, at the
 * bottom of the screen or at the end of the page. Runs inside the browser as text, like measurePage, and leaves everything as it was.
 */
export function measureSafeArea(): Finding[] {
  const SAFE = 34;
  const CONTROLS =
    'button, a[href], input, textarea, [role=button], [role=checkbox], [role=radio], [role=tab]';
  const frame = document.querySelector<HTMLElement>('main.page-frame:not([hidden])');
  if (!frame) return [];
  const root = document.documentElement;
  const scroller = frame.querySelector<HTMLElement>('.page-scroll') ?? frame;
  const before = scroller.scrollTop;
  root.style.setProperty('--phone-safe-bottom', `${SAFE}px`);
  scroller.scrollTop = scroller.scrollHeight;
  const edge = frame.getBoundingClientRect().bottom - SAFE;
  const findings = [...frame.querySelectorAll<HTMLElement>(CONTROLS)]
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((element) => {
      const { top, bottom, height } = element.getBoundingClientRect();
      return height > 0 && top < edge + SAFE && bottom > edge + 0.5;
    })
    .map((element): Finding => {
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return {
        rule: 'safe-area',
        severity: 'serious',
        where: `${element.tagName.toLowerCase()} “${name.replace(/\s+/g, ' ').trim().slice(0, 30)}”`,
        detail: `${Math.round(element.getBoundingClientRect().bottom - edge)} px under the bar of the system`,
      };
    });
  root.style.removeProperty('--phone-safe-bottom');
  scroller.scrollTop = before;
  return findings;
}
