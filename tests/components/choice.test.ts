import { mount } from './support/mount';

const DATA = {
  options: [
    { value: 'a', label: '手动轮椅', note: '家人推' },
    { value: 'b', label: '电动轮椅' },
    { value: 'c', label: '轻便轮椅', disabled: true },
  ],
};

describe('ui-choice', () => {
  it('is a radio group that says which one is chosen', () => {
    const screen = mount('<ui-choice label="要哪一种" options="{{options}}" value="b" />', DATA);
    expect(screen.get('radiogroup', '要哪一种')).toBeDefined();
    expect(screen.roles('radio').map((radio) => radio.attrs['aria-checked'])).toEqual([false, true, false]);
    expect(screen.get('radio', '手动轮椅').attrs['aria-label']).toBe('手动轮椅，家人推');
  });

  it('tells a new choice once and the same choice never', async () => {
    const screen = mount('<ui-choice name="kind" options="{{options}}" value="b" bind:change="on" />', DATA);
    await screen.tap(screen.get('radio', '电动轮椅'));
    expect(screen.events).toEqual([]);
    await screen.tap(screen.get('radio', '手动轮椅'));
    expect(screen.events).toEqual([{ type: 'change', detail: { name: 'kind', value: 'a' } }]);
  });

  it('does not choose what is not to be had', async () => {
    const screen = mount('<ui-choice options="{{options}}" value="" bind:change="on" />', DATA);
    const off = screen.get('radio', '轻便轮椅');
    expect(off.attrs['aria-disabled']).toBe(true);
    await screen.tap(off);
    expect(screen.events).toEqual([]);
  });

  it('adds and takes away when several may be chosen', async () => {
    const markup =
      '<ui-choice label="种类" multiple options="{{options}}" value="{{value}}" bind:change="on" />';
    const screen = mount(markup, { ...DATA, value: ['a'] });
    expect(screen.get('group', '种类').attrs['aria-label']).toContain('可以选几个');
    await screen.tap(screen.get('checkbox', '电动轮椅'));
    expect(screen.events.pop()?.detail).toEqual({ name: '', value: ['a', 'b'] });
    await screen.tap(screen.get('checkbox', '手动轮椅'));
    expect(screen.events.pop()?.detail).toEqual({ name: '', value: [] });
  });

  it('follows the page', () => {
    const screen = mount('<ui-choice options="{{options}}" value="{{value}}" />', { ...DATA, value: 'a' });
    screen.set({ value: 'b' });
    expect(screen.get('radio', '电动轮椅').attrs['aria-checked']).toBe(true);
    expect(screen.get('radio', '手动轮椅').attrs['aria-checked']).toBe(false);
  });
});

describe('ui-faces', () => {
  it('has five faces with names, and tells the one that is tapped', async () => {
    const screen = mount('<ui-faces name="how" value="{{4}}" bind:change="on" />');
    const names = screen.roles('radio').map((face) => face.attrs['aria-label']);
    expect(names).toEqual(['很不满意', '不满意', '一般', '满意', '很满意']);
    expect(screen.roles('radio').map((face) => face.attrs['aria-checked'])).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
    await screen.tap(screen.get('radio', '很不满意'));
    expect(screen.events).toEqual([{ type: 'change', detail: { name: 'how', value: 1 } }]);
  });

  it('shows one face in words when it is only to be read', () => {
    const screen = mount('<ui-faces readonly value="{{2}}" />');
    expect(screen.roles('radio')).toHaveLength(0);
    expect(screen.text).toContain('不满意');
    expect(screen.classed('i-face-2')).toHaveLength(1);
  });
});
