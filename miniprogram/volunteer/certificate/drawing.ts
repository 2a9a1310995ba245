/** The certificate of service, drawn: a sheet of paper with the name, the figures, and the code that staff verify. */
import type { CertificateView } from '../../../typings/api/records';
import { darkModules, darkSquares } from '../../components/qr/modules';
import { certificateQr, certificateWords } from '../../shared/certificate-code';
import { chinaDate } from '../../shared/china-time';
import { durationWords } from '../../shared/service-words';
import { drawPaper, FONT, linesOf, MARGIN, type Pen, type Size } from '../shared/paper';

export const CERTIFICATE_SIZE: Size = { width: 900, height: 1272 };

const PAPER = '#ffffff';
const INK = '#1d2b2a';
const GREEN = '#0b6b5d';
const QR = 230;

/** '2026年3月5日'. */
function dayWords(day: string): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${year}年${Number(month)}月${Number(date)}日`;
}

/** The words of the certificate: also what a screen reader is told. */
export function certificateText({ name, villageName, from, to, figures }: CertificateView): string {
  const { services, minutes, residents } = figures;
  return `兹证明${name}（${villageName}志愿者）从${dayWords(from)}到${dayWords(to)}，参加助残志愿服务${services}次，共${durationWords(minutes)}，帮助残障朋友${residents}位。`;
}

/** Draws it. */
export function drawCertificate(pen: Pen, certificate: CertificateView): void {
  const { width, height } = CERTIFICATE_SIZE;
  drawPaper(pen, CERTIFICATE_SIZE, {
    paper: PAPER,
    colour: GREEN,
    heading: '志愿服务证明',
    letters: 76,
    top: 220,
  });
  pen.textAlign = 'left';
  pen.fillStyle = INK;
  pen.font = `44px ${FONT}`;
  linesOf(pen, `　　${certificateText(certificate)}`, width - 2 * MARGIN).forEach((line, i) => {
    pen.fillText(line, MARGIN, 350 + i * 74);
  });
  const top = height - MARGIN - QR - 60;
  for (const { x, y, side } of darkSquares(darkModules(certificateQr(certificate.code)), QR)) {
    pen.fillRect(MARGIN - 20 + x, top + y, side, side);
  }
  pen.font = `bold 34px ${FONT}`;
  pen.fillText(`核验码 ${certificateWords(certificate.code)}`, MARGIN, height - MARGIN - 14);
  pen.textAlign = 'right';
  pen.font = `bold 38px ${FONT}`;
  pen.fillText(certificate.by, width - MARGIN, top + 130);
  pen.font = `36px ${FONT}`;
  pen.fillText(dayWords(chinaDate(certificate.issuedAt)), width - MARGIN, top + 190);
}
