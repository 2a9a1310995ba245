import { darkModules, darkSquares } from './modules';

/** Always these two, in dark mode too: many scanners do not read light on dark. */
const DARK = '#000000';
const LIGHT = '#ffffff';

interface Measured {
  node: WechatMiniprogram.Canvas;
  width: number;
}

/** As much of a 2d context as is drawn with here; the phone's code has no DOM types. */
interface Pen {
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
}

/** A QR code, drawn on the phone, so that it is there without network. What it says is never shown as text. */
Component({
  options: { styleIsolation: 'isolated' },
  properties: {
    code: { type: String, value: '' },
    label: { type: String, value: '二维码' },
    size: { type: String, value: 'normal' },
  },
  observers: {
    'code, size'() {
      if (this.data.ready) this.draw();
    },
  },
  data: { ready: false },
  lifetimes: {
    attached() {
      this.data.ready = true;
      // Not yet laid out; and `ready` does not come everywhere for what appears on a page later.
      wx.nextTick(() => this.draw());
    },
  },
  pageLifetimes: {
    resize() {
      this.draw();
    },
  },
  methods: {
    /** Measures the canvas as it is laid out now and draws at the screen's own pixels. */
    draw() {
      const { code } = this.data;
      if (!code) return;
      this.createSelectorQuery()
        .select('.canvas')
        .fields({ node: true, size: true })
        .exec(([found]: [Measured | null]) => {
          // Gone again, or not laid out, or overtaken by another code.
          if (!found?.node || found.width === 0 || code !== this.data.code) return;
          this.paint(found.node, Math.round(found.width * wx.getWindowInfo().pixelRatio));
        });
    },
    paint(canvas: WechatMiniprogram.Canvas, pixels: number) {
      canvas.width = pixels;
      canvas.height = pixels;
      const pen = canvas.getContext('2d') as Pen;
      pen.fillStyle = LIGHT;
      pen.fillRect(0, 0, pixels, pixels);
      pen.fillStyle = DARK;
      const squares = darkSquares(darkModules(this.data.code), pixels);
      for (const { x, y, side } of squares) pen.fillRect(x, y, side, side);
      if (squares.length > 0) this.triggerEvent('drawn');
    },
  },
});
