/** The certificate of service, drawn: a sheet of paper with the name, the figures, and the code that staff verify. */
import type { CertificateView } from '../../../typings/api/records';
import { darkModules, darkSquares } from '../../components/qr/modules';
import { certificateQr, certificateWords } from '../../shared/certificate-code';
import { chinaDate } from '../../shared/china-time';
import { durationWords } from '../../shared/service-words';
import { linesOf, type Pen } from '../donation/thanks';

/** Width and height of the picture in pixels. */
export const CERTIFICATE_SIZE = { width: 900, height: 1272 } as const;

const PAPER = '#ffffff';
const INK = '#1d2b2a';
const GREEN = '#0b6b5d';
/** Where a phone has no font of its own for Chinese, the one that the page is set in. */
const FONT = '"Noto Sans SC Variable", sans-serif';
const MARGIN = 110;
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

/** Draws it; the same in light and dark mode, since it is a sheet of paper. */
export function drawCertificate(pen: Pen, certificate: CertificateView): void {
  const { width, height } = CERTIFICATE_SIZE;
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, width, height);
  pen.strokeStyle = GREEN;
  pen.lineWidth = 12;
  pen.strokeRect(36, 36, width - 72, height - 72);
  pen.lineWidth = 3;
  pen.strokeRect(56, 56, width - 112, height - 112);
  pen.textAlign = 'center';
  pen.fillStyle = GREEN;
  pen.font = `bold 76px ${FONT}`;
  pen.fillText('志愿服务证明', width / 2, 220);
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
