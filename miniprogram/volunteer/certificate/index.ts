/** One certificate of service as a picture, to be saved to the album; staff verify it by its code. */
import type { CertificateView } from '../../../typings/api/records';
import { openAlbumSettings, saveToAlbum } from '../shared/album';
import { myCertificate } from '../../services/pairing';
import { definePage } from '../../services/page';
import { certificateQr, certificateWords } from '../../shared/certificate-code';
import type { Pen } from '../donation/thanks';
import { CERTIFICATE_SIZE, certificateText, drawCertificate } from './drawing';

/** A font that the first drawing asked for is there by then: what had no letters is drawn once more. */
const FONT_MS = 1000;

definePage({
  certificateId: '',
  certificate: null as CertificateView | null,
  data: { text: '', code: '', qr: '', saving: false, refused: false },

  onLoad(query) {
    this.certificateId = query.certificateId ?? '';
  },
  async load() {
    this.certificate = await myCertificate(this.certificateId);
    const { code } = this.certificate;
    this.setData({
      text: certificateText(this.certificate),
      code: certificateWords(code),
      qr: certificateQr(code),
      phase: 'ready',
    });
    wx.nextTick(() => this.withCanvas(() => undefined));
    setTimeout(() => this.withCanvas(() => undefined), FONT_MS);
  },
  /** Draws on the canvas as it is laid out, then goes on with it. */
  withCanvas(next: (canvas: WechatMiniprogram.Canvas) => void) {
    wx.createSelectorQuery()
      .select('.certificate')
      .fields({ node: true, size: true })
      .exec(([found]: [{ node: WechatMiniprogram.Canvas } | null]) => {
        if (!found?.node || !this.certificate) return;
        found.node.width = CERTIFICATE_SIZE.width;
        found.node.height = CERTIFICATE_SIZE.height;
        drawCertificate(found.node.getContext('2d') as Pen, this.certificate);
        next(found.node);
      });
  },
  onSave() {
    if (this.data.saving) return;
    this.setData({ saving: true, refused: false });
    this.withCanvas((canvas) => void this.save(canvas));
  },
  async save(canvas: WechatMiniprogram.Canvas) {
    const saved = await saveToAlbum(canvas);
    this.setData({ saving: false, refused: saved === 'refused' });
    if (saved === 'saved') void wx.showToast({ title: '已存到相册', icon: 'success' });
    if (saved === 'failed') this.say('没有存成功', '请看看手机里还有没有空间，再试一次。');
  },
  onSettings() {
    void openAlbumSettings();
  },
});
