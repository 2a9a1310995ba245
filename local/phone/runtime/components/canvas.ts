/** `<canvas>`: the 2d node that SelectorQuery gives, and its old drawing context. */
import { h } from '../ui/dom';
import { defineBuiltIn } from './define';
import { withLateFonts } from './late-fonts';

type CanvasNode = HTMLCanvasElement & Record<string, unknown>;

/** Adds what WeChat's canvas node has and the browser's lacks. */
function extend(canvas: HTMLCanvasElement): CanvasNode {
  let pen: CanvasRenderingContext2D | null = null;
  const contextOf = canvas.getContext.bind(canvas) as (
    kind: string,
    options?: unknown,
  ) => RenderingContext | null;
  return Object.assign(canvas, {
    getContext: (kind: string, options?: unknown) => {
      const context = contextOf(kind, options);
      if (!(context instanceof CanvasRenderingContext2D)) return context;
      return (pen ??= withLateFonts(canvas, context));
    },
    createImage: () => new Image(),
    createPath2D: (path?: Path2D | string) => new Path2D(path),
    createImageData: (width: number, height: number) => new ImageData(width, height),
    requestAnimationFrame: (work: FrameRequestCallback) => requestAnimationFrame(work),
    cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
  }) as unknown as CanvasNode;
}

/** Canvas elements by their canvas-id, for the old interface. */
const byId = new Map<string, HTMLCanvasElement>();

/** The canvas with this canvas-id. */
export function canvasById(id: string): HTMLCanvasElement | undefined {
  return byId.get(id);
}

/** Registers it. */
export function registerCanvas(): void {
  defineBuiltIn({
    name: 'canvas',
    properties: { type: String, canvasId: String, disableScroll: Boolean },
    setup(host) {
      const canvas = extend(h('canvas', { width: 300, height: 150 }));
      host.dom.append(canvas);
      (host.dom as { __wxNode?: unknown }).__wxNode = canvas;
      // A picture for assistive technology once it has a name.
      host.dom.setAttribute('role', 'img');
      return {
        attached() {
          if (host.data.canvasId) byId.set(String(host.data.canvasId), canvas);
          // The old interface draws in CSS pixels; type="2d" sets its own size.
          if (host.data.type !== '2d') {
            canvas.width = host.dom.clientWidth;
            canvas.height = host.dom.clientHeight;
          }
        },
        detached: () => byId.delete(String(host.data.canvasId)),
      };
    },
  });
}
