/** `<image>` and `<cover-image>`: all modes, lazy loading, svg, load and error events. */
import { h } from '../ui/dom';
import { resolveSource } from './basic';
import { defineBuiltIn, type Host } from './define';

/** CSS of WeChat's modes: [object-fit, object-position]. */
const MODES: Record<string, [string, string]> = {
  scaleToFill: ['fill', 'center'],
  aspectFit: ['contain', 'center'],
  aspectFill: ['cover', 'center'],
  widthFix: ['fill', 'center'],
  heightFix: ['fill', 'center'],
  top: ['none', 'top'],
  bottom: ['none', 'bottom'],
  center: ['none', 'center'],
  left: ['none', 'left'],
  right: ['none', 'right'],
  'top left': ['none', 'left top'],
  'top right': ['none', 'right top'],
  'bottom left': ['none', 'left bottom'],
  'bottom right': ['none', 'right bottom'],
};

function setup(host: Host): ReturnType<NonNullable<Parameters<typeof defineBuiltIn>[0]['setup']>> {
  const picture = h('img', { alt: '', draggable: 'false' });
  host.dom.append(picture);
  host.element.controlElement = picture;
  // Without a label an image is decoration; with one it is named by it.
  const name = new MutationObserver(() => {
    const label = picture.getAttribute('aria-label');
    if (label !== picture.alt) picture.alt = label ?? '';
  });
  name.observe(picture, { attributes: true, attributeFilter: ['aria-label'] });
  picture.addEventListener('load', () => {
    resize();
    host.emit('load', { width: picture.naturalWidth, height: picture.naturalHeight });
  });
  picture.addEventListener('error', () => {
    if (picture.getAttribute('src'))
      host.emit('error', { errMsg: `GET ${String(host.data.src)} 404 (Not Found)` });
  });
  const resize = (): void => {
    const { naturalWidth: width, naturalHeight: height } = picture;
    const { mode } = host.data;
    if (mode === 'widthFix' && width) {
      host.element.setNodeStyle(`height:${(host.dom.clientWidth * height) / width}px`, 3);
    } else if (mode === 'heightFix' && height) {
      host.element.setNodeStyle(`width:${(host.dom.clientHeight * width) / height}px`, 3);
    } else {
      host.element.setNodeStyle('', 3);
    }
  };
  const resized = new ResizeObserver(resize);
  const update = (changed?: string): void => {
    const [fit, position] = MODES[String(host.data.mode)] ?? ['fill', 'center'];
    picture.style.objectFit = fit;
    picture.style.objectPosition = position;
    picture.loading = host.data.lazyLoad ? 'lazy' : 'eager';
    if (changed !== 'src' && changed !== undefined) return;
    const source = resolveSource(host, host.data.src);
    if (source) picture.src = source;
    else picture.removeAttribute('src');
  };
  return {
    update,
    attached() {
      update();
      if (host.data.mode === 'widthFix' || host.data.mode === 'heightFix') resized.observe(host.dom);
    },
    detached() {
      resized.disconnect();
      name.disconnect();
    },
  };
}

/** Registers them. */
export function registerImage(): void {
  const properties = {
    src: String,
    mode: { type: String, value: 'scaleToFill' },
    lazyLoad: Boolean,
    webp: Boolean,
    showMenuByLongpress: Boolean,
  };
  defineBuiltIn({ name: 'image', properties, setup });
  defineBuiltIn({ name: 'cover-image', properties, setup });
}
