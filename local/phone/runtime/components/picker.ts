/** `<picker>`: a sheet with columns; `<picker-view>`: columns inside the page. */
import { openLayer } from '../ui/layers';
import { h } from '../ui/dom';
import { createWheel } from '../ui/wheel';
import { defineBuiltIn, hostOf, type Host, type Lifecycle } from './define';
import { dateColumns, dateValue, regionColumns, timeColumns, timeValue, type Columns } from './pickerModes';
import type { WxElement } from '../types';

function texts(range: unknown, key: unknown): string[] {
  return (Array.isArray(range) ? range : []).map((item) =>
    String(key && item ? (item as Record<string, unknown>)[String(key)] : item),
  );
}

/** Columns of a picker for a value (its own, or one being chosen). */
function columnsOf(host: Host, value: unknown): Columns {
  const { mode, range, rangeKey, start, end, fields, level } = host.data;
  if (mode === 'date') return dateColumns(value, start, end, fields);
  if (mode === 'time') return timeColumns(value, start, end);
  if (mode === 'region') return regionColumns(value, level);
  if (mode === 'multiSelector') {
    const lists = (Array.isArray(range) ? range : []).map((list) => texts(list, rangeKey));
    const indexes = lists.map((_, column) => Number((value as number[] | undefined)?.[column] ?? 0));
    return { texts: lists, indexes, labels: lists.map((_, column) => `第 ${column + 1} 列`) };
  }
  return { texts: [texts(range, rangeKey)], indexes: [Number(value) || 0], labels: ['选项'] };
}

/** The picker's value for columns as they stand. */
function valueOf(host: Host, columns: Columns): unknown {
  const { mode } = host.data;
  if (mode === 'date') return dateValue(columns);
  if (mode === 'time') return timeValue(columns);
  if (mode === 'region') return columns.texts.map((list, column) => list[columns.indexes[column] ?? 0]);
  return mode === 'multiSelector' ? columns.indexes : columns.indexes[0];
}

/** Modes whose later columns depend on the earlier ones. */
const DEPENDENT = ['date', 'time', 'region'];

function open(host: Host, onColumns: (update: () => void) => void): void {
  let columns = columnsOf(host, host.data.value);
  const change = (column: number, index: number): void => {
    columns.indexes[column] = index;
    if (DEPENDENT.includes(String(host.data.mode))) {
      columns = columnsOf(host, valueOf(host, columns));
      wheels.forEach(
        (wheel, at) => at > column && wheel.setItems(columns.texts[at] ?? [], columns.indexes[at] ?? 0),
      );
    }
    if (host.data.mode === 'multiSelector') host.emit('columnchange', { column, value: index });
  };
  const wheels = columns.texts.map((list, column) =>
    createWheel(columns.labels[column] ?? '', list, columns.indexes[column] ?? 0, (index) =>
      change(column, index),
    ),
  );
  // The page may give other lists while the picker is open (multiSelector).
  onColumns(() => {
    const fresh = columnsOf(
      host,
      host.data.mode === 'multiSelector' ? host.data.value : valueOf(host, columns),
    );
    fresh.texts.forEach((list, column) => {
      const same = JSON.stringify(list) === JSON.stringify(columns.texts[column]);
      if (!same || fresh.indexes[column] !== columns.indexes[column])
        wheels[column]?.setItems(list, fresh.indexes[column] ?? 0);
    });
    columns = fresh;
  });
  const finish = (confirmed: boolean): void => {
    layer.close();
    onColumns(() => undefined);
    if (!confirmed) {
      host.emit('cancel');
      return;
    }
    const value = valueOf(host, columns);
    host.set('value', value);
    host.emit('change', host.data.mode === 'region' ? { value, code: [], postcode: '' } : { value });
  };
  const title = String(host.data.headerText ?? '') || '请选择';
  const layer = openLayer(
    'sheet',
    title,
    [
      h(
        'div',
        { class: 'picker-bar' },
        h('button', { type: 'button', onclick: () => finish(false) }, '取消'),
        h('span', { class: 'picker-title' }, String(host.data.headerText ?? '')),
        h('button', { type: 'button', class: 'primary', onclick: () => finish(true) }, '确定'),
      ),
      h('div', { class: 'picker-columns' }, ...wheels.map((wheel) => wheel.element)),
    ],
    () => finish(false),
  );
}

