import { groupId, groupPhone } from '../../miniprogram/components/shared/group';
import { mount } from './support/mount';

const input = (screen: ReturnType<typeof mount>) => screen.tags('input')[0];

describe('ui-field', () => {
  it.each([
    ['idcard', 'idcard'],
    ['phone', 'number'],
    ['number', 'number'],
    ['digit', 'digit'],
    ['text', 'text'],
  ])('opens the right keyboard for %s', (type, keyboard) => {
    const screen = mount(`<ui-field label="号码" type="${type}" />`);
    expect(input(screen).attrs.type).toBe(keyboard);
  });

  it('lets a certificate with a re-issue mark be typed', () => {
    const screen = mount('<ui-field type="idcard" maxlength="{{22}}" />');
    expect(input(screen).attrs.type).toBe('text');
  });

  it('reads an ID number back in groups', () => {
    const screen = mount('<ui-field label="身份证号" type="idcard" value="99999919500101001X" />');
    expect(screen.text).toContain('999999 1950 0101 001X');
  });

  it('gives back a pasted number without spaces and with a capital X, and never cuts it short', async () => {
    const screen = mount('<ui-field name="id" type="idcard" bind:change="on" />');
    const pasted = '999999 1950 0101 001x';
    expect(Number(input(screen).attrs.maxlength)).toBeGreaterThanOrEqual(pasted.length);
    await screen.fire(input(screen), 'input', { value: pasted });
    expect(screen.events).toEqual([{ type: 'change', detail: { name: 'id', value: '99999919500101001X' } }]);
    expect(input(screen).attrs.value).toBe('99999919500101001X');
  });

  it('cuts what is too long only after cleaning', async () => {
    const screen = mount('<ui-field type="phone" bind:change="on" />');
    await screen.fire(input(screen), 'input', { value: '138 0000 0000 99' });
    expect(screen.events[0].detail).toEqual({ name: '', value: '13800000000' });
  });

  it('keeps the words of a text as typed', async () => {
    const screen = mount('<ui-field type="text" bind:blur="on" />');
    await screen.fire(input(screen), 'blur', { value: '谢家路 x' });
    expect(screen.events[0]).toEqual({ type: 'blur', detail: { name: '', value: '谢家路 x' } });
  });

  it('can be cleared with one tap, by a button that says what it clears', async () => {
    const screen = mount('<ui-field label="姓名" name="who" value="{{value}}" bind:change="on" />', {
      value: '谢',
    });
    await screen.tap(screen.get('button', '清空姓名'));
    expect(screen.events).toEqual([{ type: 'change', detail: { name: 'who', value: '' } }]);
    expect(input(screen).attrs.value).toBe('');
    expect(screen.roles('button')).toHaveLength(0);
  });

  it('speaks an error the moment it comes', () => {
    const screen = mount('<ui-field label="姓名" error="{{error}}" />', { error: '' });
    const region = screen.get('alert');
    expect(region.attrs['aria-live']).toBe('assertive');
    expect(input(screen).attrs['aria-invalid']).toBe('false');
    screen.set({ error: '还没有填姓名' });
    expect(screen.get('alert').text).toContain('还没有填姓名');
    expect(input(screen).attrs['aria-invalid']).toBe('true');
  });

  it('says that it is required, in words', () => {
    const screen = mount('<ui-field label="姓名" required />');
    expect(screen.text).toContain('必填');
    expect(input(screen).attrs['aria-label']).toBe('姓名，必填');
  });

  it('counts the words of a long text', () => {
    const screen = mount('<ui-field type="textarea" counter maxlength="{{200}}" value="六个字的情况" />');
    expect(screen.text).toContain('6/200字');
    expect(screen.tags('textarea')[0].attrs.maxlength).toBe(200);
  });
});

describe('groups', () => {
  it('splits ID and certificate numbers', () => {
    expect(groupId('99999919500101001X')).toBe('999999 1950 0101 001X');
    expect(groupId('99999919500101001X41')).toBe('999999 1950 0101 001X 41');
    expect(groupId('99999919500101001X41B1')).toBe('999999 1950 0101 001X 41 B1');
    expect(groupId('99999919')).toBe('999999 19');
  });

  it('splits mobile numbers and leaves others alone', () => {
    expect(groupPhone('13800000000')).toBe('138 0000 0000');
    expect(groupPhone('057462000000')).toBe('057462000000');
  });
});
