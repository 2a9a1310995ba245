/** wx.createAnimation: records steps; the `animation` attribute of any node plays them (components/base.ts). */

export interface AnimationStep {
  styles: Record<string, string>;
  duration: number;
  delay: number;
  timing: string;
  origin: string;
}

interface Options {
  duration?: number;
  delay?: number;
  timingFunction?: string;
  transformOrigin?: string;
}

const length = (value: number | string): string => (typeof value === 'number' ? `${value}px` : value);
const TRANSFORMS: Record<string, (...args: any[]) => string> = {
  rotate: (a) => `rotate(${a}deg)`,
  rotateX: (a) => `rotateX(${a}deg)`,
  rotateY: (a) => `rotateY(${a}deg)`,
  rotateZ: (a) => `rotateZ(${a}deg)`,
  rotate3d: (x, y, z, a) => `rotate3d(${x},${y},${z},${a}deg)`,
  scale: (x, y = x) => `scale(${x},${y})`,
  scaleX: (x) => `scaleX(${x})`,
  scaleY: (y) => `scaleY(${y})`,
  scale3d: (x, y, z) => `scale3d(${x},${y},${z})`,
  translate: (x, y = 0) => `translate(${length(x)},${length(y)})`,
  translateX: (x) => `translateX(${length(x)})`,
  translateY: (y) => `translateY(${length(y)})`,
  translateZ: (z) => `translateZ(${length(z)})`,
  translate3d: (x, y, z) => `translate3d(${length(x)},${length(y)},${length(z)})`,
  skew: (x, y = 0) => `skew(${x}deg,${y}deg)`,
  skewX: (x) => `skewX(${x}deg)`,
  skewY: (y) => `skewY(${y}deg)`,
  matrix: (...args) => `matrix(${args.join(',')})`,
};
const STYLES = ['opacity', 'backgroundColor', 'width', 'height', 'left', 'right', 'top', 'bottom'];

/** wx.createAnimation */
export function createAnimation(defaults: Options = {}): Record<string, unknown> {
  let steps: AnimationStep[] = [];
  let transforms: string[] = [];
  let styles: Record<string, string> = {};
  const animation: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(TRANSFORMS)) {
    animation[name] = (...args: number[]) => {
      transforms.push(make(...args));
      return animation;
    };
  }
  for (const name of STYLES) {
    animation[name] = (value: number | string) => {
      const unitless = name === 'opacity' || name === 'backgroundColor';
      styles[name] = unitless ? String(value) : length(value);
      return animation;
    };
  }
  animation.step = (options: Options = {}) => {
    const {
      duration = 400,
      delay = 0,
      timingFunction = 'linear',
      transformOrigin = '50% 50% 0',
    } = { ...defaults, ...options };
    if (transforms.length) styles.transform = transforms.join(' ');
    steps.push({ styles, duration, delay, timing: timingFunction, origin: transformOrigin });
    styles = {};
    transforms = [];
    return animation;
  };
  animation.export = () => {
    const actions = steps;
    steps = [];
    return { actions };
  };
  return animation;
}
