/** Mounts markup with our components and reads what a screen reader would: roles, names, states, words. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import simulate from 'miniprogram-simulate';

export const MINIPROGRAM = resolve(__dirname, '../../../miniprogram');

interface ExparserNode {
  _vt?: { tagName: string; attrs: { name: string; value: unknown }[] };
  __virtual?: boolean;
  __wxSlotChildren?: ExparserNode[];
  textContent?: string;
  $$?: HTMLElement;
  dataset?: Record<string, unknown>;
}

interface RootLike {
  _exparserNode: ExparserNode;
  dom: HTMLElement;
  attach(parent: HTMLElement): void;
  detach(): void;
  setData(data: object): void;
}

/** One node as it is rendered now. */
export interface Seen {
  tag: string;
  attrs: Record<string, unknown>;
  role: string;
  text: string;
  children: Seen[];
  dom: HTMLElement;
}

export interface Told {
  type: string;
  detail: unknown;
}

/** The tags of components/README.md with their folders. */
function registeredComponents(): Record<string, string> {
  const readme = readFileSync(join(MINIPROGRAM, 'components/README.md'), 'utf8');
  const block = /"usingComponents": (\{[^}]+\})/.exec(readme);
  return JSON.parse(block![1]) as Record<string, string>;
}

/** Only what the markup names, because loading a component costs more than rendering it. */
function usedIn(markup: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(registeredComponents()).filter(([tag]) => markup.includes(`<${tag}`)),
  );
}

function see(node: ExparserNode): Seen[] {
  if (typeof node.textContent === 'string' && !node._vt?.tagName) {
    return [{ tag: '#text', attrs: {}, role: '', text: node.textContent, children: [], dom: node.$$! }];
  }
  const children = (node.__wxSlotChildren ?? []).flatMap(see);
  if (node.__virtual || !node._vt) return children;
  const attrs = Object.fromEntries(node._vt.attrs.map(({ name, value }) => [name, value]));
  const text = children.map((child) => child.text).join('');
  return [
    { tag: node._vt.tagName, attrs, role: String(attrs['aria-role'] ?? ''), text, children, dom: node.$$! },
  ];
}

const mounted: { root: RootLike; folder: string }[] = [];

afterEach(() => {
  for (const { root, folder } of mounted.splice(0)) {
    root.detach();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** What is on the screen, and what the components have told their page through the handler `on`. */
export class Screen {
  constructor(
    private readonly root: RootLike,
    readonly events: Told[],
  ) {}

  get all(): Seen[] {
    const flat = (nodes: Seen[]): Seen[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
    return flat(see(this.root._exparserNode));
  }

  get text(): string {
    return see(this.root._exparserNode)
      .map((node) => node.text)
      .join('');
  }

  roles(role: string): Seen[] {
    return this.all.filter((node) => node.role === role);
  }

  tags(tag: string): Seen[] {
    return this.all.filter((node) => node.tag === tag);
  }

  classed(name: string): Seen[] {
    return this.all.filter((node) =>
      String(node.attrs.class ?? '')
        .split(/\s+/)
        .includes(name),
    );
  }

  /** The node with this role whose spoken name (label, else words) contains `name`. */
  get(role: string, name = ''): Seen {
    const found = this.roles(role).find((node) =>
      String(node.attrs['aria-label'] || node.text).includes(name),
    );
    if (!found) {
      const there = this.roles(role).map((node) => node.attrs['aria-label'] || node.text);
      throw new Error(`no ${role} named '${name}'; there are: ${JSON.stringify(there)}`);
    }
    return found;
  }

  async fire(node: Seen, type: string, detail: object = {}): Promise<void> {
    const element = (node.dom as unknown as { __wxElement: unknown }).__wxElement;
    const exparser = jest.requireActual<{
      Event: { dispatchEvent(target: unknown, event: unknown): void; create(...args: unknown[]): unknown };
    }>('miniprogram-exparser');
    exparser.Event.dispatchEvent(
      element,
      exparser.Event.create(type, detail, {
        bubbles: type === 'tap',
        capturePhase: true,
        composed: type === 'tap',
      }),
    );
    await Promise.resolve();
  }

  tap(node: Seen): Promise<void> {
    return this.fire(node, 'tap');
  }

  set(data: object): void {
    this.root.setData(data);
  }
}

/** `on` in the markup records events: `<ui-button bind:press="on">`. */
export function mount(markup: string, data: object = {}): Screen {
  const folder = mkdtempSync(join(tmpdir(), 'ui-'));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ usingComponents: usedIn(markup) }));
  writeFileSync(join(folder, 'index.wxml'), markup);
  writeFileSync(join(folder, 'index.js'), 'Component(globalThis.uiHost)');
  const events: Told[] = [];
  const on = ({ type, detail }: Told): void => void events.push({ type, detail });
  (globalThis as unknown as { uiHost: object }).uiHost = { data, methods: { on } };
  let id = '';
  jest.isolateModules(() => {
    id = simulate.load(join(folder, 'index'), { compiler: 'simulate', rootPath: MINIPROGRAM });
  });
  const root = simulate.render(id) as unknown as RootLike;
  root.attach(document.body);
  mounted.push({ root, folder });
  return new Screen(root, events);
}
