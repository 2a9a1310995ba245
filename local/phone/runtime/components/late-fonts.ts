/**
 * A phone has its fonts before a page draws. The browser fetches the part of a web font that holds a character when the character is first
 * drawn, and draws a box in its place meanwhile; words of a document change by themselves once it is there, a canvas does not.
 */

/** A drawing context that draws everything again when the characters of its words have come. */
export function withLateFonts(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
): CanvasRenderingContext2D {
  /** All that was done since the canvas was last empty. */
  let done: (() => unknown)[] = [];

  for (const side of ['width', 'height'] as const) {
    const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, side) as {
      get: () => number;
      set: (pixels: number) => void;
    };
    Object.defineProperty(canvas, side, {
      configurable: true,
      get,
      // Empties the canvas, also where it stays as large as it was.
      set(pixels: number) {
        done = [];
        set.call(canvas, pixels);
      },
    });
  }

  const fetchFont = async (text: string): Promise<void> => {
    if (document.fonts.check(context.font, text)) return;
    try {
      await document.fonts.load(context.font, text);
    } catch {
      // Without a network the words stay as the browser has drawn them.
      return;
    }
    context.reset();
    for (const step of done) step();
  };

  return new Proxy(context, {
    get(_, key) {
      const value: unknown = Reflect.get(context, key, context);
      if (typeof value !== 'function') return value;
      return (...given: unknown[]): unknown => {
        const step = (): unknown => Reflect.apply(value, context, given);
        done.push(step);
        if (key === 'fillText' || key === 'strokeText') void fetchFont(String(given[0]));
        return step();
      };
    },
    set(_, key, value) {
      const step = (): boolean => Reflect.set(context, key, value, context);
      done.push(step);
      return step();
    },
  });
}