function setupPicker(host: Host): Lifecycle {
  let refresh: () => void = () => undefined;
  let initial: unknown;
  const { dom } = host;
  dom.setAttribute('role', 'button');
  dom.setAttribute('aria-haspopup', 'dialog');
  dom.tabIndex = 0;
  const activate = (): void => {
    if (!host.data.disabled) open(host, (update) => (refresh = update));
  };
  host.on('tap', activate);
  host.element.control = {
    name: () => String(host.data.name ?? ''),
    value: () => host.data.value,
    reset: () => host.set('value', initial),
    activate,
  };
  return {
    update(changed) {
      if (changed === 'range' || changed === 'value') refresh();
      if (host.data.disabled) dom.setAttribute('aria-disabled', 'true');
      else dom.removeAttribute('aria-disabled');
    },
    attached: () => {
      initial = host.data.value;
      // Content that is a button itself says what it is and takes the focus: a button in a button is none for a screen reader.
      if (!dom.querySelector('[role=button], button')) return;
      for (const name of ['role', 'aria-haspopup', 'tabindex']) dom.removeAttribute(name);
    },
  };
}

function columnHosts(view: Host): Host[] {
  return [...view.dom.querySelectorAll('wx-picker-view-column')].flatMap((dom) => {
    const element = (dom as { __wxElement?: WxElement }).__wxElement;
    return (element && hostOf(element)) ?? [];
  });
}

function itemHeight(column: HTMLElement): number {
  return (column.firstElementChild as HTMLElement | null)?.offsetHeight || 34;
}

function setupView(host: Host): Lifecycle {
  const apply = (): void => {
    const value = (host.data.value as number[] | undefined) ?? [];
    const height = /height:\s*([\d.]+)(px|rpx)/.exec(String(host.data.indicatorStyle ?? ''));
    if (height)
      host.dom.style.setProperty(
        '--item',
        height[2] === 'px' ? `${height[1]}px` : `calc(${height[1]} * var(--phone-rpx))`,
      );
    columnHosts(host).forEach((column, at) =>
      column.dom.scrollTo({ top: (value[at] ?? 0) * itemHeight(column.dom) }),
    );
  };
  const soon = (): void => void setTimeout(apply, 0);
  return { update: soon, attached: soon };
}

function setupColumn(host: Host): Lifecycle {
  let settled: ReturnType<typeof setTimeout> | undefined;
  host.dom.tabIndex = 0;
  host.dom.addEventListener('scroll', () => {
    clearTimeout(settled);
    settled = setTimeout(() => {
      const dom = host.dom.closest('wx-picker-view') as { __wxElement?: WxElement } | null;
      const view = dom?.__wxElement && hostOf(dom.__wxElement);
      if (!view) return;
      const value = columnHosts(view).map((column) =>
        Math.round(column.dom.scrollTop / itemHeight(column.dom)),
      );
      if (JSON.stringify(value) === JSON.stringify(view.data.value)) return;
      view.set('value', value);
      view.emit('change', { value });
      view.emit('pickend');
    }, 120);
  });
  host.dom.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    host.dom.scrollBy({ top: step * itemHeight(host.dom) });
  });
  return {};
}

/** Registers them. */
export function registerPicker(): void {
  defineBuiltIn({
    name: 'picker',
    properties: {
      mode: { type: String, value: 'selector' },
      range: null,
      rangeKey: String,
      value: null,
      start: String,
      end: String,
      fields: { type: String, value: 'day' },
      level: { type: String, value: 'region' },
      customItem: String,
      headerText: String,
      disabled: Boolean,
      name: String,
    },
    setup: setupPicker,
  });
  defineBuiltIn({
    name: 'picker-view',
    properties: {
      value: Array,
      indicatorStyle: String,
      indicatorClass: String,
      maskStyle: String,
      maskClass: String,
      immediateChange: Boolean,
    },
    setup: setupView,
  });
  defineBuiltIn({ name: 'picker-view-column', setup: setupColumn });
}
