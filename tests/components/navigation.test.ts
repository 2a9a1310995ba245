import { mount } from './support/mount';

describe('ui-tabs', () => {
  const items = [
    { key: 'todo', label: '待办', count: 12 },
    { key: 'done', label: '已办' },
  ];

  it('says which view is open and how much is in it', () => {
    const screen = mount('<ui-tabs label="申请" items="{{items}}" active="todo" />', { items });
    expect(screen.get('tablist', '申请')).toBeDefined();
    expect(screen.get('tab', '待办').attrs).toMatchObject({
      'aria-selected': true,
      'aria-label': '待办，12项',
    });
    expect(screen.get('tab', '已办').attrs).toMatchObject({ 'aria-selected': false, 'aria-label': '已办' });
  });

  it('tells a change, not a tap on the open one', async () => {
    const screen = mount('<ui-tabs items="{{items}}" active="todo" bind:change="on" />', { items });
    await screen.tap(screen.get('tab', '待办'));
    await screen.tap(screen.get('tab', '已办'));
    expect(screen.events).toEqual([{ type: 'change', detail: { key: 'done' } }]);
  });
});

describe('ui-search', () => {
  beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
  afterEach(() => jest.useRealTimers());

  it('tells the words when typing pauses, once', async () => {
    const screen = mount('<ui-search bind:change="on" />');
    await screen.fire(screen.tags('input')[0], 'input', { value: '谢' });
    jest.advanceTimersByTime(200);
    await screen.fire(screen.tags('input')[0], 'input', { value: '谢家' });
    jest.advanceTimersByTime(299);
    expect(screen.events).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(screen.events).toEqual([{ type: 'change', detail: { value: '谢家' } }]);
  });

  it('searches at once on the search key and does not tell the same again', async () => {
    const screen = mount('<ui-search bind:change="on" bind:confirm="on" />');
    await screen.fire(screen.tags('input')[0], 'input', { value: '谢' });
    await screen.fire(screen.tags('input')[0], 'confirm', { value: '谢' });
    jest.advanceTimersByTime(1000);
    expect(screen.events).toEqual([{ type: 'confirm', detail: { value: '谢' } }]);
  });

  it('is cleared by a button that speaks', async () => {
    const screen = mount('<ui-search value="谢" placeholder="搜姓名" bind:change="on" />');
    expect(screen.tags('input')[0].attrs['aria-label']).toBe('搜姓名');
    await screen.tap(screen.get('button', '清空搜索'));
    expect(screen.events).toEqual([{ type: 'change', detail: { value: '' } }]);
    expect(screen.tags('input')[0].attrs.value).toBe('');
  });
});

describe('ui-tile, ui-cell, ui-card, ui-person, ui-section', () => {
  it('speaks a tile as one sentence, with its badge', async () => {
    const screen = mount(
      '<ui-tile title="辅具器材" note="轮椅、拐杖" badge="2" badge-label="2件待确认" bind:press="on" />',
    );
    await screen.tap(screen.get('button', '辅具器材，轮椅、拐杖，2件待确认'));
    expect(screen.events).toHaveLength(1);
  });

  it('keeps a disabled tile quiet', async () => {
    const screen = mount('<ui-tile title="积分商城" disabled bind:press="on" />');
    expect(screen.get('button').attrs['aria-disabled']).toBe(true);
    await screen.tap(screen.get('button'));
    expect(screen.events).toEqual([]);
  });

  it.each([
    ['<ui-cell label="设置" value="标准" link bind:press="on" />', '设置，标准'],
    ['<ui-card title="轮椅" note="正在办" pressable bind:press="on" />', '轮椅，正在办'],
    ['<ui-person name="王先生" note="志愿者" link bind:press="on" />', '王先生，志愿者'],
    ['<ui-section title="我的申请" action="全部" bind:action="on" />', '我的申请，全部'],
  ])('is a button with a full name: %s', async (markup, name) => {
    const screen = mount(markup);
    const button = screen.get('button');
    expect(button.attrs['aria-label']).toBe(name);
    await screen.tap(button);
    expect(screen.events).toHaveLength(1);
  });

  it.each([
    '<ui-cell label="姓名" value="谢" bind:press="on" />',
    '<ui-card title="轮椅" bind:press="on" />',
    '<ui-person name="王先生" bind:press="on" />',
  ])('is no button when it leads nowhere: %s', async (markup) => {
    const screen = mount(markup);
    expect(screen.roles('button')).toHaveLength(0);
    for (const node of screen.tags('view').slice(0, 1)) await screen.tap(node);
    expect(screen.events).toEqual([]);
  });

  it('makes headings of the level asked for', () => {
    const screen = mount('<ui-section title="申请辅具" level="1" /><ui-section title="费用" />');
    expect(screen.roles('heading').map(({ attrs }) => attrs['aria-level'])).toEqual([1, 2]);
  });

  it('says whether what its action shows is shown', () => {
    const section = (expanded: string) =>
      mount(`<ui-section title="定时任务" action="展开" ${expanded} />`).get('button', '定时任务，展开');
    expect(section('expanded="false"').attrs['aria-expanded']).toBe('false');
    expect(section('expanded="true"').attrs['aria-expanded']).toBe('true');
    expect(section('').attrs['aria-expanded']).toBe('');
  });
});
