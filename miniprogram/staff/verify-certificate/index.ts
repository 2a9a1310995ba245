/** Whether a certificate of service is real, by its QR code or the eight characters under it, and what it says. */
import type { CertificateView } from '../../../typings/api/records';
import { problems, type FieldEvent } from '../../pages/shared/form';
import { verifyCertificate } from '../../services/pairing';
import { definePage } from '../../services/page';
import { certificateWords, readCertificateCode } from '../../shared/certificate-code';
import { friendlyDate } from '../../shared/china-time';
import { durationWords } from '../../shared/service-words';

interface Fact {
  label: string;
  value: string;
}

function factsOf(certificate: CertificateView, now: number): Fact[] {
  const { name, villageName, from, to, figures, issuedAt, code } = certificate;
  return [
    { label: '姓名', value: name },
    { label: '登记在', value: villageName },
    { label: '时间', value: `${from} 到 ${to}` },
    { label: '服务', value: `${figures.services}次，${durationWords(figures.minutes)}` },
    { label: '帮过', value: `${figures.residents}位残障朋友` },
    { label: '开出', value: friendlyDate(issuedAt, now) },
    { label: '核验码', value: certificateWords(code) },
  ];
}

definePage({
  data: { code: '', facts: [] as Fact[], wrong: '' },

  onCode(event: FieldEvent) {
    this.setData({ code: event.detail.value, facts: [], wrong: '', errors: {} });
  },
  async onScan() {
    let text: string;
    try {
      text = (await wx.scanCode({ scanType: ['qrCode'] })).result;
    } catch {
      return; // The person closed the camera.
    }
    const code = readCertificateCode(text);
    if (code === '') {
      this.setData({ facts: [], wrong: '这不是服务证明的二维码，请扫证明左下角的二维码，或输入核验码。' });
      return;
    }
    this.setData({ code });
    await this.verify(code);
  },
  async onVerify() {
    const code = readCertificateCode(this.data.code);
    const errors = problems({ code: code === '' ? '核验码是8位字母和数字，没有0、1、I、O' : '' });
    this.setData({ errors, facts: [], wrong: '' });
    if (code !== '') await this.verify(code);
  },
  async verify(code: string) {
    this.setData({ facts: [], wrong: '' });
    const certificate = await this.act(
      'verify',
      { code },
      () => verifyCertificate(code),
      (error) => {
        if (error.code !== 'NOT_FOUND') return false;
        this.setData({ wrong: error.message });
        return true;
      },
    );
    if (certificate) this.setData({ facts: factsOf(certificate, Date.now()) });
  },
});
