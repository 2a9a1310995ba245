/** `<video>`, `<audio>`, `<web-view>`, and views that can be dragged. */
import { h } from '../ui/dom';
import { resolveSource } from './basic';
import { defineBuiltIn, type Host, type Lifecycle } from './define';

function setupPlayer(kind: 'video' | 'audio') {
  return (host: Host): Lifecycle => {
    const player = h(kind, { controls: true, preload: 'metadata' });
    host.dom.append(player);
    host.element.controlElement = player;
    (host.dom as { __wxContext?: unknown }).__wxContext = player;
    for (const name of ['play', 'pause', 'ended', 'waiting'] as const)
      player.addEventListener(name, () => host.emit(name));
    player.addEventListener('timeupdate', () =>
      host.emit('timeupdate', { currentTime: player.currentTime, duration: player.duration }),
    );
    player.addEventListener('error', () => host.emit('error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }));
    const update = (): void => {
      const source = resolveSource(host, host.data.src);
      if (source && player.src !== new URL(source, location.href).href) player.src = source;
      player.controls = host.data.controls !== false;
      player.loop = Boolean(host.data.loop);
      player.muted = Boolean(host.data.muted);
      player.autoplay = Boolean(host.data.autoplay);
      if (player instanceof HTMLVideoElement && host.data.poster)
        player.poster = resolveSource(host, host.data.poster);
    };
    return { update, attached: update, detached: () => player.pause() };
  };
}

function setupWebView(host: Host): Lifecycle {
  const frame = h('iframe', { title: '网页' });
  host.dom.append(frame);
  const update = (): void => {
    const url = new URL(String(host.data.src ?? ''), location.href);
    if (url.origin === location.origin) frame.src = url.href;
    else frame.srcdoc = '<p style="font:16px sans-serif;padding:24px">这部手机不打开其他网站。</p>';
  };
  frame.addEventListener('load', () => host.emit('load', { src: host.data.src }));
  return { update, attached: update };
}

function setupMovable(host: Host): Lifecycle {
  let [x, y] = [0, 0];
  let start: { x: number; y: number; fromX: number; fromY: number } | undefined;
  const place = (): void => host.element.setNodeStyle(`transform:translate(${x}px,${y}px)`, 3);
  const limit = (value: number, room: number): number =>
    Math.max(Math.min(0, room), Math.min(Math.max(0, room), value));
  host.on('touchstart', (event: any) => {
    const touch = event.extraFields.touches[0];
    start = { x: touch.clientX, y: touch.clientY, fromX: x, fromY: y };
  });
  host.on('touchmove', (event: any) => {
    const { direction, disabled } = host.data;
    if (!start || disabled || !direction || direction === 'none') return;
    const touch = event.extraFields.touches[0];
    const area = host.dom.parentElement as HTMLElement;
    if (direction !== 'vertical')
      x = limit(start.fromX + touch.clientX - start.x, area.clientWidth - host.dom.offsetWidth);
    if (direction !== 'horizontal')
      y = limit(start.fromY + touch.clientY - start.y, area.clientHeight - host.dom.offsetHeight);
    place();
    host.emit('change', { x, y, source: 'touch' });
  });
  host.on('touchend', () => {
    start = undefined;
  });
  const update = (): void => {
    [x, y] = [Number(host.data.x) || 0, Number(host.data.y) || 0];
    place();
  };
  return { update, attached: update };
}

/** Registers them. */
export function registerMedia(): void {
  const player = {
    src: String,
    autoplay: Boolean,
    loop: Boolean,
    controls: { type: Boolean, value: true },
    muted: Boolean,
  };
  defineBuiltIn({
    name: 'video',
    properties: { ...player, poster: String, objectFit: String, initialTime: Number, title: String },
    setup: setupPlayer('video'),
  });
  defineBuiltIn({
    name: 'audio',
    properties: { ...player, poster: String, name: String, author: String },
    setup: setupPlayer('audio'),
  });
  defineBuiltIn({ name: 'web-view', properties: { src: String }, setup: setupWebView });
  defineBuiltIn({ name: 'movable-area', properties: { scaleArea: Boolean } });
  defineBuiltIn({
    name: 'movable-view',
    properties: {
      direction: String,
      inertia: Boolean,
      outOfBounds: Boolean,
      x: null,
      y: null,
      damping: Number,
      friction: Number,
      disabled: Boolean,
      scale: Boolean,
      animation: null,
    },
    setup: setupMovable,
  });
}
