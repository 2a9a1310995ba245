import { mount } from './support/mount';

describe('ui-status', () => {
  it('has another shape for every tone', () => {
    const shapes = ['neutral', 'info', 'progress', 'success', 'warning', 'danger'].map((tone) => {
      const screen = mount(`<ui-status tone="${tone}" text="状态" />`);
      return screen.all.map((node) => String(node.attrs.class)).find((name) => name.includes('i-'));
    });
    expect(new Set(shapes).size).toBe(6);
  });

  it('takes the icon it is given', () => {
    expect(mount('<ui-status tone="info" text="在路上" icon="truck" />').classed('i-truck')).toHaveLength(1);
  });
});

describe('ui-notice', () => {
  it('speaks a danger at once, other tones only when asked', () => {
    expect(mount('<ui-notice tone="danger" text="没交成" />').get('alert').attrs['aria-live']).toBe(
      'assertive',
    );
    expect(mount('<ui-notice live text="已存好" />').get('status').attrs['aria-live']).toBe('polite');
    expect(mount('<ui-notice text="提示" />').get('note').attrs['aria-live']).toBe('off');
  });

  it('offers what can be done', async () => {
    const screen = mount('<ui-notice text="缺照片" action="去补" bind:action="on" />');
    await screen.tap(screen.get('button', '去补'));
    expect(screen.events.map(({ type }) => type)).toEqual(['action']);
  });
});

describe('ui-offline-bar', () => {
  it('keeps a live region, so that coming and going is spoken', () => {
    const screen = mount('<ui-offline-bar show="{{show}}" />', { show: false });
    expect(screen.get('status').attrs['aria-live']).toBe('polite');
    expect(screen.text).toBe('');
    screen.set({ show: true });
    expect(screen.get('status').text).toContain('没有网络');
  });
});

describe('ui-assist-bar', () => {
  it('says for whom an officer acts and ends it; without a name it takes no room', async () => {
    const screen = mount('<ui-assist-bar label="{{label}}" bind:leave="on" />', { label: '' });
    expect(screen.text).toBe('');
    screen.set({ label: '代 王* 办理' });
    expect(screen.get('status').text).toContain('正在代 王* 办理');
    await screen.tap(screen.get('button', '退出代办，不再代 王* 办理'));
    expect(screen.events.map(({ type }) => type)).toEqual(['leave']);
  });
});

describe('ui-state', () => {
  it('is busy and says so while loading', () => {
    const screen = mount('<ui-state kind="loading" rows="{{2}}" />');
    expect(screen.get('status', '正在打开').attrs['aria-busy']).toBe('true');
    expect(screen.classed('row')).toHaveLength(2);
  });

  it.each(['error', 'offline'])('offers to try again after %s without being told', async (kind) => {
    const screen = mount(`<ui-state kind="${kind}" bind:action="on" />`);
    await screen.tap(screen.get('button', '再试一次'));
    expect(screen.events.map(({ type }) => type)).toEqual(['action']);
  });

  it.each(['empty', 'error', 'offline', 'denied', 'expired'])('has words for %s', (kind) => {
    const screen = mount(`<ui-state kind="${kind}" />`);
    expect(screen.get('heading').text.length).toBeGreaterThan(4);
  });

  it('prefers the words of the page', async () => {
    const screen = mount(
      '<ui-state kind="empty" title="还没有申请" note="要轮椅可以申请" action="去申请" secondary-action="打电话问" code="A1" bind:secondary="on" />',
    );
    expect(screen.get('heading').text).toBe('还没有申请');
    expect(screen.text).toContain('编号 A1');
    await screen.tap(screen.get('button', '打电话问'));
    expect(screen.events.map(({ type }) => type)).toEqual(['secondary']);
  });
});

describe('ui-price', () => {
  it('says free as a sentence', () => {
    const screen = mount('<ui-price free original="640.00" />');
    expect(screen.classed('line')[0].attrs['aria-label']).toBe('0元，免费');
    expect(screen.text).toContain('原价 640.00 元');
  });

  it('says what one pays as a sentence', () => {
    const screen = mount('<ui-price amount="320.00" note="满60周岁" />');
    expect(screen.classed('line')[0].attrs['aria-label']).toBe('自付320.00元');
    expect(screen.text).toBe('自付320.00元满60周岁');
  });
});

describe('ui-steps', () => {
  const items = [{ title: '选辅具' }, { title: '看费用' }, { title: '交申请' }];

  it('marks the step one is at, for ear and eye', () => {
    const screen = mount('<ui-steps items="{{items}}" current="{{1}}" />', { items });
    const steps = screen.roles('listitem');
    expect(steps.map(({ attrs }) => attrs['aria-current'])).toEqual(['', 'step', '']);
    expect(steps.map(({ attrs }) => attrs['aria-label'])).toEqual([
      '第1步，共3步，选辅具，已完成',
      '第2步，共3步，看费用，现在这一步',
      '第3步，共3步，交申请，还没到',
    ]);
    expect(screen.classed('i-check')).toHaveLength(1);
  });
});

describe('ui-timeline', () => {
  it('tells of each step what it is, how it stands, when and who', () => {
    const items = [
      {
        title: '村里已核实',
        state: 'done',
        time: '3月6日',
        actor: '谢家路村',
        photos: [{ src: 'a.jpg', alt: '门口' }],
      },
      { title: '材料要补', state: 'bad', note: '照片看不清' },
    ];
    const screen = mount('<ui-timeline items="{{items}}" />', { items });
    expect(screen.get('list', '办理进度')).toBeDefined();
    expect(screen.roles('text').map(({ attrs }) => attrs['aria-label'])).toEqual([
      '村里已核实，已完成，3月6日，谢家路村',
      '材料要补，请留意，照片看不清',
    ]);
    expect(screen.get('button', '门口')).toBeDefined();
  });
});
