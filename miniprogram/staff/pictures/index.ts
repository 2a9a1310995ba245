/** Pictures for everybody that the machine could not judge: staff look, one after the other. */
import type { MediaApi } from '../../../typings/api/media';
import { appended } from '../../shared/paging';
import { definePage } from '../../services/page';
import { friendlyTime } from '../../shared/china-time';
import { decidePicture, pictures } from '../shared/pictures';

type Row = MediaApi['pictures']['output']['items'][number];

const PURPOSES: Record<Row['purpose'], string> = {
  notice: '发布的信息',
  goods: '积分商城的东西',
  donation: '捐赠的证明',
};

interface Shown {
  photoId: string;
  url: string;
  title: string;
  note: string;
  own: boolean;
}

const shown = ({ photoId, url, purpose, createdAt, own }: Row): Shown => ({
  photoId,
  url,
  title: PURPOSES[purpose],
  note: `${friendlyTime(createdAt, Date.now())}放的`,
  own,
});

definePage({
  data: {
    rows: [] as Shown[],
    chosen: '',
    refusing: false,
  },

  async load() {
    const list = await this.readList(this.data.rows.length, ({ cursor = null }) => pictures(cursor));
    if (!list) return this.data.phase;
    this.setData({ rows: list.items.map(shown), next: list.next });
    return list.items.length === 0 ? 'empty' : 'ready';
  },
  async onReachBottom() {
    await this.readMore(async (cursor) => {
      const page = await pictures(cursor);
      return {
        rows: appended(this.data.rows, page.items.map(shown), ({ photoId }) => photoId),
        next: page.next,
      };
    });
  },
  onLook(event: WechatMiniprogram.CustomEvent) {
    const url = String(event.currentTarget.dataset.url);
    void wx.previewImage({ urls: [url], current: url });
  },
  onPass(event: WechatMiniprogram.CustomEvent) {
    void this.decide(String(event.currentTarget.dataset.id), true);
  },
  onRefuse(event: WechatMiniprogram.CustomEvent) {
    this.setData({ chosen: String(event.currentTarget.dataset.id), refusing: true });
  },
  onKeep() {
    this.setData({ refusing: false });
  },
  async onConfirmRefuse() {
    await this.decide(this.data.chosen, false);
    this.setData({ refusing: false });
  },
  async decide(photoId: string, pass: boolean) {
    const input = { photoId, pass };
    const done = await this.act('decide', input, (requestId) => decidePicture(input, requestId));
    if (!done) return;
    void wx.showToast({ title: pass ? '已公开' : '已记下，别人看不到', icon: 'none' });
    await this.reload();
  },
});
