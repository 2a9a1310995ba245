/** One certificate of service as a picture, to be saved to the album; staff verify it by its code. */
import type { CertificateView } from '../../../typings/api/records';
import { myCertificate } from '../../services/pairing';
import { definePage } from '../../services/page';
import { certificateQr, certificateWords } from '../../shared/certificate-code';
import { ALBUM_DATA, albumHandlers } from '../shared/album';
import type { Pen } from '../shared/paper';
import { CERTIFICATE_SIZE, certificateText, drawCertificate } from './drawing';

/** A font that the first drawing asked for is there by then: what had no letters is drawn once more. */
const FONT_MS = 1000;

definePage({
  ...albumHandlers('certificate', CERTIFICATE_SIZE),
  certificateId: '',
  certificate: null as CertificateView | null,
  data: { text: '', code: '', qr: '', ...ALBUM_DATA },

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
  drawing() {
    const { certificate } = this;
    return certificate && ((pen: Pen) => drawCertificate(pen, certificate));
  },
});
