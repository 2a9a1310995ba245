import { mount } from './support/mount';

const ITEMS = [
  { id: 'one', src: 'a.jpg', state: 'done' },
  { id: 'two', src: 'b.jpg', state: 'uploading', progress: 40 },
  { id: 'three', src: 'c.jpg', state: 'failed', error: '网络断了' },
];

const MARKUP =
  '<ui-photos items="{{items}}" max="{{max}}" disabled="{{disabled}}" bind:add="on" bind:remove="on" bind:retry="on" bind:preview="on" />';

describe('ui-photos', () => {
  it('says of each photo how it is', () => {
    const screen = mount(MARKUP, { items: ITEMS, max: 4, disabled: false });
    expect(screen.get('list').attrs['aria-label']).toBe('照片，已有3张，最多4张');
    expect(screen.get('button', '查看第2张').attrs['aria-label']).toContain('正在上传 40%');
    expect(screen.get('button', '查看第3张').attrs['aria-label']).toContain('网络断了');
  });

  it('tells the page what to do, by id', async () => {
    const screen = mount(MARKUP, { items: ITEMS, max: 4, disabled: false });
    await screen.tap(screen.get('button', '添加照片'));
    await screen.tap(screen.get('button', '查看第1张'));
    await screen.tap(screen.get('button', '重新上传第3张'));
    await screen.tap(screen.get('button', '删除第2张'));
    expect(screen.events).toEqual([
      { type: 'add', detail: { remaining: 1 } },
      { type: 'preview', detail: { id: 'one' } },
      { type: 'retry', detail: { id: 'three' } },
      { type: 'remove', detail: { id: 'two' } },
    ]);
  });

  it('offers no more when there are enough', () => {
    const screen = mount(MARKUP, { items: ITEMS, max: 3, disabled: false });
    expect(() => screen.get('button', '添加照片')).toThrow();
  });

  it('only shows when disabled', () => {
    const screen = mount(MARKUP, { items: ITEMS, max: 6, disabled: true });
    expect(() => screen.get('button', '添加照片')).toThrow();
    expect(() => screen.get('button', '删除')).toThrow();
  });
});

describe('ui-photo-grid', () => {
  const photos = [
    { id: 'p1', src: 'a.jpg', alt: '门口的坡道' },
    { id: 'p2', src: 'b.jpg', alt: '装好的扶手' },
  ];
  const previewImage = jest.fn();

  beforeEach(() => {
    previewImage.mockReset();
    Object.assign((globalThis as unknown as { wx: object }).wx, { previewImage });
  });

  it('opens the photo that was tapped, and names what it shows', async () => {
    const screen = mount('<ui-photo-grid photos="{{photos}}" bind:preview="on" />', { photos });
    await screen.tap(screen.get('button', '装好的扶手'));
    expect(previewImage).toHaveBeenCalledWith({ current: 'b.jpg', urls: ['a.jpg', 'b.jpg'] });
    expect(screen.events).toEqual([{ type: 'preview', detail: { id: 'p2', index: 1 } }]);
  });

  it('leaves the opening to the page when asked to', async () => {
    const screen = mount('<ui-photo-grid photos="{{photos}}" auto-preview="{{false}}" bind:preview="on" />', {
      photos,
    });
    await screen.tap(screen.get('button', '门口的坡道'));
    expect(previewImage).not.toHaveBeenCalled();
    expect(screen.events).toHaveLength(1);
  });
});
