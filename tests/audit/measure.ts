/**
 * What is measured on a rendered page, inside the browser: sizes of targets, contrast, overflow, cut and overlapping words,
 * names, order of the focus, sizes of words, WeChat's 体验评分 limits. The function is sent to the browser as text, so it uses
 * nothing from outside itself.
 *
 * Sources: issue "Usable by everyone" (18/24 px text, line height 1.5, targets 48 px, 60 in large mode, emergency 88), WCAG 2.2
 * (1.4.3, 1.4.6, 1.4.10, 2.4.3, 4.1.2), WeChat's 体验评分.
 */

export type Severity = 'serious' | 'moderate' | 'minor';

export interface Finding {
  rule: string;
  severity: Severity;
  /** What it is about: the words or the name of the element. */
  where: string;
  detail: string;
}

export interface MeasureOptions {
  /** Words of at least 24 px. */
  large: boolean;
}

/** Measures the page in front. Lengths are CSS pixels. */
export function measurePage({ large }: MeasureOptions): Finding[] {
  const findings: Finding[] = [];
  const frame = document.querySelector<HTMLElement>('main.page-frame:not([hidden])');
  if (!frame) return [{ rule: 'page', severity: 'serious', where: '', detail: 'no page is shown' }];
  const page = frame;

  // Nothing on the page changes while it is measured: each element is asked once.
  const once = <T>(ask: (element: Element) => T): ((element: Element) => T) => {
    const known = new Map<Element, T>();
    return (element) => {
      if (!known.has(element)) known.set(element, ask(element));
      return known.get(element) as T;
    };
  };
  const rectOf = once((element) => element.getBoundingClientRect());
  const styleOf = once((element) => getComputedStyle(element));

  const short = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 30);
  const report = (rule: string, severity: Severity, element: Element, detail: string): void => {
    const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
    const where = `${element.tagName.toLowerCase()} “${short(name)}”`;
    if (!findings.some((one) => one.rule === rule && one.where === where))
      findings.push({ rule, severity, where, detail });
  };

  /** Words for screen readers only are one pixel large: they themselves, or what they stand in. */
  const spokenOnly: (element: Element) => boolean = once((element) => {
    if (element === page) return false;
    const { width, height } = rectOf(element);
    const style = styleOf(element);
    return (
      (style.position === 'absolute' && width <= 2 && height <= 2) ||
      style.clipPath === 'inset(50%)' ||
      (element.parentElement !== null && spokenOnly(element.parentElement))
    );
  });
  const visible = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height } = rectOf(element);
    return width > 0 && height > 0 && !spokenOnly(element);
  };

  const all = [...page.querySelectorAll<HTMLElement>('*')];
  // A dialog in front hides what lies under it from everybody.
  const dialog = all.find(
    (element) =>
      /^(alert)?dialog$/.test(element.getAttribute('role') ?? '') &&
      visible(element) &&
      element.getAttribute('aria-hidden') !== 'true',
  );
  const shown = (dialog ? [...dialog.querySelectorAll<HTMLElement>('*')] : all).filter(visible);

  interface Words {
    element: HTMLElement;
    text: string;
    rects: DOMRect[];
  }
  const words: Words[] = [];
  for (const element of shown) {
    for (const node of element.childNodes) {
      const text = node.nodeType === Node.TEXT_NODE ? (node.textContent ?? '').trim() : '';
      if (text === '') continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1);
      if (rects.length > 0) words.push({ element, text, rects });
    }
  }

  // --- Targets -------------------------------------------------------------------------------------------------------
  const CONTROLS =
    'button, a[href], input:not([type=hidden]), textarea, [role=button], [role=link], [role=checkbox], [role=radio],' +
    '[role=switch], [role=tab], [role=combobox], [role=option], [role=slider], [role=menuitem]';
  const disabled = (element: Element): boolean =>
    element.getAttribute('aria-disabled') === 'true' || element.hasAttribute('disabled');
  const controls = shown.filter(
    (element) => element.matches(CONTROLS) && !element.closest('[aria-hidden=true]'),
  );
  // The native field inside a component is not a target of its own: the frame around it takes the tap.
  const targets = controls.filter((element) => !element.parentElement?.closest(CONTROLS));
  const least = large ? 60 : 48;
  /** What calls for help: red, on the two pages where it is pressed in need. */
  const urgent = (element: Element): boolean => {
    const [red = 0, green = 0, blue = 0] = (styleOf(element).backgroundColor.match(/[\d.]+/g) ?? []).map(
      Number,
    );
    return (
      /^pages\/(home|emergency)\//.test(page.dataset.route ?? '') && red > 150 && green < 80 && blue < 80
    );
  };
  for (const element of targets) {
    const frameOfField = element.matches('input, textarea')
      ? (element.closest<HTMLElement>('[data-field], wx-label') ??
        element.parentElement?.parentElement ??
        element)
      : element;
    const { width, height } = rectOf(frameOfField);
    const needed = urgent(element) ? 88 : least;
    if (width < needed - 0.5 || height < needed - 0.5)
      report('target', 'serious', element, `${Math.round(width)}x${Math.round(height)}, at least ${needed}`);
  }

  // --- Names ---------------------------------------------------------------------------------------------------------
  for (const element of controls) {
    const labelled = (element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join('');
    const label = element.getAttribute('aria-label') ?? '';
    const inner = element.querySelector('[aria-label]')?.getAttribute('aria-label') ?? '';
    const own = element.matches('input, textarea')
      ? (element.closest('[aria-label]')?.getAttribute('aria-label') ?? '')
      : (element.textContent ?? '');
    if ((label || labelled || own || inner).trim() === '')
      report('name', 'serious', element, 'a control without a name');
  }

  // Who speaks to the phone says what is written on the control (WCAG 2.5.3); who listens hears all that others see.
  const bare = (text: string): string => text.replace(/[\s\p{P}\p{S}]+/gu, '');
  for (const element of controls) {
    const label = element.getAttribute('aria-label');
    if (label === null || label === '' || element.matches('input, textarea')) continue;
    const said = bare(label);
    const unsaid = words
      .filter((one) => element.contains(one.element))
      .flatMap(({ text }) => text.split(/[，。、；：（）]/))
      .filter((part) => !said.includes(bare(part)))
      .map(short);
    if (unsaid.length > 0) report('name-words', 'moderate', element, `shown, not said: ${unsaid.join(' ')}`);
  }

  // --- Heading, dates --------------------------------------------------------------------------------------------------
  const loading = page.querySelector('[aria-busy=true][role=status]');
  const titles = all.filter(
    (element) =>
      element.getAttribute('aria-level') === '1' &&
      element.getAttribute('role') === 'heading' &&
      element.checkVisibility(),
  );
  if (!dialog && !loading && titles.length !== 1)
    report('heading', 'moderate', page, `${titles.length} headings of level 1, there must be one`);
  for (const { element, text } of words)
    if (/\d{4}-\d{2}/.test(text))
      report('date', 'moderate', element, `not as people say it: “${short(text)}”`);

  // --- Contrast ------------------------------------------------------------------------------------------------------
  type Rgba = [number, number, number, number];
  const parse = (color: string): Rgba => {
    const parts = color.match(/[\d.]+/g)?.map(Number) ?? [];
    const [r = 0, g = 0, b = 0, a = 1] = parts;
    return color.startsWith('color(srgb') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top: Rgba, under: Rgba): Rgba => {
    const a = top[3];
    return [0, 1, 2].map((i) => (top[i] ?? 0) * a + (under[i] ?? 0) * (1 - a)).concat(1) as Rgba;
  };
  const luminance = ([r, g, b]: Rgba): number => {
    const [x = 0, y = 0, z = 0] = [r, g, b].map((value) => {
      const c = value / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a: Rgba, b: Rgba): number => {
    const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m) as [number, number];
    return (x + 0.05) / (y + 0.05);
  };
  /** What lies behind the words; null when it is a picture. */
  const ground = (element: Element): Rgba | null => {
    const layers: Rgba[] = [];
    for (let one: Element | null = element; one; one = one.parentElement) {
      const style = styleOf(one);
      if (style.backgroundImage !== 'none') return null;
      const color = parse(style.backgroundColor);
      if (color[3] === 0) continue;
      layers.push(color);
      if (color[3] === 1) break;
    }
    return layers.reverse().reduce<Rgba>((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  for (const { element, text } of words) {
    if (element.closest('[aria-disabled=true], [disabled]')) continue;
    const behind = ground(element);
    if (!behind) continue;
    const style = styleOf(element);
    const size = parseFloat(style.fontSize);
    const big = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const found = ratio(over(parse(style.color), behind), behind);
    if (found < (big ? 3 : 4.5))
      report('contrast', 'serious', element, `${found.toFixed(2)}:1 “${short(text)}”`);
    // AAA for what is to be read: words in a filled control or a tag have AA.
    // An example in an empty field is no main text.
    else if (
      found < (big ? 4.5 : 7) &&
      text.length > 12 &&
      !element.closest('[role=button], button, .wx-placeholder')
    )
      report('contrast-main', 'moderate', element, `${found.toFixed(2)}:1 “${short(text)}”`);
  }

  // --- Overflow, cut words, words over words ---------------------------------------------------------------------------
  const scrollsSideways = (element: Element): boolean => {
    for (let one = element.parentElement; one && one !== page; one = one.parentElement) {
      const style = styleOf(one);
      if (/(auto|scroll)/.test(style.overflowX) && one.scrollWidth > one.clientWidth) return true;
    }
    return false;
  };
  const edge = rectOf(page);
  for (const { element, text, rects } of words) {
    const right = Math.max(...rects.map((rect) => rect.right));
    const left = Math.min(...rects.map((rect) => rect.left));
    if ((right > edge.right + 1 || left < edge.left - 1) && !scrollsSideways(element))
      report(
        'overflow',
        'serious',
        element,
        `reaches ${Math.round(right - edge.right)} px out “${short(text)}”`,
      );
  }
  const scroller = page.querySelector<HTMLElement>('.page-scroll');
  if (scroller && scroller.scrollWidth > scroller.clientWidth + 1)
    report(
      'sideways',
      'serious',
      scroller,
      `the page is ${scroller.scrollWidth} wide in ${scroller.clientWidth}`,
    );

  for (const { element, text } of words) {
    for (let one: HTMLElement | null = element; one && one !== page; one = one.parentElement) {
      const style = styleOf(one);
      if (one.matches('.page-scroll')) break;
      const hides = (value: string): boolean => value === 'hidden' || value === 'clip';
      const sideways = hides(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
      const down = hides(style.overflowY) && one.scrollHeight > one.clientHeight + 2;
      if (one.clientWidth > 0 && (sideways || down)) {
        report('cut', 'serious', one, `“${short(text)}” is cut`);
        break;
      }
      if (/(auto|scroll)/.test(style.overflowY) || /(auto|scroll)/.test(style.overflowX)) break;
    }
  }

  const fixed: (element: Element) => boolean = once(
    (element) =>
      element !== page &&
      (/(fixed|sticky)/.test(styleOf(element).position) ||
        (element.parentElement !== null && fixed(element.parentElement))),
  );
  const flat = words.filter(({ element }) => !fixed(element));
  for (let i = 0; i < flat.length; i += 1) {
    const a = flat[i] as Words;
    for (let k = i + 1; k < flat.length; k += 1) {
      const b = flat[k] as Words;
      if (a.element === b.element || a.element.contains(b.element) || b.element.contains(a.element)) continue;
      const meets = a.rects.some((x) =>
        b.rects.some(
          (y) =>
            Math.min(x.right, y.right) - Math.max(x.left, y.left) > 3 &&
            Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top) > Math.min(x.height, y.height) * 0.4,
        ),
      );
      if (meets) report('overlap', 'serious', a.element, `lies over “${short(b.text)}”`);
    }
  }

  // --- Words: size, lines ----------------------------------------------------------------------------------------------
  const sizes = new Map<number, number>();
  for (const { element, text, rects } of words) {
    const style = styleOf(element);
    const size = parseFloat(style.fontSize);
    sizes.set(size, (sizes.get(size) ?? 0) + text.length);
    if (size < (large ? 21 : 16) - 0.1)
      report('small-words', 'serious', element, `${size} px “${short(text)}”`);
    const lines = new Set(rects.map(({ top }) => Math.round(top))).size;
    const height = parseFloat(style.lineHeight) / size;
    const heading = Number(style.fontWeight) >= 600 || element.closest('[role=heading], h1, h2, h3') !== null;
    if (lines > 1 && height < (heading ? 1.3 : 1.45))
      report('line-height', 'moderate', element, `${height.toFixed(2)} “${short(text)}”`);
  }
  const main = Math.max(0, ...[...sizes.keys()].filter((size) => (sizes.get(size) ?? 0) > 0));
  if (words.length > 0 && main < (large ? 24 : 18))
    report('main-text', 'serious', page, `largest words are ${main} px`);

  // --- Order of the focus ------------------------------------------------------------------------------------------------
  const inFlow = targets.filter((element) => !fixed(element) && !disabled(element));
  for (let i = 1; i < inFlow.length; i += 1) {
    const before = rectOf(inFlow[i - 1] as HTMLElement);
    const now = rectOf(inFlow[i] as HTMLElement);
    // Up and to the right is the next column.
    if (now.bottom <= before.top + 1 && now.left < before.right - 1)
      report('focus-order', 'moderate', inFlow[i] as HTMLElement, 'comes after something that lies below it');
  }

  // --- Pictures ------------------------------------------------------------------------------------------------------------
  for (const image of shown.filter(
    (element): element is HTMLImageElement => element instanceof HTMLImageElement,
  )) {
    // One that is loaded when it comes near is not there yet far below.
    if (image.loading === 'lazy' && image.currentSrc === '') continue;
    if (!image.complete || image.naturalWidth === 0) {
      report('picture', 'serious', image, `not shown: ${image.currentSrc.slice(-60)}`);
      continue;
    }
    const host = image.closest('wx-image') ?? image;
    const spoken =
      image.alt !== '' ||
      image.getAttribute('aria-hidden') === 'true' ||
      host.hasAttribute('aria-label') ||
      host.closest('[aria-hidden=true], [aria-label]');
    if (!spoken) report('picture-name', 'serious', image, 'a picture that says nothing and is not hidden');
    const { width, height } = rectOf(image);
    const vector = /\.svg(\?|$)|image\/svg/.test(image.currentSrc);
    // A phone with three pixels for one, and room for the cut of aspectFill.
    if (!vector && image.naturalWidth * image.naturalHeight > width * height * 9 * 2.2)
      report(
        'picture-size',
        'minor',
        image,
        `${image.naturalWidth}x${image.naturalHeight} shown at ${Math.round(width)}x${Math.round(height)}`,
      );
  }

  return findings;
}
