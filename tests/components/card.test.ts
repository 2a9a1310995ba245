import { mount } from './support/mount';

describe('ui-card', () => {
  it('shows all its slots, with and without a title', () => {
    const slots = '<view slot="extra">右边</view><view>中间</view><view slot="footer">下面</view>';
    expect(mount(`<ui-card title="轮椅">${slots}</ui-card>`).text).toBe('轮椅右边中间下面');
    expect(mount('<ui-card><view>中间</view></ui-card>').text).toBe('中间');
  });

  it('has a heading', () => {
    expect(mount('<ui-card title="轮椅" />').get('heading', '轮椅').attrs['aria-level']).toBe(2);
    const within = mount('<ui-card title="轮椅" level="{{3}}" />').get('heading', '轮椅');
    expect(within.attrs['aria-level']).toBe(3);
  });

  it('that can be pressed is one button: what is inside is said by its name, not a second time', () => {
    const screen = mount('<ui-card title="轮椅" note="昨天" pressable label="轮椅，昨天，正在办" />');
    expect(screen.get('button', '轮椅，昨天，正在办').attrs['aria-label']).toBe('轮椅，昨天，正在办');
    expect(screen.roles('heading')).toEqual([]);
  });
});
