/** Shapes shared by the modules of the phone's runtime. */
export type Json = Record<string, unknown>;

/** A glass-easel element with what we use of it. */
export interface WxElement {
  $$: HTMLElement | null;
  is: string;
  id: string;
  dataset: Json;
  parentNode: WxElement | null;
  childNodes: WxElement[];
  ownerShadowRoot: { getHostNode(): WxComponentElement; createNativeNode(tag: string): WxElement } | null;
  data?: Json;
  /** Where aria attributes and labels of a built-in control go, when that is not its host. */
  controlElement?: HTMLElement;
  setNodeClass(names: string, segment?: number): void;
  setNodeStyle(style: string, segment?: number): void;
  addListener(name: string, listener: (event: WxEvent) => unknown): void;
  getMethodCaller?(): unknown;
  /** Built-in controls: how a `<label>` or a form talks to it. */
  control?: FormControl;
  destroyBackendElement?(): void;
}

export interface WxComponentElement extends WxElement {
  getMethodCaller(): WxComponent;
  getShadowRoot():
    | (WxElement & { querySelector(s: string): WxElement | null; querySelectorAll(s: string): WxElement[] })
    | null;
  triggerPageLifetime(name: string, args: unknown[]): void;
  setData(data: Json): void;
  replaceDataOnPath(path: string[], value: unknown): void;
  applyDataUpdates(): void;
}

/** What a form asks of a field. */
export interface FormControl {
  name(): string;
  value(): unknown;
  reset(): void;
  /** What a tap on its label does. */
  activate(): void;
}

export interface WxEvent {
  type: string;
  timeStamp: number;
  target: WxElement;
  currentTarget: WxElement;
  detail: unknown;
  mark: Json | null;
  extraFields?: Json;
  preventDefault(): void;
  stopPropagation(): void;
}

/** `this` of a page or a component. */
export interface WxComponent {
  _$: WxComponentElement;
  is: string;
  data: Json;
  setData(data: Json, callback?: () => void): void;
  // The fields and methods that the mini-program gave it.
  [name: string]: any;
}

/** One compiled page, component or the app. */
export interface UnitConfig {
  kind: 'app' | 'page' | 'component';
  light: Json;
  dark: Json;
  hasScript: boolean;
  prefix: string;
}

/** What the compiler gives (see compiler/build.ts). */
export interface MiniProgram {
  appid: string;
  app: { light: AppConfig; dark: AppConfig };
  pages: string[];
  units: Record<string, UnitConfig>;
  styles: Record<string, string>;
  modules: Record<string, () => unknown>;
  templates: Record<string, TemplateGroup>;
  diagnostics: { level: string; file: string; message: string; line?: number }[];
}

export type TemplateGroup = (name: string) => TemplateFunction | undefined;
export type TemplateFunction = (
  wrapper: any,
  isCreation: boolean,
  data: unknown,
  changes: unknown,
) => unknown;

export interface WindowConfig extends Json {
  navigationBarTitleText?: string;
  navigationBarBackgroundColor?: string;
  navigationBarTextStyle?: string;
  navigationStyle?: string;
  backgroundColor?: string;
  enablePullDownRefresh?: boolean;
  onReachBottomDistance?: number;
}

export interface TabItem {
  pagePath: string;
  text: string;
  iconPath?: string;
  selectedIconPath?: string;
}

export interface AppConfig extends Json {
  entryPagePath?: string;
  window?: WindowConfig;
  tabBar?: {
    custom?: boolean;
    list: TabItem[];
    color?: string;
    selectedColor?: string;
    backgroundColor?: string;
    borderStyle?: string;
  };
  usingComponents?: Record<string, string>;
  plugins?: Record<string, { version: string; provider: string }>;
}

/** Options of the phone, from its URL and the server. */
export interface PhoneSettings {
  openid: string;
  label: string;
  path: string;
  fontSize: number;
  /** Whether the person agreed to the privacy guide before this phone was opened. */
  privacyAgreed: boolean;
  theme: 'light' | 'dark';
  offline: boolean;
}
