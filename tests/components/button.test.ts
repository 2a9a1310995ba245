import { mount } from './support/mount';

describe('ui-button', () => {
  it('tells one press for one tap', async () => {
    const screen = mount('<ui-button bind:press="on">提交申请</ui-button>');
    const button = screen.get('button', '提交申请');
    await screen.tap(button);
    expect(screen.events.map((event) => event.type)).toEqual(['press']);
  });

  it('ignores the second tap of a trembling hand, not a later one', async () => {
    const now = jest.spyOn(Date, 'now').mockReturnValue(10_000);
    const screen = mount('<ui-button bind:press="on">打电话</ui-button>');
    await screen.tap(screen.get('button'));
    now.mockReturnValue(10_300);
    await screen.tap(screen.get('button'));
    expect(screen.events).toHaveLength(1);
    now.mockReturnValue(10_800);
    await screen.tap(screen.get('button'));
    expect(screen.events).toHaveLength(2);
    now.mockRestore();
  });

  it.each(['loading', 'disabled'])('does nothing while %s, and says so', async (state) => {
    const screen = mount(`<ui-button ${state} open-type="getPhoneNumber" bind:press="on">提交</ui-button>`);
    const button = screen.get('button');
    await screen.tap(button);
    expect(screen.events).toEqual([]);
    expect(button.attrs['aria-disabled']).toBe(true);
    expect(button.attrs['aria-busy']).toBe(state === 'loading');
    expect(button.attrs['open-type']).toBe('');
  });

  it('hands WeChat answers on', async () => {
    const screen = mount(
      '<ui-button open-type="getPhoneNumber" bind:getphonenumber="on">用微信手机号</ui-button>',
    );
    await screen.fire(screen.get('button'), 'getphonenumber', { code: 'abc' });
    expect(screen.events).toEqual([{ type: 'getphonenumber', detail: { code: 'abc' } }]);
  });

  it('speaks its label, and whether it is pressed', () => {
    const screen = mount('<ui-button label="朗读本页" pressed="true" icon="speaker">朗读</ui-button>');
    const button = screen.get('button', '朗读本页');
    expect(button.attrs['aria-pressed']).toBe('true');
    expect(screen.classed('i-speaker')[0].attrs['aria-hidden']).toBe('true');
  });
});
