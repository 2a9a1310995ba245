import { mount } from './support/mount';

const PURPOSES = [
  { key: 'identity', title: '核对身份', text: '用姓名和证件号核对。' },
  { key: 'service', title: '办理帮扶', text: '用住址和电话办理。' },
];
const MARKUP =
  '<ui-consent purposes="{{purposes}}" agreed="{{agreed}}" error="{{error}}" disabled="{{disabled}}" bind:change="on" />';
const consent = (agreed: string[], more: object = {}) =>
  mount(MARKUP, { purposes: PURPOSES, agreed, error: '', disabled: false, ...more });

describe('ui-consent', () => {
  it('nothing is ticked beforehand; each purpose says its text and is ticked by its own name', () => {
    const screen = consent([]);
    expect(screen.roles('checkbox').map(({ attrs }) => [attrs['aria-label'], attrs['aria-checked']])).toEqual(
      [
        ['我同意：核对身份', false],
        ['我同意：办理帮扶', false],
      ],
    );
    expect(screen.roles('heading').map(({ text }) => text)).toEqual(['核对身份', '办理帮扶']);
    expect(screen.text).toContain('用住址和电话办理。');
  });

  it('gives the keys agreed to, in the order of the purposes', async () => {
    const screen = consent(['service']);
    await screen.tap(screen.get('checkbox', '核对身份'));
    await screen.tap(screen.get('checkbox', '办理帮扶'));
    expect(screen.events).toEqual([
      { type: 'change', detail: { value: ['identity', 'service'] } },
      { type: 'change', detail: { value: [] } },
    ]);
  });

  it('says what is missing and marks only that', () => {
    const screen = consent(['identity'], { error: '请看完并勾选' });
    screen.get('alert', '请看完并勾选');
    expect(screen.classed('missing').map(({ text }) => text.includes('办理帮扶'))).toEqual([true]);
  });

  it('cannot be changed when disabled', async () => {
    const screen = consent(['identity'], { disabled: true });
    await screen.tap(screen.get('checkbox', '核对身份'));
    expect(screen.events).toEqual([]);
  });
});
