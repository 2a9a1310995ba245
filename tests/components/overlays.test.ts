import { mount } from './support/mount';

const DIALOG =
  '<ui-dialog show="{{show}}" title="要撤回申请吗" message="{{message}}" confirm-text="撤回申请" cancel-text="{{cancel}}" danger busy="{{busy}}" bind:confirm="on" bind:cancel="on" />';

describe('ui-dialog', () => {
  const open = { show: true, message: '撤回后要重新申请', cancel: '取消', busy: false };

  it('is not there until shown', () => {
    const screen = mount(DIALOG, { ...open, show: false });
    expect(screen.roles('alertdialog')).toHaveLength(0);
    screen.set({ show: true });
    expect(screen.roles('alertdialog')).toHaveLength(1);
  });

  it('is modal and speaks the question with its consequence', () => {
    const dialog = mount(DIALOG, open).get('alertdialog', '要撤回申请吗');
    expect(dialog.attrs['aria-modal']).toBe('true');
    expect(dialog.attrs['aria-label']).toContain('撤回后要重新申请');
  });

  it('tells confirm and cancel, also by the mask', async () => {
    const screen = mount(DIALOG, open);
    await screen.tap(screen.get('button', '撤回申请'));
    await screen.tap(screen.get('button', '取消'));
    await screen.tap(screen.classed('mask')[0]);
    expect(screen.events.map(({ type, detail }) => [type, (detail as { by?: string })?.by])).toEqual([
      ['confirm', undefined],
      ['cancel', 'button'],
      ['cancel', 'mask'],
    ]);
  });

  it('cannot be left while it is working', async () => {
    const screen = mount(DIALOG, { ...open, busy: true });
    await screen.tap(screen.get('button', '撤回申请'));
    await screen.tap(screen.get('button', '取消'));
    await screen.tap(screen.classed('mask')[0]);
    expect(screen.events).toEqual([]);
  });

  it('must be answered when there is one button only', async () => {
    const screen = mount(DIALOG, { ...open, cancel: '' });
    expect(screen.roles('button')).toHaveLength(1);
    await screen.tap(screen.classed('mask')[0]);
    expect(screen.events).toEqual([]);
  });
});

describe('ui-sheet', () => {
  it('is a named dialog, closed by a button with words or by the mask', async () => {
    const screen = mount('<ui-sheet show title="为什么是这个价" bind:close="on">您满60周岁</ui-sheet>');
    expect(screen.get('dialog', '为什么是这个价').attrs['aria-modal']).toBe('true');
    expect(screen.text).toContain('您满60周岁');
    await screen.tap(screen.get('button', '关闭'));
    await screen.tap(screen.classed('mask')[0]);
    expect(screen.events.map(({ detail }) => detail)).toEqual([{ by: 'button' }, { by: 'mask' }]);
  });
});
