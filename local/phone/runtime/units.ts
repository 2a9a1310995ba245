/** Loads pages and components when they are first needed; gives them `Page`, `Component` and `Behavior`. */
import { appConfig, mp } from './context';
import { guard, reportError } from './errors';
import { codeSpace } from './space';
import { addComponentStyle } from './styles';
import { templateOf } from './templates';
import type { Json } from './types';

type Definition = Json & { behaviors?: unknown[]; options?: Json; externalClasses?: unknown[] };

const loaded = new Set<string>();
/** Which unit is loading, and whether its script has registered it yet. */
let current: { path: string; registered: boolean } | undefined;

const SHARED = ['shared', 'page-shared'];

const formField = codeSpace
  .behavior()
  .definition({ properties: { name: String, value: { type: null, value: null } } } as any)
  .register();

/** Behaviours that WeChat itself brings, by their name. */
const BUILT_IN_BEHAVIORS: Record<string, unknown> = { 'wx://form-field': formField };

/** What WeChat accepts and glass-easel's adapter does not: named behaviours, empty external classes. */
function normalize(definition: Definition): Definition {
  const behaviors = definition.behaviors
    ?.map((item) => (typeof item === 'string' ? BUILT_IN_BEHAVIORS[item] : item))
    .filter(Boolean);
  const externalClasses = definition.externalClasses?.filter(Boolean);
  return { ...definition, ...(behaviors && { behaviors }), ...(externalClasses && { externalClasses }) };
}

function applyOptions(path: string, definition: Definition): void {
  const config = codeSpace.getComponentStaticConfig(path) as unknown as Json;
  if (mp.units[path]?.kind === 'page') return;
  const { styleIsolation, addGlobalClass } = definition.options ?? {};
  if (styleIsolation && !config.styleIsolation) config.styleIsolation = styleIsolation;
  if (addGlobalClass && !config.styleIsolation) config.styleIsolation = 'apply-shared';
}

function take(kind: string): string {
  if (!current) throw new Error(`${kind}() 只能在页面或组件自己的文件加载时调用`);
  current.registered = true;
  return current.path;
}

/** The globals of the mini-program that define things. */
export const definers = {
  Page(definition: Definition): void {
    const path = take('Page');
    codeSpace
      .component(path)
      .pageDefinition(normalize(definition) as any)
      .register();
  },
  Component(definition?: Definition): unknown {
    const path = take('Component');
    if (!definition) return codeSpace.component(path);
    applyOptions(path, definition);
    return codeSpace
      .component(path)
      .definition(normalize(definition) as any)
      .register();
  },
  Behavior(definition?: Definition): unknown {
    if (!definition) return codeSpace.behavior();
    return codeSpace
      .behavior()
      .definition(normalize(definition) as any)
      .register();
  },
};

function staticConfig(path: string): Json {
  const unit = mp.units[path];
  const json = unit?.light ?? {};
  const config: Json = {
    ...json,
    usingComponents: { ...appConfig().usingComponents, ...(json.usingComponents as Json) },
  };
  if (unit?.kind === 'page') {
    // A page's own style sheet is never prefixed, whatever constructor it uses.
    config.component = false;
    config.styleIsolation = 'shared';
  } else {
    config.component = true;
  }
  return config;
}

/** Registers a unit after all that it uses; does nothing the second time. */
export function ensureUnit(path: string): void {
  if (loaded.has(path)) return;
  loaded.add(path);
  const config = staticConfig(path);
  codeSpace.addComponentStaticConfig(path, config as any);
  const prefix = mp.units[path]?.prefix ?? '';
  codeSpace.addStyleSheet(path, path, prefix);
  const template = templateOf(path);
  if (template) codeSpace.addCompiledTemplate(path, template as any);
  const generics = (config.componentGenerics ?? {}) as Record<string, { default?: string }>;
  const defaults = Object.values(generics).flatMap((item) => item.default ?? []);
  for (const used of [...Object.values(config.usingComponents as Record<string, string>), ...defaults]) {
    ensureUnit(used.replace(/^\//, ''));
  }
  load(path, mp.units[path]?.kind === 'page');
  if (mp.units[path]?.kind === 'component') {
    const { styleIsolation } = codeSpace.getComponentStaticConfig(path) as unknown as Json;
    addComponentStyle(path, SHARED.includes(String(styleIsolation)) ? '' : prefix);
  }
}

function load(path: string, isPage: boolean): void {
  const outer = current;
  const mine = { path, registered: false };
  current = mine;
  guard(path, () => mp.modules[path]?.());
  if (!mine.registered) {
    if (mp.modules[path]) reportError(new Error(`${path} 没有调用 Page() 或 Component()`), path);
    if (isPage) definers.Page({});
    else definers.Component({});
  }
  current = outer;
}
